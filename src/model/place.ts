/** How exactly a location record places its addresses: to a city, a region, or no better than a country. */
export const precisions = ['city', 'region', 'country'] as const;
export type Precision = (typeof precisions)[number];

/** A location record of an MMDB. One place can hold many hosts. */
export interface Place {
  /** Degrees north, WGS84. NaN where the record has no position. */
  latitude: number;
  /** Degrees east, WGS84. NaN where the record has no position. */
  longitude: number;
  /** ISO 3166-1 alpha-2 in capitals; '' where the record names no country. */
  country: string;
  /** Name or ISO 3166-2 code of the first subdivision; '' where unknown. */
  region: string;
  /** English name of the city; '' where unknown. */
  city: string;
  /** Radius in km of the circle that holds the device with 67 % confidence; null where the database gives none. */
  accuracyKm: number | null;
  precision: Precision;
}

/** Radii in km that occur; those of databases are rounded to the nearest by ratio. */
const radiiKm = [1, 2, 5, 10, 15, 20, 25, 30, 50, 75, 100, 200, 500, 1000] as const;

/** Accuracy classes in km: what a cell keeps of its hosts' accuracy. The last one, PIN_CLASS, is of no radius. */
export const accuracyClassesKm: readonly number[] = [...radiiKm, 0];

/** The class of places that are shown as if they were exact; no database's. */
export const PIN_CLASS = radiiKm.length;

/** Radius in km taken where a database gives none, by precision. City: a setting's default; the rest: rough sizes. */
export const defaultAccuracyKm: Readonly<Record<Precision, number>> = {
  city: 25,
  region: 200,
  country: 1000,
};

/** Radius from which the next class is nearer by ratio: the geometric mean of two neighbours. */
const classBounds = radiiKm.slice(1).map((next, i) => Math.sqrt(radiiKm[i]! * next));

/** Index in `accuracyClassesKm` of the class nearest by ratio to a radius in km. */
export function accuracyClassOf(radiusKm: number): number {
  let index = 0;
  while (index < classBounds.length && radiusKm > classBounds[index]!) index++;
  return index;
}
