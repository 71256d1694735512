import type { Filter, Measure } from '../model/query.ts';
import { Brush } from './brush.ts';
import { countGroups, countNew } from './count-groups.ts';
import { filterMasks, spanOf } from './filter-masks.ts';
import type { Grouping } from './grouping.ts';
import { LruCache } from './lru-cache.ts';
import { countKept, makeHitCounts, type Masks, type Selection } from './selection.ts';
import type { Steps } from './steps.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import type { Codes } from './telemetry-table.ts';

/** Counts that are kept of what passes at any time. */
const KEPT_COUNTS = 32;

/** Counts of groups, by names of grouping and measure. */
export type KnownCounts = readonly (readonly [string, Float64Array])[];

/**
 * What passes a filter, its time apart: at any time, and in one window that moves. Counts are the context's own, and good
 * until the window moves.
 */
export class Context {
  private readonly masks: Masks;
  private brush: Brush | null = null;
  private anyTime: Selection | null = null;
  private readonly counts = new LruCache<string, Float64Array>(KEPT_COUNTS);

  /** @param known counts of what passes at any time, as `known` of an earlier context of the same filter */
  constructor(
    private readonly index: TelemetryIndex,
    filter: Filter,
    known: KnownCounts = [],
  ) {
    this.masks = filterMasks(index.telemetry, filter);
    for (const [key, counts] of known) this.counts.get(key, () => counts);
  }

  /** The counts of what passes at any time that were worked out so far. */
  get known(): KnownCounts {
    return this.counts.entries;
  }

  /**
   * The measure of every group of what passes in a time, in steps; a daily mean before it is divided by its days. Good until
   * the window moves, which it may do whenever others are asked between steps.
   */
  *count(time: Filter['time'], grouping: Grouping, measure: Measure): Steps<Float64Array> {
    if (time) return yield* this.brushAt(time).count(grouping, measure);
    const key = `${grouping.name} ${measure}`;
    const known = this.counts.known(key);
    if (known) return known;
    const counts = yield* countGroups(this.index, this.always(), grouping, measure);
    return this.counts.keep(key, counts);
  }

  /** As `count`, but the answer is not kept. */
  *countOnce(time: Filter['time'], grouping: Grouping, measure: Measure): Steps<Float64Array> {
    const brush = time && this.brushAt(time);
    const known = brush?.known(grouping, measure);
    const selection = brush?.frozen ?? this.always();
    return known ?? (yield* countGroups(this.index, selection, grouping, measure));
  }

  /** What passes in a time; good until the window moves. */
  selectionAt(time: Filter['time']): Selection {
    return time ? this.brushAt(time).selection : this.always();
  }

  /** As `count`, but each thing only in the first of its groups. */
  *countNew(time: Filter['time'], grouping: Grouping, measure: Measure): Steps<Float64Array> {
    const { index } = this;
    if (time) return yield* countNew(index, this.brushAt(time).frozen, grouping, measure);
    const key = `new ${grouping.name} ${measure}`;
    const known = this.counts.known(key);
    if (known) return known;
    return this.counts.keep(key, yield* countNew(index, this.always(), grouping, measure));
  }

  private brushAt(time: NonNullable<Filter['time']>): Brush {
    const span = spanOf(time);
    if (this.brush) this.brush.moveTo(span);
    else this.brush = new Brush(this.index, this.masks, span);
    return this.brush;
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
