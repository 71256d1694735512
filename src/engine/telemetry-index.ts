import { dimensions, type Dimension, type Filter, type Measure } from '../model/query.ts';
import { filterMasks } from './filter-masks.ts';
import {
  cellGrouping,
  dimensionGrouping,
  precisionGrouping,
  type CellGrouping,
  type Grouping,
  type KeyedGrouping,
} from './grouping.ts';
import { LruCache } from './lru-cache.ts';
import {
  numberNetworks,
  numberPrefixes,
  type HostNumbers,
  type NetworkNumbers,
} from './number-hosts.ts';
import { select, type Selection } from './selection.ts';
import type { Telemetry } from './telemetry-table.ts';

/** Hits, in all kept selections together, up to which older selections are kept: 8 to 12 bytes a hit. */
const KEPT_HITS = 24_000_000;
const KEPT_SELECTIONS = 8;
const KEPT_LEVELS = 8;
const KEPT_RANKINGS = 32;
const KEPT_TOTALS = 64;

/** What was counted of a dimension's groups, one element a group, before any limit. */
export interface CountedGroups {
  value: Float64Array;
  countryOnly: Float64Array;
}

/** A text that is the same for filters that say the same. */
function keyOf({ time, region, where = {}, precision }: Filter): string {
  const clauses = dimensions.flatMap((name) => (where[name] ? [[name, where[name]]] : []));
  return JSON.stringify([time, region, clauses, precision]);
}

/** Room for one number a hit. Its contents last until the next count. */
class Scratch {
  group = new Uint32Array(0);
  thing = new Uint32Array(0);

  fit(length: number): void {
    if (this.group.length >= length) return;
    this.group = new Uint32Array(length);
    this.thing = new Uint32Array(length);
  }
}

/** What is worked out from the telemetry once, when it is first asked for, and kept. A load makes a new one. */
export class TelemetryIndex {
  readonly telemetry: Telemetry;
  readonly scratch = new Scratch();
  private prefixNumbers: HostNumbers | null = null;
  private networkNumbers: NetworkNumbers | null = null;
  private precisionGroups: Grouping | null = null;
  private readonly selections: LruCache<string, Selection>;
  private readonly cellGroups: LruCache<number, CellGrouping>;
  private readonly keyedGroups = new Map<Dimension, KeyedGrouping>();
  private readonly rankings = new LruCache<string, CountedGroups>(KEPT_RANKINGS);
  private readonly totals = new LruCache<string, number>(KEPT_TOTALS);

  constructor(telemetry: Telemetry) {
    this.telemetry = telemetry;
    const affordable = Math.floor(KEPT_HITS / Math.max(1, telemetry.hits.length));
    this.selections = new LruCache(Math.max(1, Math.min(KEPT_SELECTIONS, affordable)));
    this.cellGroups = new LruCache(KEPT_LEVELS);
  }

  get prefixes(): HostNumbers {
    return (this.prefixNumbers ??= numberPrefixes(this.telemetry.hosts));
  }

  get networks(): NetworkNumbers {
    return (this.networkNumbers ??= numberNetworks(this.telemetry.hosts));
  }

  get byPrecision(): Grouping {
    return (this.precisionGroups ??= precisionGrouping(this.telemetry));
  }

  byCell(level: number): CellGrouping {
    return this.cellGroups.get(level, () => cellGrouping(this.telemetry, level));
  }

  byDimension(dimension: Dimension): KeyedGrouping {
    let grouping = this.keyedGroups.get(dimension);
    if (!grouping) {
      grouping = dimensionGrouping(this.telemetry, this.networks, dimension);
      this.keyedGroups.set(dimension, grouping);
    }
    return grouping;
  }

  /** What a filter keeps. */
  select(filter: Filter): Selection {
    return this.selections.get(keyOf(filter), () =>
      select(this.telemetry, filterMasks(this, filter)),
    );
  }

  /** Counts of a dimension: the map, a ranking and its limits ask for the same. */
  ranking(
    filter: Filter,
    measure: Measure,
    dimension: Dimension,
    count: () => CountedGroups,
  ): CountedGroups {
    return this.rankings.get(`${measure} ${dimension} ${keyOf(filter)}`, count);
  }

  /** A measure over everything that a filter keeps: every ranking's base. */
  total(filter: Filter, measure: Measure, count: () => number): number {
    return this.totals.get(`${measure} ${keyOf(filter)}`, count);
  }
}
