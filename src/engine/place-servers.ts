import type { GeoDatabase } from '../geo/open-database.ts';
import { placeStrength } from '../geo/place-strength.ts';
import { InputError } from '../model/input-error.ts';
import type { Place } from '../model/place.ts';
import type { C2Server } from '../model/telemetry.ts';
import { parseAddress } from '../telemetry/address.ts';

interface Found {
  place: Place | null;
  network: string;
}

function foundOf(text: string, databases: readonly GeoDatabase[]): Found {
  const address = parseAddress(text);
  if (!address) return { place: null, network: '' };
  let best: Place | null = null;
  let named = '';
  for (const database of databases) {
    const [id = 0] =
      address.family === 4
        ? database.locate4(Uint32Array.of(address.v4))
        : database.locate6(Uint32Array.from(address.words));
    if (id === 0) continue;
    try {
      const { place, network } = database.record(id);
      if (network && named === '') named = `AS${network.asn} ${network.name}`.trim();
      if (placeStrength(place) > placeStrength(best)) best = place;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
  return { place: best, network: named };
}

/** Servers with the places and networks that the databases give them; what the list itself says of the country comes first. */
export function placeServers(
  listed: readonly C2Server[],
  databases: readonly GeoDatabase[],
): C2Server[] {
  return listed.map((plain) => {
    const { place, network } = foundOf(plain.address, databases);
    const server = network === '' ? plain : { ...plain, network };
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
