import type { Precision } from './place.ts';
import type { Region } from './region.ts';
import type { Milliseconds, TimeRange } from './time.ts';

/** What hits can be grouped and filtered by. Keys are texts: see `aggregate.ts`. */
export const dimensions = [
  'country',
  'city',
  'network',
  'family',
  'server',
  'port',
  'kind',
  'connection',
] as const;
export type Dimension = (typeof dimensions)[number];

/**
 * What is counted. hits: accepted rows. events: what the rows stand for, each as often as its file says. hosts: distinct addresses. machines: distinct machine ids.
 * prefixes: distinct /24 (IPv4) and /48 (IPv6). networks: distinct AS numbers.
 * meanDailyHosts: distinct addresses of each day, averaged over the days of the filter's time range (or of the data).
 */
export const measures = [
  'hits',
  'events',
  'hosts',
  'machines',
  'prefixes',
  'networks',
  'meanDailyHosts',
] as const;
export type Measure = (typeof measures)[number];

/** All clauses must hold; a dimension's list is an "any of". An absent clause filters nothing. */
export interface Filter {
  /** Undated hits never pass a time clause. */
  time?: TimeRange;
  /** Keeps hosts whose place lies in it. What is known to the country only lies nowhere, and passes none. */
  region?: Region;
  /** Keeps hosts whose address is in one of these prefixes (`prefix.ts`). */
  prefixes?: readonly string[];
  where?: Partial<Record<Dimension, readonly string[]>>;
  /** Leaves out the hosts of piles, by their keys (`pile.ts`). */
  without?: readonly string[];
  /** Keeps hosts of one address family. */
  addressFamily?: 4 | 6;
  /** Keeps hosts whose place has this precision. */
  precision?: Precision;
}

/** Level of cells that stand for single places: their centres are within 2 cm of them. */
export const PLACE_LEVEL = 31;

/** Cells of Web Mercator, 2^level a side. Holds hosts of city and region precision only: country-only hosts have no cell. */
export interface GroupByCell {
  by: 'cell';
  level: number;
}

/** Bins of equal length, aligned to 1970 UTC. `new` counts a host or machine only in the bin of its first matching hit. */
export interface GroupByTime {
  by: 'time';
  interval: Milliseconds;
  counting: 'active' | 'new';
}

/** The `limit` groups with the largest values; ties by key. */
export interface GroupByDimension {
  by: 'dimension';
  dimension: Dimension;
  limit: number;
}

/** Everything the filter keeps, counted once by every measure. */
export interface GroupByTotal {
  by: 'total';
}

/** The `limit` pairs of a host's country and a server that it called, with the largest values; ties by server, then country. */
export interface GroupByCall {
  by: 'call';
  limit: number;
  /** Servers that are left out. */
  without: readonly string[];
}

/** The 168 hours of the week in UTC, from Monday at 0. Undated hits are in none. */
export interface GroupByHour {
  by: 'hour';
}

export type GroupBy =
  GroupByCell | GroupByTime | GroupByDimension | GroupByTotal | GroupByCall | GroupByHour;

/** Every picture is the answer to one of these. */
export interface Query<G extends GroupBy = GroupBy> {
  filter: Filter;
  measure: Measure;
  groupBy: G;
}
