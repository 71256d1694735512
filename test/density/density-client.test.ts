import { describe, expect, it } from 'vitest';
import { makeDensityClient, type FieldWorker } from '../../src/density/density-client.ts';
import { contourBytes } from '../../src/density/contour-bytes.ts';
import { hexagonsOf } from '../../src/density/hexagons.ts';
import { densityField } from '../../src/density/density-field.ts';
import { fieldCells } from '../../src/density/field-cells.ts';
import { makeFieldHandlers } from '../../src/density/field-service.ts';
import type { CellAggregate } from '../../src/model/aggregate.ts';
import { serveCalls, type Port } from '../../src/model/rpc.ts';

const cells: CellAggregate = {
  by: 'cell',
  measure: 'hosts',
  level: 9,
  length: 2,
  x: Uint32Array.of(270, 300),
  y: Uint32Array.of(170, 200),
  accuracyClass: Uint8Array.of(4, 7),
  value: Float32Array.of(5, 9),
  total: 14,
};
const view = { west: -180, east: 180, south: -80, north: 80, width: 64, height: 64 };
const options = { smoothingKm: 300 };

type Listener = (event: never) => void;

/** A worker without a thread, which can be lost. */
function makeWorker(log: string[]): FieldWorker & { lose(): void } {
  const outside: Record<string, Listener[]> = { message: [], error: [] };
  const inside: ((event: MessageEvent) => void)[] = [];
  let alive = true;
  const port: Port = {
    postMessage: (data) =>
      setTimeout(() => {
        if (alive) for (const hear of outside['message']!) hear({ data } as never);
      }),
    addEventListener: (_, listener) => void inside.push(listener),
  };
  serveCalls(port, makeFieldHandlers());
  return {
    postMessage(data) {
      const message = data as { name?: string; request?: { cells: { places: unknown } | null } };
      const cells = message.request?.cells;
      const sent = !cells ? '' : cells.places ? ' with cells' : ' with values';
      log.push(`${message.name ?? 'abort'}${sent}`);
      setTimeout(() => {
        if (alive) for (const hear of inside) hear({ data } as MessageEvent);
      });
    },
    addEventListener: (type: string, listener: Listener) => void outside[type]!.push(listener),
    terminate: () => void (alive = false),
    lose() {
      for (const hear of outside['error']!) hear({ message: 'out of memory' } as never);
    },
  };
}

describe('density client', () => {
  it('gives the field that the pure function gives, and its peak', async () => {
    const client = makeDensityClient(() => makeWorker([]));
    const expected = densityField(fieldCells(cells), view, options);
    expect(await client.field(cells, view, options)).toEqual(expected);
    const { largest } = await client.spread(cells, view, options);
    expect(largest).toBe(Math.max(...expected));
    client.close();
  });

  it('gives contours with their field, and hexagons, as the pure functions do', async () => {
    const log: string[] = [];
    const client = makeDensityClient(() => makeWorker(log));
    const field = densityField(fieldCells(cells), view, options);
    const contoured = await client.contours(cells, view, options, [0.001]);
    expect(contoured.field).toEqual(field);
    expect(contoured.geojson).toEqual(contourBytes(field, view, [0.001]));
    expect(await client.hexagons(cells, 2, null)).toEqual(hexagonsOf(cells, 2));
    expect((await client.hexagonSpread(cells, 2, 'count')).largest).toBe(9);
    expect(log).toEqual(['contours with cells', 'hexagons', 'hexagonSpread']);
    client.close();
  });

  it('sends cells once, and drops what waits behind the latest', async () => {
    const log: string[] = [];
    const client = makeDensityClient(() => makeWorker(log));
    const all = [1, 2, 3, 4].map(() => client.field(cells, view, options));
    const results = await Promise.allSettled(all);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(log).toEqual(['field with cells', 'field']);
    client.close();
  });

  it('writes fields to the memory of those that came back, each to its own', async () => {
    const client = makeDensityClient(() => makeWorker([]));
    const expected = densityField(fieldCells(cells), view, options);
    const [one, two] = [
      await client.field(cells, view, options),
      await client.field(cells, view, options),
    ];
    expect(two.buffer).not.toBe(one.buffer);
    one.fill(7);
    client.giveBack(one);
    client.giveBack(one);
    const [three, four] = [
      await client.field(cells, view, options),
      await client.field(cells, view, options),
    ];
    expect(three.buffer).toBe(one.buffer);
    expect(four.buffer).not.toBe(one.buffer);
    for (const field of [two, three, four]) expect(field).toEqual(expected);
    client.close();
  });

  it('sends values alone of cells at the same places, and all after an abort or a loss', async () => {
    const logs: string[][] = [];
    const workers: ReturnType<typeof makeWorker>[] = [];
    const client = makeDensityClient(() => {
      logs.push([]);
      workers.push(makeWorker(logs.at(-1)!));
      return workers.at(-1)!;
    });
    const times = (by: number) => ({
      ...cells,
      value: cells.value.map((value) => value * by),
      total: 14 * by,
    });
    const check = async (by: number) => {
      const expected = densityField(fieldCells(times(by)), view, options);
      expect(await client.field(times(by), view, options)).toEqual(expected);
    };
    await check(1);
    await check(2);
    const controller = new AbortController();
    const given = client.field(times(3), view, options, controller.signal);
    controller.abort();
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });
    await check(4);
    await check(5);
    const lost = client.field(times(6), view, options);
    workers[0]!.lose();
    await expect(lost).rejects.toThrow(/was lost/);
    await check(7);
    await check(8);
    const [before, after] = ['field with cells', 'field with values'];
    expect(logs[0]!.filter((line) => line !== 'abort')).toEqual([
      ...[before, after, after, before, after, after],
    ]);
    expect(logs[1]).toEqual([before, after]);
    client.close();
  });

  it('does not wait for an aborted field', async () => {
    const client = makeDensityClient(() => makeWorker([]));
    const controller = new AbortController();
    const asked = client.field(cells, view, options, controller.signal);
    controller.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    client.close();
  });

  it('ends an aborted field in the worker, and makes the next from the same cells', async () => {
    const log: string[] = [];
    const client = makeDensityClient(() => makeWorker(log));
    const controller = new AbortController();
    const given = client.field(cells, view, options, controller.signal);
    controller.abort();
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });
    const expected = densityField(fieldCells(cells), view, options);
    expect(await client.field(cells, view, options)).toEqual(expected);
    expect(log).toEqual(['field with cells', 'abort', 'field with cells']);
    client.close();
  });

  it('rejects when its worker is lost, and starts another for the next', async () => {
    const workers: ReturnType<typeof makeWorker>[] = [];
    const client = makeDensityClient(() => {
      const worker = makeWorker([]);
      workers.push(worker);
      return worker;
    });
    const lost = client.field(cells, view, options);
    workers[0]!.lose();
    await expect(lost).rejects.toThrow(/density worker was lost: out of memory/);
    expect(await client.field(cells, view, options)).toHaveLength(64 * 64);
    expect(workers).toHaveLength(2);
    client.close();
    await expect(client.field(cells, view, options)).rejects.toThrow(/closed/);
  });
});
