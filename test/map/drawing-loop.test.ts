import { describe, expect, it } from 'vitest';
import type { CellAggregate } from '../../src/model/aggregate.ts';
import type { DensityClient } from '../../src/density/density-client.ts';
import { makeDrawingLoop } from '../../src/map/drawing-loop.ts';
import { emptyDrawing, type Drawing, type DrawingRequest } from '../../src/map/map-way.ts';

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

function requestOf(total: number, ground = view): DrawingRequest {
  const plan = { view: ground, resolution: null };
  return { way: 'density', cells: cells(total), plan, options: { smoothingKm: 40, at: [] } };
}

/** A way whose drawing is a field of one number. */
const way = {
  make: (request: DrawingRequest, client: DensityClient, signal: AbortSignal) =>
    client
      .field(request.cells, request.plan.view, { smoothingKm: 40 }, signal)
      .then((data) => ({ ...emptyDrawing(request), field: { data, ...request.plan.view } })),
};

function loopOf(
  client: ReturnType<typeof stubClient>,
  onDrawing: (drawing: Drawing) => void,
  onError: (error: Error) => void,
) {
  const spent = { begin: () => () => undefined };
  return makeDrawingLoop(client as unknown as DensityClient, () => way, onDrawing, onError, spent);
}

const neverCalled = () => {
  throw new Error('Not expected to be called.');
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('makeDrawingLoop', () => {
  it('asks one at a time, skips what was overtaken, and ends with the latest', async () => {
    const client = stubClient();
    const fields: Drawing[] = [];
    const loop = loopOf(client, (field) => fields.push(field), neverCalled);
    for (const total of [1, 2, 3]) loop.ask(requestOf(total));
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
    const fields: Drawing[] = [];
    const loop = loopOf(client, (field) => fields.push(field), neverCalled);
    const part = (west: number) => ({ ...view, west, east: west + 20, south: 40, north: 60 });
    loop.ask(requestOf(1, part(0)));
    loop.ask(requestOf(2, part(10)));
    expect(client.open[0]?.signal?.aborted).toBe(false);
    loop.ask(requestOf(3, part(100)));
    expect(client.open[0]?.signal?.aborted).toBe(true);
    await turn();
    client.open[1]?.answer();
    await turn();
    expect(fields.map((field) => field.field!.west)).toEqual([100]);
    expect(client.open).toHaveLength(2);
  });

  it('goes on after a failure', async () => {
    const client = stubClient();
    const fields: Drawing[] = [];
    const errors: string[] = [];
    const loop = loopOf(
      client,
      (field) => fields.push(field),
      (error) => errors.push(error.message),
    );
    loop.ask(requestOf(1));
    client.open[0]?.fail();
    await turn();
    loop.ask(requestOf(2));
    client.open[1]?.answer();
    await turn();
    expect(errors).toEqual(['lost']);
    expect(fields).toHaveLength(1);
  });

  it('says nothing after it is closed, and aborts what is out', async () => {
    const client = stubClient();
    const loop = loopOf(client, neverCalled, neverCalled);
    loop.ask(requestOf(1));
    loop.close();
    expect(client.open[0]?.signal?.aborted).toBe(true);
    client.open[0]?.answer();
    await turn();
    expect(client.open).toHaveLength(1);
  });
});
