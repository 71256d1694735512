import type { Measure } from '../model/query.ts';
import { countGroups } from './count-groups.ts';
import { MachineTally } from './follow-machines.ts';
import { followPairs } from './follow-pairs.ts';
import { followEvents, followRows, followThings, type Change, type Follower } from './follower.ts';
import { isOfHosts, type Grouping } from './grouping.ts';
import {
  countKept,
  makeHitCounts,
  type CountedSelection,
  type Masks,
  type Span,
} from './selection.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import type { Codes } from './telemetry-table.ts';
import {
  bucketsOf,
  fillHits,
  fillHosts,
  lowerBound,
  sizeOf,
  slicesOf,
  type Slice,
} from './time-index.ts';
import type { Batch } from './walk.ts';

/** A move that changes more than this share of the hits is dearer than a pass over all of them. */
const JUMP = 1 / 8;
/** Hits that a move changes at once, about: what is looked up of their hosts then stays in the processor's cache. */
const AT_ONCE = 1 << 13;
/** Moves that a count is kept up for without being asked for. */
const PATIENCE = 8;

interface Followed extends Follower {
  /** The move at which it was last asked for. */
  asked: number;
}

/** Counts hits in or out of their hosts; writes the hosts that begin or cease to be kept. */
function countChange(counts: Codes, hits: Batch, sign: 1 | -1, turned: Batch): void {
  // Without a branch, which could not be foretold: 1 where the count was 0 and grows, or 1 and falls.
  const bound = sign > 0 ? 1 : 2;
  const from = hits.host;
  const into = turned.host;
  let length = 0;
  let i = 0;
  // Four at a time, unless one of them is there twice: none has to wait for the one before.
  for (; i + 3 < hits.length; i += 4) {
    const a = from[i]!;
    const b = from[i + 1]!;
    const c = from[i + 2]!;
    const d = from[i + 3]!;
    if (a === b || b === c || c === d) {
      length = countSome(counts, hits, sign, turned, i, i + 4, length);
      continue;
    }
    const ofA = counts[a]!;
    const ofB = counts[b]!;
    const ofC = counts[c]!;
    const ofD = counts[d]!;
    counts[a] = ofA + sign;
    counts[b] = ofB + sign;
    counts[c] = ofC + sign;
    counts[d] = ofD + sign;
    into[length] = a;
    length += (ofA - bound) >>> 31;
    into[length] = b;
    length += (ofB - bound) >>> 31;
    into[length] = c;
    length += (ofC - bound) >>> 31;
    into[length] = d;
    length += (ofD - bound) >>> 31;
  }
  turned.length = countSome(counts, hits, sign, turned, i, hits.length, length);
}

/** The same for some of the hits, one after the other. @returns how many hosts were written */
function countSome(
  counts: Codes,
  { host }: Batch,
  sign: 1 | -1,
  { host: turned }: Batch,
  from: number,
  to: number,
  written: number,
): number {
  const bound = sign > 0 ? 1 : 2;
  let length = written;
  for (let i = from; i < to; i++) {
    const own = host[i]!;
    const before = counts[own]!;
    counts[own] = before + sign;
    turned[length] = own;
    length += (before - bound) >>> 31;
  }
  return length;
}

/** What a window of time keeps, kept up as the window moves: a step costs what it adds and drops. */
export class Brush {
  private span: Span;
  private readonly counts: Codes;
  private readonly followers = new Map<string, Followed>();
  /** Counts that cannot follow, of the present window. */
  private readonly counted = new Map<string, Float64Array>();
  private machines: MachineTally | null = null;
  private moves = 0;

  constructor(
    private readonly index: TelemetryIndex,
    private readonly masks: Masks,
    span: Span,
  ) {
    this.span = span;
    this.counts = makeHitCounts(index.telemetry);
    this.countAll();
  }

  /** What the present window keeps; good until it moves. */
  get selection(): CountedSelection {
    return { masks: this.masks, span: this.span, counts: this.counts };
  }

  /** Moves the window. */
  moveTo(span: Span): void {
    const before = this.span;
    if (span.from === before.from && span.to === before.to) return;
    this.moves++;
    this.counted.clear();
    this.span = span;
    const { index } = this;
    const slices = (spans: Span[]) => spans.flatMap((each) => slicesOf(index.byTime, each));
    const dropped = slices(outside(before, span));
    const added = slices(outside(span, before));
    const size = [...dropped, ...added].reduce((sum, each) => sum + sizeOf(index.byTime, each), 0);
    if (size > JUMP * index.telemetry.hits.length) this.restart();
    else {
      this.dropUnasked();
      if (this.needsHits || this.machines) {
        for (const part of dropped) this.change(part, -1, before);
        for (const part of added) this.change(part, 1, before);
      } else this.changeByHosts(dropped, added, size, before);
    }
  }

  /** The measure of every group in the window; a daily mean before it is divided by its days. Good until it moves. */
  count(grouping: Grouping, measure: Measure): Float64Array {
    const key = `${grouping.name} ${measure}`;
    let followed = this.followers.get(key);
    if (!followed) {
      const follower = this.follow(grouping, measure);
      if (!follower) return this.countOnce(key, grouping, measure);
      followed = Object.assign(follower, { asked: this.moves });
      this.followers.set(key, followed);
    }
    followed.asked = this.moves;
    return followed.counts;
  }

  /** The measure of every group, where it is at hand; null where it would have to be counted. */
  known(grouping: Grouping, measure: Measure): Float64Array | null {
    const key = `${grouping.name} ${measure}`;
    return this.followers.get(key)?.counts ?? this.counted.get(key) ?? null;
  }

  private countOnce(key: string, grouping: Grouping, measure: Measure): Float64Array {
    let counts = this.counted.get(key);
    if (!counts) {
      counts = countGroups(this.index, this.selection, grouping, measure);
      this.counted.set(key, counts);
    }
    return counts;
  }

  private follow(grouping: Grouping, measure: Measure): Follower | null {
    const { index, selection } = this;
    if (['time', 'call', 'week'].includes(grouping.kind)) return null;
    if (measure === 'events') return followEvents(index, selection, grouping);
    if (!isOfHosts(grouping)) {
      if (measure === 'hits') return followRows(index, selection, grouping, measure);
      return measure === 'hosts' ? followPairs(index, selection, grouping, measure) : null;
    }
    switch (measure) {
      case 'hits':
      case 'hosts':
        return followRows(index, selection, grouping, measure);
      case 'meanDailyHosts':
        return followPairs(index, selection, grouping, measure);
      case 'prefixes':
      case 'networks':
        return grouping.groups === 1 ? followThings(index, selection, grouping, measure) : null;
      case 'machines': {
        const { links } = index;
        if (!links) return null;
        this.machines ??= new MachineTally(index, links, selection);
        return this.machines.follow(selection, grouping);
      }
    }
  }

  /** Whether a change must name its hits: hosts alone are found faster. */
  private get needsHits(): boolean {
    if (this.masks.kind !== null) return true;
    for (const { needsHits } of this.followers.values()) if (needsHits) return true;
    return false;
  }

  /** The same for what each host is counted for by itself: some neighbours after the other, in all buckets. */
  private changeByHosts(dropped: Slice[], added: Slice[], size: number, before: Span): void {
    const { byTime, telemetry } = this.index;
    const { length } = telemetry.hosts;
    const buckets = (slices: Slice[], sign: 1 | -1) =>
      slices.flatMap((slice) => bucketsOf(byTime, slice).map((rest) => ({ rest, sign })));
    const parts = [...buckets(dropped, -1), ...buckets(added, 1)];
    const step = Math.ceil(length / Math.max(1, Math.ceil(size / AT_ONCE)));
    for (let end = step; end < length + step; end += step) {
      for (const part of parts) {
        const to = lowerBound(byTime.host, part.rest, end);
        if (to > part.rest.from) this.change({ ...part.rest, to }, part.sign, before);
        part.rest.from = to;
      }
    }
  }

  private change(slice: Slice, sign: 1 | -1, before: Span): void {
    const { index, masks, counts, needsHits } = this;
    const { change: hits, turned: hosts } = index.scratch;
    for (let at = slice.from; at < slice.to;) {
      const rest = { ...slice, from: at };
      at = needsHits
        ? fillHits(index.byTime, index.telemetry, masks, rest, hits)
        : fillHosts(index.byTime, index.telemetry, masks.host, rest, hits);
      countChange(counts, hits, sign, hosts);
      const change: Change = { sign, hits, hosts, before, after: this.span };
      this.machines?.change(change);
      for (const follower of this.followers.values()) follower.change(change);
    }
  }

  private restart(): void {
    this.followers.clear();
    this.machines = null;
    this.countAll();
  }

  /** Counts the kept hits of every host anew: those of the window alone, where they can be found, or all are looked at. */
  private countAll(): void {
    const { index, masks, span, counts } = this;
    const { knownByTime, telemetry, scratch } = index;
    if (!knownByTime || masks.kind) return countKept(telemetry, masks, span, counts);
    counts.fill(0);
    for (const slice of slicesOf(knownByTime, span)) {
      for (let from = slice.from; from < slice.to;) {
        const rest = { ...slice, from };
        from = fillHosts(knownByTime, telemetry, masks.host, rest, scratch.change);
        countChange(counts, scratch.change, 1, scratch.turned);
      }
    }
  }

  private dropUnasked(): void {
    for (const [key, follower] of this.followers) {
      if (this.moves - follower.asked <= PATIENCE) continue;
      this.followers.delete(key);
      this.machines?.leave(follower);
    }
    if (this.machines?.isIdle) this.machines = null;
  }
}

/** The parts of a range that another one does not hold. */
function outside(range: Span, other: Span): Span[] {
  return [
    { from: range.from, to: Math.min(range.to, other.from) },
    { from: Math.max(range.from, other.to), to: range.to },
  ].filter(({ from, to }) => from < to);
}
