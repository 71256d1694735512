import { blurKernel } from './blur-kernel.ts';
import type { FieldRoom } from './field-scratch.ts';

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
  { kernels, taps, tap, padded }: FieldRoom,
): void {
  for (let row = 0; row < rows; row++) {
    const offset = row * columns;
    const line = grid.subarray(offset, offset + columns);
    const first = kernels.firstOccupied(line.byteOffset, columns);
    if (first < 0) continue;
    const last = kernels.lastOccupied(line.byteOffset, columns);
    const kernel = blurKernel(taps, variances[row]!);
    const reach = Math.min(kernel.length - 1, columns);
    if (reach === 0) continue;
    tap.set(kernel.subarray(0, reach + 1));
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
    kernels.blurLine(padded.byteOffset, line.byteOffset, tap.byteOffset, reach, start, end);
  }
}
