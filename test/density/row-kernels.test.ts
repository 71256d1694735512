import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeRowKernels } from '../../src/density/row-kernels.ts';
import { sourceHash, sources } from '../../src/density/row-kernels-wasm.ts';

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
    const hash = createHash('sha256');
    for (const source of sources) {
      hash.update(readFileSync(new URL(`../../src/density/${source}`, import.meta.url)));
    }
    expect(sourceHash, 'run `npm run kernels`').toBe(hash.digest('hex'));
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

  it.each([false, true])(
    'convolve each row of a grid by its own kernel, round the earth: %s',
    (wraps) => {
      const [columns, rows] = [37, 4];
      const { kernels, all, numbers } = withNumbers(columns * rows, (n) =>
        n < columns ? n + 1 : n < 2 * columns ? 0 : n % columns === (n * 3) % 7 ? 5 : 0,
      );
      const before = numbers.slice();
      all.set([0.6, 0.2, 0.4, 0.2, 0.1], 400);
      const tapsOf = new Uint32Array(kernels.memory.buffer, 4 * 450, 2 * rows);
      // Two taps, three from the third number on, and none.
      tapsOf.set([0, 1, 0, 1, 8, 2, 0, 0]);
      kernels.blurRows(64, columns, rows, wraps, 4 * 450, 4 * 400, 4 * 500);
      const taps = [[0.6, 0.2], [0.6, 0.2], [0.4, 0.2, 0.1], [1]];
      for (let row = 0; row < rows; row++) {
        for (let x = 0; x < columns; x++) {
          const at = (to: number) => {
            const column = wraps ? (to + columns) % columns : to;
            return column < 0 || column >= columns ? 0 : before[row * columns + column]!;
          };
          const expected = taps[row]!.reduce(
            (sum, tap, i) => sum + tap * (i === 0 ? at(x) : at(x - i) + at(x + i)),
            0,
          );
          expect(numbers[row * columns + x]).toBeCloseTo(expected, 4);
        }
      }
    },
  );

  it('deposit weights on 3 x 3 cells, beside each other or not, and leave out what is outside', () => {
    const { kernels, all } = withNumbers(400, () => 0);
    const offsets = new Int32Array(kernels.memory.buffer);
    const [x, y, weight, columns, rows, grid, width] = [16, 20, 24, 32, 64, 100, 5];
    offsets.set([0, 1, 2, 0], x);
    offsets.set([0, 0, 0, 1], y);
    all.set([2, 4, 8, 16], weight);
    all.set([0.25, 0.5, 0.25, 0], columns);
    offsets.set([4, 8, 12], columns + 4);
    all.set([0.125, 0.75, 0.125, 0], columns + 8);
    offsets.set([16, 0, 4], columns + 12);
    offsets[columns + 20] = -1;
    offsets[rows] = 4 * width;
    all.set([0.25, 0.5, 0.25], rows + 1);
    offsets[rows + 4] = -1;
    kernels.deposit(4 * x, 4 * y, 4 * weight, 4, 4 * columns, 4 * rows, 4 * grid, 4 * width);
    // 2 in the middle, 4 round the end of the row.
    const line = [0 + 4 * 0.75, 2 * 0.25 + 4 * 0.125, 2 * 0.5, 2 * 0.25, 4 * 0.125];
    const shares = [0, 0.25, 0.5, 0.25, 0];
    const expected = shares.flatMap((share) => line.map((value) => value * share));
    expect([...all.subarray(grid, grid + 5 * width)]).toEqual(expected);
  });

  it('put positions where those of their class stand, in order within a class', () => {
    const { kernels, all } = withNumbers(1000, () => 0);
    const codes = new Uint32Array(kernels.memory.buffer);
    const classes = [2, 0, 2, 1, 0, 2];
    codes.set([10, 11, 12, 13, 14, 15], 16);
    codes.set([20, 21, 22, 23, 24, 25], 32);
    all.set([0.5, 1.5, 2.5, 3.5, 4.5, 5.5], 48);
    new Uint8Array(kernels.memory.buffer).set(classes, 4 * 64);
    codes.set([0, 2, 3], 80);
    kernels.sortByClass(
      ...([4 * 16, 4 * 32, 4 * 48, 4 * 64, classes.length, 4 * 80] as const),
      ...([4 * 400, 4 * 500, 4 * 600] as const),
    );
    expect([...codes.subarray(400, 406)]).toEqual([11, 14, 13, 10, 12, 15]);
    expect([...codes.subarray(500, 506)]).toEqual([21, 24, 23, 20, 22, 25]);
    expect([...all.subarray(600, 606)]).toEqual([1.5, 4.5, 3.5, 0.5, 2.5, 5.5]);
  });
});
