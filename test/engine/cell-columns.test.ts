import { expect, it } from 'vitest';
import { cutColumns, readyColumns, takeColumns } from '../../src/engine/cell-columns.ts';

const GROUPS = 5000;

it('hands out columns whose memory nobody else has', () => {
  const first = takeColumns(GROUPS);
  const given = cutColumns(first, GROUPS - 10);
  expect(given.x).toHaveLength(GROUPS - 10);
  expect(given.x.buffer).toBe(first.x.buffer);
  readyColumns();
  const second = takeColumns(GROUPS);
  expect(second.x).toHaveLength(GROUPS);
  for (const name of ['x', 'y', 'accuracyClass', 'value'] as const) {
    expect(second[name].buffer).not.toBe(first[name].buffer);
  }
});

it('keeps columns of which little was used, and gives what was', () => {
  const taken = takeColumns(GROUPS);
  taken.value.set([7, 8, 9]);
  const given = cutColumns(taken, 3);
  expect([...given.value]).toEqual([7, 8, 9]);
  expect(given.value.buffer.byteLength).toBe(3 * 4);
  expect(takeColumns(GROUPS).value.buffer).toBe(taken.value.buffer);
});

it('makes columns ready once for an answer, and others where another number is asked for', () => {
  cutColumns(takeColumns(GROUPS), GROUPS);
  readyColumns();
  expect(takeColumns(10).x).toHaveLength(10);
  readyColumns();
  expect(takeColumns(GROUPS).x).toHaveLength(GROUPS);
});
