import type { CellAggregate } from '../model/aggregate.ts';
import type { GroupByCell, Measure, Query } from '../model/query.ts';
import { divisorOf } from './days.ts';
import type { TelemetryIndex } from './telemetry-index.ts';

function occupiedOf(counts: Float64Array): number {
  let occupied = 0;
  for (let group = 0; group < counts.length; group++) if (counts[group]! > 0) occupied++;
  return occupied;
}

/** Whether cells add up: no hit or host is in two of them. */
function isAdditive(measure: Measure): boolean {
  return ['hits', 'events', 'hosts', 'meanDailyHosts'].includes(measure);
}

/** The occupied cells of a level. */
export function answerCells(
  index: TelemetryIndex,
  { filter, measure, groupBy: { level } }: Query<GroupByCell>,
): CellAggregate {
  const cells = index.byCell(level);
  const divisor = divisorOf(index.telemetry, filter, measure);
  const whole = isAdditive(measure) ? null : index.count(filter, cells.whole, measure)[0]!;
  const counts = index.count(filter, cells.grouping, measure);
  const length = occupiedOf(counts);
  const x = new Uint32Array(length);
  const y = new Uint32Array(length);
  const accuracyClass = new Uint8Array(length);
  const value = new Float32Array(length);
  let sum = 0;
  let at = 0;
  for (let group = 0; group < counts.length; group++) {
    if (!(counts[group]! > 0)) continue;
    x[at] = cells.x[group]!;
    y[at] = cells.y[group]!;
    accuracyClass[at] = cells.accuracyClass[group]!;
    value[at++] = counts[group]! / divisor;
    sum += counts[group]!;
  }
  const total = (whole ?? sum) / divisor;
  return { by: 'cell', measure, level, length, x, y, accuracyClass, value, total };
}
