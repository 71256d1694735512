import { addRows, addWeights, NO_GROUP } from './count-kernels.ts';
import { countGroups } from './count-groups.ts';
import { groupOfHost, isOfHosts, type Grouping, type HostGrouping } from './grouping.ts';
import { prefixOf } from './number-hosts.ts';
import { addHosts, groupsOfRuns } from './place-runs.ts';
import type { Selection, Span } from './selection.ts';
import { finish } from './steps.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import { writeEvents, writeGroups } from './units.ts';
import { walkHosts, type Batch } from './walk.ts';

/** Some of what a moving window gains or loses. */
export interface Change {
  sign: 1 | -1;
  /** Kept hits with their hosts; `hit` has a meaning only where some follower needs it. */
  hits: Batch;
  /** The whole move that this is a part of. */
  before: Span;
  after: Span;
  /** Those hosts that thereby begin or cease to be kept; their `hit` has no meaning. */
  hosts: Batch;
}

/** A count that follows a window as it moves. */
export interface Follower {
  /** The measure of every group; a daily mean before it is divided by its days. */
  readonly counts: Float64Array;
  /** Whether it looks at the hits of a change, beyond their hosts. */
  readonly needsHits?: boolean;
  /** What it keeps beside them. */
  readonly kept?: Uint32Array;
  /** Hears of every change, piece by piece. */
  change(change: Change): void;
}

/** Hits or hosts of each group: every one that comes or goes is one more or less. */
export function followRows(
  index: TelemetryIndex,
  selection: Selection,
  grouping: Grouping,
  measure: 'hits' | 'hosts',
): Follower {
  const counts = finish(countGroups(index, selection, grouping, measure));
  const { runs, telemetry, scratch } = index;
  if (grouping.kind === 'place' && runs) {
    const ofRun = groupsOfRuns(runs, grouping);
    const add = ({ sign, [measure]: rows }: Change) => addHosts(runs, ofRun, rows, counts, sign);
    return { counts, kept: ofRun, change: add };
  }
  return {
    counts,
    needsHits: !isOfHosts(grouping),
    change({ sign, [measure]: rows }) {
      writeGroups(telemetry, grouping, rows, scratch.group);
      addRows(scratch.group, rows.length, counts, sign);
    },
  };
}

/** Events of each group: those of every hit that comes or goes. */
export function followEvents(
  index: TelemetryIndex,
  selection: Selection,
  grouping: Grouping,
): Follower {
  const counts = finish(countGroups(index, selection, grouping, 'events'));
  const { group, thing } = index.scratch;
  const { telemetry } = index;
  return {
    counts,
    needsHits: true,
    change({ sign, hits: rows }) {
      writeGroups(telemetry, grouping, rows, group);
      writeEvents(telemetry.hits, rows.hit, rows.length, thing);
      addWeights(group, thing, rows.length, counts, sign);
    },
  };
}

/** Distinct prefixes or networks of the one group of a grouping: kept hosts are counted for each. */
export function followThings(
  index: TelemetryIndex,
  selection: Selection,
  grouping: Grouping & HostGrouping,
  measure: 'prefixes' | 'networks',
): Follower {
  const { hosts, asns } = index.telemetry;
  const { prefixes } = index;
  const thingOf =
    measure === 'prefixes'
      ? (host: number) => prefixOf(prefixes, host)
      : (host: number) => hosts.network[host]!;
  const kept = new Uint32Array(measure === 'prefixes' ? prefixes.size : asns.length);
  const counts = new Float64Array(1);
  const add = ({ host, length }: Batch, sign: 1 | -1) => {
    for (let i = 0; i < length; i++) {
      const thing = thingOf(host[i]!);
      if (thing === 0 || groupOfHost(grouping, hosts.place, host[i]!) === NO_GROUP) continue;
      const before = kept[thing]!;
      kept[thing] = before + sign;
      if (before === (sign > 0 ? 0 : 1)) counts[0]! += sign;
    }
  };
  finish(walkHosts(index.telemetry, selection, index.scratch.batch, (batch) => add(batch, 1)));
  return { counts, kept, change: ({ hosts: rows, sign }) => add(rows, sign) };
}
