import { NO_GROUP } from './count-kernels.ts';
import type { Grouping, HostGrouping } from './grouping.ts';
import type { MachineLinks } from './machine-links.ts';
import type { CountedSelection, Selection } from './selection.ts';
import type { Telemetry } from './telemetry-table.ts';

/** Kept hits of a machine at one of its hosts, by looking at those of the host. */
function countHits(
  { hits: { machine, time, kind }, hosts: { start } }: Telemetry,
  { masks, span }: Selection,
  sought: number,
  host: number,
): number {
  const end = start[host + 1]!;
  let count = 0;
  for (let hit = start[host]!; hit < end; hit++) {
    if (machine[hit] !== sought) continue;
    if (span !== null && (time[hit]! < span.from || time[hit]! >= span.to)) continue;
    if (masks.kind === null || masks.kind[kind[hit]!] !== 0) count++;
  }
  return count;
}

/**
 * Kept hits of a link. Where all hits of its host are of one machine they are those of the host, and no hit is looked at.
 * @param selection which counts kept hits of hosts
 */
export function hitsOfLink(
  telemetry: Telemetry,
  { host, mixed }: MachineLinks,
  selection: CountedSelection,
  machine: number,
  link: number,
): number {
  const at = host[link]!;
  const count = selection.counts[at]!;
  const isMixed = ((mixed[at >>> 5]! >>> (at & 31)) & 1) === 1;
  return count > 0 && isMixed ? countHits(telemetry, selection, machine, at) : count;
}

/** By link, 1 where it is kept; null where all are. */
function keptLinks(
  telemetry: Telemetry,
  links: MachineLinks,
  { counts, ...selection }: Selection,
): Uint8Array | null {
  const { start, host } = links;
  const { masks } = selection;
  if (counts === null && masks.host === null) return null;
  const kept = new Uint8Array(host.length);
  if (counts === null) {
    for (let link = 0; link < host.length; link++) kept[link] = masks.host![host[link]!]!;
    return kept;
  }
  const counted = { ...selection, counts };
  for (let machine = 1; machine + 1 < start.length; machine++) {
    for (let link = start[machine]!; link < start[machine + 1]!; link++) {
      if (hitsOfLink(telemetry, links, counted, machine, link) > 0) kept[link] = 1;
    }
  }
  return kept;
}

/**
 * Distinct machines of each group. Links go by machine, so that each group remembers the last machine that it counted:
 * no pair of a group and a machine is sorted, and no hit is read.
 */
export function countByLinks(
  telemetry: Telemetry,
  links: MachineLinks,
  selection: Selection,
  grouping: Grouping & HostGrouping,
): Float64Array {
  const { start, host, place } = links;
  const { places, groups } = grouping;
  const isByPlace = grouping.kind === 'place';
  const of = isByPlace ? grouping.ofPlace : grouping.ofHost;
  const kept = keptLinks(telemetry, links, selection);
  const at = isByPlace ? place : host;
  // Of each group the last machine, and beside it how many: groups come in no order, and this is one look-up for both.
  const machines = new Uint32Array(2 * groups);
  let link = 0;
  for (let machine = 1; machine + 1 < start.length; machine++) {
    const end = start[machine + 1]!;
    for (; link < end; link++) {
      if (kept !== null && kept[link] === 0) continue;
      const group = of[at[link]!]!;
      if (group === NO_GROUP || (places !== null && places[place[link]!] === 0)) continue;
      if (machines[2 * group] === machine) continue;
      machines[2 * group] = machine;
      machines[2 * group + 1]!++;
    }
  }
  const counts = new Float64Array(groups);
  for (let group = 0; group < groups; group++) counts[group] = machines[2 * group + 1]!;
  return counts;
}
