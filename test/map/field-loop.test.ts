import { describe, expect, it } from 'vitest';
import type { CellAggregate } from '../../src/model/aggregate.ts';
import { makeFieldLoop, type FieldOnMap } from '../../src/map/field-loop.ts';

const view = { west: -180, east: 180, south: -85, north: 85, width: 2, height: 2 };

function cells(total: number): CellAggregate {
  const none = new Uint32Array(0);
  return {
    by: 'cell',
    measure: 'hosts',
    level: 11,
    length: 0,
    x: none,
    y: none,
    accuracyClass: new Uint8Array(0),
    value: new Float32Array(0),
    total,
  };
}

function stubClient() {
  const open: {
    cells: CellAggregate;
    signal: AbortSignal | undefined;
    answer(): void;
    fail(): void;
  }[] = [];
  return {
    open,
    field: (asked: CellAggregate, _view: unknown, _options: unknown, signal?: AbortSignal) =>
      new Promise<Float32Array>((resolve, reject) => {
        const answer = () => resolve(Float32Array.of(asked.total));
        open.push({ cells: asked, signal, answer, fail: () => reject(new Error('lost')) });
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
      }),
  };
}

const neverCalled = () => {
  throw new Error('Not expected to be called.');
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('makeFieldLoop', () => {
  it('asks one at a time, skips what was overtaken, and ends with the latest', async () => {
    const client = stubClient();
    const fields: FieldOnMap[] = [];
    const loop = makeFieldLoop(client, (field) => fields.push(field), neverCalled);
    for (const total of [1, 2, 3]) loop.ask({ cells: cells(total), view, smoothingKm: 40 });
    expect(client.open).toHaveLength(1);
    client.open[0]?.answer();
    await turn();
    client.open[1]?.answer();
    await turn();
    expect(fields.map((field) => field.cells.total)).toEqual([1, 3]);
    expect(client.open).toHaveLength(2);
  });

  it('gives up a field of ground that is out of sight, and only that', async () => {
    const client = stubClient();
    const fields: FieldOnMap[] = [];
    const loop = makeFieldLoop(client, (field) => fields.push(field), neverCalled);
    const part = (west: number) => ({ ...view, west, east: west + 20, south: 40, north: 60 });
    loop.ask({ cells: cells(1), view: part(0), smoothingKm: 40 });
    loop.ask({ cells: cells(2), view: part(10), smoothingKm: 40 });
    expect(client.open[0]?.signal?.aborted).toBe(false);
    loop.ask({ cells: cells(3), view: part(100), smoothingKm: 40 });
    expect(client.open[0]?.signal?.aborted).toBe(true);
    await turn();
    client.open[1]?.answer();
    await turn();
    expect(fields.map((field) => field.grid.west)).toEqual([100]);
    expect(client.open).toHaveLength(2);
  });

  it('goes on after a failure', async () => {
    const client = stubClient();
    const fields: FieldOnMap[] = [];
    const errors: string[] = [];
    const loop = makeFieldLoop(
      client,
      (field) => fields.push(field),
      (error) => errors.push(error.message),
    );
    loop.ask({ cells: cells(1), view, smoothingKm: 40 });
    client.open[0]?.fail();
    await turn();
    loop.ask({ cells: cells(2), view, smoothingKm: 40 });
    client.open[1]?.answer();
    await turn();
    expect(errors).toEqual(['lost']);
    expect(fields).toHaveLength(1);
  });

  it('says nothing after it is closed, and aborts what is out', async () => {
    const client = stubClient();
    const loop = makeFieldLoop(client, neverCalled, neverCalled);
    loop.ask({ cells: cells(1), view, smoothingKm: 40 });
    loop.close();
    expect(client.open[0]?.signal?.aborted).toBe(true);
    client.open[0]?.answer();
    await turn();
    expect(client.open).toHaveLength(1);
  });
});
