import type { DimensionAggregate } from '../model/aggregate.ts';
import { isRate, type Quantity } from '../model/rate.ts';
import { fitDomain, largestOf, type ColourScale } from './colour-scale.ts';
import type { FieldView } from './density-field.ts';
import { fieldViewOf } from './view-of-field.ts';

/** Level of the cells that a domain is fitted to: those of the whole data set, as a world map has them. */
export const FIT_LEVEL = 11;

const EQUATOR_KM = 40_075;
const MOST_PIXELS = 2_000_000;

/** The field that a density's domain is fitted to: the whole world, fine enough for the smoothing (km). */
export function fitView(smoothingKm: number): FieldView {
  const width = Math.min(2048, Math.ceil(EQUATOR_KM / (smoothingKm / 2)));
  const box = { west: -180, east: 180, south: -85, north: 85, width, height: width };
  return fieldViewOf(box, { margin: 0, limit: MOST_PIXELS });
}

/** Part of the rates that may lie below a fitted domain, and have its first colour. */
const LEFT_BELOW = 0.05;

/** The largest of 1, 2, 5 times a power of ten that is no larger than a value. */
function roundDown(value: number): number {
  const power = Math.floor(Math.log10(value));
  const numbers = [1, 2, 5, 10].map((digit) => Number(`${digit}e${power}`));
  return numbers.findLast((number) => number <= value * (1 + 1e-9)) ?? value;
}

/**
 * Domain of rates on a log scale: they lie closer together than counts, so that a fixed number of decades would give nearly
 * all of them one colour. A rate of few may be anything: where there are others it does not count.
 */
function fitRates({ keys, value, few }: CountryValues): readonly [number, number] {
  const isKnown = (each: number, at: number) => each > 0 && each < Infinity && keys[at] !== '';
  const many = value.filter((each, at) => isKnown(each, at) && few?.[at] !== 1);
  const sorted = (many.length > 0 ? many : value.filter(isKnown)).sort();
  const low = roundDown(sorted[Math.floor(LEFT_BELOW * sorted.length)]!);
  const [, high] = fitDomain(sorted.at(-1)!, 'linear');
  return [Math.min(low, high / 10), high];
}

/** What countries are shaded by, and which have few; under the key '' what has no country. */
export type CountryValues = Pick<DimensionAggregate, 'keys' | 'value'> & { few?: Uint8Array };

/** The values of countries: what has no country is on no map. */
export function valuesOnMap({ keys, value }: CountryValues): Float64Array {
  return value.filter((_, n) => keys[n] !== '');
}

/** Domain of the country shading: round numbers around the counts, shares or rates. Null without any. */
export function fitCountries(
  countries: CountryValues | null,
  kind: ColourScale['kind'],
  quantity: Quantity = 'count',
): readonly [number, number] | null {
  if (!countries) return null;
  const values = valuesOnMap(countries);
  if (!values.some((value) => value > 0)) return null;
  if (kind === 'log' && isRate(quantity)) return fitRates(countries);
  const [low, high] = fitDomain(largestOf(values), kind);
  // Nobody counts a tenth of a host: a log scale of counts starts at one.
  const isCount = kind === 'log' && quantity === 'count';
  return isCount ? [Math.max(1, low), Math.max(10, high)] : [low, high];
}
