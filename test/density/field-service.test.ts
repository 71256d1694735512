import { describe, expect, it } from 'vitest';
import { densityField } from '../../src/density/density-field.ts';
import { fieldCells } from '../../src/density/field-cells.ts';
import { makeFieldHandlers } from '../../src/density/field-service.ts';
import { lendCells } from '../../src/density/lend-cells.ts';
import type { CellAggregate } from '../../src/model/aggregate.ts';
import { nextTask } from '../../src/model/next-task.ts';

const LENGTH = 40_000;

/** Many cells all over the world, so that a field takes several slices of work. */
function cellsOf(weight: number): CellAggregate {
  return {
    by: 'cell',
    measure: 'hosts',
    level: 11,
    length: LENGTH,
    x: Uint32Array.from({ length: LENGTH }, (_, n) => (n * 40_507) % 2048),
    y: Uint32Array.from({ length: LENGTH }, (_, n) => 500 + ((n * 40_503) % 900)),
    accuracyClass: Uint8Array.from({ length: LENGTH }, (_, n) => n % 10),
    value: new Float32Array(LENGTH).fill(weight),
    total: LENGTH * weight,
  };
}

const view = { west: -180, east: 180, south: -80, north: 80, width: 800, height: 800 };
const options = { smoothingKm: 120 };

function context(signal = new AbortController().signal) {
  const transferred: Transferable[] = [];
  const transfer = (buffers: Transferable[]) => void transferred.push(...buffers);
  return { signal, transfer, progress: () => undefined, transferred };
}

describe('makeFieldHandlers', () => {
  it('makes fields one after the other, whenever they were asked for', async () => {
    const { field } = makeFieldHandlers();
    const ask = async (weight: number) =>
      field({ cells: cellsOf(weight), view, options }, context());
    const [one, two] = await Promise.all([ask(1), ask(2)]);
    const same = (field: Float32Array, weight: number) =>
      Buffer.from(field.buffer).equals(
        Buffer.from(densityField(fieldCells(cellsOf(weight)), view, options).buffer),
      );
    expect([same(one, 1), same(two, 2), same(one, 2)]).toEqual([true, true, false]);
  });

  it('hands the field over, and keeps the cells for the next view', async () => {
    const { field, spread } = makeFieldHandlers();
    const own = context();
    const made = await field({ cells: cellsOf(1), view, options }, own);
    expect(own.transferred).toEqual([made.buffer]);
    const { largest } = await spread({ cells: null, view, options }, context());
    expect(largest).toBe(made.reduce((a, b) => Math.max(a, b)));
  });

  it('makes memory ready for the next field, and gives every field its own, of zeros where nothing is', async () => {
    const { field } = makeFieldHandlers();
    const full = await field({ cells: cellsOf(1), view, options }, context());
    await nextTask();
    await nextTask();
    const none = { ...cellsOf(1), length: 0, total: 0 };
    const empty = await field({ cells: none, view, options }, context());
    expect(empty.buffer).not.toBe(full.buffer);
    expect(empty.some((value) => value !== 0)).toBe(false);
    const other = { ...view, width: 400 };
    await nextTask();
    await nextTask();
    const small = await field({ cells: cellsOf(1), view: other, options }, context());
    expect(small).toEqual(densityField(fieldCells(cellsOf(1)), other, options));
  });

  it('gives back the buffer of cells that were lent, once others are there', async () => {
    const { field } = makeFieldHandlers();
    const given: unknown[] = [];
    const own = { ...context(), progress: (buffer: ArrayBuffer) => void given.push(buffer) };
    const [one, two] = [lendCells(cellsOf(1), null), lendCells(cellsOf(2), null)];
    const made = await field({ cells: one.cells, view, options }, own);
    expect(given).toEqual([]);
    await field({ cells: null, view, options }, own);
    await field({ cells: two.cells, view, options }, own);
    expect(given).toEqual([one.buffer]);
    expect(given[0]).toBe(one.buffer);
    expect(made).toEqual(densityField(fieldCells(cellsOf(1)), view, options));
  });

  it('lets an abort in before the field is whole', async () => {
    const { field } = makeFieldHandlers();
    const controller = new AbortController();
    // Large enough for many slices, however quick the machine.
    const large = { ...view, width: 3000, height: 3000 };
    const asked = { cells: cellsOf(1), view: large, options: { smoothingKm: 20 } };
    const made = field(asked, context(controller.signal));
    const other = nextTask().then(() => controller.abort());
    await expect(made).rejects.toMatchObject({ name: 'AbortError' });
    await other;
  });

  it('says so where it never got cells', async () => {
    const { spread } = makeFieldHandlers();
    await expect(spread({ cells: null, view, options }, context())).rejects.toThrow(
      /before it had/,
    );
  });
});
