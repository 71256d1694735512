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

const rowsOf = (rows: number, columns: number, valueAt: (row: number, x: number) => number) =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, x) => valueAt(row, x)),
  );

/** A line by a symmetric kernel, from its centre; zeros beyond its ends, or its other end. */
function convolved(line: readonly number[], taps: readonly number[], wraps: boolean): number[] {
  const at = (x: number) => line[wraps ? (x + line.length) % line.length : x] ?? 0;
  return line.map((_, x) =>
    taps.reduce((sum, tap, i) => sum + tap * (i === 0 ? at(x) : at(x - i) + at(x + i)), 0),
  );
}

/** What `blurGrid` makes of a grid. */
function blurred(
  grid: readonly (readonly number[])[],
  how: {
    wraps: boolean;
    isSplit: boolean;
    ofRows: readonly (readonly number[])[];
    across: readonly number[];
    factors: readonly (readonly [before: number, after: number])[];
  },
): number[] {
  const [rows, columns] = [grid.length, grid[0]!.length];
  const { kernels, all } = withNumbers(rows * columns, (n) => grid.flat()[n]!);
  const [tapsOf, taps, across, factors, ring, lines, padded, out] = [
    1000, 1100, 1200, 1300, 2000, 4000, 5000, 6000,
  ];
  all.fill(7, out, out + rows * columns);
  const words = new Uint32Array(kernels.memory.buffer);
  let end = 0;
  how.ofRows.forEach((own, row) => {
    words.set([4 * end, own.length - 1], tapsOf + 2 * row);
    all.set(own, taps + end);
    end += own.length;
  });
  all.set(how.across, across);
  all.set(how.factors.flat(), factors);
  const reach = how.across.length - 1;
  const rest = [factors, ring, lines, padded].map((at) => 4 * at) as [
    number,
    number,
    number,
    number,
  ];
  const { wraps, isSplit } = how;
  kernels.blurGrid(
    64,
    4 * out,
    columns,
    rows,
    wraps,
    isSplit,
    4 * tapsOf,
    4 * taps,
    4 * across,
    reach,
    ...rest,
  );
  return [...all.subarray(out, out + rows * columns)];
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

  it.each(lengths)('find the first number that is not 0 of %d', (length) => {
    for (let at = 0; at < length; at++) {
      const { kernels } = withNumbers(length, (n) => (n === at ? 0.5 : 0));
      expect(kernels.firstOccupied(64, length)).toBe(at);
    }
    const { kernels } = withNumbers(length, () => 0);
    expect(kernels.firstOccupied(64, length)).toBe(-1);
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

  it.each(
    lengths.flatMap((columns) =>
      [false, true].flatMap((wraps) => [0, 2, 9].map((reach) => ({ columns, wraps, reach }))),
    ),
  )('blur a grid, each row by a kernel of its own: %o', ({ columns, wraps, reach }) => {
    for (const isSplit of [false, true]) {
      const grid = rowsOf(7, columns, (row, x) =>
        row === 2 || (row > 3 && x % 3) ? 0 : 1 + ((5 * x + row) % 7),
      );
      const across = Array.from({ length: reach + 1 }, (_, i) => 0.5 / (1 + i));
      const own = [[0.6, 0.2], [0.6, 0.2], [0.4, 0.2, 0.1], [1], [0.4, 0.2, 0.1], [1], [0.6, 0.2]];
      const ofRows = own.map((taps) => taps.slice(0, columns + 1));
      const factors = own.map(
        (_, row) => [row === 6 ? 0 : 1 + row / 4, row === 1 ? 0 : 2 - row / 8] as const,
      );
      const along = (rows: number[][]) => rows.map((row, n) => convolved(row, ofRows[n]!, wraps));
      const before = (isSplit ? along(grid) : grid).map((row, n) =>
        row.map((value) => value * factors[n]![0]),
      );
      const turned = rowsOf(columns, 7, (x, row) => before[row]![x]!).map((line) =>
        convolved(line, across, false),
      );
      const after = along(grid.map((row, n) => row.map((_, x) => turned[x]![n]! * factors[n]![1])));
      const found = blurred(grid, { wraps, isSplit, ofRows, across, factors });
      expect(found.every((value, n) => Math.abs(value - after.flat()[n]!) < 1e-4)).toBe(true);
    }
  });

  it.each(lengths)('read a line at %d places', (length) => {
    const { kernels, all, numbers } = withNumbers(50, (n) => ((n * 7) % 11) + 1);
    const [table, out] = [100, 400];
    const words = new Uint32Array(kernels.memory.buffer);
    for (let x = 0; x < length; x++) {
      all.set([0.2, 0.5, 0.3], table + 4 * x);
      words[table + 4 * x + 3] = 4 * ((x * 5) % 40);
    }
    kernels.readLine(64, 4 * table, 4 * out, length);
    for (let x = 0; x < length; x++) {
      const [a, b, c] = numbers.subarray((x * 5) % 40);
      expect(all[out + x]).toBeCloseTo(0.2 * a! + 0.5 * b! + 0.3 * c!, 5);
    }
  });

  it('deposit weights on 3 x 3 cells, beside each other or not, and leave out what is outside', () => {
    const { kernels, all } = withNumbers(400, () => 0);
    const offsets = new Int32Array(kernels.memory.buffer);
    const [x, y, weight, columns, rows, grid, width] = [16, 20, 24, 32, 64, 100, 5];
    offsets.set([0, 1, 2, 0], x);
    offsets.set([0, 0, 0, 1], y);
    all.set([2, 4, 8, 16], weight);
    all.set([0.25, 0.5, 0.25], columns);
    offsets[columns + 3] = 4;
    all.set([0.125, 0.75, 0.125], columns + 4);
    offsets[columns + 7] = 16;
    offsets[columns + 11] = -1;
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
