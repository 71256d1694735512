import {
  dimensions,
  PLACE_LEVEL,
  type Dimension,
  type Filter,
  type GroupByCell,
  type Measure,
  type Query,
} from '../model/query.ts';
import { DAY } from '../model/time.ts';
import { daysOfHosts } from './days-of-hosts.ts';
import { Context, type Asker, type KnownCounts } from './context.ts';
import {
  cellGrouping,
  dimensionGrouping,
  precisionGrouping,
  wholeGrouping,
  type CellGrouping,
  type Grouping,
  type KeyedGrouping,
} from './grouping.ts';
import { bytesHeld } from './held-bytes.ts';
import { LruCache } from './lru-cache.ts';
import { MadeAhead } from './made-ahead.ts';
import { kindsOfHosts } from './kinds-of-hosts.ts';
import { linkMachines, type MachineLinks } from './machine-links.ts';
import type { Selection } from './selection.ts';
import { findPlaceRuns, type PlaceRuns } from './place-runs.ts';
import { numberPrefixes, type PrefixNumbers } from './number-hosts.ts';
import { finish, type Steps } from './steps.ts';
import type { Codes, Telemetry } from './telemetry-table.ts';
import { makeTimeIndex, type TimeIndex } from './time-index.ts';
import { BATCH, makeBatch } from './walk.ts';

/** Bytes a host may take with all that is kept of it; an IPv6 address comes on top. */
const BYTES_A_HOST = 48;
const BYTES_MORE_AN_ADDRESS6 = 12;
const KEPT_CONTEXTS = 8;
const KEPT_LEVELS = 8;

/** A text that is the same for filters that say the same, whatever their time. */
function keyOf(filter: Filter): string {
  const { region, prefixes, where = {}, without, addressFamily, precision } = filter;
  const clauses = dimensions.flatMap((name) => (where[name] ? [[name, where[name]]] : []));
  return JSON.stringify([region, prefixes, clauses, precision, without, addressFamily]);
}

/** Room for the batch at work, and for the one that changes a window. Contents last until the next count. */
function makeScratch() {
  return {
    batch: makeBatch(),
    group: new Uint32Array(BATCH),
    thing: new Uint32Array(BATCH),
    change: makeBatch(),
    turned: makeBatch(),
  };
}

/** What is worked out from the telemetry once, when it is first asked for, and kept. A load makes a new one. */
export class TelemetryIndex {
  readonly telemetry: Telemetry;
  readonly scratch = makeScratch();
  private readonly times = new MadeAhead<TimeIndex>(() => makeTimeIndex(this.telemetry));
  private readonly days = new MadeAhead<Uint16Array>(() => daysOfHosts(this.telemetry));
  private readonly hostKinds = new MadeAhead<Codes | null>(() => kindsOfHosts(this.telemetry));
  private readonly machineLinks = new MadeAhead<MachineLinks | null>(() =>
    linkMachines(this.telemetry),
  );
  private readonly placeRuns = new MadeAhead<PlaceRuns | null>(() =>
    findPlaceRuns(this.telemetry.hosts),
  );
  private readonly prefixNumbers = new MadeAhead<PrefixNumbers>(() =>
    numberPrefixes(this.telemetry.hosts),
  );
  private whole: Grouping | null = null;
  private precisionGroups: Grouping | null = null;
  private readonly cellGroups = new LruCache<number, CellGrouping>(KEPT_LEVELS);
  private readonly keyedGroups = new Map<Dimension, KeyedGrouping>();
  /** By filter, the one that was asked for last at the end. */
  private readonly contexts = new Map<string, Context>();
  private latest: string | null = null;
  private rehearsed = false;
  /** The filter of what the map shows: it goes last. */
  private ofMap: string | null = null;

  /**
   * @param beside bytes that hosts take elsewhere: they count towards what a host may take
   * @param known counts of everything, from an index of the same telemetry
   */
  constructor(
    telemetry: Telemetry,
    private readonly beside = 0,
    known: KnownCounts = [],
  ) {
    this.telemetry = telemetry;
    if (known.length > 0) this.contexts.set(keyOf({}), new Context(this, {}, known));
  }

  /** Counts of everything, whatever its time, that were worked out so far. */
  get known(): KnownCounts {
    return this.contexts.get(keyOf({}))?.known ?? [];
  }

  /** Hits by buckets of time. */
  get byTime(): TimeIndex {
    return this.times.value;
  }

  /** The same where they are known already. */
  get knownByTime(): TimeIndex | null {
    return this.times.known;
  }

  get prefixes(): PrefixNumbers {
    return this.prefixNumbers.value;
  }

  /** Hosts by the place that they share with their neighbours; null where few do. */
  get runs(): PlaceRuns | null {
    return this.placeRuns.value;
  }

  /** Hosts of machines; null where there are none, or too many. */
  get links(): MachineLinks | null {
    return this.machineLinks.value;
  }

  /** The same where they are known already. */
  get knownLinks(): MachineLinks | null {
    return this.machineLinks.known;
  }

  /** Days on which each host has hits. */
  get daysOfHost(): Uint16Array {
    return this.days.value;
  }

  /** The kind that all hits of a host have, where that is known already: see `kindsOfHosts`. */
  get knownKindOfHost(): Codes | null {
    return this.hostKinds.known;
  }

  /** Works out what further questions will need, a few milliseconds a step. */
  *prepare(): Generator<undefined> {
    if (this.telemetry.range) {
      yield* this.times.ahead();
      yield* this.placeRuns.ahead();
    }
    yield* this.hostKinds.ahead();
    yield* this.prefixNumbers.ahead();
    yield* this.machineLinks.ahead();
    if (this.telemetry.range) yield* this.days.ahead();
  }

  /** Everything in one group. */
  get all(): Grouping {
    return (this.whole ??= wholeGrouping(this.telemetry));
  }

  get byPrecision(): Grouping {
    return (this.precisionGroups ??= precisionGrouping(this.telemetry));
  }

  byCell(level: number): CellGrouping {
    return this.cellGroups.get(level, () => finish(cellGrouping(this.telemetry, level)));
  }

  /**
   * Works out what a switch from these cells to another measure, or to single places, will need, in steps. Counts in a window
   * are not made ahead: they would have to follow it.
   */
  *prepareCells(
    { filter, measure, groupBy: { level } }: Query<GroupByCell>,
    measures: readonly Measure[],
  ): Steps<void> {
    if (!this.cellGroups.known(PLACE_LEVEL)) {
      this.cellGroups.keep(PLACE_LEVEL, yield* cellGrouping(this.telemetry, PLACE_LEVEL));
    }
    const context = filter.time ? undefined : this.contexts.get(keyOf(filter));
    if (!context) return;
    const ways = [level, PLACE_LEVEL].map((at) => this.byCell(at));
    for (const name of measures) {
      for (const { grouping, whole } of name === measure ? ways : ways.slice(0, 1)) {
        yield* context.countAhead(whole, this.counted(name));
        yield* context.countAhead(grouping, this.counted(name));
      }
    }
    if (this.rehearsed) return;
    this.rehearsed = true;
    const machines = measures.filter((name) => name === 'machines' && name !== measure);
    for (const name of [measure, ...machines]) yield* this.rehearse(ways[0]!, this.counted(name));
  }

  /**
   * Counts once with a country, a family and a window, in steps, and forgets it: what runs for the first time is not compiled
   * yet, and a first filter of 10 M hits took twice as long as a second one.
   */
  private *rehearse({ whole, grouping }: CellGrouping, measure: Measure): Steps<void> {
    const { places, families, range } = this.telemetry;
    const filters: Filter[] = [
      { where: { country: places.countries.slice(1, 2) } },
      { where: { family: families.slice(1, 2) } },
    ];
    const first = (range?.first ?? 0) * 1000;
    const windows = [2, 3].map((days) => ({ start: first, end: first + days * DAY }));
    for (const filter of filters) {
      const context = new Context(this, filter);
      for (const time of range ? [undefined, ...windows] : [undefined]) {
        yield;
        for (const of of [whole, grouping]) yield* context.count(time, of, measure, 'map');
      }
    }
  }

  byDimension(dimension: Dimension): KeyedGrouping {
    let grouping = this.keyedGroups.get(dimension);
    if (!grouping) {
      grouping = dimensionGrouping(this.telemetry, dimension);
      this.keyedGroups.set(dimension, grouping);
    }
    return grouping;
  }

  /** The measure of every group of what a filter keeps; not divided by days. Good until the next count. */
  count(filter: Filter, grouping: Grouping, measure: Measure): Float64Array {
    return finish(this.counting(filter, grouping, measure));
  }

  /** The same in steps, between which others may be asked: they may move the window, so that it is good for this step. */
  counting(
    filter: Filter,
    grouping: Grouping,
    measure: Measure,
    asker: Asker = 'figures',
  ): Steps<Float64Array> {
    if (asker === 'map') this.ofMap = keyOf(filter);
    return this.contextOf(filter).count(filter.time, grouping, this.counted(measure), asker);
  }

  /** As `counting`, but nothing is kept, nor follows a window: for groups that are many and seldom asked for. */
  countingOnce(
    filter: Filter,
    grouping: Grouping,
    measure: Measure,
    asker: Asker = 'figures',
  ): Steps<Float64Array> {
    return this.contextOf(filter).countOnce(filter.time, grouping, this.counted(measure), asker);
  }

  /** What a filter keeps; good until a count or selection of another time. */
  selectionOf(filter: Filter): Selection {
    return this.contextOf(filter).selectionAt(filter.time);
  }

  /** As `counting`, but each thing only in the first of its groups. */
  countingNew(filter: Filter, grouping: Grouping, measure: Measure): Steps<Float64Array> {
    return this.contextOf(filter).countNew(filter.time, grouping, this.counted(measure));
  }

  /** Bytes of all arrays that are held for queries, by what they grow with. */
  get memory(): { hits: number; hosts: number; places: number } {
    const { hits, hosts, places } = this.telemetry;
    const groupings = [this.whole, this.precisionGroups, this.cellGroups, this.keyedGroups];
    const seen = new Set<unknown>([this, this.telemetry]);
    const ofHits = bytesHeld([hits, this.times.known], seen);
    const madeOfHosts = [
      this.prefixNumbers.known,
      this.machineLinks.known,
      this.days.known,
      this.hostKinds.known,
      this.placeRuns.known,
    ];
    const ofHosts = bytesHeld([hosts, ...madeOfHosts], seen);
    const ofPlaces = bytesHeld([places, ...groupings], seen);
    return {
      hits: ofHits,
      hosts: ofHosts + bytesHeld(this.contexts, seen) + this.beside,
      places: ofPlaces,
    };
  }

  /** Lets go of the filters that were not asked for the longest, where all that is held takes too much room. */
  trim(): void {
    const { length, length4 } = this.telemetry.hosts;
    const room = BYTES_A_HOST * length + BYTES_MORE_AN_ADDRESS6 * (length - length4);
    for (const key of this.contexts.keys()) {
      if (key === this.latest) return;
      if (this.contexts.size <= KEPT_CONTEXTS && this.memory.hosts <= room) return;
      if (key !== this.ofMap) this.contexts.delete(key);
    }
  }

  /** Where each hit stands for one event, events are hits. */
  private counted(measure: Measure): Measure {
    const isHits = measure === 'events' && this.telemetry.hits.weight.length === 0;
    return isHits ? 'hits' : measure;
  }

  private contextOf(filter: Filter): Context {
    const key = keyOf(filter);
    if (key === this.latest) return this.contexts.get(key)!;
    const context = this.contexts.get(key) ?? new Context(this, filter);
    this.latest = key;
    this.contexts.delete(key);
    this.contexts.set(key, context);
    return context;
  }
}
