import type { Measure } from '../model/query.ts';
import { UNDATED } from '../model/telemetry.ts';
import { NO_GROUP } from './count-kernels.ts';
import type { Grouping } from './grouping.ts';
import type { Selection } from './selection.ts';
import type { TelemetryIndex } from './telemetry-index.ts';

const SECONDS_A_DAY = 86_400;

/**
 * What one count looks at: hits, or whole hosts where that is enough, with the group of each and the thing that the
 * measure tells apart (0: it has none). `group` and `thing` are scratch, and last until the next count.
 */
export interface Units {
  length: number;
  host: Uint32Array;
  group: Uint32Array;
  groups: number;
  thing: Uint32Array;
  /** One more than the largest thing. */
  things: number;
  /** True where equal things stand together. */
  inRuns: boolean;
}

/** Writes into[i] = numbers[index[i]]. */
function gather(numbers: Uint32Array, index: Uint32Array, into: Uint32Array): void {
  for (let i = 0; i < index.length; i++) into[i] = numbers[index[i]!]!;
}

function gatherTwice(
  numbers: Uint32Array,
  outer: Uint32Array,
  index: Uint32Array,
  into: Uint32Array,
): void {
  for (let i = 0; i < index.length; i++) into[i] = numbers[outer[index[i]!]!]!;
}

function gatherCodes(codes: Uint16Array, index: Uint32Array, into: Uint32Array): void {
  for (let i = 0; i < index.length; i++) into[i] = codes[index[i]!]!;
}

function gatherBins(
  time: Uint32Array,
  { offset, divisor, from, to }: Extract<Grouping, { kind: 'time' }>,
  index: Uint32Array,
  into: Uint32Array,
): void {
  for (let i = 0; i < index.length; i++) {
    const at = time[index[i]!]!;
    into[i] = at >= from && at < to ? Math.floor((at - offset) / divisor) : NO_GROUP;
  }
}

/** Numbers the days of each host one after the other, from 1; 0 for undated hits. */
function numberDays(
  time: Uint32Array,
  { hit, host }: Selection,
  into: Uint32Array,
): { things: number } {
  let number = 0;
  let lastHost = -1;
  let lastDay = -1;
  for (let i = 0; i < hit.length; i++) {
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
  return { things: number + 1 };
}

function writeGroups(
  { telemetry: { hits, hosts } }: TelemetryIndex,
  grouping: Grouping,
  { hit, host }: { hit: Uint32Array; host: Uint32Array },
  group: Uint32Array,
): void {
  switch (grouping.kind) {
    case 'place':
      return gatherTwice(grouping.ofPlace, hosts.place, host, group);
    case 'host':
      return gather(grouping.ofHost, host, group);
    case 'code':
      return gatherCodes(grouping.code, hit, group);
    case 'time':
      return gatherBins(hits.time, grouping, hit, group);
  }
}

/** Writes the things of a measure; of hits there is nothing to tell apart. */
function writeThings(
  index: TelemetryIndex,
  measure: Measure,
  selection: Selection,
  host: Uint32Array,
  thing: Uint32Array,
): Pick<Units, 'things' | 'inRuns'> {
  const { hits, hosts, machines } = index.telemetry;
  switch (measure) {
    case 'hits':
      return { things: 0, inRuns: true };
    case 'hosts':
      for (let i = 0; i < host.length; i++) thing[i] = host[i]! + 1;
      return { things: hosts.length + 1, inRuns: true };
    case 'machines':
      gather(hits.machine, selection.hit, thing);
      return { things: machines, inRuns: false };
    case 'prefixes':
      gather(index.prefixes.ofHost, host, thing);
      return { things: index.prefixes.size, inRuns: true };
    case 'networks':
      gather(index.networks.ofHost, host, thing);
      return { things: index.networks.size, inRuns: false };
    case 'meanDailyHosts':
      return { ...numberDays(hits.time, selection, thing), inRuns: true };
  }
}

/** The units of a count. */
export function unitsOf(
  index: TelemetryIndex,
  selection: Selection,
  grouping: Grouping,
  measure: Measure,
): Units {
  const byHost =
    (grouping.kind === 'place' || grouping.kind === 'host') &&
    (measure === 'hosts' || measure === 'prefixes' || measure === 'networks');
  const host = byHost ? selection.hosts : selection.host;
  index.scratch.fit(host.length);
  const { group, thing } = index.scratch;
  writeGroups(index, grouping, { hit: selection.hit, host }, group);
  const things = writeThings(index, measure, selection, host, thing);
  return { length: host.length, host, group, groups: grouping.groups, thing, ...things };
}

/** Keeps the units whose host has one of the places that a mask keeps; element 0 of the mask: hosts without a place. */
export function keepPlaces(
  units: Units,
  placeOfHost: Uint32Array,
  mask: Uint8Array,
): Omit<Units, 'host'> {
  const { length, host, group, thing } = units;
  let kept = 0;
  for (let i = 0; i < length; i++) {
    if (mask[placeOfHost[host[i]!]!] === 0) continue;
    group[kept] = group[i]!;
    thing[kept++] = thing[i]!;
  }
  return { ...units, length: kept };
}
