import { UNDATED } from '../model/telemetry.ts';
import type { Masks, Span } from './selection.ts';
import type { Telemetry } from './telemetry-table.ts';
import { BATCH, type Batch } from './walk.ts';

/** Seconds of a bucket: the longest whose buckets are small enough to be looked through for one end of a window. Each is a part of the one before. */
const LENGTHS = [86_400, 43_200, 21_600, 7200, 3600, 1200, 300, 60, 15, 5, 1];
const MOST_A_BUCKET = 1 << 15;
/** Hits for which one bucket more may be kept. */
const LEAST_A_BUCKET = 8;
/** Parts of a bucket that a byte tells apart. */
const PARTS = 256;
/** Hits, and hosts, that one step of building looks at. */
const STEP = 1 << 20;
const HOST_STEP = 1 << 15;

/**
 * Dated hits by buckets of time, those of a bucket in the table's order: so a window gains and loses hosts in their order,
 * and what is looked up of them lies side by side. Of each hit: its host, and its part of the bucket; which seconds of a
 * part it is of, where a window ends within one, the table tells. 5 bytes a hit.
 */
export interface TimeIndex {
  host: Uint32Array;
  part: Uint8Array;
  /** Position of the first hit of each bucket; one element more than buckets. */
  start: Uint32Array;
  /** Seconds of a bucket and of a part, and the second at which the first bucket begins. */
  length: number;
  partLength: number;
  first: number;
}

/** A range of positions, half-open: whole buckets, or one of which only what lies in a span is meant. */
export interface Slice {
  from: number;
  to: number;
  /** The bucket that `from` lies in. */
  bucket: number;
  span: Span | null;
}

/** Where each bucket of a length begins. */
function* bucketStarts(
  { hits: { time }, range }: Telemetry,
  length: number,
): Generator<undefined, Uint32Array> {
  if (!range) return new Uint32Array(1);
  const first = Math.floor(range.first / length);
  const start = new Uint32Array(Math.floor(range.last / length) - first + 2);
  for (let hit = 0; hit < time.length; hit++) {
    if (hit % STEP === STEP - 1) yield;
    const at = time[hit]!;
    if (at !== UNDATED) start[Math.floor(at / length) - first + 1]!++;
  }
  for (let bucket = 1; bucket < start.length; bucket++) start[bucket]! += start[bucket - 1]!;
  return start;
}

function largestBucket(start: Uint32Array): number {
  let largest = 0;
  for (let bucket = 1; bucket < start.length; bucket++) {
    largest = Math.max(largest, start[bucket]! - start[bucket - 1]!);
  }
  return largest;
}

/** Buckets as long as they can be, but none so full that looking through it would be felt. */
function* chooseBuckets(
  telemetry: Telemetry,
): Generator<undefined, { length: number; start: Uint32Array }> {
  const { range, hits } = telemetry;
  const seconds = range ? range.last - range.first : 0;
  const most = hits.length / LEAST_A_BUCKET;
  const finer = LENGTHS.slice(1).filter((length) => seconds / length <= most);
  let chosen = { length: LENGTHS[0]!, start: yield* bucketStarts(telemetry, LENGTHS[0]!) };
  let largest = largestBucket(chosen.start);
  for (const length of finer) {
    if (largest <= MOST_A_BUCKET) break;
    // One of the parts of the largest bucket has its share of it, or more: that is too much already.
    const isVain = (largest * length) / chosen.length > MOST_A_BUCKET;
    if (isVain && length !== finer.at(-1)) continue;
    chosen = { length, start: yield* bucketStarts(telemetry, length) };
    largest = largestBucket(chosen.start);
  }
  return chosen;
}

/** Builds the index, in steps: a pass over the hits for each length of bucket that is tried, and one more. */
export function* makeTimeIndex(telemetry: Telemetry): Generator<undefined, TimeIndex> {
  const { hits, hosts, range } = telemetry;
  const { length, start } = yield* chooseBuckets(telemetry);
  const partLength = Math.ceil(length / PARTS);
  const first = range ? Math.floor(range.first / length) * length : 0;
  const next = start.slice();
  const host = new Uint32Array(start.at(-1)!);
  const part = new Uint8Array(host.length);
  let hit = 0;
  for (let h = 0; h < hosts.length && hit < hits.time.length; h++) {
    const end = hosts.start[h + 1]!;
    if (h % HOST_STEP === HOST_STEP - 1) yield;
    for (; hit < end; hit++) {
      if (hits.time[hit] === UNDATED) continue;
      const after = hits.time[hit]! - first;
      const bucket = Math.floor(after / length);
      const at = next[bucket]!++;
      host[at] = h;
      part[at] = Math.floor((after - bucket * length) / partLength);
    }
  }
  return { host, part, start, length, partLength, first };
}

/** First element of a range of ascending values that is not below a bound; the range's end where there is none. */
export function lowerBound(
  values: Uint32Array,
  range: { from: number; to: number },
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

/** Where the hits of a span are: in whole buckets, and in a part of the one at each end. */
export function slicesOf({ start, length, first }: TimeIndex, span: Span): Slice[] {
  const buckets = start.length - 1;
  const from = Math.max(0, span.from - first);
  const to = Math.min(buckets * length, span.to - first);
  if (from >= to) return [];
  const slice = (bucket: number, end: number, within: Span | null): Slice => ({
    ...{ from: start[bucket]!, to: start[end]! },
    ...{ bucket, span: within },
  });
  const [whole, end] = [Math.ceil(from / length), Math.floor(to / length)];
  if (whole > end) return [slice(end, end + 1, span)];
  const slices: Slice[] = [];
  if (whole * length > from) slices.push(slice(whole - 1, whole, span));
  if (whole < end) slices.push(slice(whole, end, null));
  if (end * length < to) slices.push(slice(end, end + 1, span));
  return slices.filter((each) => each.from < each.to);
}

/** A slice as slices of one bucket each. */
export function bucketsOf({ start }: TimeIndex, slice: Slice): Slice[] {
  const slices: Slice[] = [];
  for (let { from, bucket } = slice; from < slice.to; bucket++) {
    const to = Math.min(slice.to, start[bucket + 1]!);
    if (to > from) slices.push({ ...slice, from, to, bucket });
    from = to;
  }
  return slices;
}

/** How many hits a slice has, about: exactly where it is of whole buckets. */
export function sizeOf({ length, first }: TimeIndex, { from, to, bucket, span }: Slice): number {
  if (span === null) return to - from;
  const begins = first + bucket * length;
  const shared = Math.min(span.to, begins + length) - Math.max(span.from, begins);
  return ((to - from) * shared) / length;
}

/** How many positions right before one have its host and its part: earlier hits of the host in the table. */
export function twinsBefore({ host, part, start }: TimeIndex, bucket: number, at: number): number {
  let other = at - 1;
  while (other >= start[bucket]! && host[other] === host[at] && part[other] === part[at]) other--;
  return at - 1 - other;
}

/** The hit at a position. @param twins see `twinsBefore` */
export function hitAt(
  { host, part, length, partLength, first }: TimeIndex,
  { hits, hosts }: Telemetry,
  bucket: number,
  at: number,
  twins: number,
): number {
  const h = host[at]!;
  const ofHost = { from: hosts.start[h]!, to: hosts.start[h + 1]! };
  return lowerBound(hits.time, ofHost, first + bucket * length + part[at]! * partLength) + twins;
}

/** Parts of a bucket that lie in a span with all their seconds, and those that do with some (-1: none). */
export function partsIn({ length, partLength, first }: TimeIndex, bucket: number, span: Span) {
  const begins = first + bucket * length;
  const from = Math.max(0, span.from - begins);
  const to = Math.min(length, span.to - begins);
  const [lowest, beyond] = [Math.ceil(from / partLength), Math.floor(to / partLength)];
  return {
    ...{ lowest, beyond: to === length ? PARTS : beyond },
    lower: lowest * partLength > from ? lowest - 1 : -1,
    upper: to < length && beyond * partLength < to ? beyond : -1,
  };
}

/**
 * Fills a batch with the hosts of a slice, as far as a mask keeps them.
 * @returns the position to go on with
 */
export function fillHosts(
  index: TimeIndex,
  telemetry: Telemetry,
  mask: Masks['host'],
  slice: Slice,
  batch: Batch,
): number {
  const { from, to, span } = slice;
  if (span !== null) return fillHostsIn(index, telemetry, mask, { ...slice, span }, batch);
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

/** The same for a part of a bucket. */
function fillHostsIn(
  index: TimeIndex,
  telemetry: Telemetry,
  mask: Masks['host'],
  { from, to, bucket, span }: Slice & { span: Span },
  batch: Batch,
): number {
  const { lowest, beyond, lower, upper } = partsIn(index, bucket, span);
  const { time } = telemetry.hits;
  let length = 0;
  let at = from;
  for (; at < to && length < BATCH; at++) {
    const part = index.part[at]!;
    if (part === lower || part === upper) {
      const hit = hitAt(index, telemetry, bucket, at, twinsBefore(index, bucket, at));
      if (time[hit]! < span.from || time[hit]! >= span.to) continue;
    } else if (part < lowest || part >= beyond) continue;
    const host = index.host[at]!;
    batch.host[length] = host;
    length += mask === null ? 1 : mask[host]!;
  }
  batch.length = length;
  return at;
}
