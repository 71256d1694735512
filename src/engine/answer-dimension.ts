import type { DimensionAggregate } from '../model/aggregate.ts';
import type { GroupByDimension, Query } from '../model/query.ts';
import { divisorOf } from './days.ts';
import type { KeyedGrouping } from './grouping.ts';
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

/** The largest groups of a dimension. */
export function answerDimension(
  index: TelemetryIndex,
  { filter, measure, groupBy: { dimension, limit } }: Query<GroupByDimension>,
): DimensionAggregate {
  const keyed = index.byDimension(dimension);
  const { keys, labels } = keyed;
  const divisor = divisorOf(index.telemetry, filter, measure);
  const counts = index.count(filter, keyed.grouping, measure);
  const order = ranked(counts, keyed);
  const kept = Array.from(order.subarray(0, limit));
  const value = Float64Array.from(kept, (group) => counts[group]! / divisor);
  const quiet = index.count(filter, keyed.countryOnly, measure);
  return {
    by: 'dimension',
    measure,
    dimension,
    keys: kept.map((group) => keys[group]!),
    labels: kept.map((group) => labels[group]!),
    value,
    countryOnly: Float64Array.from(kept, (group) => quiet[group]! / divisor),
    groups: order.length,
    total: index.count(filter, index.all, measure)[0]! / divisor,
  };
}
