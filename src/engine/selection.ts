import type { Codes, Telemetry } from './telemetry-table.ts';

/** What filters say of hosts and of kinds of hits, without their time: masks, null where everything is kept. */
export interface Masks {
  /** 1 where the host is kept. */
  readonly host: Uint8Array | null;
  /** 1 where hits of this kind are kept; null too where all hits are of one kind. */
  readonly kind: Uint8Array | null;
  /** By place (element 0: none), 1 where its hosts are kept, where that alone says so; else null. */
  readonly place: Uint8Array | null;
}

/** What filters say of places: which hosts are kept is worked out where somebody asks for single ones. */
export class PlaceMasks implements Masks {
  private made: Uint8Array | null = null;

  constructor(
    private readonly hosts: Pick<Telemetry['hosts'], 'length' | 'place'>,
    readonly place: Uint8Array,
    readonly kind: Uint8Array | null,
  ) {}

  get host(): Uint8Array {
    return (this.made ??= hostsAt(this.hosts, this.place));
  }
}

/** 1 for every host at a place that is kept. @param places by place (element 0: none), 1 where it is */
export function hostsAt(
  { length, place }: Pick<Telemetry['hosts'], 'length' | 'place'>,
  places: Uint8Array,
): Uint8Array {
  const mask = new Uint8Array(length);
  for (let host = 0; host < length; host++) mask[host] = places[place[host]!]!;
  return mask;
}

/** Places whose hosts are all that is kept, with all their hits; null where that does not say which hits are. */
export function placesOf({ masks, counts }: Selection): Uint8Array | null {
  return counts === null ? masks.place : null;
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

/** Hits of the host with the most, by where the hits of hosts begin. */
const mostHits = new WeakMap<Uint32Array, number>();

function mostOf({ start, length }: Telemetry['hosts']): number {
  let most = mostHits.get(start);
  if (most === undefined) {
    most = 0;
    for (let host = 0; host < length; host++)
      most = Math.max(most, start[host + 1]! - start[host]!);
    mostHits.set(start, most);
  }
  return most;
}

/**
 * Room for a number of hits of each host, or of each of so many parts of hosts, as narrow as the host with the most hits
 * allows: a window reads much of it.
 */
export function makeHitCounts({ hosts }: Telemetry, length = hosts.length): Codes {
  const most = mostOf(hosts);
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

/** Kept hits of a host, by looking at each. */
function countKindsOf(
  { kind, time }: Telemetry['hits'],
  mask: Uint8Array,
  span: Span | null,
  from: number,
  to: number,
): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    if (mask[kind[at]!] === 0) continue;
    if (span === null || (time[at]! >= span.from && time[at]! < span.to)) count++;
  }
  return count;
}

function countKinds(
  { hits, hosts: { start } }: Telemetry,
  mask: Uint8Array,
  span: Span | null,
  counts: Codes,
  kindOfHost: Codes | null,
): void {
  if (kindOfHost === null) {
    for (let host = 0; host < counts.length; host++) {
      counts[host] = countKindsOf(hits, mask, span, start[host]!, start[host + 1]!);
    }
    return;
  }
  // By kind + 1, all bits where it is kept: which hosts are cannot be foretold, and a branch would cost more than all else.
  const bits = new Int32Array(mask.length + 1);
  for (let kind = 0; kind < mask.length; kind++) bits[kind + 1] = mask[kind] === 0 ? 0 : -1;
  for (let host = 0; host < counts.length; host++) {
    const kind = kindOfHost[host]!;
    const of = bits[kind]!;
    const isWhole = kind !== 0 && (span === null || of === 0);
    const [from, to] = [start[host]!, start[host + 1]!];
    counts[host] = isWhole ? (to - from) & of : countKindsOf(hits, mask, span, from, to);
  }
}

/**
 * Writes how many hits of each host are kept, in one pass.
 * @param span null: every time
 * @param kindOfHost see `kindsOfHosts`; null: every hit is looked at
 */
export function countKept(
  telemetry: Telemetry,
  masks: Masks,
  span: Span | null,
  counts: Codes,
  kindOfHost: Codes | null,
): void {
  if (span && !telemetry.range) return void counts.fill(0);
  if (masks.kind) countKinds(telemetry, masks.kind, span, counts, kindOfHost);
  else if (span) countSpan(telemetry, span, counts);
  const keeps = masks.host;
  if (keeps === null) return;
  for (let host = 0; host < counts.length; host++) if (keeps[host] === 0) counts[host] = 0;
}

/** What is left of a selection without the hosts of some places. @param places by place (element 0: none), 0 where they go */
export function withinPlaces(
  { hosts: { length, place } }: Telemetry,
  { masks, span, counts }: Selection,
  places: Uint8Array,
): Selection {
  const host = new Uint8Array(length);
  const kept = counts?.slice() ?? null;
  const keeps = masks.host;
  for (let at = 0; at < length; at++) {
    if (places[place[at]!] === 0) {
      if (kept !== null) kept[at] = 0;
    } else host[at] = keeps === null ? 1 : keeps[at]!;
  }
  return { masks: { host, kind: masks.kind, place: null }, span, counts: kept };
}
