import { InputError } from '../model/input-error.ts';
import type { Word } from '../model/found.ts';
import type { GeoDatabase } from './open-database.ts';
import { placeStrength } from './place-strength.ts';

/**
 * What databases, in their order, say of one address: the finest place, and the first network. A record that is damaged
 * says nothing.
 * @param words of the address, most significant first: one of IPv4, four of IPv6
 */
export function askDatabases(databases: readonly GeoDatabase[], words: readonly number[]): Word {
  const word: Word = { place: null, network: null };
  const address = Uint32Array.from(words);
  for (const database of databases) {
    const [id = 0] = words.length === 1 ? database.locate4(address) : database.locate6(address);
    if (id === 0) continue;
    try {
      const { place, network } = database.record(id);
      if (placeStrength(place) > placeStrength(word.place)) word.place = place;
      word.network ??= network;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
  return word;
}
