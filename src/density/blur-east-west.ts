import { blurKernel } from './blur-kernel.ts';
import type { FieldScratch } from './field-scratch.ts';

/** A grid's shape for a blur along its rows. */
export interface RowShape {
  columns: number;
  rows: number;
  /** True where a row goes round the earth. */
  wraps: boolean;
}

/**
 * Blurs every row of a grid in place.
 *
 * @param variances variance of each row, in cells²; 0 or less leaves the row as it is
 */
export function blurEastWest(
  grid: Float32Array,
  { columns, rows, wraps }: RowShape,
  variances: Float64Array,
  scratch: FieldScratch,
): void {
  const padded = new Float64Array(columns * 3);
  for (let row = 0; row < rows; row++) {
    const offset = row * columns;
    const line = grid.subarray(offset, offset + columns);
    const first = firstOccupied(line);
    if (first < 0) continue;
    const last = lastOccupied(line);
    const kernel = blurKernel(scratch, variances[row]!);
    const reach = Math.min(kernel.length - 1, columns);
    if (reach === 0) continue;
    padded.fill(0, 0, columns + 2 * reach);
    padded.set(line, reach);
    let start = Math.max(0, first - reach);
    let end = Math.min(columns - 1, last + reach);
    if (wraps) {
      padded.set(line.subarray(columns - reach), 0);
      padded.set(line.subarray(0, reach), reach + columns);
      if (first < reach || last >= columns - reach) {
        start = 0;
        end = columns - 1;
      }
    }
    blurLine(padded, line, kernel, { reach, start, end });
  }
}

function firstOccupied(line: Float32Array): number {
  for (let x = 0; x < line.length; x++) if (line[x] !== 0) return x;
  return -1;
}

function lastOccupied(line: Float32Array): number {
  let x = line.length - 1;
  while (x > 0 && line[x] === 0) x--;
  return x;
}

/** Convolves columns `start` to `end` of a padded row; four independent sums hide the latency of the additions. */
function blurLine(
  padded: Float64Array,
  out: Float32Array,
  kernel: Float64Array,
  { reach, start, end }: { reach: number; start: number; end: number },
): void {
  const centre = kernel[0]!;
  let x = start;
  for (; x + 3 <= end; x += 4) {
    const c = reach + x;
    let s0 = padded[c]! * centre;
    let s1 = padded[c + 1]! * centre;
    let s2 = padded[c + 2]! * centre;
    let s3 = padded[c + 3]! * centre;
    for (let i = 1; i <= reach; i++) {
      const w = kernel[i]!;
      const left = c - i;
      const right = c + i;
      s0 += w * (padded[left]! + padded[right]!);
      s1 += w * (padded[left + 1]! + padded[right + 1]!);
      s2 += w * (padded[left + 2]! + padded[right + 2]!);
      s3 += w * (padded[left + 3]! + padded[right + 3]!);
    }
    out[x] = s0;
    out[x + 1] = s1;
    out[x + 2] = s2;
    out[x + 3] = s3;
  }
  for (; x <= end; x++) {
    const c = reach + x;
    let sum = padded[c]! * centre;
    for (let i = 1; i <= reach; i++) sum += kernel[i]! * (padded[c - i]! + padded[c + i]!);
    out[x] = sum;
  }
}
