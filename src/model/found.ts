import type { Place } from './place.ts';

/** A part of the world in degrees; west > east passes the antimeridian, and a point has no size. */
export interface Extent {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** What databases say of one address. */
export interface Word {
  place: Place | null;
  network: { asn: number; name: string } | null;
}

/** What a search finds. */
export interface Found {
  /** place: a city that the data does not have. */
  kind: 'country' | 'city' | 'network' | 'address' | 'place';
  /** Of the dimension, or the prefix in its usual spelling; '' of a place. */
  key: string;
  /** For people; of a country its code, which is named in the reader's language. */
  name: string;
  /** ISO alpha-2 of the country it is in; '' where it is in several or in none. */
  country: string;
  /** Hosts of the data, whatever the filter. */
  hosts: number;
  /** Where its hosts are, or what the databases say; null where nobody knows. */
  extent: Extent | null;
  /** What the open databases say of an address, or of the first one of a prefix. */
  told?: Word;
}

/** Text without case, accents and marks, in which people search. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** How well a folded name fits a folded needle: 0 whole, 1 from its beginning, 2 from a word's, 3 inside, 4 not. */
export function fitOf(name: string, needle: string): number {
  const at = name.indexOf(needle);
  if (at < 0) return 4;
  if (at === 0) return name.length === needle.length ? 0 : 1;
  return /[\p{L}\p{N}]/u.test(name[at - 1]!) ? 3 : 2;
}

/** The smallest extent of points, the short way round the world; null of none. */
export function extentOf(
  longitudes: readonly number[],
  latitudes: readonly number[],
): Extent | null {
  if (longitudes.length === 0) return null;
  const sorted = [...longitudes].sort((a, b) => a - b);
  let [gap, west, east] = [sorted[0]! + 360 - sorted.at(-1)!, sorted[0]!, sorted.at(-1)!];
  for (let i = 1; i < sorted.length; i++) {
    const between = sorted[i]! - sorted[i - 1]!;
    if (between > gap) [gap, west, east] = [between, sorted[i]!, sorted[i - 1]!];
  }
  let [south, north] = [90, -90];
  for (const latitude of latitudes) {
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  return { west, south, east, north };
}
