import { blurKernel } from './blur-kernel.ts';
import type { FieldLevel } from './field-plan.ts';

/** How rows are blurred into each other. */
export interface RowBlur {
  kernel: Float32Array;
  /** Square root of each row's cosine. */
  root: Float64Array;
  /** What each source row is divided by, so that it keeps its mass. */
  sums: Float64Array;
  /** Two a row: what it is multiplied by before it is blurred, and after; 0 empties it. */
  factors: Float32Array;
}

/**
 * On the sphere the kernel from latitude p0 to p is about exp(-(p - p0)² / 2 sigma²) * sqrt(cos p / cos p0): so each source
 * row is divided by what it gives, all rows pass one symmetric kernel, and each target row is multiplied by sqrt(cos).
 *
 * @param variance in cells²
 * @param known kernels by variance: see `blurKernel`
 */
export function rowBlur(
  level: FieldLevel,
  variance: number,
  known: Map<number, Float32Array>,
): RowBlur {
  const kernel = blurKernel(known, variance);
  const root = level.cosine.map(Math.sqrt);
  const sums = correlated(kernel, root);
  const factors = new Float32Array(2 * root.length);
  root.forEach((each, row) => {
    factors[2 * row] = sums[row]! > 0 ? 1 / sums[row]! : 0;
    factors[2 * row + 1] = each;
  });
  return { kernel, root, sums, factors };
}

/** The sum around each element, by a symmetric kernel. */
function correlated(kernel: Float32Array, values: Float64Array): Float64Array {
  const { length } = values;
  const reach = kernel.length - 1;
  return values.map((_, at) => {
    let sum = 0;
    const end = Math.min(length - 1, at + reach);
    for (let i = Math.max(0, at - reach); i <= end; i++)
      sum += kernel[Math.abs(i - at)]! * values[i]!;
    return sum;
  });
}

/**
 * Which part of each source row's mass is on the map in the end.
 * @param after the same of the rows once they are blurred so: what later blurs leave on the map
 */
export function partOnMap({ kernel, root, sums }: RowBlur, after: Float64Array): Float64Array {
  const part = correlated(
    kernel,
    root.map((each, row) => each * after[row]!),
  );
  return part.map((each, row) => (sums[row]! > 0 ? each / sums[row]! : 0));
}
