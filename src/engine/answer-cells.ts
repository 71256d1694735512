import type { CellAggregate } from '../model/aggregate.ts';
import type { GroupByCell, Query } from '../model/query.ts';
import { countGroups, countOnce } from './count-units.ts';
import { divisorOf } from './days.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import { unitsOf } from './units.ts';

/** Numbers of the groups that hold something. */
function occupiedOf(counts: Float64Array): Uint32Array {
  const occupied = new Uint32Array(counts.length);
  let length = 0;
  for (let group = 0; group < counts.length; group++) {
    if (counts[group]! > 0) occupied[length++] = group;
  }
  return occupied.subarray(0, length);
}

/** The occupied cells of a level. */
export function answerCells(
  index: TelemetryIndex,
  { filter, measure, groupBy: { level } }: Query<GroupByCell>,
): CellAggregate {
  const { grouping, x, y, accuracyClass } = index.byCell(level);
  const units = unitsOf(index, index.select(filter), grouping, measure);
  const counts = countGroups(units, measure);
  const divisor = divisorOf(index.telemetry, filter, measure);
  const occupied = occupiedOf(counts);
  return {
    by: 'cell',
    measure,
    level,
    length: occupied.length,
    x: Uint32Array.from(occupied, (group) => x[group]!),
    y: Uint32Array.from(occupied, (group) => y[group]!),
    accuracyClass: Uint8Array.from(occupied, (group) => accuracyClass[group]!),
    value: Float32Array.from(occupied, (group) => counts[group]! / divisor),
    total: countOnce(units, measure) / divisor,
  };
}
