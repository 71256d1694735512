import type { TotalAggregate } from '../model/aggregate.ts';
import {
  measures,
  type Filter,
  type GroupByTotal,
  type Measure,
  type Query,
} from '../model/query.ts';
import { countGroups, countOnce } from './count-units.ts';
import { divisorOf } from './days.ts';
import type { Selection } from './selection.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import { unitsOf } from './units.ts';

/** Distinct countries of hosts. */
function countCountries({ telemetry }: TelemetryIndex, { hosts }: Selection): number {
  const { places } = telemetry;
  const seen = new Uint8Array(places.countries.length);
  for (let i = 0; i < hosts.length; i++) {
    const place = telemetry.hosts.place[hosts[i]!]!;
    if (place !== 0) seen[places.country[place - 1]!] = 1;
  }
  return seen.reduce((count, one, code) => count + (code === 0 ? 0 : one), 0);
}

function countTotal(index: TelemetryIndex, filter: Filter, measure: Measure): number {
  const selection = index.select(filter);
  if (measure === 'hits') return selection.hit.length;
  if (measure === 'hosts') return selection.hosts.length;
  const units = unitsOf(index, selection, index.byPrecision, measure);
  return countOnce(units, measure) / divisorOf(index.telemetry, filter, measure);
}

/** The measure over everything that a filter keeps, counted once. */
export function totalOf(index: TelemetryIndex, filter: Filter, measure: Measure): number {
  return index.total(filter, measure, () => countTotal(index, filter, measure));
}

/** Every measure over everything that the filter keeps. */
export function answerTotal(
  index: TelemetryIndex,
  { filter, measure }: Query<GroupByTotal>,
): TotalAggregate {
  const selection = index.select(filter);
  const value = Object.fromEntries(
    measures.map((name) => [name, totalOf(index, filter, name)]),
  ) as Record<Measure, number>;
  const counts = countGroups(unitsOf(index, selection, index.byPrecision, measure), measure);
  const divisor = divisorOf(index.telemetry, filter, measure);
  const [city, region, country, none] = counts.map((count) => count / divisor);
  return {
    by: 'total',
    value,
    countries: countCountries(index, selection),
    byPrecision: { city: city!, region: region!, country: country!, none: none! },
  };
}
