import { addressKinds } from '../model/address-kind.ts';
import { pileKey } from '../model/pile.ts';
import type { PlaceColumns } from '../geo/place-table.ts';
import { precisions } from '../model/place.ts';
import type { Filter } from '../model/query.ts';
import { makeInside } from '../model/region.ts';
import { UNDATED } from '../model/telemetry.ts';
import type { TimeRange } from '../model/time.ts';
import { asnOfKey, cityKey, portOfKey } from './dimension-keys.ts';
import { keepPrefixes } from './prefix-hosts.ts';
import { hostsAt, PlaceMasks, type Masks, type Span } from './selection.ts';
import type { Telemetry } from './telemetry-table.ts';

function codesOf(texts: readonly string[], keys: readonly string[]): Uint8Array {
  const wanted = new Set(keys);
  return Uint8Array.from(texts, (text) => (wanted.has(text) ? 1 : 0));
}

/** True where a place is one of a pile. */
function makeInPile(places: PlaceColumns, keys: readonly string[]): (place: number) => boolean {
  const piles = new Set(keys);
  return (place) => {
    const country = places.countries[places.country[place]!]!;
    const precision = precisions[places.precision[place]!]!;
    const [latitude, longitude] = [places.latitude[place]!, places.longitude[place]!];
    return piles.has(pileKey(country, latitude, longitude, precision));
  };
}

const countryOnly = precisions.indexOf('country');

/** Mask over places, element 0 standing for hosts without a place; null where the filter says nothing of places. */
function placeMask({ places }: Telemetry, filter: Filter): Uint8Array | null {
  const { country, city } = filter.where ?? {};
  const { without = [] } = filter;
  const says = country || city || filter.region || filter.precision || without.length > 0;
  if (!says) return null;
  const left = without.length > 0 ? makeInPile(places, without) : null;
  const countries = country && codesOf(places.countries, country);
  const cities = city && new Set(city);
  const inside = filter.region && makeInside(filter.region);
  const precision = filter.precision && precisions.indexOf(filter.precision);
  const mask = new Uint8Array(places.length + 1);
  mask[0] =
    !inside &&
    precision === undefined &&
    (!countries || countries[0]) &&
    (!cities || cities.has(''))
      ? 1
      : 0;
  for (let place = 0; place < places.length; place++) {
    const known = !Number.isNaN(places.latitude[place]!);
    const kept =
      (!countries || countries[places.country[place]!] === 1) &&
      (!cities || cities.has(cityKey(places, place))) &&
      (precision === undefined || places.precision[place] === precision) &&
      (!inside ||
        (known &&
          places.precision[place] !== countryOnly &&
          inside(places.longitude[place]!, places.latitude[place]!))) &&
      !(left && known && left(place));
    mask[place + 1] = kept ? 1 : 0;
  }
  return mask;
}

/** What a filter says of hosts; null where it says nothing. @param byPlace what it says of places */
function hostMask(
  telemetry: Telemetry,
  filter: Filter,
  byPlace: Uint8Array | null,
): Uint8Array | null {
  const { hosts, asns } = telemetry;
  const { network: networks, kind, connection } = filter.where ?? {};
  const { addressFamily, prefixes } = filter;
  const says = networks ?? kind ?? connection ?? addressFamily ?? prefixes;
  if (says === undefined) return null;
  const mask = byPlace ? hostsAt(hosts, byPlace) : new Uint8Array(hosts.length).fill(1);
  if (addressFamily === 4) mask.fill(0, hosts.length4);
  if (addressFamily === 6) mask.fill(0, 0, hosts.length4);
  if (prefixes) keepPrefixes(mask, hosts, prefixes);
  if (networks) {
    const wanted = new Set(networks.map(asnOfKey));
    const kept = Uint8Array.from(asns, (asn) => (wanted.has(asn) ? 1 : 0));
    for (let host = 0; host < hosts.length; host++) mask[host]! &= kept[hosts.network[host]!]!;
  }
  if (kind) keepTraits(mask, hosts.kind, codesOf(['', ...addressKinds], kind));
  if (connection) keepTraits(mask, hosts.connection, codesOf(telemetry.connections, connection));
  return mask;
}

/** Takes out the hosts whose byte is not wanted; where no host has one, all have 0. */
function keepTraits(mask: Uint8Array, traits: Uint8Array, wanted: Uint8Array): void {
  if (traits.length > 0) {
    for (let host = 0; host < mask.length; host++) mask[host]! &= wanted[traits[host]!]!;
  } else if (wanted[0] === 0) mask.fill(0);
}

function kindMask({ hits, families, servers }: Telemetry, where: Filter['where'] = {}) {
  const { family, server, port } = where;
  if (!family && !server && !port) return null;
  const { kinds } = hits;
  const inFamily = family && codesOf(families, family);
  const inServer = server && codesOf(servers, server);
  const inPort = port && new Set(port.map(portOfKey));
  const mask = new Uint8Array(kinds.length);
  for (let kind = 0; kind < kinds.length; kind++) {
    const kept =
      (!inFamily || inFamily[kinds.family[kind]!] === 1) &&
      (!inServer || inServer[kinds.server[kind]!] === 1) &&
      (!inPort || inPort.has(kinds.port[kind]!));
    mask[kind] = kept ? 1 : 0;
  }
  return mask;
}

/** Makes a filter ready, but for its time. */
export function filterMasks(telemetry: Telemetry, filter: Filter): Masks {
  const { hosts, hits } = telemetry;
  const kinds = kindMask(telemetry, filter.where);
  // Where all hits are of one kind it is kept, and nothing is left to ask, or it is not.
  const isOne = kinds !== null && hits.kind.length === 0;
  if (isOne && kinds[0] !== 1) {
    return { host: new Uint8Array(hosts.length), kind: null, place: null };
  }
  const kind = isOne ? null : kinds;
  const byPlace = placeMask(telemetry, filter);
  const host = hostMask(telemetry, filter, byPlace);
  if (byPlace && !host) return new PlaceMasks(hosts, byPlace, kind);
  return { host, kind, place: null };
}

/** The seconds of a time clause. */
export function spanOf({ start, end }: TimeRange): Span {
  return { from: Math.ceil(start / 1000), to: Math.min(Math.ceil(end / 1000), UNDATED) };
}
