import type { Precision } from './place.ts';
import type { Dimension, Filter, Measure } from './query.ts';
import { rateSpecs, type Rate } from './rate.ts';
import type { Milliseconds } from './time.ts';

/** What hosts are listed by: /24 of IPv4 and /48 of IPv6, or whole addresses. */
export const hostUnits = ['prefix', 'address'] as const;
export type HostUnit = (typeof hostUnits)[number];

/** Dimensions whose groups can be looked into. */
export const inspectedDimensions = [
  'country',
  'city',
  'network',
  'family',
  'server',
] as const satisfies readonly Dimension[];
export type InspectedDimension = (typeof inspectedDimensions)[number];

/** What can be looked at of a selection: its hosts, its groups, or the hours of the week. */
export const inspectables = [...hostUnits, ...inspectedDimensions, 'hour'] as const;
export type Inspectable = (typeof inspectables)[number];

/** What the inspector shows, one tab each. */
export const inspectorTabs = ['hosts', ...inspectedDimensions, 'hours'] as const;
export type InspectorTab = (typeof inspectorTabs)[number];

/** What hosts can be sorted by; `name` is the order of addresses. */
export const hostColumns = [
  'name',
  'hosts',
  'hits',
  'wholeHits',
  'machines',
  'first',
  'last',
  'place',
  'network',
] as const;
export type HostColumn = (typeof hostColumns)[number];

/** What groups can be sorted by. */
export const groupColumns = ['name', 'count', 'rate', 'whole', 'factor'] as const;
export type GroupColumn = (typeof groupColumns)[number];

/** An order of rows; what is unknown comes last either way, ties by address or key. */
export interface Sorting<C extends string> {
  column: C;
  isDescending: boolean;
}

interface AnyInspection {
  filter: Filter;
  /**
   * Keeps rows that have this text: hosts by the beginning of an address, a prefix, or by country, region, city, network
   * or family; groups by name or key. '' keeps all.
   */
  find: string;
  /** BCP 47, in which countries are named. */
  language: string;
  /** The first row that is wanted, and how many. */
  offset: number;
  limit: number;
}

/** A page of the hosts of a selection. */
export interface HostInspection extends AnyInspection {
  of: HostUnit;
  sort: Sorting<HostColumn>;
}

/** A rate that groups are to have. */
export interface AskedRate {
  of: Rate;
  /** Groups that count less have none. */
  least: number;
}

/** A page of the groups of a selection. */
export interface GroupInspection extends AnyInspection {
  of: InspectedDimension;
  measure: Measure;
  /** Null: none is wanted. */
  rate: AskedRate | null;
  sort: Sorting<GroupColumn>;
}

export type Inspection = HostInspection | GroupInspection;

/** A prefix or an address, with what the filter keeps of it. */
export interface HostRow {
  /** As a filter spells it. */
  name: string;
  /** Its addresses. */
  hosts: number;
  hits: number;
  /** Hits of the whole prefix or address, whatever is filtered. */
  wholeHits: number;
  /** Distinct machine ids. */
  machines: number;
  /** Null where no hit that is kept has a time. */
  first: Milliseconds | null;
  last: Milliseconds | null;
  /** Those of its hits, the most frequent first; unnamed ones are left out. */
  families: string[];
  /** Where most of its addresses are; null where they have no place. */
  place: { country: string; region: string; city: string; precision: Precision } | null;
  /** How many other places its addresses have. */
  otherPlaces: number;
  /** Key and name of the network that most of its addresses are in; '' where none is known. */
  network: string;
  networkName: string;
  otherNetworks: number;
}

/** A group, with what the filter keeps of it and what all of the data has of it. */
export interface GroupRow {
  key: string;
  label: string;
  count: number;
  whole: number;
  /** What the rate is made of: the count, or that of IPv4 alone, and what it is a rate of; 0 where no rate was asked for. */
  rated: number;
  base: number;
}

interface AnyInspected {
  /** Number of the first row. */
  offset: number;
  /** Rows in all that hold the text that is sought, and those before it was. */
  length: number;
  all: number;
}

/** A page of hosts. */
export interface InspectedHosts extends AnyInspected {
  of: HostUnit;
  rows: HostRow[];
}

/** A page of groups; the totals are the bases of shares. */
export interface InspectedGroups extends AnyInspected {
  of: InspectedDimension;
  measure: Measure;
  rate: AskedRate | null;
  rows: GroupRow[];
  total: number;
  wholeTotal: number;
}

/** The answer to an inspection. */
export type Inspected<I extends Inspection = Inspection> = I extends HostInspection
  ? InspectedHosts
  : InspectedGroups;

/**
 * How much more often a group occurs in the selection than in all of the data: its share of the one over its share of the
 * other; null where there is no base.
 */
export function overRepresentation(
  { count, whole }: Pick<GroupRow, 'count' | 'whole'>,
  { total, wholeTotal }: Pick<InspectedGroups, 'total' | 'wholeTotal'>,
): number | null {
  if (total <= 0 || wholeTotal <= 0 || whole <= 0) return null;
  return count / total / (whole / wholeTotal);
}

/** The rate of a group; null where none is asked for, where it is of nothing, and where few are hidden. */
export function rateOfGroup(
  { rated, base }: Pick<GroupRow, 'rated' | 'base'>,
  rate: AskedRate | null,
): number | null {
  if (rate === null || base <= 0 || rated < rate.least) return null;
  return (rateSpecs[rate.of].per * rated) / base;
}

/** Hours of a week, and of a day. */
export const HOURS_A_WEEK = 168;
export const HOURS_A_DAY = 24;
