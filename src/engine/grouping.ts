import { addressKinds, addressKindWords } from '../model/address-kind.ts';
import { precisions } from '../model/place.ts';
import { PLACE_LEVEL, type Dimension } from '../model/query.ts';
import { NO_GROUP } from './count-kernels.ts';
import { cityKey, networkKey } from './dimension-keys.ts';
import { naturalOrder, radixOrder } from './radix-order.ts';
import type { Steps } from './steps.ts';
import type { Telemetry } from './telemetry-table.ts';

/**
 * Groups that hosts have, so that all hits of a host are in one. place: by the place (element 0: none). host: by the
 * host. trait: by the host, in a byte.
 */
export type HostGrouping =
  | { kind: 'place'; ofPlace: Uint32Array }
  | { kind: 'host'; ofHost: Uint32Array }
  | { kind: 'trait'; ofHost: Uint8Array };

/**
 * Groups that single hits have. kind: by the kind of hit. call: by place and kind, `ofPlace` and `ofKind` added up where
 * both have one. week: hours of the week in UTC, from Monday. time: bins of `divisor` seconds from `offset`, in [from, to).
 */
export type HitGrouping =
  | { kind: 'kind'; ofKind: Uint32Array }
  | { kind: 'week' }
  | { kind: 'call'; ofPlace: Uint32Array; ofKind: Uint32Array }
  | { kind: 'time'; offset: number; divisor: number; from: number; to: number };

/** How groups are found. */
export type Grouping = (HostGrouping | HitGrouping) & {
  /** The same for groupings that say the same. */
  name: string;
  groups: number;
  /** By place (element 0: none): 0 where its hosts have no group after all; null: all have. */
  places: Uint8Array | null;
  /** Of one group alone: a finer grouping that has all that this one has, and nothing else. */
  parts?: Grouping;
};

/** Whether all hits of a host have the same group. */
export function isOfHosts(grouping: Grouping): grouping is Grouping & HostGrouping {
  return grouping.kind === 'place' || grouping.kind === 'host' || grouping.kind === 'trait';
}

function byPlace(name: string, groups: number, ofPlace: Uint32Array): Grouping {
  return { kind: 'place', name, groups, ofPlace, places: null };
}

/** Everything in one group. */
export function wholeGrouping({ places }: Telemetry): Grouping {
  return byPlace('whole', 1, new Uint32Array(places.length + 1));
}

/** Groups by the precision of the place, in the order of `precisions`; the last one: no place. */
export function precisionGrouping({ places }: Telemetry): Grouping {
  const ofPlace = new Uint32Array(places.length + 1);
  ofPlace[0] = precisions.length;
  ofPlace.set(places.precision.subarray(0, places.length), 1);
  return byPlace('precision', precisions.length + 1, ofPlace);
}

/** A grouping without the hosts that are known to better than the country. */
export function countryOnly(grouping: Grouping, { places }: Telemetry): Grouping {
  const wanted = precisions.indexOf('country');
  const mask = new Uint8Array(places.length + 1);
  for (let place = 0; place < places.length; place++) {
    mask[place + 1] = places.precision[place] === wanted ? 1 : 0;
  }
  const { parts: _, ...rest } = grouping;
  return { ...rest, name: `${grouping.name}, country only`, places: mask };
}

/** The same of some places alone. @param kept by place (element 0: none), 0 for those that are left out */
export function atPlaces<G extends Grouping>(grouping: G, kept: Uint8Array): G {
  const { places } = grouping;
  const { parts: _, ...rest } = grouping;
  return { ...rest, places: places ? places.map((is, at) => is & kept[at]!) : kept } as G;
}

/** Cells of a level with their accuracy class, one element a group, by class. */
export interface CellGrouping {
  grouping: Grouping;
  /** All that has a cell, in one group. */
  whole: Grouping;
  x: Uint32Array;
  y: Uint32Array;
  accuracyClass: Uint8Array;
}

/** Cells that places are in, numbered in the order of their first place; open addressing over cell and class. */
class CellNumbers {
  length = 0;
  readonly x: Uint32Array;
  readonly y: Uint32Array;
  readonly accuracyClass: Uint8Array;
  /** Group + 1 by hash; 0 is free. */
  private readonly slots: Int32Array;

  /** @param most groups at most */
  constructor(most: number) {
    this.x = new Uint32Array(most);
    this.y = new Uint32Array(most);
    this.accuracyClass = new Uint8Array(most);
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * most + 2)));
  }

  numberOf(x: number, y: number, accuracyClass: number): number {
    const mask = this.slots.length - 1;
    const mixed = Math.imul(x, 0x9e3779b1) ^ Math.imul(y * 16 + accuracyClass, 0x85ebca6b);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    for (let found = this.slots[slot]!; found !== 0; found = this.slots[slot]!) {
      const group = found - 1;
      const isSame = this.x[group] === x && this.y[group] === y;
      if (isSame && this.accuracyClass[group] === accuracyClass) return group;
      slot = (slot + 1) & mask;
    }
    const group = this.length++;
    this.x[group] = x;
    this.y[group] = y;
    this.accuracyClass[group] = accuracyClass;
    this.slots[slot] = group + 1;
    return group;
  }
}

/** Places that one step looks at. */
const STEP = 1 << 13;

/**
 * Groups places by cell and accuracy class, in steps; country-only, unlocated and position-less hosts have no cell. Groups of
 * a class stand together, and cells from north to south: whoever spreads cells by their class then need not sort them, and
 * finds what it adds to in the processor's cache.
 */
export function* cellGrouping({ places }: Telemetry, level: number): Steps<CellGrouping> {
  const countryOnlyCode = precisions.indexOf('country');
  const cellOf = (position: number) => (level === 0 ? 0 : position >>> (32 - level));
  const cells = new CellNumbers(places.length);
  const ofPlace = new Uint32Array(places.length + 1).fill(NO_GROUP);
  const inAny = ofPlace.slice();
  for (let place = 0; place < places.length; place++) {
    if (place % STEP === STEP - 1) yield;
    if (places.precision[place] === countryOnlyCode) continue;
    if (Number.isNaN(places.latitude[place]!)) continue;
    const [x, y] = [cellOf(places.x[place]!), cellOf(places.y[place]!)];
    ofPlace[place + 1] = cells.numberOf(x, y, places.accuracyClass[place]!);
    inAny[place + 1] = 0;
  }
  const { order, rank } = orderByClass(cells, level);
  for (let place = 1; place < ofPlace.length; place++) {
    if (ofPlace[place] !== NO_GROUP) ofPlace[place] = rank[ofPlace[place]!]!;
  }
  // Counts are kept by this name from visit to visit: another order of groups needs another name.
  const grouping = byPlace(`cell by class and band ${level}`, cells.length, ofPlace);
  return {
    grouping,
    whole: { ...byPlace('in a cell', 1, inAny), parts: grouping },
    x: inOrder(cells.x, order, new Uint32Array(cells.length)),
    y: inOrder(cells.y, order, new Uint32Array(cells.length)),
    accuracyClass: inOrder(cells.accuracyClass, order, new Uint8Array(cells.length)),
  };
}

/** Writes into[i] = numbers[order[i]]. */
function inOrder<A extends Uint32Array | Uint8Array>(numbers: A, order: Uint32Array, into: A): A {
  for (let at = 0; at < order.length; at++) into[at] = numbers[order[at]!]!;
  return into;
}

/**
 * Bands of the map from north to south, in bits: cells of a band lie close together on the grid that they are spread on.
 * Single places are not spread.
 */
const BAND_BITS = 9;

/** Groups by their class, in bands within a class, and the place of each group in that order. */
function orderByClass({ y, accuracyClass, length }: CellNumbers, level: number) {
  const shift = level < PLACE_LEVEL ? Math.max(0, level - BAND_BITS) : level;
  const keys = new Uint32Array(length);
  for (let group = 0; group < length; group++) {
    keys[group] = (accuracyClass[group]! << BAND_BITS) | (y[group]! >>> shift);
  }
  const order = radixOrder(keys, naturalOrder(length));
  const rank = new Uint32Array(length);
  for (let at = 0; at < length; at++) rank[order[at]!] = at;
  return { order, rank };
}

/** Groups with their keys, in no promised order. */
export interface KeyedGrouping {
  grouping: Grouping;
  countryOnly: Grouping;
  keys: string[];
  labels: string[];
  /** Groups in the order of their keys, and the place of each group in it. */
  byKey: Uint32Array;
  rankOfKey: Uint32Array;
}

type Numbered = { grouping: Grouping; keys: string[]; labels?: string[] };

/** Numbers texts in the order of their first use, '' first. */
function numberKeys(length: number, keyOf: (index: number) => string) {
  const codes = new Map<string, number>([['', 0]]);
  const numbers = new Uint32Array(length);
  for (let index = 0; index < length; index++) {
    const key = keyOf(index);
    let code = codes.get(key);
    if (code === undefined) codes.set(key, (code = codes.size));
    numbers[index] = code;
  }
  return { numbers, keys: [...codes.keys()] };
}

function placesBy(
  { places }: Telemetry,
  dimension: Dimension,
  keyOf: (place: number) => string,
): Numbered {
  const { numbers, keys } = numberKeys(places.length, keyOf);
  const ofPlace = new Uint32Array(places.length + 1);
  ofPlace.set(numbers, 1);
  return { grouping: byPlace(dimension, keys.length, ofPlace), keys };
}

function kindsBy({ hits }: Telemetry, name: Dimension, keyOf: (kind: number) => string): Numbered {
  const { numbers, keys } = numberKeys(hits.kinds.length, keyOf);
  const grouping = { kind: 'kind', name, groups: keys.length, ofKind: numbers, places: null };
  return { grouping: grouping as Grouping, keys };
}

/** Groups by a byte that hosts have; all in the first where no database tells any. */
function traitsBy(
  telemetry: Telemetry,
  name: Dimension,
  codes: Uint8Array,
  keys: string[],
  labels: string[] = keys,
): Numbered {
  if (codes.length === 0) {
    return { grouping: { ...wholeGrouping(telemetry), name }, keys: [''], labels: [''] };
  }
  const groups = keys.length;
  const grouping: Grouping = { kind: 'trait', name, groups, ofHost: codes, places: null };
  return { grouping, keys, labels };
}

function numbered(telemetry: Telemetry, dimension: Dimension): Numbered {
  const { hits, hosts, places, asns, networkNames, families, servers, connections } = telemetry;
  const { kinds } = hits;
  switch (dimension) {
    case 'country':
      return placesBy(telemetry, dimension, (place) => places.countries[places.country[place]!]!);
    case 'city': {
      const made = placesBy(telemetry, dimension, (place) => cityKey(places, place));
      return { ...made, labels: made.keys.map((key) => key.split('/').slice(2).join('/')) };
    }
    case 'network': {
      const keys = asns.map(networkKey);
      const labels = keys.map((key, i) => `${key} ${networkNames.get(asns[i]!) ?? ''}`.trim());
      const grouping = { name: dimension, groups: keys.length, places: null };
      return { grouping: { kind: 'host', ofHost: hosts.network, ...grouping }, keys, labels };
    }
    case 'family':
      return kindsBy(telemetry, dimension, (kind) => families[kinds.family[kind]!]!);
    case 'server':
      return kindsBy(telemetry, dimension, (kind) => servers[kinds.server[kind]!]!);
    case 'port':
      return kindsBy(telemetry, dimension, (kind) => String(kinds.port[kind]! || ''));
    case 'kind': {
      const labels = addressKinds.map((kind) => addressKindWords[kind]);
      return traitsBy(telemetry, dimension, hosts.kind, ['', ...addressKinds], ['', ...labels]);
    }
    case 'connection':
      return traitsBy(telemetry, dimension, hosts.connection, [...connections]);
  }
}

/** Groups of a dimension. */
export function dimensionGrouping(telemetry: Telemetry, dimension: Dimension): KeyedGrouping {
  const { grouping, keys, labels = keys } = numbered(telemetry, dimension);
  const groupOf = new Map(keys.map((key, group) => [key, group]));
  const byKey = Uint32Array.from([...keys].sort(), (key) => groupOf.get(key)!);
  const rankOfKey = new Uint32Array(keys.length);
  byKey.forEach((group, rank) => (rankOfKey[group] = rank));
  return {
    grouping,
    countryOnly: countryOnly(grouping, telemetry),
    keys,
    labels,
    byKey,
    rankOfKey,
  };
}
