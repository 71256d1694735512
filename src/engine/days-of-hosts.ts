import { UNDATED } from '../model/telemetry.ts';
import { SECONDS_A_DAY } from './days.ts';
import type { Telemetry } from './telemetry-table.ts';

/** Hosts that one step looks at. */
const STEP = 1 << 16;

/** On how many days of UTC each host has hits, in steps; seconds since 1970 that 32 bits hold are fewer days than 65,536. */
export function* daysOfHosts({ hits, hosts }: Telemetry): Generator<undefined, Uint16Array> {
  const days = new Uint16Array(hosts.length);
  const { time } = hits;
  for (let host = 0; host < hosts.length; host++) {
    if (host % STEP === STEP - 1) yield;
    const end = Math.min(time.length, hosts.start[host + 1]!);
    let next = 0;
    for (let hit = hosts.start[host]!; hit < end; hit++) {
      const at = time[hit]!;
      // Hits of a host are in the order of time.
      if (at < next || at === UNDATED) continue;
      days[host]!++;
      next = (Math.floor(at / SECONDS_A_DAY) + 1) * SECONDS_A_DAY;
    }
  }
  return days;
}
