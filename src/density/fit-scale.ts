import type { DimensionAggregate } from '../model/aggregate.ts';
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

/**
 * Domain of the country shading: round numbers around the counts, or around shares and rates. Null without any.
 * @param isCount whether the values are whole numbers
 */
export function fitCountries(
  countries: Pick<DimensionAggregate, 'value'> | null,
  kind: ColourScale['kind'],
  isCount = true,
): readonly [number, number] | null {
  if (!countries || !countries.value.some((value) => value > 0)) return null;
  const [low, high] = fitDomain(largestOf(countries.value), kind);
  // Nobody counts a tenth of a host: a log scale of counts starts at one.
  return kind === 'log' && isCount ? [Math.max(1, low), Math.max(10, high)] : [low, high];
}
