import { expect, it } from 'vitest';
import type { CellAggregate } from '../../src/model/aggregate.ts';
import type { Filter } from '../../src/model/query.ts';
import { DAY } from '../../src/model/time.ts';
import { loadedEngine } from './loaded-engine.ts';
import { madeStart, makeHits } from './made-up-telemetry.ts';

const cellsOf = (filter: Filter, measure: 'hosts' | 'meanDailyHosts' = 'hosts') =>
  ({ filter, measure, groupBy: { by: 'cell', level: 20 } }) as const;
const window = { time: { start: madeStart, end: madeStart + 12 * DAY } };
const few = { where: { country: ['GB'] } };

it('answers with all cells where most are occupied, at the same places each time, else with those', async () => {
  const engine = await loadedEngine(makeHits(1, 3000));
  const all = await engine.aggregate(cellsOf({}));
  const some = await engine.aggregate(cellsOf(window));
  expect(some.length).toBe(all.length);
  expect(
    [some.x, some.y, some.accuracyClass].every(
      (column, at) => column === [all.x, all.y, all.accuracyClass][at],
    ),
  ).toBe(true);
  const occupied = await engine.aggregate(cellsOf(few));
  expect(occupied.length).toBeGreaterThan(0);
  expect(occupied.length).toBeLessThan(all.length);
  expect(occupied.value.every((value) => value > 0)).toBe(true);
});

it('writes values of all cells to memory of their size, whatever is in it, and else to its own', async () => {
  const engine = await loadedEngine(makeHits(1, 3000));
  const plain = await engine.aggregate(cellsOf({}));
  const into = () => new Float32Array(plain.length).fill(7).buffer;
  for (const query of [cellsOf({}), cellsOf(window), cellsOf({}, 'meanDailyHosts')]) {
    const expected: CellAggregate = await engine.aggregate(query);
    const memory = into();
    const written = await engine.aggregate(query, undefined, memory);
    expect(written).toEqual(expected);
    expect(written.value.buffer).toBe(memory);
  }
  for (const [query, memory] of [
    [cellsOf(few), into()],
    [cellsOf({}), new ArrayBuffer(4)],
    [cellsOf({}), null],
  ] as const) {
    const written = await engine.aggregate(query, undefined, memory);
    expect(written).toEqual(await engine.aggregate(query));
    expect(written.value.buffer).not.toBe(memory);
  }
});
