import { largestOf, type ColourScale } from './colour-scale.ts';
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
 * @param weightOf what each value counts for; what is 0 or less, or infinite, does not count
 */
export function spreadOf(
  values: ArrayLike<number>,
  weightOf: (index: number) => number = () => 1,
): Spread {
  const largest = largestOf(values);
  const weights = new Float64Array(BINS);
  const top = Math.log10(largest);
  for (let i = 0; i < values.length; i++) {
    if (!(values[i]! > 0 && values[i]! < Infinity)) continue;
    const bin = Math.floor((1 + (Math.log10(values[i]!) - top) / DECADES) * BINS);
    if (bin >= 0) weights[Math.min(BINS - 1, bin)]! += weightOf(i);
  }
  return { largest, below: sharesBelow(weights) };
}

/** What part of all weights lies below the edges of the steps. */
function sharesBelow(weights: Float64Array): Float64Array {
  const below = new Float64Array(weights.length + 1);
  for (let bin = 0; bin < weights.length; bin++) below[bin + 1] = below[bin]! + weights[bin]!;
  const total = below[weights.length]!;
  return total > 0 ? below.map((weight) => weight / total) : below;
}

/** A float's upper bits, down to 10 of its mantissa, make its slot: a thousandth of its value wide, far less than a step. */
const SLOT_SHIFT = 13;

/** Finds the step that a positive float lies in, as `spreadOf` does, without a logarithm for each. */
function makeStepFinder(largest: number) {
  const lowest = largest * 10 ** -DECADES;
  // The edge above each step; nothing reaches the last.
  const edges = Float64Array.from({ length: BINS }, (_, bin) =>
    bin < BINS - 1 ? lowest * 10 ** ((DECADES * (bin + 1)) / BINS) : Infinity,
  );
  const [low, high] = new Uint32Array(Float32Array.of(lowest, largest).buffer);
  const first = low! >>> SLOT_SHIFT;
  const steps = new Int16Array((high! >>> SLOT_SHIFT) - first + 1);
  const bits = new Uint32Array(1);
  const start = new Float32Array(bits.buffer);
  for (let slot = 0, bin = 0; slot < steps.length; slot++) {
    bits[0] = (first + slot) << SLOT_SHIFT;
    while (start[0]! >= edges[bin]!) bin++;
    steps[slot] = bin;
  }
  return { lowest, edges, first, steps };
}

/** How a field's values are spread over the ground. */
export function fieldSpread(field: Float32Array, view: FieldView): Spread {
  const largest = largestOf(field);
  if (largest === 0) return spreadOf([]);
  const { lowest, edges, first, steps } = makeStepFinder(largest);
  const bits = new Uint32Array(field.buffer, field.byteOffset, field.length);
  const weights = new Float64Array(BINS);
  for (let row = 0; row < view.height; row++) {
    const area = pixelAreaKm2(view, row);
    for (let i = row * view.width; i < (row + 1) * view.width; i++) {
      const value = field[i]!;
      if (!(value >= lowest && value <= largest)) continue;
      const step = steps[(bits[i]! >>> SLOT_SHIFT) - first]!;
      weights[value >= edges[step]! ? step + 1 : step]! += area;
    }
  }
  return { largest, below: sharesBelow(weights) };
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
