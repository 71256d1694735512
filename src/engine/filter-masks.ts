import { precisions } from '../model/place.ts';
import { longitudeOf, mercatorX, mercatorY } from '../model/mercator.ts';
import type { Box, Filter, Polygon } from '../model/query.ts';
import { UNDATED } from '../model/telemetry.ts';
import { asnOfKey, cityKey, portOfKey } from './dimension-keys.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import type { Telemetry } from './telemetry-table.ts';

/** A filter made ready: masks over hosts and over codes. A null mask keeps everything. */
export interface FilterMasks {
  /** 1 where the host is kept. */
  host: Uint8Array | null;
  family: Uint8Array | null;
  server: Uint8Array | null;
  /** By port number, 65,536 long. */
  port: Uint8Array | null;
  /** Seconds, half-open; undated hits are past the end of every time clause. */
  timeFrom: number;
  timeTo: number;
  /** True where some mask or range looks at single hits. */
  looksAtHits: boolean;
}

function codesOf(texts: readonly string[], keys: readonly string[]): Uint8Array {
  const wanted = new Set(keys);
  return Uint8Array.from(texts, (text) => (wanted.has(text) ? 1 : 0));
}

/** True where a 32-bit Mercator position is inside a region. */
function makeInside(region: Box | Polygon): (x: number, y: number) => boolean {
  if (region.kind === 'box') {
    const top = mercatorY(region.north);
    const bottom = mercatorY(region.south);
    const wide = region.east - region.west >= 360;
    return (x, y) => {
      if (y < top || y > bottom) return false;
      const longitude = longitudeOf(x);
      if (wide) return true;
      return region.west <= region.east
        ? longitude >= region.west && longitude <= region.east
        : longitude >= region.west || longitude <= region.east;
    };
  }
  const xs = region.ring.map(([longitude]) => mercatorX(longitude));
  const ys = region.ring.map(([, latitude]) => mercatorY(latitude));
  return (x, y) => {
    let inside = false;
    for (let i = 0, j = xs.length - 1; i < xs.length; j = i++) {
      const crosses = ys[i]! > y !== ys[j]! > y;
      if (crosses && x < ((xs[j]! - xs[i]!) * (y - ys[i]!)) / (ys[j]! - ys[i]!) + xs[i]!)
        inside = !inside;
    }
    return inside;
  };
}

/** Mask over places, element 0 standing for hosts without a place; null where the filter says nothing of places. */
function placeMask({ places }: Telemetry, filter: Filter): Uint8Array | null {
  const { country, city } = filter.where ?? {};
  if (!country && !city && !filter.region && !filter.precision) return null;
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
      (!inside || (known && inside(places.x[place]!, places.y[place]!)));
    mask[place + 1] = kept ? 1 : 0;
  }
  return mask;
}

function hostMask(index: TelemetryIndex, filter: Filter): Uint8Array | null {
  const { hosts } = index.telemetry;
  const byPlace = placeMask(index.telemetry, filter);
  const networks = filter.where?.network;
  if (!byPlace && !networks) return null;
  const mask = new Uint8Array(hosts.length).fill(1);
  if (byPlace) {
    for (let host = 0; host < hosts.length; host++) mask[host] = byPlace[hosts.place[host]!]!;
  }
  if (networks) {
    const { ofHost, asn } = index.networks;
    const wanted = new Set(networks.map(asnOfKey));
    const kept = Uint8Array.from(asn, (number) => (wanted.has(number) ? 1 : 0));
    for (let host = 0; host < hosts.length; host++) mask[host]! &= kept[ofHost[host]!]!;
  }
  return mask;
}

/** 1 for every port of the keys, by number. */
function portMask(keys: readonly string[]): Uint8Array {
  const mask = new Uint8Array(65_536);
  for (const port of keys.map(portOfKey)) if (port >= 0) mask[port] = 1;
  return mask;
}

/** Makes a filter ready for one pass over hosts and hits. */
export function filterMasks(index: TelemetryIndex, filter: Filter): FilterMasks {
  const { family, server, port } = filter.where ?? {};
  const { time } = filter;
  const { families, servers } = index.telemetry;
  return {
    host: hostMask(index, filter),
    family: family ? codesOf(families, family) : null,
    server: server ? codesOf(servers, server) : null,
    port: port ? portMask(port) : null,
    timeFrom: time ? Math.ceil(time.start / 1000) : 0,
    timeTo: time ? Math.min(Math.ceil(time.end / 1000), UNDATED) : UNDATED + 1,
    looksAtHits: Boolean(family ?? server ?? port ?? time),
  };
}
