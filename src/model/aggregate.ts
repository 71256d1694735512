import type {
  Dimension,
  GroupBy,
  GroupByCall,
  GroupByCell,
  GroupByDimension,
  GroupByHour,
  GroupByTime,
  Measure,
} from './query.ts';
import type { C2Server } from './telemetry.ts';
import type { Milliseconds } from './time.ts';

/**
 * Cells, one element per cell and accuracy class, in no promised order. Those of value 0 are not occupied. Answers share
 * columns: they may not be changed.
 */
export interface CellAggregate {
  by: 'cell';
  measure: Measure;
  level: number;
  length: number;
  /** Cell column and row at `level`. */
  x: Uint32Array;
  y: Uint32Array;
  /** Index in `accuracyClassesKm`. */
  accuracyClass: Uint8Array;
  value: Float32Array;
  /** The measure over everything that has a cell, counted once. */
  total: number;
}

/** Where cells lie, whatever is counted in them. */
export type CellPlaces = Pick<CellAggregate, 'x' | 'y' | 'accuracyClass'>;

/** Bins without gaps from `start`; empty (length 0) where no hit is dated. */
export interface TimeAggregate {
  by: 'time';
  measure: Measure;
  counting: 'active' | 'new';
  start: Milliseconds;
  interval: Milliseconds;
  value: Float64Array;
  /** The measure over all bins, counted once. */
  total: number;
  /** Hits that pass the filter and carry no time. */
  undatedHits: number;
}

/**
 * Groups of a dimension, largest first. Keys: country ISO alpha-2; city `CC/region/city`; network `AS64496`;
 * family, server: the file's text; port: decimal; kind: one of `addressKinds`; connection: the database's text. '' stands
 * for "unknown".
 */
export interface DimensionAggregate {
  by: 'dimension';
  measure: Measure;
  dimension: Dimension;
  keys: string[];
  /** Texts for people where the key is not one (network names, city names); same order as keys. */
  labels: string[];
  value: Float64Array;
  /** Of each group, what is known to the country only (same measure); same order as keys. */
  countryOnly: Float64Array;
  /** How many groups there are before the limit. */
  groups: number;
  /** The measure over everything that the filter keeps, counted once: the base of a share. */
  total: number;
}

/** One number for each measure over everything that the filter keeps. */
export interface TotalAggregate {
  by: 'total';
  value: Record<Measure, number>;
  /** Distinct countries of located hosts. */
  countries: number;
  /** The query's measure by the precision of the place; a machine can stand in more than one. */
  byPrecision: { city: number; region: number; country: number; none: number };
}

/** Who called whom: pairs of a country and a server, the largest first. Hosts without a country and rows without a server are in none. */
export interface CallAggregate {
  by: 'call';
  measure: Measure;
  /** ISO alpha-2 of the hosts, one a pair. */
  country: string[];
  /** Address of the server, one a pair. */
  server: string[];
  value: Float64Array;
  /** How many pairs there are before the limit. */
  groups: number;
  /** The measure over everything that the filter keeps, counted once: the base of a share. */
  total: number;
  /** The servers of the pairs: as a list tells of them, else with the place that the databases give. */
  servers: C2Server[];
}

/** Hours of the week in UTC, from Monday at 0; of a daily mean, the mean over the days of that weekday. */
export interface HourAggregate {
  by: 'hour';
  measure: Measure;
  /** 168 of them. */
  value: Float64Array;
  /** How many Mondays, Tuesdays, ... the data and the filter's time share. */
  days: Uint32Array;
}

/** The answer to a query, by what it grouped. */
export type Aggregate<G extends GroupBy = GroupBy> = G extends GroupByCell
  ? CellAggregate
  : G extends GroupByTime
    ? TimeAggregate
    : G extends GroupByDimension
      ? DimensionAggregate
      : G extends GroupByCall
        ? CallAggregate
        : G extends GroupByHour
          ? HourAggregate
          : TotalAggregate;
