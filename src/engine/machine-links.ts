import type { Telemetry } from './telemetry-table.ts';

/** Pairs of a machine and a host to a host, above which they are not worth their room. */
const MOST_A_HOST = 1.5;

/** Which hosts every machine was seen at: a link is a pair of the two. */
export interface MachineLinks {
  /** First link of each machine; one element more than machines. */
  start: Uint32Array;
  /** Host of each link, ascending within a machine. */
  host: Uint32Array;
  /** Place of each link's host: hosts of a machine are far apart in the table. */
  place: Uint32Array;
  /** A bit a host, 32 a word: its hits are not all of one machine. */
  mixed: Uint32Array;
  /** Links of the machine with the most of them. */
  most: number;
}

/** Hosts that one step looks at. */
const STEP = 1 << 15;

/** Visits every pair of a machine and a host once, by host, in steps. */
function* eachPair(
  { hits: { machine }, hosts, machines }: Telemetry,
  visit: (machine: number, host: number) => void,
): Generator<undefined> {
  const seenAt = new Uint32Array(machines);
  let hit = 0;
  for (let host = 0; host < hosts.length; host++) {
    if (host % STEP === STEP - 1) yield;
    const end = hosts.start[host + 1]!;
    for (; hit < end; hit++) {
      const m = machine[hit]!;
      if (m === 0 || seenAt[m] === host + 1) continue;
      seenAt[m] = host + 1;
      visit(m, host);
    }
  }
}

/** Finds hosts whose hits are of several machines, or of none and one, in steps. */
function* findMixed({ hits: { machine }, hosts }: Telemetry): Generator<undefined, Uint32Array> {
  const mixed = new Uint32Array(Math.ceil(hosts.length / 32));
  for (let host = 0; host < hosts.length; host++) {
    if (host % STEP === STEP - 1) yield;
    const end = hosts.start[host + 1]!;
    const first = hosts.start[host]!;
    let hit = first + 1;
    while (hit < end && machine[hit] === machine[first]) hit++;
    if (hit < end) mixed[host >>> 5]! |= 1 << (host & 31);
  }
  return mixed;
}

/** The links of a telemetry, in steps; null where it has no machines, or too many links for its hosts. */
export function* linkMachines(telemetry: Telemetry): Generator<undefined, MachineLinks | null> {
  const { hits, hosts, machines } = telemetry;
  if (hits.machine.length === 0) return null;
  const start = new Uint32Array(machines + 1);
  yield* eachPair(telemetry, (machine) => start[machine + 1]!++);
  let most = 0;
  for (let machine = 0; machine < machines; machine++) {
    most = Math.max(most, start[machine + 1]!);
    start[machine + 1]! += start[machine]!;
  }
  const links = start[machines]!;
  if (links > MOST_A_HOST * hosts.length) return null;
  const next = start.slice();
  const host = new Uint32Array(links);
  const place = new Uint32Array(links);
  yield* eachPair(telemetry, (machine, at) => {
    const link = next[machine]!++;
    host[link] = at;
    place[link] = hosts.place[at]!;
  });
  return { start, host, place, mixed: yield* findMixed(telemetry), most };
}

/** The link of a machine and one of its hosts. */
export function linkOf({ start, host }: MachineLinks, machine: number, at: number): number {
  let low = start[machine]!;
  let high = start[machine + 1]! - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (host[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
