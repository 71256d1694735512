import type { Masks } from './selection.ts';
import type { Codes, Telemetry } from './telemetry-table.ts';
import { hitAt, partsIn, twinsBefore, type Slice, type TimeIndex } from './time-index.ts';
import { BATCH, type Batch } from './walk.ts';

/** Which hits must be found: to find one is a search among those of its host, and costs ten times as much as the host. */
export interface Needed {
  /** See `kindsOfHosts`: hits of a host of one kind need not be found to know theirs. Null where it is not known. */
  kindOfHost: Codes | null;
  /** A bit a host, 32 a word: its hits are told; null: none are. */
  hosts: Uint32Array | 'all' | null;
}

function isNeeded(hosts: Needed['hosts'], host: number): boolean {
  if (hosts === null) return false;
  return hosts === 'all' || ((hosts[host >>> 5]! >>> (host & 31)) & 1) === 1;
}

/**
 * Fills a batch with the hosts of a slice, as far as masks keep their hits; of those hits only the needed ones are told.
 * @returns the position to go on with
 */
export function fillHits(
  index: TimeIndex,
  telemetry: Telemetry,
  masks: Masks,
  { kindOfHost, hosts }: Needed,
  slice: Slice,
  batch: Batch,
): number {
  const { from, span } = slice;
  const { time, kind } = telemetry.hits;
  const keeps = masks.host;
  const parts = span && partsIn(index, slice.bucket, span);
  const end = Math.min(slice.to, from + BATCH);
  let { bucket } = slice;
  while (index.start[bucket + 1]! <= from) bucket++;
  let length = 0;
  let twins = from < end ? twinsBefore(index, bucket, from) : 0;
  for (let at = from; at < end; at++) {
    const isNew = index.start[bucket + 1]! <= at;
    while (index.start[bucket + 1]! <= at) bucket++;
    const host = index.host[at]!;
    const part = index.part[at]!;
    const isTwin = host === index.host[at - 1] && part === index.part[at - 1];
    if (at > from) twins = isTwin && !isNew ? twins + 1 : 0;
    if (keeps !== null && keeps[host] === 0) continue;
    const kindOf = kindOfHost === null ? 0 : kindOfHost[host]!;
    if (masks.kind !== null && kindOf > 0 && masks.kind[kindOf - 1] === 0) continue;
    const isAtEnd = parts !== null && (part === parts.lower || part === parts.upper);
    if (parts !== null && !isAtEnd && (part < parts.lowest || part >= parts.beyond)) continue;
    const isOpen = masks.kind !== null && kindOf === 0;
    if (isAtEnd || isOpen || isNeeded(hosts, host)) {
      const hit = hitAt(index, telemetry, bucket, at, twins);
      if (isAtEnd && (time[hit]! < span!.from || time[hit]! >= span!.to)) continue;
      if (isOpen && masks.kind[kind[hit]!] === 0) continue;
      batch.hit[length] = hit;
    }
    batch.host[length++] = host;
  }
  batch.length = length;
  return end;
}
