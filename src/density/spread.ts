import type { ColourScale } from './colour-scale.ts';
import type { FieldView } from './density-field.ts';
import { pixelAreaKm2 } from './sphere.ts';

/** Decades below the largest value that a spread tells of: those of a fitted log domain, and one more. */
const DECADES = 5;
const BINS = 500;

/** How values are spread, for colours by rank. */
export interface Spread {
  /** The largest value; 0 where there is none above 0. */
  largest: number;
  /**
   * Share of what lies below the edges of 500 equal steps of the logarithm, from five decades below the largest value up
   * to it: 501 numbers, 0 to 1.
   */
  below: Float64Array;
}

/**
 * How values are spread.
 * @param weightOf what each value counts for; what is 0 or less does not count
 */
export function spreadOf(
  values: ArrayLike<number>,
  weightOf: (index: number) => number = () => 1,
): Spread {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i]! > largest && values[i]! < Infinity) largest = values[i]!;
  }
  const below = new Float64Array(BINS + 1);
  const top = Math.log10(largest);
  for (let i = 0; i < values.length; i++) {
    if (!(values[i]! > 0)) continue;
    const bin = Math.floor((1 + (Math.log10(values[i]!) - top) / DECADES) * BINS);
    if (bin >= 0) below[Math.min(BINS - 1, bin) + 1]! += weightOf(i);
  }
  for (let bin = 0; bin < BINS; bin++) below[bin + 1]! += below[bin]!;
  const total = below[BINS]!;
  if (total > 0) for (let bin = 0; bin <= BINS; bin++) below[bin]! /= total;
  return { largest, below };
}

/** How a field's values are spread over the ground. */
export function fieldSpread(field: Float32Array, view: FieldView): Spread {
  const areas = Float64Array.from({ length: view.height }, (_, row) => pixelAreaKm2(view, row));
  return spreadOf(field, (index) => areas[Math.floor(index / view.width)]!);
}

/** Share of a spread that lies below a value. */
export function shareBelow({ largest, below }: Spread, value: number): number {
  const at = (1 + Math.log10(value / largest) / DECADES) * BINS;
  if (!(at > 0)) return 0;
  if (at >= BINS) return 1;
  const bin = Math.floor(at);
  return below[bin]! + (below[bin + 1]! - below[bin]!) * (at - bin);
}

/**
 * Which part of the colours each of 256 positions of a log scale has, so that every colour is on as much ground (or as
 * many hexagons, countries) as any other.
 */
export function ranksOf(spread: Spread, [low, high]: ColourScale['domain']): Float64Array {
  const first = shareBelow(spread, low);
  const span = shareBelow(spread, high) - first;
  return Float64Array.from({ length: 256 }, (_, i) => {
    const share = shareBelow(spread, low * (high / low) ** (i / 255));
    return span > 0 ? (share - first) / span : i / 255;
  });
}
