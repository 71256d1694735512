import { askDatabases } from '../geo/ask-databases.ts';
import type { GeoDatabase } from '../geo/open-database.ts';
import type { Word } from '../model/found.ts';
import type { C2Server } from '../model/telemetry.ts';
import { parseAddress } from '../telemetry/address.ts';

/** Of a server that is known by name alone. */
const noWord: Word = { place: null, network: null };

/** Servers with the places and networks that the databases give them; what the list itself says of the country comes first. */
export function placeServers(
  listed: readonly C2Server[],
  databases: readonly GeoDatabase[],
): C2Server[] {
  return listed.map((plain) => {
    const address = parseAddress(plain.address);
    const words = address && (address.family === 4 ? [address.v4] : address.words);
    const { place, network } = words ? askDatabases(databases, words) : noWord;
    const server = network
      ? { ...plain, network: `AS${network.asn} ${network.name}`.trim() }
      : plain;
    if (!place || (server.country !== '' && server.country !== place.country)) {
      return { ...server, precision: server.country === '' ? null : 'country' };
    }
    const known = Number.isFinite(place.latitude);
    return {
      ...server,
      country: place.country,
      city: server.city || place.city,
      latitude: known ? place.latitude : null,
      longitude: known ? place.longitude : null,
      accuracyKm: place.accuracyKm,
      precision: place.precision,
    };
  });
}
