import { describe, expect, it } from 'vitest';
import {
  buffersOfLent,
  lendCells,
  takeLent,
  type LentMemory,
} from '../../src/density/lend-cells.ts';
import type { CellAggregate } from '../../src/model/aggregate.ts';

const cellsOf = (length: number): CellAggregate => ({
  ...{ by: 'cell', measure: 'hosts', level: 9, length, total: length },
  x: Uint32Array.from({ length }, (_, n) => n),
  y: Uint32Array.from({ length }, (_, n) => 2 * n),
  accuracyClass: Uint8Array.from({ length }, (_, n) => n % 14),
  value: Float32Array.from({ length }, (_, n) => n / 2),
});

const nothing: LentMemory = { places: null, value: null };

describe('lendCells', () => {
  it.each([0, 1, 7, 1000])('copies %d cells, which arrive as they were', (length) => {
    const cells = cellsOf(length);
    const { lent, memory } = lendCells(cells, null, nothing);
    const handed = structuredClone(lent, { transfer: buffersOfLent(memory) });
    expect(takeLent(handed, null)).toEqual({ cells, memory: nothing });
    // Nothing of the page's own was given away.
    expect(cells).toEqual(cellsOf(length));
  });

  it('lends values alone of cells at the places of those before', () => {
    const before = cellsOf(100);
    const cells = { ...before, value: new Float32Array(100).fill(7), total: 700 };
    const { lent, memory } = lendCells(cells, before, nothing);
    expect([lent.places, memory.places]).toEqual([null, null]);
    const taken = takeLent(lent, before);
    expect(taken.cells).toEqual(cells);
    expect(taken.memory).toEqual({ places: null, value: before.value.buffer });
    for (const name of ['x', 'y', 'accuracyClass'] as const) {
      const other = { ...cells, [name]: before[name].slice() };
      expect(lendCells(other, before, nothing).lent.places).not.toBeNull();
    }
    expect(() => takeLent(lent, null)).toThrow(/without their places/);
  });

  it('writes to spare memory where that is large enough', () => {
    const { memory } = lendCells(cellsOf(100), null, nothing);
    const fewer = lendCells(cellsOf(90), null, memory);
    expect(fewer.memory).toEqual(memory);
    expect(fewer.memory.value).toBe(memory.value);
    expect(takeLent(fewer.lent, null).cells).toEqual(cellsOf(90));
    expect(lendCells(cellsOf(200), null, memory).memory.places).not.toBe(memory.places);
    // What single places left behind is let go.
    expect(lendCells(cellsOf(20), null, memory).memory.value).not.toBe(memory.value);
  });

  it('refuses cells whose memory was given back', () => {
    const cells = cellsOf(10);
    structuredClone(cells.value, { transfer: [cells.value.buffer as ArrayBuffer] });
    expect(() => lendCells(cells, null, nothing)).toThrow(/given back/);
  });

  it('tells which memory is not needed any more', () => {
    const [one, two] = [cellsOf(10), cellsOf(20)].map((cells) => lendCells(cells, null, nothing));
    const first = takeLent(one!.lent, null);
    expect(takeLent(two!.lent, first.cells).memory).toEqual(one!.memory);
  });
});
