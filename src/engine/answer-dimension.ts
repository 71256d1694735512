import type { DimensionAggregate } from '../model/aggregate.ts';
import type { GroupByDimension, Query } from '../model/query.ts';
import { divisorOf } from './days.ts';
import type { KeyedGrouping } from './grouping.ts';
import type { Steps } from './steps.ts';
import type { TelemetryIndex } from './telemetry-index.ts';

/** Numbers of the groups that hold something, largest first, ties by key. Counts are whole numbers. */
function ranked(counts: Float64Array, { byKey, rankOfKey }: KeyedGrouping): Uint32Array {
  let largest = 0;
  for (const count of counts) largest = Math.max(largest, count);
  const groups = counts.length;
  const places = new Float64Array(groups);
  let length = 0;
  for (let group = 0; group < groups; group++) {
    if (counts[group]! > 0)
      places[length++] = (largest - counts[group]!) * groups + rankOfKey[group]!;
  }
  return Uint32Array.from(places.subarray(0, length).sort(), (place) => byKey[place % groups]!);
}

/** The largest groups of a dimension, in steps. */
export function* answerDimension(
  index: TelemetryIndex,
  { filter, measure, groupBy: { dimension, limit } }: Query<GroupByDimension>,
): Steps<DimensionAggregate> {
  const keyed = index.byDimension(dimension);
  const asker = dimension === 'country' ? 'countries' : 'figures';
  const { keys, labels } = keyed;
  const divisor = divisorOf(index.telemetry, filter, measure);
  const counts = yield* index.counting(filter, keyed.grouping, measure, asker);
  const order = ranked(counts, keyed);
  const kept = Array.from(order.subarray(0, limit));
  const value = Float64Array.from(kept, (group) => counts[group]! / divisor);
  yield;
  const quiet = yield* index.counting(filter, keyed.countryOnly, measure, asker);
  const countryOnly = Float64Array.from(kept, (group) => quiet[group]! / divisor);
  yield;
  return {
    by: 'dimension',
    measure,
    dimension,
    keys: kept.map((group) => keys[group]!),
    labels: kept.map((group) => labels[group]!),
    value,
    countryOnly,
    groups: order.length,
    total: (yield* index.counting(filter, index.all, measure, asker))[0]! / divisor,
  };
}
