import { describe, expect, it } from 'vitest';
import { densityField } from '../../src/density/density-field.ts';
import { fieldCells } from '../../src/density/field-cells.ts';
import { makeFieldHandlers } from '../../src/density/field-service.ts';
import { lendCells, type LentMemory } from '../../src/density/lend-cells.ts';
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

const nothing = { places: null, value: null };
const lentOf = (weight: number, part: Partial<CellAggregate> = {}) =>
  lendCells({ ...cellsOf(weight), ...part }, null, nothing).lent;

const view = { west: -180, east: 180, south: -80, north: 80, width: 800, height: 800 };
const options = { smoothingKm: 120 };
/** What is asked of every field, cells apart. */
const asked = { view, options, into: null };

function context(signal = new AbortController().signal) {
  const transferred: Transferable[] = [];
  const transfer = (buffers: Transferable[]) => void transferred.push(...buffers);
  return { signal, transfer, progress: () => undefined, transferred };
}

describe('makeFieldHandlers', () => {
  it('makes fields one after the other, whenever they were asked for', async () => {
    const { field } = makeFieldHandlers();
    const ask = async (weight: number) => field({ cells: lentOf(weight), ...asked }, context());
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
    const made = await field({ cells: lentOf(1), ...asked }, own);
    expect(own.transferred).toEqual([made.buffer]);
    const { largest } = await spread({ cells: null, ...asked }, context());
    expect(largest).toBe(made.reduce((a, b) => Math.max(a, b)));
  });

  it('writes to the memory of another field where that is as large, whatever is in it', async () => {
    const { field } = makeFieldHandlers();
    const used = () => new Float32Array(view.width * view.height).fill(7).buffer;
    const into = used();
    const full = await field({ cells: lentOf(1), ...asked, into }, context());
    expect(full.buffer).toBe(into);
    expect(full).toEqual(densityField(fieldCells(cellsOf(1)), view, options));
    const none = lentOf(1, { length: 0, total: 0 });
    const empty = await field({ cells: none, ...asked, into: used() }, context());
    expect(empty.some((value) => value !== 0)).toBe(false);
    const other = { ...view, width: 400 };
    const small = await field({ ...asked, cells: lentOf(1), view: other, into }, context());
    expect(small.buffer).not.toBe(into);
    expect(small).toEqual(densityField(fieldCells(cellsOf(1)), other, options));
  });

  it('makes fields of values at the places of the cells before, also after other cells and views', async () => {
    const { field } = makeFieldHandlers();
    const few = (weight: number) => {
      const { x, y, accuracyClass, value, ...rest } = cellsOf(weight);
      const columns = [x, y, value].map((column) => column.slice(0, 9000));
      const [ownX, ownY, ownValue] = columns as [Uint32Array, Uint32Array, Float32Array];
      const own = {
        x: ownX,
        y: ownY,
        value: ownValue,
        accuracyClass: accuracyClass.slice(0, 9000),
      };
      return { ...rest, ...own, length: 9000 };
    };
    let before: CellAggregate | null = null;
    const places = cellsOf(1);
    places.accuracyClass.sort();
    const again = few(2);
    const steps: [CellAggregate, typeof view][] = [
      [places, view],
      [{ ...places, value: places.value.map((_, n) => n % 5) }, view],
      [
        { ...places, value: places.value.map((_, n) => n % 3) },
        { ...view, height: 300 },
      ],
      [again, view],
      [{ ...again, value: again.value.map((_, n) => n % 2) }, view],
      [places, view],
    ];
    for (const [cells, at] of steps) {
      const { lent } = lendCells(cells, before, nothing);
      before = cells;
      const made = await field({ cells: lent, view: at, options, into: null }, context());
      expect(made).toEqual(densityField(fieldCells(cells), at, options));
    }
  });

  it('gives back the memory of cells that were lent, once others are there', async () => {
    const { field } = makeFieldHandlers();
    const given: LentMemory[] = [];
    const own = { ...context(), progress: (memory: LentMemory) => void given.push(memory) };
    const [one, two] = [cellsOf(1), cellsOf(2)].map((cells) => lendCells(cells, null, nothing));
    const made = await field({ cells: one!.lent, ...asked }, own);
    expect(given).toEqual([]);
    await field({ cells: null, ...asked }, own);
    await field({ cells: two!.lent, ...asked }, own);
    expect(given).toHaveLength(1);
    expect(given[0]!.places).toBe(one!.memory.places);
    expect(given[0]!.value).toBe(one!.memory.value);
    expect(made).toEqual(densityField(fieldCells(cellsOf(1)), view, options));
  });

  it('lets an abort in before the field is whole', async () => {
    const { field } = makeFieldHandlers();
    const controller = new AbortController();
    // Large enough for many slices, however quick the machine.
    const large = { ...view, width: 3000, height: 3000 };
    const question = { cells: lentOf(1), view: large, options: { smoothingKm: 20 }, into: null };
    const made = field(question, context(controller.signal));
    const other = nextTask().then(() => controller.abort());
    await expect(made).rejects.toMatchObject({ name: 'AbortError' });
    await other;
  });

  it('says so where it never got cells', async () => {
    const { spread } = makeFieldHandlers();
    await expect(spread({ cells: null, ...asked }, context())).rejects.toThrow(/before it had/);
  });
});
