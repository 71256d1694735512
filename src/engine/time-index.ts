import { UNDATED } from '../model/telemetry.ts';
import type { Masks } from './selection.ts';
import type { Telemetry } from './telemetry-table.ts';
import { BATCH, type Batch } from './walk.ts';

/** Bits of a digit of the sort. */
const DIGIT = 12;
/** Seconds of a bucket, as powers of two: the one that takes less room. */
const SHORT_BUCKET = 8;
const LONG_BUCKET = 16;

/**
 * Dated hits in the order of time; equal times in the table's order. Of each: its host, and its second within its
 * bucket, so that every time is exact. 5 bytes a hit; 6 where hits are few for the time that they span.
 */
export interface TimeIndex {
  host: Uint32Array;
  low: Uint8Array | Uint16Array;
  /** Position of the first hit of each bucket; one element more than buckets. */
  start: Uint32Array;
  /** Seconds of a bucket, as a power of two, and the second at which the first one begins. */
  shift: number;
  first: number;
}

/** A range of positions in the order of time, half-open. */
export interface Positions {
  from: number;
  to: number;
}

/** Seconds since the first hit, and hosts, of dated hits. */
interface Dated {
  second: Uint32Array;
  host: Uint32Array;
}

function datedHits({ hits: { time }, hosts, undated }: Telemetry, first: number): Dated {
  const second = new Uint32Array(time.length - undated);
  const host = new Uint32Array(second.length);
  let length = 0;
  let hit = 0;
  for (let h = 0; h < hosts.length; h++) {
    const end = hosts.start[h + 1]!;
    for (; hit < end; hit++) {
      if (time[hit] === UNDATED) continue;
      second[length] = time[hit]! - first;
      host[length++] = h;
    }
  }
  return { second, host };
}

/** One pass of a stable counting sort by a digit of the second. */
function sortByDigit(from: Dated, shift: number, to: Dated): void {
  const mask = 2 ** DIGIT - 1;
  const next = new Uint32Array(mask + 2);
  const { second, host } = from;
  for (let i = 0; i < second.length; i++) next[((second[i]! >>> shift) & mask) + 1]!++;
  for (let digit = 0; digit < mask; digit++) next[digit + 1]! += next[digit]!;
  for (let i = 0; i < second.length; i++) {
    const at = next[(second[i]! >>> shift) & mask]!++;
    to.second[at] = second[i]!;
    to.host[at] = host[i]!;
  }
}

/** Where each bucket begins in sorted seconds. */
function bucketStarts(second: Uint32Array, shift: number, buckets: number): Uint32Array {
  const start = new Uint32Array(buckets + 1);
  for (let i = 0; i < second.length; i++) start[(second[i]! >>> shift) + 1]!++;
  for (let bucket = 0; bucket < buckets; bucket++) start[bucket + 1]! += start[bucket]!;
  return start;
}

/** Builds the index: a few passes over the hits. */
export function makeTimeIndex(telemetry: Telemetry): TimeIndex {
  const { first, last } = telemetry.range ?? { first: 0, last: 0 };
  const span = telemetry.range ? last - first + 1 : 0;
  let from = datedHits(telemetry, first);
  const { length } = from.second;
  let to: Dated = { second: new Uint32Array(length), host: new Uint32Array(length) };
  for (let shift = 0; shift < 32 && (last - first) >>> shift > 0; shift += DIGIT) {
    sortByDigit(from, shift, to);
    [from, to] = [to, from];
  }
  const directory = (bits: number) => (span / 2 ** bits) * Uint32Array.BYTES_PER_ELEMENT;
  const isShort = directory(SHORT_BUCKET) <= length + directory(LONG_BUCKET);
  const shift = isShort ? SHORT_BUCKET : LONG_BUCKET;
  const start = bucketStarts(from.second, shift, Math.ceil(span / 2 ** shift));
  // An array of the narrower width takes the lower bits of what is put into it.
  const low = isShort ? new Uint8Array(length) : new Uint16Array(length);
  for (let i = 0; i < length; i++) low[i] = from.second[i]!;
  return { host: from.host, low, start, shift, first };
}

/** First position of a range of ascending values that is not below a bound; the range's end where there is none. */
export function lowerBound(
  values: TimeIndex['low'] | Uint32Array,
  range: Positions,
  bound: number,
): number {
  let { from, to } = range;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (values[middle]! < bound) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** How many dated hits are earlier than a second: the position of the first one that is not. */
export function positionOf({ low, start, shift, first }: TimeIndex, second: number): number {
  const after = second - first;
  if (after <= 0) return 0;
  const bucket = Math.floor(after / 2 ** shift);
  if (bucket >= start.length - 1) return low.length;
  const range = { from: start[bucket]!, to: start[bucket + 1]! };
  return lowerBound(low, range, after & (2 ** shift - 1));
}

/**
 * Fills a batch with the hosts of a range of positions, as far as a mask keeps them.
 * @returns the position to go on with
 */
export function fillHosts(
  index: TimeIndex,
  mask: Masks['host'],
  { from, to }: Positions,
  batch: Batch,
): number {
  const end = Math.min(to, from + BATCH);
  if (mask === null) {
    batch.host.set(index.host.subarray(from, end));
    batch.length = end - from;
    return end;
  }
  let length = 0;
  for (let at = from; at < end; at++) {
    const host = index.host[at]!;
    batch.host[length] = host;
    length += mask[host]!;
  }
  batch.length = length;
  return end;
}

/** How many positions right before one have its host and its second: earlier hits of the host in the table. */
function twinsBefore({ host, low, start }: TimeIndex, bucket: number, at: number): number {
  let other = at - 1;
  while (other >= start[bucket]! && host[other] === host[at] && low[other] === low[at]) other--;
  return at - 1 - other;
}

/**
 * Fills a batch with the hits of a range of positions, and their hosts, as far as masks keep them.
 * @returns the position to go on with
 */
export function fillHits(
  index: TimeIndex,
  { hits: { time, kind }, hosts: { start } }: Telemetry,
  masks: Masks,
  { from, to }: Positions,
  batch: Batch,
): number {
  const end = Math.min(to, from + BATCH);
  let bucket = lowerBound(index.start, { from: 0, to: index.start.length }, from + 1) - 1;
  let length = 0;
  let twins = from < end ? twinsBefore(index, bucket, from) : 0;
  let [lastHost, lastSecond] = [-1, -1];
  for (let at = from; at < end; at++) {
    while (index.start[bucket + 1]! <= at) bucket++;
    const host = index.host[at]!;
    const second = index.first + bucket * 2 ** index.shift + index.low[at]!;
    if (host === lastHost && second === lastSecond) twins++;
    else if (at > from) twins = 0;
    lastHost = host;
    lastSecond = second;
    if (masks.host !== null && masks.host[host] === 0) continue;
    const ofHost = { from: start[host]!, to: start[host + 1]! };
    const hit = lowerBound(time, ofHost, second) + twins;
    if (masks.kind !== null && masks.kind[kind[hit]!] === 0) continue;
    batch.hit[length] = hit;
    batch.host[length++] = host;
  }
  batch.length = length;
  return end;
}
