import { NO_GROUP } from './count-kernels.ts';
import type { Grouping, HostGrouping } from './grouping.ts';
import type { MachineLinks } from './machine-links.ts';
import { makeHitCounts, type CountedSelection, type Selection } from './selection.ts';
import type { Steps } from './steps.ts';
import type { Codes, Telemetry } from './telemetry-table.ts';

/** Machines that one step looks at. */
const STEP = 1 << 14;

/** By link, what is kept of it: 0 where nothing is. Null: all links are kept. */
export type KeptLinks = Codes | null;

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

/** Whether the hits of a host are not all of one machine. */
export function isMixed({ mixed }: MachineLinks, host: number): boolean {
  return ((mixed[host >>> 5]! >>> (host & 31)) & 1) === 1;
}

/** For each of four bytes, whether it is other than 0, in the four lowest bits. */
function nonZero(bytes: number): number {
  const tops = (((bytes & 0x7f7f7f7f) + 0x7f7f7f7f) | bytes) & 0x80808080;
  // The product has the top bits of the four bytes side by side in its highest bits, and none of its terms overlap.
  return Math.imul(tops >>> 7, 0x10204080) >>> 28;
}

/** A bit a host, 32 a word: it has a number other than 0. Links look hosts up in no order, and bits stay in the cache. */
function bitsOf(numbers: Codes): Uint32Array {
  const bits = new Uint32Array(Math.ceil(numbers.length / 32));
  let host = 0;
  if (numbers instanceof Uint8Array && numbers.byteOffset % 4 === 0) {
    const words = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length >>> 2);
    for (let at = 0; at < words.length; at++) {
      bits[at >>> 3]! |= nonZero(words[at]!) << ((at & 7) * 4);
    }
    host = 4 * words.length;
  }
  for (; host < numbers.length; host++) {
    if (numbers[host] !== 0) bits[host >>> 5]! |= 1 << (host & 31);
  }
  return bits;
}

/**
 * Writes what is kept of every link: its kept hits where its host has hits of several machines, or else 1.
 * @param kept of as many elements as links, all 0
 */
export function* findKeptLinks(
  telemetry: Telemetry,
  links: MachineLinks,
  selection: CountedSelection,
  kept: Codes,
): Steps<void> {
  const { start, host, mixed } = links;
  const bits = bitsOf(selection.counts);
  for (let from = 1; from + 1 < start.length; from += STEP) {
    yield;
    const to = Math.min(from + STEP, start.length - 1);
    for (let machine = from; machine < to; machine++) {
      const end = start[machine + 1]!;
      for (let link = start[machine]!; link < end; link++) {
        const at = host[link]!;
        const word = at >>> 5;
        const bit = 1 << (at & 31);
        if ((bits[word]! & bit) === 0) continue;
        const isOne = (mixed[word]! & bit) === 0;
        kept[link] = isOne ? 1 : countHits(telemetry, selection, machine, at);
      }
    }
  }
}

/** What a selection keeps of every link. */
export function* keptLinks(
  telemetry: Telemetry,
  links: MachineLinks,
  { counts, ...selection }: Selection,
): Steps<KeptLinks> {
  const { host } = links;
  const { masks } = selection;
  if (counts === null && masks.host === null) return null;
  if (counts === null) {
    const kept = new Uint8Array(host.length);
    const bits = bitsOf(masks.host!);
    for (let link = 0; link < host.length; link++) {
      const at = host[link]!;
      kept[link] = (bits[at >>> 5]! >>> (at & 31)) & 1;
    }
    return kept;
  }
  const kept = makeHitCounts(telemetry, host.length);
  yield* findKeptLinks(telemetry, links, { ...selection, counts }, kept);
  return kept;
}

/** What a pass over links looks at. */
interface Pass {
  start: Uint32Array;
  place: Uint32Array;
  kept: KeptLinks;
  /** By link, what its group is looked up by; and the groups. */
  at: Uint32Array;
  of: Uint32Array | Uint8Array;
  places: Uint8Array | null;
}

/** Counts machines with a kept link in the one group of a grouping: the first such link is enough. */
function countInOne({ start, place, kept, at, of, places }: Pass, from: number, to: number) {
  let count = 0;
  for (let machine = from; machine < to; machine++) {
    const end = start[machine + 1]!;
    for (let link = start[machine]!; link < end; link++) {
      if (kept !== null && kept[link] === 0) continue;
      if (of[at[link]!]! === NO_GROUP || (places !== null && places[place[link]!] === 0)) continue;
      count++;
      break;
    }
  }
  return count;
}

/**
 * Counts machines of each group in the second of its two elements; the first is the last machine that it counted.
 * @returns how many machines any of them counted
 */
function countInEach(
  { start, place, kept, at, of, places }: Pass,
  from: number,
  to: number,
  machines: Uint32Array,
): number {
  let link = start[from]!;
  let count = 0;
  for (let machine = from; machine < to; machine++) {
    const end = start[machine + 1]!;
    let isCounted = 0;
    for (; link < end; link++) {
      if (kept !== null && kept[link] === 0) continue;
      const group = of[at[link]!]!;
      if (group === NO_GROUP || (places !== null && places[place[link]!] === 0)) continue;
      isCounted = 1;
      if (machines[2 * group] === machine) continue;
      machines[2 * group] = machine;
      machines[2 * group + 1]!++;
    }
    count += isCounted;
  }
  return count;
}

/**
 * Distinct machines of each group, in steps. Links go by machine, so that each group remembers the last machine that it
 * counted: no pair of a group and a machine is sorted, and no hit is read.
 * @param kept see `keptLinks`
 * @returns also how many there are in all groups together
 */
export function* countByLinks(
  { start, host, place }: MachineLinks,
  kept: KeptLinks,
  grouping: Grouping & HostGrouping,
): Steps<{ counts: Float64Array; total: number }> {
  const { places, groups } = grouping;
  const isByPlace = grouping.kind === 'place';
  const of = isByPlace ? grouping.ofPlace : grouping.ofHost;
  const pass = { start, place, kept, at: isByPlace ? place : host, of, places };
  const counts = new Float64Array(groups);
  // Of each group the last machine, and beside it how many: groups come in no order, and this is one look-up for both.
  const machines = new Uint32Array(2 * groups);
  let total = 0;
  for (let from = 1; from + 1 < start.length; from += STEP) {
    const to = Math.min(from + STEP, start.length - 1);
    total += groups === 1 ? countInOne(pass, from, to) : countInEach(pass, from, to, machines);
    yield;
  }
  if (groups === 1) counts[0] = total;
  else for (let group = 0; group < groups; group++) counts[group] = machines[2 * group + 1]!;
  return { counts, total };
}
