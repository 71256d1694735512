import { countryName } from '../model/country-name.ts';
import { folded } from '../model/found.ts';
import {
  inspectedDimensions,
  overRepresentation,
  rateOfGroup,
  type GroupInspection,
  type HostInspection,
  type Inspected,
  type InspectedDimension,
  type InspectedGroups,
  type InspectedHosts,
  type Inspection,
} from '../model/inspection.ts';
import { rateSpecs } from '../model/rate.ts';
import { divisorOf } from './days.ts';
import type { Grouping, KeyedGrouping } from './grouping.ts';
import { HostRows, type Ranks } from './host-rows.ts';
import { LruCache } from './lru-cache.ts';
import { HostNames, matchHosts } from './match-hosts.ts';
import { rankOf, rankOfPlaces } from './name-ranks.ts';
import { naturalOrder, radixOrder } from './radix-order.ts';
import { finish } from './steps.ts';
import type { TelemetryIndex } from './telemetry-index.ts';

/** Orders that are kept: that of the page in sight, and that of an export under way. */
const KEPT_ORDERS = 2;

interface HostOrder {
  first: Uint32Array;
  all: number;
}

interface GroupCounts extends Pick<InspectedGroups, 'total' | 'wholeTotal'> {
  count: Float64Array;
  whole: Float64Array;
  rated: Float64Array;
  base: Float64Array;
}

interface GroupOrder extends GroupCounts {
  groups: Uint32Array;
  all: number;
}

/** What the rates of groups are of, in the order of their keys. */
export type BasesOf = (keys: readonly string[]) => Float64Array;

/** Names of the groups of a dimension in a language: folded for finding, and their ranks for sorting. */
interface GroupNames {
  folded: string[];
  rank: Uint32Array;
}

/** What is the same for all pages of an answer. */
function keyOf({ offset: _, limit: __, ...rest }: Inspection): string {
  return JSON.stringify(rest);
}

/** Answers what is in a selection, page by page: rows are sorted once, and told as they are looked at. */
export class Inspector {
  private readonly hostOrders = new LruCache<string, HostOrder>(KEPT_ORDERS);
  private readonly groupOrders = new LruCache<string, GroupOrder>(KEPT_ORDERS);
  private readonly groupNames = new LruCache<string, GroupNames>(8);
  private readonly ranks = new LruCache<string, Uint32Array>(4);
  private readonly names: HostNames;

  constructor(private readonly index: TelemetryIndex) {
    this.names = new HostNames(index.telemetry);
  }

  /** All that is kept between pages. */
  get held(): unknown[] {
    return [this.hostOrders, this.groupOrders, this.ranks];
  }

  /**
   * A page of rows.
   * @param basesOf needed where a rate is asked for
   */
  inspect<I extends Inspection>(question: I, basesOf: BasesOf | null = null): Inspected<I> {
    const isOfHosts = question.of === 'prefix' || question.of === 'address';
    const told = isOfHosts
      ? this.inspectHosts(question)
      : this.inspectGroups(question as GroupInspection, basesOf);
    this.index.trim();
    return told as Inspected<I>;
  }

  /** Makes ready, a piece at a step, what tables that were not looked at yet have in common. */
  *prepare({ of, language, ...question }: Inspection): Generator<undefined> {
    const { index } = this;
    const { places, networks } = this.hostRanks(language);
    const offered = inspectedDimensions.filter((each) => each !== of);
    const measure = 'measure' in question ? question.measure : null;
    for (const each of offered) {
      const keyed = index.byDimension(each);
      yield;
      if (measure !== null) index.count({}, keyed.grouping, measure);
      yield;
      this.namesOf(each, keyed, language);
      yield;
    }
    places();
    yield;
    networks();
    yield;
    void index.prefixes;
  }

  private inspectHosts(question: HostInspection): InspectedHosts {
    const { of, filter, offset, limit } = question;
    const rows = new HostRows(this.index, this.index.selectionOf(filter), of);
    const { first, all } = this.hostOrders.get(keyOf(question), () =>
      this.orderHosts(rows, question),
    );
    const page = first.subarray(offset, offset + limit);
    return { of, offset, length: first.length, all, rows: rows.tell(page) };
  }

  private orderHosts(rows: HostRows, { find, language, sort }: HostInspection): HostOrder {
    const { telemetry } = this.index;
    const { first, all } = rows.list(matchHosts(telemetry, this.names, find, language));
    const { column, isDescending } = sort;
    if (column === 'name') return { first: isDescending ? first.reverse() : first, all };
    const keys = rows.keys(first, column, this.hostRanks(language));
    closeUp(keys, isDescending);
    const order = radixOrder(keys, naturalOrder(keys.length));
    for (let i = 0; i < order.length; i++) order[i] = first[order[i]!]!;
    return { first: order, all };
  }

  private hostRanks(language: string): Ranks {
    const { places, asns, networkNames } = this.index.telemetry;
    return {
      places: () => this.ranks.get(`places ${language}`, () => rankOfPlaces(places, language)),
      networks: () =>
        this.ranks.get(`networks ${language}`, () =>
          rankOf(
            asns.map((asn) => `${networkNames.get(asn) ?? ''}\tAS${asn}`),
            language,
          ),
        ),
    };
  }

  private inspectGroups(question: GroupInspection, basesOf: BasesOf | null): InspectedGroups {
    const { of, measure, rate, offset, limit } = question;
    const order = this.groupOrders.get(keyOf(question), () => this.orderGroups(question, basesOf));
    const { groups, total, wholeTotal, all } = order;
    const { keys, labels } = this.index.byDimension(of);
    const rows = Array.from(groups.subarray(offset, offset + limit), (group) => ({
      ...{ key: keys[group]!, label: labels[group]! },
      ...{ count: order.count[group]!, whole: order.whole[group]! },
      ...{ rated: order.rated[group]!, base: order.base[group]! },
    }));
    return { of, measure, rate, offset, length: groups.length, all, total, wholeTotal, rows };
  }

  private orderGroups(question: GroupInspection, basesOf: BasesOf | null): GroupOrder {
    const { of, find, language } = question;
    const keyed = this.index.byDimension(of);
    const counts = this.countGroups(question, keyed, basesOf);
    const present: number[] = [];
    counts.count.forEach((value, group) => {
      if (value > 0) present.push(group);
    });
    const needle = folded(find.trim());
    const names = needle === '' ? null : this.namesOf(of, keyed, language).folded;
    const wanted = names ? present.filter((group) => names[group]!.includes(needle)) : present;
    const order = this.groupOrder(question, keyed, counts);
    return { ...counts, groups: Uint32Array.from(wanted).sort(order), all: present.length };
  }

  private countGroups(
    { filter, measure, rate }: GroupInspection,
    keyed: KeyedGrouping,
    basesOf: BasesOf | null,
  ): GroupCounts {
    const { index } = this;
    const counted = (by: typeof filter) => {
      const divisor = divisorOf(index.telemetry, by, measure);
      // A window stands still while it is looked into: to follow it would cost more than to count once.
      const count = (grouping: Grouping) =>
        by.time
          ? finish(index.countingOnce(by, grouping, measure))
          : index.count(by, grouping, measure);
      const value = count(keyed.grouping).map((each) => each / divisor);
      return { value, total: count(index.all)[0]! / divisor };
    };
    const { value: whole, total: wholeTotal } = counted({});
    const { value: count, total } = counted(filter);
    const none = new Float64Array(count.length);
    const isOfIPv4 = rate !== null && rateSpecs[rate.of].isOfIPv4;
    const ofRate = isOfIPv4 ? counted({ ...filter, addressFamily: 4 }).value : count;
    const [rated, base] = rate && basesOf ? [ofRate, basesOf(keyed.keys)] : [none, none];
    return { count, whole, total, wholeTotal, rated, base };
  }

  private groupOrder(
    { of, sort, language, rate }: GroupInspection,
    keyed: KeyedGrouping,
    told: GroupCounts,
  ): (a: number, b: number) => number {
    const { column, isDescending } = sort;
    const sign = isDescending ? -1 : 1;
    const byKey = (a: number, b: number) => keyed.rankOfKey[a]! - keyed.rankOfKey[b]!;
    if (column === 'name') {
      const { rank } = this.namesOf(of, keyed, language);
      const isUnknown = (group: number) => Number(keyed.keys[group] === '');
      return (a, b) => isUnknown(a) - isUnknown(b) || sign * (rank[a]! - rank[b]!) || byKey(a, b);
    }
    const valueOf = (group: number) => {
      const row = { count: told.count[group]!, whole: told.whole[group]! };
      const ofRate = { rated: told.rated[group]!, base: told.base[group]! };
      if (column === 'rate') return rateOfGroup(ofRate, rate);
      return column === 'factor' ? overRepresentation(row, told) : row[column];
    };
    const values = Float64Array.from(told.count, (_, group) => valueOf(group) ?? NaN);
    const isUnknown = (group: number) => Number(Number.isNaN(values[group]!));
    return (a, b) => isUnknown(a) - isUnknown(b) || sign * (values[a]! - values[b]!) || byKey(a, b);
  }

  private namesOf(of: InspectedDimension, keyed: KeyedGrouping, language: string): GroupNames {
    return this.groupNames.get(`${of} ${language}`, () => {
      const { keys, labels } = keyed;
      const names = keys.map((key, n) =>
        of === 'country' && key !== '' ? countryName(key, language) : labels[n]!,
      );
      return {
        folded: keys.map((key, n) => (key === '' ? '' : folded(`${names[n]!} ${key}`))),
        rank: rankOf(names, language),
      };
    });
  }
}

const UNKNOWN = 0xffffffff;

/** Makes keys as small as their range, and turns them round for a descending order; what is unknown stays the largest. */
function closeUp(keys: Uint32Array, isDescending: boolean): void {
  let [least, most] = [UNKNOWN, 0];
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (key === UNKNOWN) continue;
    if (key < least) least = key;
    if (key > most) most = key;
  }
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (key === UNKNOWN) keys[i] = most < least ? 0 : most - least + 1;
    else keys[i] = isDescending ? most - key : key - least;
  }
}
