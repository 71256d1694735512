import type { Measure } from '../model/query.ts';
import { UNDATED } from '../model/telemetry.ts';
import { NO_GROUP } from './count-kernels.ts';
import { SECONDS_A_DAY } from './days.ts';
import type { Grouping } from './grouping.ts';
import type { PrefixNumbers } from './number-hosts.ts';
import { placesOf, type Masks, type Selection, type Span } from './selection.ts';
import type { Steps } from './steps.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import type { Codes, HitTable } from './telemetry-table.ts';

/** Hosts that one step looks at. */
const STEP = 1 << 16;

/** What a pass over hosts looks at. */
interface Pass {
  /** By host, 0 where it has no kept hit; null: all hosts are kept. */
  keeps: Codes | null;
  /** By host. */
  place: Uint32Array;
  start: Uint32Array;
  /** By place, or NO_GROUP. */
  group: Uint32Array;
  /** Of each group. */
  counts: Float64Array;
}

/**
 * Looks at the hosts from one up to another. Neighbours mostly share their place, so that what they add to its group is
 * summed up before it is added: to add one by one waits for memory each time. Which hosts are kept cannot be foretold, so
 * that nothing is skipped: -1 >>> 31 and -1 >> 31 are 1 and all bits, whatever positive number is negated. Each is written
 * out: to call something for every host would take longer than all of it.
 */
type Part = (from: number, to: number) => void;

function hostsOf({ keeps, place, group, counts }: Pass): Part {
  return (from, to) => {
    let at = place[from]!;
    let g = group[at]!;
    let sum = 0;
    for (let host = from; host < to; host++) {
      if (place[host] !== at) {
        if (g !== NO_GROUP) counts[g]! += sum;
        at = place[host]!;
        g = group[at]!;
        sum = 0;
      }
      sum += keeps === null ? 1 : -keeps[host]! >>> 31;
    }
    if (g !== NO_GROUP) counts[g]! += sum;
  };
}

/** Hits of hosts that are kept with all of them or not at all. */
function wholeHitsOf({ keeps, place, start, group, counts }: Pass): Part {
  return (from, to) => {
    let at = place[from]!;
    let g = group[at]!;
    let sum = 0;
    for (let host = from; host < to; host++) {
      if (place[host] !== at) {
        if (g !== NO_GROUP) counts[g]! += sum;
        at = place[host]!;
        g = group[at]!;
        sum = 0;
      }
      const hits = start[host + 1]! - start[host]!;
      sum += keeps === null ? hits : hits & (-keeps[host]! >> 31);
    }
    if (g !== NO_GROUP) counts[g]! += sum;
  };
}

/** Adds up a number of each host: its kept hits, or its days. */
function numbersOf({ keeps, place, group, counts }: Pass, numbers: Codes): Part {
  return (from, to) => {
    let at = place[from]!;
    let g = group[at]!;
    let sum = 0;
    for (let host = from; host < to; host++) {
      if (place[host] !== at) {
        if (g !== NO_GROUP) counts[g]! += sum;
        at = place[host]!;
        g = group[at]!;
        sum = 0;
      }
      sum += keeps === null ? numbers[host]! : numbers[host]! & (-keeps[host]! >> 31);
    }
    if (g !== NO_GROUP) counts[g]! += sum;
  };
}

/**
 * Prefixes: their hosts stand together, so that a group remembers the last one that it counted.
 * @param pairs of each group the last prefix, and beside it how many: places come in no order, and this is one look-up.
 *   Behind those of the groups stand those of all together
 */
function prefixesOf(
  { keeps, place, group }: Pass,
  { begins }: PrefixNumbers,
  pairs: Uint32Array,
): Part {
  const all = pairs.length - 2;
  let number = 0;
  return (from, to) => {
    for (let host = from; host < to; host++) {
      number += (begins[host >>> 5]! >>> (host & 31)) & 1;
      if (keeps !== null && keeps[host] === 0) continue;
      const g = group[place[host]!]!;
      if (g === NO_GROUP || pairs[2 * g] === number) continue;
      pairs[2 * g] = number;
      pairs[2 * g + 1]!++;
      if (pairs[all] === number) continue;
      pairs[all] = number;
      pairs[all + 1]!++;
    }
  };
}

/** Pairs of a host and a day on which it has a kept hit. Hits of a host stand in the order of their times. */
function keptDaysOf(
  { place, start, group, counts }: Pass,
  kept: Codes,
  { time, kind }: HitTable,
  { kind: mask }: Masks,
  { from: first, to: beyond }: Span,
): Part {
  const daysOf = (host: number) => {
    const end = start[host + 1]!;
    let days = 0;
    let next = first;
    for (let hit = start[host]!; hit < end; hit++) {
      const at = time[hit]!;
      if (at < next) continue;
      if (at >= beyond) break;
      if (mask !== null && mask[kind[hit]!] === 0) continue;
      days++;
      next = (Math.floor(at / SECONDS_A_DAY) + 1) * SECONDS_A_DAY;
    }
    return days;
  };
  return (from, to) => {
    for (let host = from; host < to; host++) {
      const hits = kept[host]!;
      if (hits === 0) continue;
      const g = group[place[host]!]!;
      if (g !== NO_GROUP) counts[g]! += hits === 1 && beyond < UNDATED ? 1 : daysOf(host);
    }
  };
}

/** All times, but not that of an undated hit. */
const DATED: Span = { from: 0, to: UNDATED };

function partOf(
  index: TelemetryIndex,
  { masks, span, counts }: Selection,
  measure: Measure,
  pass: Pass,
): Part | null {
  const { hits } = index.telemetry;
  switch (measure) {
    case 'hosts':
      return hostsOf(pass);
    case 'hits':
      return counts ? numbersOf({ ...pass, keeps: null }, counts) : wholeHitsOf(pass);
    case 'meanDailyHosts':
      if (hits.time.length === 0) return null;
      if (counts === null) return numbersOf(pass, index.daysOfHost);
      return keptDaysOf(pass, counts, hits, masks, span ?? DATED);
    case 'events':
    case 'machines':
    case 'networks':
    case 'prefixes':
      return null;
  }
}

/** Goes over all hosts, some of them a step. */
function* eachHost(length: number, part: Part): Steps<void> {
  for (let from = 0; from < length; from += STEP) {
    part(from, Math.min(from + STEP, length));
    yield;
  }
}

/** Groups by place, NO_GROUP for places that are left out. */
function groupsOf({ ofPlace, places }: PlaceGrouping, kept: Uint8Array | null): Uint32Array {
  if (places === null && kept === null) return ofPlace;
  const group = ofPlace.slice();
  for (const mask of [places, kept]) {
    if (mask === null) continue;
    for (let at = 0; at < group.length; at++) if (mask[at] === 0) group[at] = NO_GROUP;
  }
  return group;
}

type PlaceGrouping = Extract<Grouping, { kind: 'place' }>;

/** What a pass looks at for groups of what is selected. */
function passOf(
  { telemetry: { hosts } }: TelemetryIndex,
  selection: Selection,
  grouping: PlaceGrouping,
): Pass {
  const { place, start } = hosts;
  const places = placesOf(selection);
  const keeps = places ? null : (selection.counts ?? selection.masks.host);
  const counts = new Float64Array(grouping.groups);
  return { keeps, place, start, group: groupsOf(grouping, places), counts };
}

/** Prefixes of every group of places, and of all groups together, by one pass over hosts, in steps. */
export function* countPrefixes(
  index: TelemetryIndex,
  selection: Selection,
  grouping: PlaceGrouping,
): Steps<{ counts: Float64Array; total: number }> {
  const pass = passOf(index, selection, grouping);
  const { counts } = pass;
  const pairs = new Uint32Array(2 * counts.length + 2);
  yield* eachHost(index.telemetry.hosts.length, prefixesOf(pass, index.prefixes, pairs));
  for (let g = 0; g < counts.length; g++) counts[g] = pairs[2 * g + 1]!;
  return { counts, total: pairs[2 * counts.length + 1]! };
}

/**
 * The measure of every group of places, by one pass over hosts, in steps; a daily mean before it is divided by its days.
 * @returns null where it must be counted otherwise
 */
export function* countByPlace(
  index: TelemetryIndex,
  selection: Selection,
  grouping: PlaceGrouping,
  measure: Measure,
): Steps<Float64Array | null> {
  if (measure === 'prefixes') return (yield* countPrefixes(index, selection, grouping)).counts;
  const pass = passOf(index, selection, grouping);
  const part = partOf(index, selection, measure, pass);
  if (!part) return null;
  yield* eachHost(index.telemetry.hosts.length, part);
  return pass.counts;
}
