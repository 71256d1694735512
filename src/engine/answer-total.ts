import type { TotalAggregate } from '../model/aggregate.ts';
import { measures, type GroupByTotal, type Measure, type Query } from '../model/query.ts';
import { divisorOf } from './days.ts';
import type { Steps } from './steps.ts';
import type { TelemetryIndex } from './telemetry-index.ts';

/** Every measure over everything that the filter keeps, in steps. */
export function* answerTotal(
  index: TelemetryIndex,
  { filter, measure }: Query<GroupByTotal>,
): Steps<TotalAggregate> {
  const divisor = (name: Measure) => divisorOf(index.telemetry, filter, name);
  const value = {} as Record<Measure, number>;
  for (const name of measures) {
    value[name] = (yield* index.counting(filter, index.all, name))[0]! / divisor(name);
    yield;
  }
  const { keys, grouping } = index.byDimension('country');
  const hosts = yield* index.counting(filter, grouping, 'hosts');
  const named = hosts.filter((count, group) => count > 0 && keys[group] !== '').length;
  yield;
  const [city, region, country, none] = (yield* index.counting(
    filter,
    index.byPrecision,
    measure,
  )).map((count) => count / divisor(measure));
  return {
    by: 'total',
    value,
    countries: named,
    byPrecision: { city: city!, region: region!, country: country!, none: none! },
  };
}
