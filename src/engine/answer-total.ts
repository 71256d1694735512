import type { TotalAggregate } from '../model/aggregate.ts';
import { measures, type GroupByTotal, type Measure, type Query } from '../model/query.ts';
import { divisorOf } from './days.ts';
import type { TelemetryIndex } from './telemetry-index.ts';

/** Every measure over everything that the filter keeps. */
export function answerTotal(
  index: TelemetryIndex,
  { filter, measure }: Query<GroupByTotal>,
): TotalAggregate {
  const divisor = (name: Measure) => divisorOf(index.telemetry, filter, name);
  const totalOf = (name: Measure) => index.count(filter, index.all, name)[0]! / divisor(name);
  const value = Object.fromEntries(measures.map((name) => [name, totalOf(name)])) as Record<
    Measure,
    number
  >;
  const countries = index.byDimension('country');
  const hosts = index.count(filter, countries.grouping, 'hosts');
  const named = hosts.filter((count, group) => count > 0 && countries.keys[group] !== '').length;
  const [city, region, country, none] = index
    .count(filter, index.byPrecision, measure)
    .map((count) => count / divisor(measure));
  return {
    by: 'total',
    value,
    countries: named,
    byPrecision: { city: city!, region: region!, country: country!, none: none! },
  };
}
