import type { Precision } from './place.ts';

/**
 * Why hosts on one coordinate are likely not there. default: the database knows them to the country only, and puts all of
 * them on this point. excess: they are implausibly many for the addresses that the database places there.
 */
export type PileGround = 'default' | 'excess';

/** A coordinate that holds an implausible share of its country's hosts. */
export interface Pile {
  /** As `pileKey` makes it: what a filter leaves out. */
  key: string;
  ground: PileGround;
  /** ISO alpha-2; '' where the records name none. */
  country: string;
  /** Degrees, as the database has them. */
  latitude: number;
  longitude: number;
  /** Names of the cities or regions on this point, most hosts first; empty for a default. */
  names: string[];
  hosts: number;
  /** Share of the country's hosts, 0 to 1. */
  share: number;
  /** Addresses that the database has there and in the country, IPv4, and /48 of IPv6. */
  addresses: { four: number; six: number; countryFour: number; countrySix: number };
  /** Share of the country's hosts that would be there by these addresses, 0 to 1, in the mix of families of the hosts. */
  expected: number;
}

/** Key of all hosts on a coordinate that are known to the country only, or of all that are known better. */
export function pileKey(
  country: string,
  latitude: number,
  longitude: number,
  precision: Precision,
): string {
  return `${country}/${latitude},${longitude}/${precision === 'country' ? 'country' : 'city'}`;
}

/** What a key says; null for what is none. */
export function readPileKey(
  key: string,
): Pick<Pile, 'country' | 'latitude' | 'longitude' | 'ground'> | null {
  const found = /^([A-Z]{2}|)\/(-?[\d.e-]+),(-?[\d.e-]+)\/(country|city)$/.exec(key);
  if (!found) return null;
  const [latitude, longitude] = [Number(found[2]), Number(found[3])];
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  const ground = found[4] === 'country' ? 'default' : 'excess';
  return isPlace ? { country: found[1]!, latitude, longitude, ground } : null;
}
