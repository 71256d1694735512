import type { Selection } from './selection.ts';
import type { Steps } from './steps.ts';
import type { Telemetry } from './telemetry-table.ts';

/** Rows of a batch: few enough to stay in the processor's cache, enough to make a call for each batch cheap. */
export const BATCH = 1 << 14;

/** Some kept hits with their hosts, or some kept hosts; the first `length` elements count, until the next batch. */
export interface Batch {
  length: number;
  hit: Uint32Array;
  host: Uint32Array;
}

/** An empty batch. */
export function makeBatch(): Batch {
  return { length: 0, hit: new Uint32Array(BATCH), host: new Uint32Array(BATCH) };
}

/** Fills a batch with kept hosts. @returns the host to go on with */
function fillHosts({ masks, counts }: Selection, hosts: number, from: number, batch: Batch) {
  const { host } = batch;
  let length = 0;
  let h = from;
  if (counts !== null) {
    for (; h < hosts && length < BATCH; h++) if (counts[h] !== 0) host[length++] = h;
  } else if (masks.host !== null) {
    for (; h < hosts && length < BATCH; h++) if (masks.host[h] !== 0) host[length++] = h;
  } else {
    for (; h < hosts && length < BATCH; h++) host[length++] = h;
  }
  batch.length = length;
  return h;
}

/** Where a walk over hits stands. */
interface Cursor {
  host: number;
  hit: number;
}

/** Fills a batch with the hits of hosts that are kept as wholes. */
function fillWhole(
  { hosts: { start, length: hosts } }: Telemetry,
  { masks: { host: mask } }: Selection,
  cursor: Cursor,
  batch: Batch,
): void {
  const { hit, host } = batch;
  let length = 0;
  let h = cursor.host;
  let at = cursor.hit;
  for (; h < hosts; h++, at = start[h]!) {
    if (mask !== null && mask[h] === 0) continue;
    const end = Math.min(start[h + 1]!, at + BATCH - length);
    for (; at < end; at++) {
      hit[length] = at;
      host[length++] = h;
    }
    if (length === BATCH) break;
  }
  batch.length = length;
  cursor.host = h;
  cursor.hit = at;
}

/** Fills a batch with single hits: those that pass the span and the mask of kinds. */
function fillSingle(
  { hits: { time, kind }, hosts: { start, length: hosts } }: Telemetry,
  { masks: { kind: mask }, span, counts }: Selection,
  cursor: Cursor,
  batch: Batch,
): void {
  const { hit, host } = batch;
  const from = span?.from ?? 0;
  const to = span?.to ?? Infinity;
  let length = 0;
  let h = cursor.host;
  let at = cursor.hit;
  for (; h < hosts; h++, at = start[h]!) {
    if (counts![h] === 0) continue;
    const end = start[h + 1]!;
    for (; at < end && length < BATCH; at++) {
      if (span !== null && (time[at]! < from || time[at]! >= to)) continue;
      if (mask !== null && mask[kind[at]!] === 0) continue;
      hit[length] = at;
      host[length++] = h;
    }
    if (length === BATCH) break;
  }
  batch.length = length;
  cursor.host = h;
  cursor.hit = at;
}

/**
 * Goes over the kept hosts, in order, a batch a step. Between steps the batch may be used for something else; what is
 * selected must stay the same.
 */
export function* walkHosts(
  { hosts }: Telemetry,
  selection: Selection,
  batch: Batch,
  visit: (batch: Batch) => void,
): Steps<void> {
  for (let host = 0; host < hosts.length;) {
    host = fillHosts(selection, hosts.length, host, batch);
    if (batch.length > 0) visit(batch);
    yield;
  }
}

/** Goes over the kept hits, host by host and by time within a host, a batch a step, as `walkHosts` does. */
export function* walkHits(
  telemetry: Telemetry,
  selection: Selection,
  batch: Batch,
  visit: (batch: Batch) => void,
): Steps<void> {
  const fill = selection.counts === null ? fillWhole : fillSingle;
  const cursor: Cursor = { host: 0, hit: 0 };
  while (cursor.host < telemetry.hosts.length) {
    fill(telemetry, selection, cursor, batch);
    if (batch.length > 0) visit(batch);
    yield;
  }
}
