import { NO_GROUP } from './count-kernels.ts';
import type { Grouping } from './grouping.ts';
import type { Selection } from './selection.ts';
import type { Steps } from './steps.ts';
import type { Codes, Telemetry } from './telemetry-table.ts';

/** Hosts that one step looks at. */
const STEP = 1 << 15;

/** What a pass over hosts looks at. */
interface Pass {
  telemetry: Telemetry;
  selection: Selection;
  /** By kind, or NO_GROUP. */
  group: Uint32Array;
  /** Of each group. */
  counts: Float64Array;
}

/** Counts the hits of a host of several kinds, or the host once in each of their groups. */
function countMixed(
  { telemetry, selection: { masks, span }, group, counts }: Pass,
  host: number,
  last: Uint32Array | null,
): void {
  const { kind, time } = telemetry.hits;
  const end = telemetry.hosts.start[host + 1]!;
  for (let hit = telemetry.hosts.start[host]!; hit < end; hit++) {
    if (span !== null && (time[hit]! < span.from || time[hit]! >= span.to)) continue;
    if (masks.kind !== null && masks.kind[kind[hit]!] === 0) continue;
    const g = group[kind[hit]!]!;
    if (g === NO_GROUP || (last !== null && last[g] === host + 1)) continue;
    if (last !== null) last[g] = host + 1;
    counts[g]!++;
  }
}

/** Counts some hosts: those of one kind at once. @param last of each group, the last mixed host + 1; null: hits count */
function countSome(
  pass: Pass,
  kindOfHost: Codes,
  last: Uint32Array | null,
  from: number,
  to: number,
): void {
  const { telemetry, selection, group, counts } = pass;
  const { start } = telemetry.hosts;
  const kept = selection.counts;
  const keeps = kept ?? selection.masks.host;
  for (let host = from; host < to; host++) {
    if (keeps !== null && keeps[host] === 0) continue;
    const kind = kindOfHost[host]!;
    if (kind === 0) {
      countMixed(pass, host, last);
      continue;
    }
    const g = group[kind - 1]!;
    if (g === NO_GROUP) continue;
    if (last !== null) counts[g]!++;
    else counts[g]! += kept === null ? start[host + 1]! - start[host]! : kept[host]!;
  }
}

/**
 * Hosts or hits of every group of kinds, by one pass over hosts, in steps: of most hosts no hit is looked at.
 * @param kindOfHost see `kindsOfHosts`
 * @param grouping whose `places` leave no host out
 */
export function* countByKind(
  telemetry: Telemetry,
  kindOfHost: Codes,
  selection: Selection,
  { groups, ofKind }: Extract<Grouping, { kind: 'kind' }>,
  measure: 'hosts' | 'hits',
): Steps<Float64Array> {
  const counts = new Float64Array(groups);
  const pass: Pass = { telemetry, selection, group: ofKind, counts };
  const last = measure === 'hosts' ? new Uint32Array(groups) : null;
  const { length } = telemetry.hosts;
  for (let from = 0; from < length; from += STEP) {
    countSome(pass, kindOfHost, last, from, Math.min(from + STEP, length));
    yield;
  }
  return counts;
}
