import { describe, expect, it } from 'vitest';
import { bufferOfLent, lendCells } from '../../src/density/lend-cells.ts';
import type { CellAggregate } from '../../src/model/aggregate.ts';

const cellsOf = (length: number): CellAggregate => ({
  ...{ by: 'cell', measure: 'hosts', level: 9, length, total: length },
  x: Uint32Array.from({ length }, (_, n) => n),
  y: Uint32Array.from({ length }, (_, n) => 2 * n),
  accuracyClass: Uint8Array.from({ length }, (_, n) => n % 14),
  value: Float32Array.from({ length }, (_, n) => n / 2),
});

describe('lendCells', () => {
  it.each([0, 1, 7, 1000])('copies %d cells into one buffer', (length) => {
    const cells = cellsOf(length);
    const lent = lendCells(cells, null);
    expect(lent.cells).toEqual(cells);
    expect(bufferOfLent(lent.cells)).toBe(lent.buffer);
    expect(bufferOfLent(cells)).toBeNull();
  });

  it('writes to a spare buffer where that is large enough', () => {
    const { buffer } = lendCells(cellsOf(100), null);
    const fewer = lendCells(cellsOf(90), buffer);
    expect(fewer.buffer).toBe(buffer);
    expect(fewer.cells).toEqual(cellsOf(90));
    expect(lendCells(cellsOf(200), buffer).buffer).not.toBe(buffer);
    // One that single places left behind is let go.
    expect(lendCells(cellsOf(20), buffer).buffer).not.toBe(buffer);
  });
});
