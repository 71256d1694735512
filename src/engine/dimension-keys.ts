import type { PlaceColumns } from '../geo/place-table.ts';

/** Key of a place's city: `CC/region/city`, '' where it has no city. */
export function cityKey(places: PlaceColumns, place: number): string {
  const city = places.cities[places.city[place]!]!;
  if (city === '') return '';
  return `${places.countries[places.country[place]!]!}/${places.regions[places.region[place]!]!}/${city}`;
}

/** Key of an AS number; '' for none. */
export function networkKey(asn: number): string {
  return asn === 0 ? '' : `AS${asn}`;
}

/** Port number of a key; 0 for '', -1 for what is no port. */
export function portOfKey(key: string): number {
  if (key === '') return 0;
  const port = Number(key);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : -1;
}

/** AS number of a key; 0 for '', -1 for what is none. */
export function asnOfKey(key: string): number {
  if (key === '') return 0;
  return /^AS[1-9]\d*$/.test(key) ? Number(key.slice(2)) : -1;
}
