import { UNDATED } from '../model/telemetry.ts';
import type { Masks } from './selection.ts';
import type { Telemetry } from './telemetry-table.ts';
import { BATCH, type Batch } from './walk.ts';

/** Bits of a digit of the sort. */
const DIGIT = 12;
/** Hits to one entry of the directory of hosts, as a power of two. */
const STRIDE = 3;

/** A range of positions in the order of time, half-open. */
export interface Positions {
  from: number;
  to: number;
}

/** Dated hits in the order of time, and the host of any hit: 4.5 bytes a hit. */
export interface TimeIndex {
  /** Numbers of the dated hits, by time; equal times in the table's order. */
  order: Uint32Array;
  /** The host of every eighth hit. */
  hosts: Uint32Array;
}

/** One pass of a stable counting sort by a digit of (time - first). */
function sortByDigit(
  time: Uint32Array,
  first: number,
  shift: number,
  from: Uint32Array,
  to: Uint32Array,
): void {
  const mask = 2 ** DIGIT - 1;
  const next = new Uint32Array(mask + 2);
  for (let i = 0; i < from.length; i++) next[(((time[from[i]!]! - first) >>> shift) & mask) + 1]!++;
  for (let digit = 0; digit < mask; digit++) next[digit + 1]! += next[digit]!;
  for (let i = 0; i < from.length; i++) {
    const hit = from[i]!;
    to[next[((time[hit]! - first) >>> shift) & mask]!++] = hit;
  }
}

function timeOrder({ hits: { time }, range, undated }: Telemetry): Uint32Array {
  if (!range) return new Uint32Array(0);
  let from: Uint32Array = new Uint32Array(time.length - undated);
  let dated = 0;
  for (let hit = 0; hit < time.length; hit++) if (time[hit] !== UNDATED) from[dated++] = hit;
  let to: Uint32Array = new Uint32Array(dated);
  const { first, last } = range;
  for (let shift = 0; shift < 32 && (last - first) >>> shift > 0; shift += DIGIT) {
    sortByDigit(time, first, shift, from, to);
    [from, to] = [to, from];
  }
  return from;
}

function hostDirectory({ hits: { length }, hosts: { start } }: Telemetry): Uint32Array {
  const directory = new Uint32Array(Math.ceil(length / 2 ** STRIDE));
  let host = 0;
  for (let i = 0; i < directory.length; i++) {
    while (start[host + 1]! <= i << STRIDE) host++;
    directory[i] = host;
  }
  return directory;
}

/** Builds the index: a few passes over the hits. */
export function makeTimeIndex(telemetry: Telemetry): TimeIndex {
  return { order: timeOrder(telemetry), hosts: hostDirectory(telemetry) };
}

/** The host that a hit belongs to. */
export function hostOfHit({ hosts }: TimeIndex, start: Uint32Array, hit: number): number {
  let host = hosts[hit >>> STRIDE]!;
  while (start[host + 1]! <= hit) host++;
  return host;
}

/** How many dated hits are earlier than a second: the position of the first one that is not. */
export function positionOf({ order }: TimeIndex, time: Uint32Array, second: number): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (time[order[middle]!]! < second) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Fills a batch with the kept hits of a range of positions, with their hosts. @returns the position to go on with */
export function fillChange(
  index: TimeIndex,
  { hits: { kind }, hosts: { start } }: Telemetry,
  { host: hostMask, kind: kindMask }: Masks,
  positions: Positions,
  batch: Batch,
): number {
  const { hit, host } = batch;
  const end = Math.min(positions.to, positions.from + BATCH);
  let length = 0;
  for (let at = positions.from; at < end; at++) {
    const h = index.order[at]!;
    if (kindMask !== null && kindMask[kind[h]!] === 0) continue;
    const owner = hostOfHit(index, start, h);
    if (hostMask !== null && hostMask[owner] === 0) continue;
    hit[length] = h;
    host[length++] = owner;
  }
  batch.length = length;
  return end;
}
