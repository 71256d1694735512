import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeRowKernels } from '../../src/density/row-kernels.ts';
import { sourceHash } from '../../src/density/row-kernels-wasm.ts';

/** Kernels with `length` numbers in their memory at byte 64, made of what a function gives. */
function withNumbers(length: number, numberAt: (n: number) => number) {
  const kernels = makeRowKernels();
  kernels.memory.grow(1);
  const all = new Float32Array(kernels.memory.buffer);
  const numbers = all.subarray(16, 16 + length);
  for (let n = 0; n < length; n++) numbers[n] = numberAt(n);
  return { kernels, all, numbers };
}

const lengths = [1, 3, 4, 15, 16, 37];

describe('row kernels', () => {
  it('are compiled from the source beside them', () => {
    const source = new URL('../../src/density/row-kernels.as.ts', import.meta.url);
    const hash = createHash('sha256').update(readFileSync(source)).digest('hex');
    expect(sourceHash, 'run `npm run kernels`').toBe(hash);
  });

  it.each(lengths)('find the first and the last number that is not 0 of %d', (length) => {
    for (let at = 0; at < length; at++) {
      const { kernels } = withNumbers(length, (n) => (n === at ? 0.5 : 0));
      expect(kernels.firstOccupied(64, length)).toBe(at);
      expect(kernels.lastOccupied(64, length)).toBe(at);
    }
    const { kernels } = withNumbers(length, () => 0);
    expect(kernels.firstOccupied(64, length)).toBe(-1);
    expect(kernels.lastOccupied(64, length)).toBe(0);
  });

  it.each(lengths)('convolve a row of %d', (length) => {
    const reach = 2;
    const { kernels, all, numbers } = withNumbers(length + 2 * reach, (n) => ((n * 7) % 11) + 1);
    all.set([0.5, 0.2, 0.05], 200);
    kernels.blurLine(64, 4 * 300, 4 * 200, reach, 0, length - 1);
    for (let x = 0; x < length; x++) {
      const at = (n: number) => numbers[x + reach + n]!;
      const expected = 0.5 * at(0) + 0.2 * (at(1) + at(-1)) + 0.05 * (at(2) + at(-2));
      expect(all[300 + x]).toBeCloseTo(expected, 5);
    }
    expect(all[300 + length]).toBe(0);
  });

  it.each(lengths)('sum rows of %d around one, those outside as zeros', (columns) => {
    const rows = 3;
    const { kernels, all, numbers } = withNumbers(columns * rows, (n) => (n % 13) + 1);
    all.set([0.5, 0.2, 0.05], 600);
    for (let row = 0; row < rows; row++) {
      kernels.sumRows(64, columns, rows, row, 4 * 600, 2, 2, 4 * 700);
      for (let x = 0; x < columns; x++) {
        const at = (n: number) => (n < 0 || n >= rows ? 0 : numbers[n * columns + x]!);
        const pairs = 0.2 * (at(row - 1) + at(row + 1)) + 0.05 * (at(row - 2) + at(row + 2));
        expect(all[700 + x]).toBeCloseTo(2 * (0.5 * at(row) + pairs), 4);
      }
    }
  });

  it.each(lengths)('give two fine cells to each of %d coarse ones', (count) => {
    const { kernels, all, numbers } = withNumbers(count + 2, (n) => (n * 5) % 7);
    all.fill(1, 300, 300 + 2 * count);
    kernels.addRefined(64 + 4, 4 * 300, count);
    for (let n = 0; n < count; n++) {
      const near = 1 + 0.375 * numbers[n + 1]!;
      expect(all[300 + 2 * n]).toBeCloseTo(near + 0.125 * numbers[n]!, 5);
      expect(all[301 + 2 * n]).toBeCloseTo(near + 0.125 * numbers[n + 2]!, 5);
    }
  });
});
