import type { Measure } from '../model/query.ts';
import { countChange } from './count-change.ts';
import { countGroups } from './count-groups.ts';
import { fillHits } from './fill-hits.ts';
import { makeMachineTally, type MachineTally } from './follow-machines.ts';
import { followPairs } from './follow-pairs.ts';
import {
  followEvents,
  followRows,
  followThings,
  type Change,
  type Cost,
  type Follower,
} from './follower.ts';
import { isOfHosts, type Grouping } from './grouping.ts';
import {
  countKept,
  makeHitCounts,
  type CountedSelection,
  type Masks,
  type Span,
} from './selection.ts';
import { finish, type Steps } from './steps.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import type { Codes } from './telemetry-table.ts';
import { bucketsOf, fillHosts, lowerBound, sizeOf, slicesOf, type Slice } from './time-index.ts';
import type { Batch } from './walk.ts';

/** What the kept hits of hosts cost to keep up; to count them anew also costs so much for each hit of the window. */
const COST: Cost = { aChange: 15, aHost: 6 };
const NS_A_HIT = 8;
/** Hits that a move changes at once, about: what is looked up of their hosts then stays in the processor's cache. */
const AT_ONCE = 1 << 15;
/** Moves that a count is kept up for without being asked for. */
const PATIENCE = 8;

interface Followed extends Follower {
  /** The move at which it was last asked for. */
  asked: number;
}

/** Fills a batch with hits of a slice, and answers the position to go on with. */
type Fill = (slice: Slice, batch: Batch) => number;

/**
 * What a window of time keeps, kept up as the window moves: a step costs what it adds and drops. It moves and counts in
 * steps, but for a pass over all hosts where that is cheaper; whoever asks for another window between them has what was begun
 * ended first.
 */
export class Brush {
  private span: Span;
  private readonly counts: Codes;
  private readonly followers = new Map<string, Followed>();
  /** Counts that cannot follow, of the present window. */
  private counted = new Map<string, Float64Array>();
  private machines: MachineTally | null = null;
  private moves = 0;
  /** The rest of a move that is under way. */
  private moving: Steps<void> | null = null;
  /** Whether a move is under way, or failed half way, for lack of memory: then nothing here is true. */
  private spoilt = false;

  constructor(
    private readonly index: TelemetryIndex,
    private readonly masks: Masks,
    span: Span,
  ) {
    this.span = span;
    this.counts = makeHitCounts(index.telemetry);
    this.countAll();
  }

  /** What a window keeps; good until the next move. */
  selectionAt(span: Span): CountedSelection {
    finish(this.moveTo(span));
    return this.selection;
  }

  /** The same, good also when the window has moved on: for counts in steps. */
  *frozenAt(span: Span): Steps<CountedSelection> {
    yield* this.moveTo(span);
    return this.frozen;
  }

  /**
   * The measure of every group in a window; a daily mean before it is divided by its days. Good until it moves: where it does
   * so between steps, what is told is of the window that was asked for.
   */
  *count(span: Span, grouping: Grouping, measure: Measure): Steps<Float64Array> {
    const key = `${grouping.name} ${measure}`;
    yield* this.moveTo(span);
    const { moves } = this;
    const known = this.known(grouping, measure);
    if (known) return known;
    const follower = yield* this.follow(grouping, measure);
    if (follower && moves === this.moves) {
      this.followers.set(key, Object.assign(follower, { asked: moves }));
      return follower.counts;
    }
    // What was counted while the window moved is of no window. It does not follow at a second try, and so comes to an end.
    if (follower) this.machines?.leave(follower);
    yield* this.moveTo(span);
    const { counted } = this;
    const counts = yield* countGroups(this.index, this.frozen, grouping, measure);
    counted.set(key, counts);
    return counts;
  }

  /** The measure of every group in the present window, where it is at hand; null where it would have to be counted. */
  known(grouping: Grouping, measure: Measure): Float64Array | null {
    const key = `${grouping.name} ${measure}`;
    const followed = this.followers.get(key);
    if (!followed) return this.counted.get(key) ?? null;
    followed.asked = this.moves;
    return followed.counts;
  }

  private get selection(): CountedSelection {
    return { masks: this.masks, span: this.span, counts: this.counts };
  }

  private get frozen(): CountedSelection {
    return { ...this.selection, counts: this.counts.slice() };
  }

  /** Moves the window. */
  private *moveTo(span: Span): Steps<void> {
    for (;;) {
      while (this.moving) yield* this.moving;
      const isThere = span.from === this.span.from && span.to === this.span.to;
      if (isThere && !this.spoilt) return;
      this.moving = this.move(span);
    }
  }

  private *move(span: Span): Steps<void> {
    const { spoilt } = this;
    this.moves++;
    this.counted = new Map();
    this.spoilt = true;
    try {
      if (spoilt) this.restart(span);
      else yield* this.moveOn(span);
      this.spoilt = false;
    } finally {
      this.moving = null;
    }
  }

  private *moveOn(span: Span): Steps<void> {
    const { index, span: before } = this;
    this.dropUnasked();
    const slices = (spans: Span[]) => spans.flatMap((each) => slicesOf(index.byTime, each));
    const dropped = slices(outside(before, span));
    const added = slices(outside(span, before));
    const sizeOfAll = (all: Slice[]) =>
      all.reduce((sum, each) => sum + sizeOf(index.byTime, each), 0);
    const changes = sizeOfAll([...dropped, ...added]);
    if (this.isJump(changes, sizeOfAll(slices([span])))) return this.restart(span);
    this.span = span;
    if (!this.needsHits && !this.machines) {
      yield* this.changeByHosts(dropped, added, changes, before);
    } else {
      for (const part of dropped) yield* this.change(part, -1, before);
      for (const part of added) yield* this.change(part, 1, before);
    }
  }

  /**
   * Whether it is dearer to follow a move than to count anew.
   * @param changes hits that come or go
   * @param hits those in the window afterwards
   */
  private isJump(changes: number, hits: number): boolean {
    const costs = [COST, ...[...this.followers.values()].map(({ cost }) => cost)];
    if (this.machines) costs.push(this.machines.cost);
    const sum = (of: keyof Cost) => costs.reduce((all, cost) => all + cost[of], 0);
    return changes * sum('aChange') > this.counts.length * sum('aHost') + hits * NS_A_HIT;
  }

  private *follow(grouping: Grouping, measure: Measure): Steps<Follower | null> {
    const { index, selection } = this;
    if (['time', 'call', 'week'].includes(grouping.kind)) return null;
    if (measure === 'events') return yield* followEvents(index, selection, grouping);
    if (!isOfHosts(grouping)) {
      if (measure === 'hits') return yield* followRows(index, selection, grouping, measure);
      return measure === 'hosts' ? yield* followPairs(index, selection, grouping, measure) : null;
    }
    switch (measure) {
      case 'hits':
      case 'hosts':
        return yield* followRows(index, selection, grouping, measure);
      case 'meanDailyHosts':
        return yield* followPairs(index, selection, grouping, measure);
      case 'prefixes':
      case 'networks':
        if (grouping.kind !== 'place' || grouping.groups !== 1) return null;
        return followThings(index, selection, grouping, measure);
      case 'machines': {
        const { links } = index;
        if (!links) return null;
        const { moves } = this;
        const machines = this.machines ?? (yield* makeMachineTally(index, links, selection));
        if (moves !== this.moves) return null;
        // Another count may have made one meanwhile.
        this.machines ??= machines;
        return yield* this.machines.follow(grouping);
      }
    }
  }

  /** What counts a change where one count is all that follows. */
  private get alone(): Follower['changeAlone'] {
    if (this.machines || this.followers.size !== 1) return null;
    const [only] = this.followers.values();
    return only!.changeAlone;
  }

  private get needsHits(): boolean {
    for (const { needsHits } of this.followers.values()) if (needsHits) return true;
    return false;
  }

  /** What fills a batch with a part of a change: hosts alone are found faster than their hits. */
  private filler(): Fill {
    const { index, masks, machines, needsHits } = this;
    const { telemetry, byTime, knownKindOfHost: kindOfHost } = index;
    const isOfHosts = masks.kind === null && machines === null;
    if (!needsHits && isOfHosts) {
      return (slice, batch) => fillHosts(byTime, telemetry, masks.host, slice, batch);
    }
    const hosts = needsHits ? 'all' : machines && machines.links.mixed;
    const needed = { kindOfHost, hosts } as const;
    return (slice, batch) => fillHits(byTime, telemetry, masks, needed, slice, batch);
  }

  /** Changes some neighbours after the other, in all buckets: for what each host is counted for by itself. */
  private *changeByHosts(
    dropped: Slice[],
    added: Slice[],
    size: number,
    before: Span,
  ): Steps<void> {
    const { byTime, telemetry } = this.index;
    const { length } = telemetry.hosts;
    const buckets = (slices: Slice[], sign: 1 | -1) =>
      slices.flatMap((slice) => bucketsOf(byTime, slice).map((rest) => ({ rest, sign })));
    const parts = [...buckets(dropped, -1), ...buckets(added, 1)];
    const step = Math.ceil(length / Math.max(1, Math.ceil(size / AT_ONCE)));
    const fill = this.filler();
    for (let end = step; end < length + step; end += step) {
      for (const { rest, sign } of parts) {
        const to = lowerBound(byTime.host, rest, end);
        while (rest.from < to) rest.from = this.changeSome(fill, { ...rest, to }, sign, before);
      }
      yield;
    }
  }

  private *change(slice: Slice, sign: 1 | -1, before: Span): Steps<void> {
    const fill = this.filler();
    for (let at = slice.from; at < slice.to;) {
      at = this.changeSome(fill, { ...slice, from: at }, sign, before);
      yield;
    }
  }

  /** Takes in a batch of a change. @returns the position to go on with */
  private changeSome(fill: Fill, slice: Slice, sign: 1 | -1, before: Span): number {
    const { change: hits, turned: hosts } = this.index.scratch;
    const at = fill(slice, hits);
    if (this.alone) {
      this.alone(this.counts, hits, sign);
      return at;
    }
    countChange(this.counts, hits, sign, hosts);
    const change: Change = { sign, hits, hosts, before, after: this.span };
    this.machines?.change(change);
    for (const follower of this.followers.values()) follower.change(change);
    return at;
  }

  private restart(span: Span): void {
    this.span = span;
    this.followers.clear();
    this.machines = null;
    this.countAll();
  }

  /** Counts the kept hits of every host anew: those of the window alone, where they can be found, or all are looked at. */
  private countAll(): void {
    const { index, masks, span, counts } = this;
    const { knownByTime, knownKindOfHost, telemetry, scratch } = index;
    if (!knownByTime || masks.kind) {
      return countKept(telemetry, masks, span, counts, knownKindOfHost);
    }
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
