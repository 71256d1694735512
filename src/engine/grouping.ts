import { precisions } from '../model/place.ts';
import type { Dimension } from '../model/query.ts';
import { NO_GROUP } from './count-kernels.ts';
import { cityKey, networkKey } from './dimension-keys.ts';
import type { NetworkNumbers } from './number-hosts.ts';
import type { Telemetry } from './telemetry-table.ts';

/**
 * How groups are found. place: by the host's place (element 0: hosts without one). host: by the host. code: by a column
 * of hits. time: bins of `divisor` seconds from `offset`, for hits with from <= time < to.
 */
export type Grouping = { groups: number } & (
  | { kind: 'place'; ofPlace: Uint32Array }
  | { kind: 'host'; ofHost: Uint32Array }
  | { kind: 'code'; code: Uint16Array }
  | { kind: 'time'; offset: number; divisor: number; from: number; to: number }
);

/** Groups by the precision of the place, in the order of `precisions`; the last one: no place. */
export function precisionGrouping({ places }: Telemetry): Grouping {
  const ofPlace = new Uint32Array(places.length + 1);
  ofPlace[0] = precisions.length;
  ofPlace.set(places.precision.subarray(0, places.length), 1);
  return { kind: 'place', groups: precisions.length + 1, ofPlace };
}

/** Cells of a level with their accuracy class, one element a group. */
export interface CellGrouping {
  grouping: Grouping;
  x: Uint32Array;
  y: Uint32Array;
  accuracyClass: Uint8Array;
}

/** Groups places by cell and accuracy class; country-only, unlocated and position-less hosts have no cell. */
export function cellGrouping({ places }: Telemetry, level: number): CellGrouping {
  const countryOnly = precisions.indexOf('country');
  const cellOf = (position: number) => (level === 0 ? 0 : position >>> (32 - level));
  const groups = new Map<number, number>();
  const ofPlace = new Uint32Array(places.length + 1).fill(NO_GROUP);
  const first: number[] = [];
  const side = 2 ** level;
  for (let place = 0; place < places.length; place++) {
    if (places.precision[place] === countryOnly || Number.isNaN(places.latitude[place]!)) continue;
    const cell = cellOf(places.y[place]!) * side + cellOf(places.x[place]!);
    const key = cell * 16 + places.accuracyClass[place]!;
    let group = groups.get(key);
    if (group === undefined) {
      group = first.push(place) - 1;
      groups.set(key, group);
    }
    ofPlace[place + 1] = group;
  }
  return {
    grouping: { kind: 'place', groups: first.length, ofPlace },
    x: Uint32Array.from(first, (place) => cellOf(places.x[place]!)),
    y: Uint32Array.from(first, (place) => cellOf(places.y[place]!)),
    accuracyClass: Uint8Array.from(first, (place) => places.accuracyClass[place]!),
  };
}

/** Groups with their keys, in no promised order. */
export interface KeyedGrouping {
  grouping: Grouping;
  keys: string[];
  labels: string[];
}

function byPlace(
  { places }: Telemetry,
  keyOf: (place: number) => string,
  labelOf: (key: string) => string,
): KeyedGrouping {
  const codes = new Map<string, number>([['', 0]]);
  const ofPlace = new Uint32Array(places.length + 1);
  for (let place = 0; place < places.length; place++) {
    const key = keyOf(place);
    let group = codes.get(key);
    if (group === undefined) codes.set(key, (group = codes.size));
    ofPlace[place + 1] = group;
  }
  const keys = [...codes.keys()];
  return {
    grouping: { kind: 'place', groups: keys.length, ofPlace },
    keys,
    labels: keys.map(labelOf),
  };
}

function byNetwork(
  { networkNames }: Telemetry,
  { ofHost, size, asn }: NetworkNumbers,
): KeyedGrouping {
  return {
    grouping: { kind: 'host', groups: size, ofHost },
    keys: asn.map(networkKey),
    labels: asn.map((number) => `${networkKey(number)} ${networkNames.get(number) ?? ''}`.trim()),
  };
}

function byCode(code: Uint16Array, keys: string[]): KeyedGrouping {
  return { grouping: { kind: 'code', groups: keys.length, code }, keys, labels: keys };
}

/** Groups of a dimension. */
export function dimensionGrouping(
  telemetry: Telemetry,
  networks: NetworkNumbers,
  dimension: Dimension,
): KeyedGrouping {
  const { hits, places } = telemetry;
  switch (dimension) {
    case 'country':
      return byPlace(
        telemetry,
        (place) => places.countries[places.country[place]!]!,
        (key) => key,
      );
    case 'city':
      return byPlace(
        telemetry,
        (place) => cityKey(places, place),
        (key) => key.split('/').slice(2).join('/'),
      );
    case 'network':
      return byNetwork(telemetry, networks);
    case 'family':
      return byCode(hits.family, [...telemetry.families]);
    case 'server':
      return byCode(hits.server, [...telemetry.servers]);
    case 'port': {
      const keys = Array.from({ length: 65_536 }, (_, port) => (port === 0 ? '' : String(port)));
      return byCode(hits.port, keys);
    }
  }
}
