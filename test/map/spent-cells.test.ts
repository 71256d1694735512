import { expect, it } from 'vitest';
import { makeSpentCells } from '../../src/map/spent-cells.ts';
import type { CellAggregate } from '../../src/model/aggregate.ts';

function setUp() {
  const told: number[] = [];
  const spent = makeSpentCells(({ total }) => told.push(total));
  const cells = [0, 1, 2, 3].map(
    (total) => ({ by: 'cell', total, value: Float32Array.of(total) }) as CellAggregate,
  );
  return {
    told,
    spent,
    cells: cells as [CellAggregate, CellAggregate, CellAggregate, CellAggregate],
  };
}

it('tells of cells once others are there, none is being drawn of them and none waits', () => {
  const { told, spent, cells } = setUp();
  spent.show(cells[0]);
  spent.ask(cells[0]);
  const first = spent.begin(cells[0]);
  spent.show(cells[1]);
  spent.ask(cells[1]);
  expect(told).toEqual([]);
  // These are still being drawn when newer ones take the place of those that wait.
  spent.show(cells[2]);
  expect(told).toEqual([]);
  spent.ask(cells[2]);
  expect(told).toEqual([1]);
  // The line that drew them was closed; the next one begins before it hears of that.
  const second = spent.begin(cells[2]);
  first();
  expect(told).toEqual([1, 0]);
  spent.show(cells[3]);
  spent.ask(cells[3]);
  expect(told).toEqual([1, 0]);
  second();
  expect(told).toEqual([1, 0, 2]);
  spent.show(null);
  expect(told).toEqual([1, 0, 2]);
  spent.ask(cells[0]);
  expect(told).toEqual([1, 0, 2, 3]);
});

it('keeps values that newer cells share', () => {
  const { told, spent, cells } = setUp();
  const asPins = { ...cells[0] };
  spent.show(cells[0]);
  spent.show(asPins);
  spent.ask(asPins);
  expect(told).toEqual([]);
  spent.show(cells[1]);
  spent.ask(cells[1]);
  expect(told).toEqual([0]);
  spent.show(cells[1]);
  expect(told).toEqual([0]);
});
