import { addRows, addWeights, NO_GROUP } from './count-kernels.ts';
import { countGroups } from './count-groups.ts';
import { isOfHosts, type Grouping } from './grouping.ts';
import { prefixOf } from './number-hosts.ts';
import { addHosts, changeHosts, groupsOfRuns } from './place-runs.ts';
import type { Selection, Span } from './selection.ts';
import type { Steps } from './steps.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import type { Codes, Telemetry } from './telemetry-table.ts';
import { writeEvents, writeGroups } from './units.ts';
import type { Batch } from './walk.ts';

type PlaceGrouping = Extract<Grouping, { kind: 'place' }>;

/** Some of what a moving window gains or loses. */
export interface Change {
  sign: 1 | -1;
  /**
   * Kept hits by their hosts. `hit` has a meaning only where a follower needs it, and at hosts of several machines where
   * machines are followed.
   */
  hits: Batch;
  /** The whole move that this is a part of. */
  before: Span;
  after: Span;
  /** Those hosts that thereby begin or cease to be kept; their `hit` has no meaning. */
  hosts: Batch;
}

/** Nanoseconds, about, on a processor of today. */
export interface Cost {
  /** Of taking in a changed hit. */
  aChange: number;
  /** Of counting anew, for each host that there is. */
  aHost: number;
}

/** A count that follows a window as it moves. */
export interface Follower {
  readonly cost: Cost;
  /** The measure of every group; a daily mean before it is divided by its days. */
  readonly counts: Float64Array;
  /** Whether it looks at the hits of a change, beyond their hosts. */
  readonly needsHits?: boolean;
  /** What it keeps beside them. */
  readonly kept?: Uint16Array | Uint32Array;
  /** Hears of every change, piece by piece. */
  change(change: Change): void;
  /** The same where nobody else follows, together with counting the hits in or out of their hosts. */
  changeAlone?: ((kept: Codes, hits: Batch, sign: 1 | -1) => void) | null;
}

/** Hits or hosts of each group: every one that comes or goes is one more or less. In steps, as all that begins to follow. */
export function* followRows(
  index: TelemetryIndex,
  selection: Selection,
  grouping: Grouping,
  measure: 'hits' | 'hosts',
): Steps<Follower> {
  const counts = yield* countGroups(index, selection, grouping, measure);
  const cost = { aChange: 10, aHost: 5 };
  const { runs, telemetry, scratch } = index;
  if (grouping.kind === 'place' && runs) {
    const ofRun = groupsOfRuns(runs, grouping);
    const all = new Float64Array(counts.length + 1);
    all.set(counts);
    return {
      ...{ counts: all.subarray(0, -1), cost, kept: ofRun },
      change: ({ sign, [measure]: rows }) => addHosts(runs, ofRun, rows, all, sign),
      changeAlone:
        measure === 'hosts'
          ? (kept, hits, sign) => changeHosts(runs, ofRun, hits, kept, all, sign)
          : null,
    };
  }
  return {
    counts,
    cost,
    needsHits: !isOfHosts(grouping),
    change({ sign, [measure]: rows }) {
      writeGroups(telemetry, grouping, rows, scratch.group);
      addRows(scratch.group, rows.length, counts, sign);
    },
  };
}

/** Events of each group: those of every hit that comes or goes. */
export function* followEvents(
  index: TelemetryIndex,
  selection: Selection,
  grouping: Grouping,
): Steps<Follower> {
  const counts = yield* countGroups(index, selection, grouping, 'events');
  const { group, thing } = index.scratch;
  const { telemetry } = index;
  return {
    counts,
    cost: { aChange: 15, aHost: 40 },
    needsHits: true,
    change({ sign, hits: rows }) {
      writeGroups(telemetry, grouping, rows, group);
      writeEvents(telemetry.hits, rows.hit, rows.length, thing);
      addWeights(group, thing, rows.length, counts, sign);
    },
  };
}

/** By place (element 0: none), 1 where its hosts are in the one group of a grouping. */
function placesIn({ ofPlace, places }: PlaceGrouping): Uint8Array {
  const isIn = new Uint8Array(ofPlace.length);
  for (let at = 0; at < isIn.length; at++) {
    isIn[at] = ofPlace[at] === NO_GROUP || (places !== null && places[at] === 0) ? 0 : 1;
  }
  return isIn;
}

/**
 * Counts the kept hosts of each prefix or network among some places; 0 is none.
 * @param begins bits of `PrefixNumbers`; null: networks
 * @returns how many prefixes or networks have any
 */
function countThings(
  { hosts: { length, network, place } }: Telemetry,
  { counts, masks }: Selection,
  isIn: Uint8Array,
  begins: Uint32Array | null,
  kept: Uint16Array | Uint32Array,
): number {
  const keeps = counts ?? masks.host;
  let prefix = 0;
  let found = 0;
  for (let host = 0; host < length; host++) {
    if (begins !== null) prefix += (begins[host >>> 5]! >>> (host & 31)) & 1;
    if (keeps !== null && keeps[host] === 0) continue;
    const thing = begins !== null ? prefix : network[host]!;
    if (thing !== 0 && isIn[place[host]!] !== 0 && kept[thing]!++ === 0) found++;
  }
  return found;
}

/** Distinct prefixes or networks of the one group of a grouping: kept hosts are counted for each. */
export function followThings(
  { telemetry, prefixes }: TelemetryIndex,
  selection: Selection,
  grouping: PlaceGrouping,
  measure: 'prefixes' | 'networks',
): Follower {
  const { hosts, asns } = telemetry;
  const isOfPrefixes = measure === 'prefixes';
  // A /24 has 256 addresses; of a /48 there may be any number.
  const areFew = isOfPrefixes && hosts.length4 === hosts.length;
  const kept = new (areFew ? Uint16Array : Uint32Array)(isOfPrefixes ? prefixes.size : asns.length);
  const isIn = placesIn(grouping);
  const begins = isOfPrefixes ? prefixes.begins : null;
  const counts = Float64Array.of(countThings(telemetry, selection, isIn, begins, kept));
  const change = ({ hosts: { host, length }, sign }: Change) => {
    for (let i = 0; i < length; i++) {
      const thing = isOfPrefixes ? prefixOf(prefixes, host[i]!) : hosts.network[host[i]!]!;
      if (thing === 0 || isIn[hosts.place[host[i]!]!] === 0) continue;
      const before = kept[thing]!;
      kept[thing] = before + sign;
      if (before === (sign > 0 ? 0 : 1)) counts[0]! += sign;
    }
  };
  return { counts, cost: { aChange: 40, aHost: 10 }, kept, change };
}
