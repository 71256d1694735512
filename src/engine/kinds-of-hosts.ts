import type { Codes, Telemetry } from './telemetry-table.ts';

/** Hosts that one step looks at. */
const STEP = 1 << 16;

/**
 * The kind that all hits of a host have, plus 1; 0 where they are of several. Most hosts are infected by one family and call
 * one server, so that a filter or ranking of kinds mostly need not look at hits. In steps; null where all hits are of one
 * kind, or where kinds are many.
 */
export function* kindsOfHosts({ hits, hosts }: Telemetry): Generator<undefined, Codes | null> {
  const { kind, kinds } = hits;
  if (kind.length === 0 || kinds.length >= 2 ** 16 - 1) return null;
  const Column = kinds.length < 2 ** 8 - 1 ? Uint8Array : Uint16Array;
  const ofHost = new Column(hosts.length);
  for (let host = 0; host < hosts.length; host++) {
    if (host % STEP === STEP - 1) yield;
    const end = hosts.start[host + 1]!;
    const first = hosts.start[host]!;
    let hit = first + 1;
    while (hit < end && kind[hit] === kind[first]) hit++;
    if (hit >= end && first < end) ofHost[host] = kind[first]! + 1;
  }
  return ofHost;
}
