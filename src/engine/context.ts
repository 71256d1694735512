import type { Filter, Measure } from '../model/query.ts';
import { Brush } from './brush.ts';
import { countGroups, countNew, countTogether } from './count-groups.ts';
import { filterMasks, spanOf } from './filter-masks.ts';
import type { Grouping } from './grouping.ts';
import { LruCache } from './lru-cache.ts';
import { countKept, makeHitCounts, type Masks, type Selection, type Span } from './selection.ts';
import type { Steps } from './steps.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import type { Codes } from './telemetry-table.ts';

/** Counts that are kept of what passes at any time. */
const KEPT_COUNTS = 32;

/** Counts of groups, by names of grouping and measure. */
export type KnownCounts = readonly (readonly [string, Float64Array])[];

/**
 * Who asks for counts. Each has a window of its own: figures follow a brush in pieces, and later than the map, which must
 * not wait for what they count beside.
 */
export type Asker = 'map' | 'countries' | 'figures';

/**
 * What passes a filter, its time apart: at any time, and in a window that moves, for each who asks. Counts are the context's own, and good
 * until the window moves.
 */
export class Context {
  private readonly masks: Masks;
  private readonly brushes = new Map<Asker, Brush>();
  private anyTime: Selection | null = null;
  private readonly counts = new LruCache<string, Float64Array>(KEPT_COUNTS);
  /** Those of them that nobody asked for yet. */
  private readonly ahead = new Set<string>();

  /** @param known counts of what passes at any time, as `known` of an earlier context of the same filter */
  constructor(
    private readonly index: TelemetryIndex,
    filter: Filter,
    known: KnownCounts = [],
  ) {
    this.masks = filterMasks(index.telemetry, filter);
    for (const [key, counts] of known) this.counts.get(key, () => counts);
  }

  /** The counts of what passes at any time that were asked for so far. */
  get known(): KnownCounts {
    return this.counts.entries.filter(([key]) => !this.ahead.has(key));
  }

  /** Counts what passes at any time before it is asked for, in steps. */
  *countAhead(grouping: Grouping, measure: Measure): Steps<void> {
    const key = `${grouping.name} ${measure}`;
    if (this.counts.known(key)) return;
    const counts = yield* this.countAnew(grouping, measure);
    this.ahead.add(key);
    this.counts.keep(key, counts);
  }

  /**
   * The measure of every group of what passes in a time, in steps; a daily mean before it is divided by its days. Good until
   * the window moves, which it may do whenever the same asks between steps.
   */
  *count(
    time: Filter['time'],
    grouping: Grouping,
    measure: Measure,
    asker: Asker,
  ): Steps<Float64Array> {
    if (time) {
      const span = spanOf(time);
      return yield* this.brushOf(asker, span).count(span, grouping, measure);
    }
    const key = `${grouping.name} ${measure}`;
    this.ahead.delete(key);
    const known = this.counts.known(key);
    if (known) return known;
    const counts = yield* this.countAnew(grouping, measure);
    // Somebody else may have counted it meanwhile, with what it is a part of.
    this.ahead.delete(key);
    return this.counts.keep(key, counts);
  }

  /** Counts what passes at any time. Parts of a group that are counted with it, by one pass, are kept too. */
  private *countAnew(grouping: Grouping, measure: Measure): Steps<Float64Array> {
    const { parts } = grouping;
    const together = parts && (yield* countTogether(this.index, this.always(), parts, measure));
    if (!parts || !together)
      return yield* countGroups(this.index, this.always(), grouping, measure);
    const key = `${parts.name} ${measure}`;
    if (!this.counts.known(key)) {
      this.ahead.add(key);
      this.counts.keep(key, together.counts);
    }
    return Float64Array.of(together.total);
  }

  /** As `count`, but the answer is not kept. */
  *countOnce(
    time: Filter['time'],
    grouping: Grouping,
    measure: Measure,
    asker: Asker,
  ): Steps<Float64Array> {
    const { index } = this;
    if (!time) return yield* countGroups(index, this.always(), grouping, measure);
    const span = spanOf(time);
    const brush = this.brushOf(asker, span);
    const selection = yield* brush.frozenAt(span);
    return (
      brush.known(grouping, measure) ?? (yield* countGroups(index, selection, grouping, measure))
    );
  }

  /** What passes in a time; good until the window moves. */
  selectionAt(time: Filter['time']): Selection {
    if (!time) return this.always();
    const span = spanOf(time);
    return this.brushOf('figures', span).selectionAt(span);
  }

  /** As `count`, but each thing only in the first of its groups. */
  *countNew(time: Filter['time'], grouping: Grouping, measure: Measure): Steps<Float64Array> {
    const { index } = this;
    if (time) {
      const span = spanOf(time);
      const selection = yield* this.brushOf('figures', span).frozenAt(span);
      return yield* countNew(index, selection, grouping, measure);
    }
    const key = `new ${grouping.name} ${measure}`;
    const known = this.counts.known(key);
    if (known) return known;
    return this.counts.keep(key, yield* countNew(index, this.always(), grouping, measure));
  }

  private brushOf(asker: Asker, span: Span): Brush {
    let brush = this.brushes.get(asker);
    if (!brush) this.brushes.set(asker, (brush = new Brush(this.index, this.masks, span)));
    return brush;
  }

  private always(): Selection {
    if (this.anyTime) return this.anyTime;
    const { masks, index } = this;
    const { telemetry } = index;
    let counts: Codes | null = null;
    if (masks.kind) {
      counts = makeHitCounts(telemetry);
      countKept(telemetry, masks, null, counts, index.knownKindOfHost);
    }
    this.anyTime = { masks, span: null, counts };
    return this.anyTime;
  }
}
