import type { CellAggregate } from '../model/aggregate.ts';
import type { GroupByCell, Measure, Query } from '../model/query.ts';
import { divisorOf } from './days.ts';
import type { CellGrouping } from './grouping.ts';
import type { TelemetryIndex } from './telemetry-index.ts';

/** Whether cells add up: no hit or host is in two of them. */
function isAdditive(measure: Measure): boolean {
  return ['hits', 'events', 'hosts', 'meanDailyHosts'].includes(measure);
}

/** Columns of the answer, with room for every group. */
function roomFor(groups: number) {
  return {
    x: new Uint32Array(groups),
    y: new Uint32Array(groups),
    accuracyClass: new Uint8Array(groups),
    value: new Float32Array(groups),
  };
}

type Columns = ReturnType<typeof roomFor>;

/** Of the latest level: cells are answered many times a second, and fresh memory is dear. */
let room: Columns = roomFor(0);

/** Writes the occupied cells in front. @returns how many they are, and the sum of their counts */
function gatherCells(cells: CellGrouping, counts: Float64Array, divisor: number, into: Columns) {
  const { x, y, accuracyClass, value } = into;
  let length = 0;
  let sum = 0;
  // Without a branch, which could not be foretold.
  for (let group = 0; group < counts.length; group++) {
    const count = counts[group]!;
    x[length] = cells.x[group]!;
    y[length] = cells.y[group]!;
    accuracyClass[length] = cells.accuracyClass[group]!;
    value[length] = count / divisor;
    sum += count;
    length += count > 0 ? 1 : 0;
  }
  return { length, sum };
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
  if (room.x.length !== counts.length) room = roomFor(counts.length);
  const { length, sum } = gatherCells(cells, counts, divisor, room);
  const [x, y] = [room.x.slice(0, length), room.y.slice(0, length)];
  const accuracyClass = room.accuracyClass.slice(0, length);
  const value = room.value.slice(0, length);
  const total = (whole ?? sum) / divisor;
  return { by: 'cell', measure, level, length, x, y, accuracyClass, value, total };
}
