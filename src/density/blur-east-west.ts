import { blurKernel } from './blur-kernel.ts';

/** A kernel for each row of a grid. */
export interface RowTaps {
  /** Two a row: byte offset of its kernel in `taps`, and its reach. */
  tapsOf: Uint32Array;
  /** Kernels one after the other, each from its centre. */
  taps: Float32Array;
}

/**
 * Kernels for rows of so many columns.
 * @param variances variance of each row, in cells²; 0 or less leaves the row as it is
 * @param known kernels by variance: see `blurKernel`
 */
export function rowTaps(
  variances: Float64Array,
  columns: number,
  known: Map<number, Float32Array>,
): RowTaps {
  const starts = new Map<Float32Array, number>();
  const tapsOf = new Uint32Array(2 * variances.length);
  let length = 0;
  variances.forEach((variance, row) => {
    const kernel = blurKernel(known, variance);
    let start = starts.get(kernel);
    if (start === undefined) {
      starts.set(kernel, (start = length));
      length += kernel.length;
    }
    tapsOf[2 * row] = 4 * start;
    tapsOf[2 * row + 1] = Math.min(kernel.length - 1, columns);
  });
  const taps = new Float32Array(length);
  for (const [kernel, start] of starts) taps.set(kernel, start);
  return { tapsOf, taps };
}
