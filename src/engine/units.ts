import type { Measure } from '../model/query.ts';
import { UNDATED } from '../model/telemetry.ts';
import { HOURS_A_WEEK } from '../model/inspection.ts';
import { NO_GROUP } from './count-kernels.ts';
import { SECONDS_A_DAY } from './days.ts';
import { isOfHosts, type Grouping } from './grouping.ts';
import { prefixOf, type PrefixNumbers } from './number-hosts.ts';
import type { Selection } from './selection.ts';
import type { Steps } from './steps.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import type { Codes, Telemetry } from './telemetry-table.ts';
import { BATCH, walkHits, walkHosts, type Batch } from './walk.ts';

/** Sees some units: the group of each and its thing (0: it has none). They are scratch, and may be overwritten. */
export type Visit = (group: Uint32Array, thing: Uint32Array, length: number) => void;

/** What one count looks at: hits, or whole hosts where that is enough. */
export interface Units {
  groups: number;
  /**
   * What to count of a group. each: its units. weights: the sum of its things. runs: its distinct things, of which equal
   * ones stand together. scattered: its distinct things.
   */
  count: 'each' | 'weights' | 'runs' | 'scattered';
  /** One more than the largest thing. */
  things: number;
  /** Goes over all units, from the beginning each time, in steps. */
  walk: (visit: Visit) => Steps<void>;
}

/** Writes into[i] = numbers[index[i]]. */
function gather(numbers: Uint32Array, { length }: Batch, index: Uint32Array, into: Uint32Array) {
  for (let i = 0; i < length; i++) into[i] = numbers[index[i]!]!;
}

function gatherTraits(traits: Uint8Array, { length, host }: Batch, into: Uint32Array): void {
  for (let i = 0; i < length; i++) into[i] = traits[host[i]!]!;
}

function gatherTwice(
  numbers: Uint32Array,
  outer: Uint32Array,
  { length, host }: Batch,
  into: Uint32Array,
): void {
  for (let i = 0; i < length; i++) into[i] = numbers[outer[host[i]!]!]!;
}

function gatherKinds(numbers: Uint32Array, kind: Codes, { length, hit }: Batch, into: Uint32Array) {
  if (kind.length === 0) return void into.fill(numbers[0]!, 0, length);
  for (let i = 0; i < length; i++) into[i] = numbers[kind[hit[i]!]!]!;
}

function gatherBins(
  time: Uint32Array,
  { offset, divisor, from, to }: Extract<Grouping, { kind: 'time' }>,
  { length, hit }: Batch,
  into: Uint32Array,
): void {
  if (time.length === 0) return void into.fill(NO_GROUP, 0, length);
  for (let i = 0; i < length; i++) {
    const at = time[hit[i]!]!;
    into[i] = at >= from && at < to ? Math.floor((at - offset) / divisor) : NO_GROUP;
  }
}

/** Hours since the Monday before 1970 began, of which 72 had passed. */
function gatherHours(time: Uint32Array, { length, hit }: Batch, into: Uint32Array): void {
  if (time.length === 0) return void into.fill(NO_GROUP, 0, length);
  for (let i = 0; i < length; i++) {
    const at = time[hit[i]!]!;
    into[i] = at === UNDATED ? NO_GROUP : (Math.floor(at / 3600) + 72) % HOURS_A_WEEK;
  }
}

function gatherPrefixes(numbers: PrefixNumbers, { length, host }: Batch, into: Uint32Array): void {
  for (let i = 0; i < length; i++) into[i] = prefixOf(numbers, host[i]!);
}

function gatherCalls(
  { hits, hosts }: Telemetry,
  { ofPlace, ofKind }: Extract<Grouping, { kind: 'call' }>,
  batch: Batch,
  into: Uint32Array,
): void {
  gatherKinds(ofKind, hits.kind, batch, into);
  for (let i = 0; i < batch.length; i++) {
    const country = ofPlace[hosts.place[batch.host[i]!]!]!;
    into[i] = country === NO_GROUP || into[i] === NO_GROUP ? NO_GROUP : country + into[i]!;
  }
}

/** Takes the group from units whose place is masked. */
function dropPlaces(
  mask: Uint8Array,
  placeOf: Uint32Array,
  { length, host }: Batch,
  group: Uint32Array,
): void {
  for (let i = 0; i < length; i++) if (mask[placeOf[host[i]!]!] === 0) group[i] = NO_GROUP;
}

/** Writes the group of each row of a batch. */
export function writeGroups(
  telemetry: Telemetry,
  grouping: Grouping,
  batch: Batch,
  group: Uint32Array,
): void {
  const { hits, hosts } = telemetry;
  switch (grouping.kind) {
    case 'place':
      gatherTwice(grouping.ofPlace, hosts.place, batch, group);
      break;
    case 'host':
      gather(grouping.ofHost, batch, batch.host, group);
      break;
    case 'trait':
      gatherTraits(grouping.ofHost, batch, group);
      break;
    case 'kind':
      gatherKinds(grouping.ofKind, hits.kind, batch, group);
      break;
    case 'call':
      gatherCalls(telemetry, grouping, batch, group);
      break;
    case 'week':
      gatherHours(hits.time, batch, group);
      break;
    case 'time':
      gatherBins(hits.time, grouping, batch, group);
      break;
  }
  if (grouping.places) dropPlaces(grouping.places, hosts.place, batch, group);
}

/** Numbers the days of each host one after the other, from 1; 0 for undated hits. Goes on from batch to batch. */
function dayNumbers({ time }: Telemetry['hits']): (batch: Batch, into: Uint32Array) => void {
  let number = 0;
  let lastHost = -1;
  let lastDay = -1;
  return ({ length, hit, host }, into) => {
    if (time.length === 0) return void into.fill(0, 0, length);
    for (let i = 0; i < length; i++) {
      const at = time[hit[i]!]!;
      if (at === UNDATED) {
        into[i] = 0;
        continue;
      }
      const day = Math.floor(at / SECONDS_A_DAY);
      if (day !== lastDay || host[i] !== lastHost) number++;
      lastDay = day;
      lastHost = host[i]!;
      into[i] = number;
    }
  };
}

/** Hits of each host. */
function writeWeights(
  { start }: Telemetry['hosts'],
  counts: Codes | null,
  { length, host }: Batch,
  into: Uint32Array,
): void {
  if (counts) for (let i = 0; i < length; i++) into[i] = counts[host[i]!]!;
  else for (let i = 0; i < length; i++) into[i] = start[host[i]! + 1]! - start[host[i]!]!;
}

/** Events that hits stand for, in a table that has weights. */
export function writeEvents(
  { weight, weights }: Telemetry['hits'],
  hit: Uint32Array,
  length: number,
  into: Uint32Array,
): void {
  for (let i = 0; i < length; i++) into[i] = weights[weight[hit[i]!]!]!;
}

/** Measures of hits themselves, not of their hosts: every hit must be looked at. */
const measuresOfHits: ReadonlySet<Measure> = new Set(['events', 'machines', 'meanDailyHosts']);

interface Things {
  count: Units['count'];
  things: number;
  /** Makes what writes the things of one walk. */
  writer: () => (batch: Batch, into: Uint32Array) => void;
}

function thingsOf(
  index: TelemetryIndex,
  { counts }: Selection,
  measure: Measure,
  byHost: boolean,
): Things {
  const { hits, hosts, machines, asns } = index.telemetry;
  switch (measure) {
    case 'hits': {
      const weigh = (batch: Batch, into: Uint32Array) => writeWeights(hosts, counts, batch, into);
      if (byHost) return { count: 'weights', things: 0, writer: () => weigh };
      return { count: 'each', things: 0, writer: () => () => undefined };
    }
    case 'events': {
      const write = ({ length, hit }: Batch, into: Uint32Array) =>
        writeEvents(hits, hit, length, into);
      return { count: 'weights', things: 0, writer: () => write };
    }
    case 'hosts': {
      const write = ({ length, host }: Batch, into: Uint32Array) => {
        for (let i = 0; i < length; i++) into[i] = host[i]! + 1;
      };
      if (byHost) return { count: 'each', things: 0, writer: () => () => undefined };
      return { count: 'runs', things: hosts.length + 1, writer: () => write };
    }
    case 'machines': {
      const write = (batch: Batch, into: Uint32Array) => {
        if (hits.machine.length === 0) into.fill(0, 0, batch.length);
        else gather(hits.machine, batch, batch.hit, into);
      };
      return { count: 'scattered', things: machines, writer: () => write };
    }
    case 'prefixes': {
      const { prefixes } = index;
      const write = (batch: Batch, into: Uint32Array) => gatherPrefixes(prefixes, batch, into);
      return { count: 'runs', things: prefixes.size, writer: () => write };
    }
    case 'networks': {
      const write = (batch: Batch, into: Uint32Array) =>
        gather(hosts.network, batch, batch.host, into);
      return { count: 'scattered', things: asns.length, writer: () => write };
    }
    case 'meanDailyHosts':
      if (byHost) {
        const { daysOfHost } = index;
        const write = ({ length, host }: Batch, into: Uint32Array) => {
          for (let i = 0; i < length; i++) into[i] = daysOfHost[host[i]!]!;
        };
        return { count: 'weights', things: 0, writer: () => write };
      }
      return { count: 'runs', things: hits.length + 1, writer: () => dayNumbers(hits) };
  }
}

/** Goes over the machines of kept hosts, by groups of kinds. Those that follow each other in a host and group are one unit. */
function* walkMachinesByKind(
  { telemetry, scratch }: TelemetryIndex,
  selection: Selection,
  ofKind: Uint32Array,
  visit: Visit,
): Steps<void> {
  const { start } = telemetry.hosts;
  const { machine, kind, time } = telemetry.hits;
  const { masks, span } = selection;
  const { batch, group, thing } = scratch;
  yield* walkHosts(telemetry, selection, batch, ({ host, length: hosts }) => {
    let length = 0;
    for (let i = 0; i < hosts; i++) {
      const end = start[host[i]! + 1]!;
      let last = 0;
      let lastKind = -1;
      for (let hit = start[host[i]!]!; hit < end; hit++) {
        const next = machine[hit]!;
        const of = kind[hit]!;
        if (next === 0 || (next === last && of === lastKind)) continue;
        if (masks.kind !== null && masks.kind[of] === 0) continue;
        if (span !== null && (time[hit]! < span.from || time[hit]! >= span.to)) continue;
        last = next;
        lastKind = of;
        group[length] = ofKind[of]!;
        thing[length++] = next;
        if (length < BATCH) continue;
        visit(group, thing, length);
        length = 0;
      }
    }
    if (length > 0) visit(group, thing, length);
  });
}

/**
 * Goes over the machines of kept hosts. Those that follow each other in a host are one unit: groups are looked up once a
 * host, and of a hit little else is read.
 */
function* walkMachines(
  { telemetry, scratch }: TelemetryIndex,
  selection: Selection,
  grouping: Grouping,
  visit: Visit,
): Steps<void> {
  const { start } = telemetry.hosts;
  const { machine, kind, time } = telemetry.hits;
  const { masks, span } = selection;
  const { batch, group, thing, change } = scratch;
  const groupOf = change.host;
  yield* walkHosts(telemetry, selection, batch, ({ host, length: hosts }) => {
    let length = 0;
    writeGroups(telemetry, grouping, batch, groupOf);
    for (let i = 0; i < hosts; i++) {
      const end = start[host[i]! + 1]!;
      let last = 0;
      for (let hit = start[host[i]!]!; hit < end; hit++) {
        const next = machine[hit]!;
        if (next === last) continue;
        if (masks.kind !== null && masks.kind[kind[hit]!] === 0) continue;
        if (span !== null && (time[hit]! < span.from || time[hit]! >= span.to)) continue;
        last = next;
        group[length] = groupOf[i]!;
        thing[length++] = next;
        if (length < BATCH) continue;
        visit(group, thing, length);
        length = 0;
      }
    }
    if (length > 0) visit(group, thing, length);
  });
}

/** The units of a count. */
export function unitsOf(
  index: TelemetryIndex,
  selection: Selection,
  grouping: Grouping,
  measure: Measure,
): Units {
  const { telemetry, scratch } = index;
  const areWhole = isOfHosts(grouping) && selection.counts === null;
  const byHost =
    isOfHosts(grouping) &&
    (!measuresOfHits.has(measure) || (areWhole && measure === 'meanDailyHosts'));
  const { count, things, writer } = thingsOf(index, selection, measure, byHost);
  const { batch, group, thing } = scratch;
  const isOfMachines = measure === 'machines' && telemetry.hits.machine.length > 0;
  const walk = (visit: Visit) => {
    if (isOfMachines && isOfHosts(grouping)) return walkMachines(index, selection, grouping, visit);
    if (isOfMachines && grouping.kind === 'kind' && telemetry.hits.kind.length > 0) {
      return walkMachinesByKind(index, selection, grouping.ofKind, visit);
    }
    const write = writer();
    return (byHost ? walkHosts : walkHits)(telemetry, selection, batch, () => {
      writeGroups(telemetry, grouping, batch, group);
      write(batch, thing);
      visit(group, thing, batch.length);
    });
  };
  return { groups: grouping.groups, count, things, walk };
}
