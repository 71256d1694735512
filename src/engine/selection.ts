import type { Codes, Telemetry } from './telemetry-table.ts';

/** What filters say of hosts and of kinds of hits, without their time: masks, null where everything is kept. */
export interface Masks {
  /** 1 where the host is kept. */
  host: Uint8Array | null;
  /** 1 where hits of this kind are kept; null too where all hits are of one kind. */
  kind: Uint8Array | null;
}

/** A range of whole seconds, half-open, that holds no undated hit. */
export interface Span {
  from: number;
  to: number;
}

/** What a filter keeps: no lists, only what says of a host or a hit whether it is in. */
export interface Selection {
  masks: Masks;
  /** Null: every time, undated hits too. */
  span: Span | null;
  /** Kept hits of each host; null where a host is kept with all its hits or not at all. */
  counts: Codes | null;
  /** What is kept of links of machines, once it is known: see `keptLinks`. */
  links?: Codes | null;
}

/** One that counts kept hits. */
export type CountedSelection = Selection & { counts: Codes };

/**
 * Room for a number of hits of each host, or of each of so many parts of hosts, as narrow as the host with the most hits
 * allows: a window reads much of it.
 */
export function makeHitCounts({ hosts }: Telemetry, length = hosts.length): Codes {
  const { start } = hosts;
  let most = 0;
  for (let host = 0; host < hosts.length; host++) {
    most = Math.max(most, start[host + 1]! - start[host]!);
  }
  if (most < 2 ** 8) return new Uint8Array(length);
  return most < 2 ** 16 ? new Uint16Array(length) : new Uint32Array(length);
}

function countSpan({ hits, hosts }: Telemetry, { from, to }: Span, counts: Codes): void {
  const { time } = hits;
  const { start } = hosts;
  let at = 0;
  for (let host = 0; host < counts.length; host++) {
    const end = start[host + 1]!;
    let count = 0;
    for (; at < end; at++) if (time[at]! >= from && time[at]! < to) count++;
    counts[host] = count;
  }
}

function countKinds(
  { hits, hosts }: Telemetry,
  mask: Uint8Array,
  span: Span | null,
  counts: Codes,
): void {
  const { kind, time } = hits;
  let at = 0;
  for (let host = 0; host < counts.length; host++) {
    const end = hosts.start[host + 1]!;
    let count = 0;
    for (; at < end; at++) {
      if (mask[kind[at]!] === 0) continue;
      if (span === null || (time[at]! >= span.from && time[at]! < span.to)) count++;
    }
    counts[host] = count;
  }
}

/**
 * Writes how many hits of each host are kept, in one pass.
 * @param span null: every time
 */
export function countKept(
  telemetry: Telemetry,
  masks: Masks,
  span: Span | null,
  counts: Codes,
): void {
  if (span && !telemetry.range) return void counts.fill(0);
  if (masks.kind) countKinds(telemetry, masks.kind, span, counts);
  else if (span) countSpan(telemetry, span, counts);
  if (masks.host === null) return;
  for (let host = 0; host < counts.length; host++) if (masks.host[host] === 0) counts[host] = 0;
}
