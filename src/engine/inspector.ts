import { countryName } from '../model/country-name.ts';
import { folded } from '../model/found.ts';
import {
  inspectedDimensions,
  overRepresentation,
  type GroupInspection,
  type HostInspection,
  type Inspected,
  type InspectedDimension,
  type InspectedGroups,
  type InspectedHosts,
  type Inspection,
} from '../model/inspection.ts';
import { divisorOf } from './days.ts';
import type { Grouping, KeyedGrouping } from './grouping.ts';
import { HostRows, type Ranks } from './host-rows.ts';
import { LruCache } from './lru-cache.ts';
import { HostNames, matchHosts } from './match-hosts.ts';
import { rankOf, rankOfPlaces } from './name-ranks.ts';
import { naturalOrder, radixOrder } from './radix-order.ts';
import type { TelemetryIndex } from './telemetry-index.ts';

/** Orders that are kept: that of the page in sight, and that of an export under way. */
const KEPT_ORDERS = 2;

interface HostOrder {
  first: Uint32Array;
  all: number;
}

interface GroupOrder extends Pick<InspectedGroups, 'total' | 'wholeTotal' | 'all'> {
  groups: Uint32Array;
  count: Float64Array;
  whole: Float64Array;
}

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

  /** A page of rows. */
  inspect<I extends Inspection>(question: I): Inspected<I> {
    const isOfHosts = question.of === 'prefix' || question.of === 'address';
    const told = isOfHosts
      ? this.inspectHosts(question)
      : this.inspectGroups(question as GroupInspection);
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

  private inspectGroups(question: GroupInspection): InspectedGroups {
    const { of, measure, offset, limit } = question;
    const { groups, count, whole, ...totals } = this.groupOrders.get(keyOf(question), () =>
      this.orderGroups(question),
    );
    const { keys, labels } = this.index.byDimension(of);
    const rows = Array.from(groups.subarray(offset, offset + limit), (group) => ({
      ...{ key: keys[group]!, label: labels[group]! },
      ...{ count: count[group]!, whole: whole[group]! },
    }));
    return { of, measure, offset, length: groups.length, ...totals, rows };
  }

  private orderGroups(question: GroupInspection): GroupOrder {
    const { of, filter, measure, find, language } = question;
    const { index } = this;
    const keyed = index.byDimension(of);
    const counted = (by: typeof filter) => {
      const divisor = divisorOf(index.telemetry, by, measure);
      // A window stands still while it is looked into: to follow it would cost more than to count once.
      const count = (grouping: Grouping) =>
        by.time ? index.countOnce(by, grouping, measure) : index.count(by, grouping, measure);
      const value = count(keyed.grouping).map((each) => each / divisor);
      return { value, total: count(index.all)[0]! / divisor };
    };
    const { value: whole, total: wholeTotal } = counted({});
    const { value: count, total } = counted(filter);
    const present: number[] = [];
    count.forEach((value, group) => {
      if (value > 0) present.push(group);
    });
    const needle = folded(find.trim());
    const names = needle === '' ? null : this.namesOf(of, keyed, language).folded;
    const wanted = names ? present.filter((group) => names[group]!.includes(needle)) : present;
    const order = this.groupOrder(question, keyed, { count, whole, total, wholeTotal });
    const groups = Uint32Array.from(wanted).sort(order);
    return { groups, count, whole, total, wholeTotal, all: present.length };
  }

  private groupOrder(
    { of, sort, language }: GroupInspection,
    keyed: KeyedGrouping,
    told: Pick<GroupOrder, 'count' | 'whole' | 'total' | 'wholeTotal'>,
  ): (a: number, b: number) => number {
    const { column, isDescending } = sort;
    const { count, whole } = told;
    const sign = isDescending ? -1 : 1;
    const byKey = (a: number, b: number) => keyed.rankOfKey[a]! - keyed.rankOfKey[b]!;
    if (column === 'name') {
      const { rank } = this.namesOf(of, keyed, language);
      const isUnknown = (group: number) => Number(keyed.keys[group] === '');
      return (a, b) => isUnknown(a) - isUnknown(b) || sign * (rank[a]! - rank[b]!);
    }
    const valueOf = (group: number) =>
      overRepresentation({ count: count[group]!, whole: whole[group]! }, told) ?? -1;
    const values =
      column === 'factor' ? count.map((_, group) => valueOf(group)) : { count, whole }[column];
    return (a, b) => sign * (values[a]! - values[b]!) || byKey(a, b);
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
