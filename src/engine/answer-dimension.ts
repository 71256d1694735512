import type { DimensionAggregate } from '../model/aggregate.ts';
import { precisions } from '../model/place.ts';
import type { Filter, GroupByDimension, Measure, Query } from '../model/query.ts';
import { totalOf } from './answer-total.ts';
import { countGroups } from './count-units.ts';
import { divisorOf } from './days.ts';
import type { Grouping } from './grouping.ts';
import type { CountedGroups, TelemetryIndex } from './telemetry-index.ts';
import type { Telemetry } from './telemetry-table.ts';
import { keepPlaces, unitsOf } from './units.ts';

/** 1 for places that are known to the country only. */
function countryOnlyMask({ places }: Telemetry): Uint8Array {
  const countryOnly = precisions.indexOf('country');
  const mask = new Uint8Array(places.length + 1);
  for (let place = 0; place < places.length; place++) {
    mask[place + 1] = places.precision[place] === countryOnly ? 1 : 0;
  }
  return mask;
}

/** Numbers of the groups that hold something, largest first, ties by key. */
function ranked(counts: Float64Array, keys: readonly string[]): number[] {
  const order: number[] = [];
  for (let group = 0; group < counts.length; group++) if (counts[group]! > 0) order.push(group);
  return order.sort((a, b) => counts[b]! - counts[a]! || (keys[a]! < keys[b]! ? -1 : 1));
}

function countRanking(
  index: TelemetryIndex,
  grouping: Grouping,
  filter: Filter,
  measure: Measure,
): CountedGroups {
  const { telemetry } = index;
  const units = unitsOf(index, index.select(filter), grouping, measure);
  const value = countGroups(units, measure);
  const mask = countryOnlyMask(telemetry);
  const countryOnly = countGroups(keepPlaces(units, telemetry.hosts.place, mask), measure);
  const divisor = divisorOf(telemetry, filter, measure);
  return {
    value: value.map((count) => count / divisor),
    countryOnly: countryOnly.map((count) => count / divisor),
  };
}

/** The largest groups of a dimension. */
export function answerDimension(
  index: TelemetryIndex,
  { filter, measure, groupBy: { dimension, limit } }: Query<GroupByDimension>,
): DimensionAggregate {
  const { grouping, keys, labels } = index.byDimension(dimension);
  const { value, countryOnly } = index.ranking(filter, measure, dimension, () =>
    countRanking(index, grouping, filter, measure),
  );
  const order = ranked(value, keys);
  const kept = order.slice(0, limit);
  return {
    by: 'dimension',
    measure,
    dimension,
    keys: kept.map((group) => keys[group]!),
    labels: kept.map((group) => labels[group]!),
    value: Float64Array.from(kept, (group) => value[group]!),
    countryOnly: Float64Array.from(kept, (group) => countryOnly[group]!),
    groups: order.length,
    total: totalOf(index, filter, measure),
  };
}
