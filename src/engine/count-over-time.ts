import type { Measure } from '../model/query.ts';
import { addRows, NO_GROUP } from './count-kernels.ts';
import { SECONDS_A_DAY } from './days.ts';
import type { Grouping } from './grouping.ts';
import { prefixOf } from './number-hosts.ts';
import type { Selection } from './selection.ts';
import type { Steps } from './steps.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import type { Codes, Telemetry } from './telemetry-table.ts';

/** Bins of time. */
type Bins = Extract<Grouping, { kind: 'time' }>;

/** Hosts that one step looks at. */
const STEP = 1 << 15;

/** What a pass over hosts and their hits looks at. The hits of a host stand in the order of their times. */
interface Pass {
  bins: Bins;
  /** By host, 0 where it has no kept hit; null: all hosts are kept. */
  keeps: Codes | null;
  /** By kind, 0 where its hits are not kept; null: all are. */
  kinds: Uint8Array | null;
  hosts: number;
  start: Uint32Array;
  time: Uint32Array;
  kind: Codes;
}

function passOf({ hits, hosts }: Telemetry, { masks, counts }: Selection, bins: Bins): Pass {
  const { time, kind } = hits;
  const keeps = counts ?? masks.host;
  return { bins, keeps, kinds: masks.kind, hosts: hosts.length, start: hosts.start, time, kind };
}

/** The first kept hit of a host that lies in the bins; -1 where none does. */
function firstHit({ bins: { from, to }, kinds, start, time, kind }: Pass, host: number): number {
  const end = start[host + 1]!;
  for (let hit = start[host]!; hit < end; hit++) {
    const at = time[hit]!;
    if (at < from) continue;
    if (at >= to) return -1;
    if (kinds === null || kinds[kind[hit]!] !== 0) return hit;
  }
  return -1;
}

/** Some hosts, half-open. */
interface Hosts {
  first: number;
  end: number;
}

/** Goes over the hosts of a pass, some of them a step. */
function* eachHosts({ hosts }: Pass, visit: (some: Hosts) => void): Steps<void> {
  for (let first = 0; first < hosts; first += STEP) {
    visit({ first, end: Math.min(first + STEP, hosts) });
    yield;
  }
}

/** Goes over the kept hits in the bins, host by host. Days and bins of a host ascend. */
function countHits(
  pass: Pass,
  once: 'each' | 'a bin' | 'a day and bin',
  some: Hosts,
  counts: Float64Array,
): void {
  const { bins, keeps, kinds, start, time, kind } = pass;
  const { from, to, offset, divisor } = bins;
  const isEach = once === 'each';
  const isDaily = once === 'a day and bin';
  for (let host = some.first; host < some.end; host++) {
    if (keeps !== null && keeps[host] === 0) continue;
    const end = start[host + 1]!;
    let lastBin = -1;
    let lastDay = -1;
    for (let hit = start[host]!; hit < end; hit++) {
      const at = time[hit]!;
      if (at < from) continue;
      if (at >= to) break;
      if (kinds !== null && kinds[kind[hit]!] === 0) continue;
      const bin = Math.floor((at - offset) / divisor);
      const day = isDaily ? Math.floor(at / SECONDS_A_DAY) : 0;
      if (isEach || bin !== lastBin || day !== lastDay) counts[bin]!++;
      lastBin = bin;
      lastDay = day;
    }
  }
}

/** Hosts in the bin of their first hit. */
function countNewHosts(pass: Pass, some: Hosts, counts: Float64Array): void {
  const { bins, keeps, time } = pass;
  const { offset, divisor } = bins;
  for (let host = some.first; host < some.end; host++) {
    if (keeps !== null && keeps[host] === 0) continue;
    const hit = firstHit(pass, host);
    if (hit >= 0) counts[Math.floor((time[hit]! - offset) / divisor)]!++;
  }
}

/** Counts each thing in its first bin; thing 0 is none. */
function countFirst(first: Uint32Array, groups: number): Float64Array {
  const counts = new Float64Array(groups);
  if (first.length > 0) first[0] = NO_GROUP;
  addRows(first, first.length, counts, 1);
  return counts;
}

/** Finds the bin of the first hit of any host of a prefix or network. */
function findFirst(
  pass: Pass,
  thingOf: (host: number) => number,
  some: Hosts,
  first: Uint32Array,
): void {
  const { bins, keeps, time } = pass;
  const { offset, divisor } = bins;
  for (let host = some.first; host < some.end; host++) {
    if (keeps !== null && keeps[host] === 0) continue;
    const thing = thingOf(host);
    const hit = thing === 0 ? -1 : firstHit(pass, host);
    if (hit < 0) continue;
    const bin = Math.floor((time[hit]! - offset) / divisor);
    if (bin < first[thing]!) first[thing] = bin;
  }
}

/** Finds the bin of the first hit of machines. Of those that follow each other in a host, the first is the earliest. */
function findFirstOfMachines(
  pass: Pass,
  machine: Uint32Array,
  some: Hosts,
  first: Uint32Array,
): void {
  const { bins, keeps, kinds, start, time, kind } = pass;
  const { from, to, offset, divisor } = bins;
  for (let host = some.first; host < some.end; host++) {
    if (keeps !== null && keeps[host] === 0) continue;
    const end = start[host + 1]!;
    let last = 0;
    for (let hit = start[host]!; hit < end; hit++) {
      const next = machine[hit]!;
      if (next === last) continue;
      const at = time[hit]!;
      if (at < from) continue;
      if (at >= to) break;
      if (kinds !== null && kinds[kind[hit]!] === 0) continue;
      last = next;
      const bin = Math.floor((at - offset) / divisor);
      if (bin < first[next]!) first[next] = bin;
    }
  }
}

/** Each thing in its first bin, found by a pass in steps. */
function* countNewThings(
  pass: Pass,
  things: number,
  find: (some: Hosts, first: Uint32Array) => void,
): Steps<Float64Array> {
  const first = new Uint32Array(things).fill(NO_GROUP);
  yield* eachHosts(pass, (some) => find(some, first));
  return countFirst(first, pass.bins.groups);
}

/**
 * The measure of every bin of time, by one pass over hosts, in steps: hits of a host are in the order of their times, so
 * that its first one is found without the others, and nothing is sorted. A daily mean before it is divided by its days.
 * @param isNew each thing only in the first of its bins; hits and daily means are counted in all of theirs
 * @returns null where it must be counted otherwise
 */
export function* countOverTime(
  index: TelemetryIndex,
  selection: Selection,
  bins: Bins,
  measure: Measure,
  isNew: boolean,
): Steps<Float64Array | null> {
  const { telemetry } = index;
  const { hits, hosts, machines, asns } = telemetry;
  if (selection.span !== null || bins.places !== null || hits.time.length === 0) return null;
  const pass = passOf(telemetry, selection, bins);
  const counts = new Float64Array(bins.groups);
  // In one bin everything is new.
  const isFirst = isNew || bins.groups === 1;
  switch (measure) {
    case 'hits':
      yield* eachHosts(pass, (some) => countHits(pass, 'each', some, counts));
      return counts;
    case 'meanDailyHosts':
      yield* eachHosts(pass, (some) => countHits(pass, 'a day and bin', some, counts));
      return counts;
    case 'hosts':
      yield* eachHosts(pass, (some) => {
        if (isFirst) countNewHosts(pass, some, counts);
        else countHits(pass, 'a bin', some, counts);
      });
      return counts;
    case 'machines':
      if (!isFirst || hits.machine.length === 0) return null;
      return yield* countNewThings(pass, machines, (some, first) =>
        findFirstOfMachines(pass, hits.machine, some, first),
      );
    case 'prefixes': {
      if (!isFirst) return null;
      const { prefixes } = index;
      const of = (host: number) => prefixOf(prefixes, host);
      return yield* countNewThings(pass, prefixes.size, (some, first) =>
        findFirst(pass, of, some, first),
      );
    }
    case 'networks': {
      if (!isFirst) return null;
      const of = (host: number) => hosts.network[host]!;
      return yield* countNewThings(pass, asns.length, (some, first) =>
        findFirst(pass, of, some, first),
      );
    }
    case 'events':
      return null;
  }
}
