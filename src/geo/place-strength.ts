import type { Place } from '../model/place.ts';

/** How much a place says: nothing, some name, a country, a position. */
export type PlaceStrength = 0 | 1 | 2 | 3;

/**
 * How much a place says. Of several databases the first with a position places a host, where none has one the first with
 * a country: a later one stands in only where an earlier one says less, never because it is finer.
 */
export function placeStrength(place: Place | null): PlaceStrength {
  if (!place) return 0;
  if (Number.isFinite(place.latitude)) return 3;
  return place.country === '' ? 1 : 2;
}
