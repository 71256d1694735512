import { ticks } from 'd3';

/** Red, green, blue and alpha, 0 to 255, not premultiplied. */
export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** Which numbers get which colours. */
export interface ColourScale {
  kind: 'log' | 'linear';
  /** In the unit of the values; low < high, and low > 0 where the kind is log. */
  domain: readonly [low: number, high: number];
  /** 256 colours as RGBA, not premultiplied: 1,024 bytes. */
  ramp: Uint8Array;
  /** True where the colours go by rank: each is on as much as any other, and the axis is that of a log scale. */
  byRank?: boolean;
}

/** The kind of a scale in a word. */
export function kindOf({ kind, byRank = false }: ColourScale): 'log' | 'linear' | 'quantile' {
  return byRank ? 'quantile' : kind;
}

/** A fitted log domain spans this many decades below its top. */
const DECADES = 4;
/** More powers of ten than this are thinned out. */
const MOST_TICKS = 7;

/** Where a value stands on a scale, 0 at the low end to 1 at the high end; values outside are held to the ends. */
export function fraction(scale: ColourScale, value: number): number {
  const position = (v: number) => (scale.kind === 'log' ? Math.log10(Math.max(v, 1e-30)) : v);
  const [low, high] = scale.domain;
  const span = position(high) - position(low);
  if (!(span > 0)) return value >= high ? 1 : 0;
  const at = (position(value) - position(low)) / span;
  return at > 0 ? Math.min(1, at) : 0;
}

/** The colour of a value; values below the domain take the first one. */
export function colourOf(scale: ColourScale, value: number): Rgba {
  const place = fraction(scale, value) * 255;
  const index = Math.min(254, Math.floor(place));
  const share = place - index;
  const channel = (k: number) => {
    const [a, b] = [scale.ramp[index * 4 + k]!, scale.ramp[index * 4 + 4 + k]!];
    return Math.round(a + (b - a) * share);
  };
  return [channel(0), channel(1), channel(2), channel(3)];
}

/** The colour of a field's value as the map draws it: nothing (alpha 0) below the domain and where there is nothing. */
export function fieldColourOf(scale: ColourScale, value: number): Rgba {
  const colour = colourOf(scale, value);
  return value > 0 && value >= scale.domain[0] ? colour : [colour[0], colour[1], colour[2], 0];
}

/** A colour laid over an opaque background: what a legend shows where the map shows that background. */
export function composite(
  [red, green, blue, alpha]: Rgba,
  background: readonly [red: number, green: number, blue: number],
): [number, number, number] {
  const mix = (over: number, under: number) => Math.round(under + ((over - under) * alpha) / 255);
  return [mix(red, background[0]), mix(green, background[1]), mix(blue, background[2])];
}

/** Round numbers in the domain of a scale, ascending: powers of ten, or 1-2-5 steps where few of those fit. */
export function scaleTicks({ kind, domain: [low, high] }: ColourScale): number[] {
  if (!(high > low)) return [low];
  if (kind === 'linear' || low <= 0) return ticks(low, high, 5);
  const powers = roundNumbers(low, high, [1]);
  if (powers.length > MOST_TICKS) {
    const every = Math.ceil(powers.length / MOST_TICKS);
    return powers.filter((_, index) => (powers.length - 1 - index) % every === 0);
  }
  if (powers.length >= 3) return powers;
  const steps = roundNumbers(low, high, [1, 2, 5]);
  return steps.length >= 2 ? steps : ticks(low, high, 4);
}

/** Ticks that keep `least` of the bar between each other, the ends first. */
export function spacedTicks(scale: ColourScale, least: number): { value: number; at: number }[] {
  const all = scaleTicks(scale)
    .map((value) => ({ value, at: fraction(scale, value) }))
    .filter(({ at }) => at >= 0 && at <= 1);
  const kept: { value: number; at: number }[] = [];
  const ends = [all[0], all.at(-1)].filter((tick) => tick !== undefined);
  for (const tick of [...ends, ...all]) {
    if (kept.every((other) => Math.abs(other.at - tick.at) >= least)) kept.push(tick);
  }
  return kept.sort((a, b) => a.at - b.at);
}

/** The largest finite value above 0; 0 where there is none. */
export function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i]! > largest && values[i]! < Infinity) largest = values[i]!;
  }
  return largest;
}

/**
 * A round domain below a largest value: the top is the next of 1, 2, 5 times a power of ten above it, or 1 where it is 0;
 * the bottom is four decades lower (log) or 0 (linear).
 */
export function fitDomain(largest: number, kind: ColourScale['kind']): [number, number] {
  const [digit, power] = largest > 0 ? roundUp(largest) : [1, 0];
  const top = Number(`${digit}e${power}`);
  return [kind === 'log' ? Number(`${digit}e${power - DECADES}`) : 0, top];
}

/** The smallest digit of 1, 2, 5 and power of ten that together are at least a value; a rounding error is forgiven. */
function roundUp(value: number): [digit: number, power: number] {
  const power = Math.floor(Math.log10(value));
  const least = value * (1 - 1e-6);
  for (const digit of [1, 2, 5]) if (Number(`${digit}e${power}`) >= least) return [digit, power];
  return [1, power + 1];
}

function roundNumbers(low: number, high: number, digits: readonly number[]): number[] {
  const first = Math.floor(Math.log10(low)) - 1;
  const last = Math.ceil(Math.log10(high));
  const numbers: number[] = [];
  for (let power = first; power <= last; power++) {
    for (const digit of digits) numbers.push(Number(`${digit}e${power}`));
  }
  const slack = 1 + 1e-9;
  return numbers.filter((number) => number * slack >= low && number <= high * slack);
}

export { makeRamp } from './colour-ramp.ts';
