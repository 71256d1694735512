import type { CellAggregate } from '../model/aggregate.ts';
import type { GroupByCell, Measure, Query } from '../model/query.ts';
import { cutColumns, takeColumns, type CellColumns } from './cell-columns.ts';
import { divisorOf } from './days.ts';
import type { CellGrouping } from './grouping.ts';
import type { Steps } from './steps.ts';
import type { TelemetryIndex } from './telemetry-index.ts';

/** Whether cells add up: no hit or host is in two of them. */
function isAdditive(measure: Measure): boolean {
  return ['hits', 'events', 'hosts', 'meanDailyHosts'].includes(measure);
}

/** Writes the cell of a group behind the others, where it is occupied. @returns how many cells there are then */
function gatherOne(
  cells: CellGrouping,
  group: number,
  count: number,
  divisor: number,
  { x, y, accuracyClass, value }: CellColumns,
  length: number,
): number {
  if (!(count > 0)) return length;
  x[length] = cells.x[group]!;
  y[length] = cells.y[group]!;
  accuracyClass[length] = cells.accuracyClass[group]!;
  value[length] = count / divisor;
  return length + 1;
}

/** Copies what stands in four elements. */
function copyFour(from: Uint32Array, at: number, into: Uint32Array, to: number): void {
  into[to] = from[at]!;
  into[to + 1] = from[at + 1]!;
  into[to + 2] = from[at + 2]!;
  into[to + 3] = from[at + 3]!;
}

/** Writes the occupied cells in front. @returns how many they are, and the sum of their counts */
function gatherCells(
  cells: CellGrouping,
  counts: Float64Array,
  divisor: number,
  into: CellColumns,
) {
  const { x, y, accuracyClass: fromClass } = cells;
  const { accuracyClass, value } = into;
  const isWhole = divisor === 1;
  let length = 0;
  let sum = 0;
  let group = 0;
  // Where most groups are occupied, so are mostly four that follow each other: then nothing is looked at between them.
  for (; group + 3 < counts.length; group += 4) {
    const a = counts[group]!;
    const b = counts[group + 1]!;
    const c = counts[group + 2]!;
    const d = counts[group + 3]!;
    sum += a + b + (c + d);
    if (a > 0 && b > 0 && c > 0 && d > 0) {
      copyFour(x, group, into.x, length);
      copyFour(y, group, into.y, length);
      accuracyClass[length] = fromClass[group]!;
      accuracyClass[length + 1] = fromClass[group + 1]!;
      accuracyClass[length + 2] = fromClass[group + 2]!;
      accuracyClass[length + 3] = fromClass[group + 3]!;
      value[length] = isWhole ? a : a / divisor;
      value[length + 1] = isWhole ? b : b / divisor;
      value[length + 2] = isWhole ? c : c / divisor;
      value[length + 3] = isWhole ? d : d / divisor;
      length += 4;
    } else {
      length = gatherOne(cells, group, a, divisor, into, length);
      length = gatherOne(cells, group + 1, b, divisor, into, length);
      length = gatherOne(cells, group + 2, c, divisor, into, length);
      length = gatherOne(cells, group + 3, d, divisor, into, length);
    }
  }
  for (; group < counts.length; group++) {
    sum += counts[group]!;
    length = gatherOne(cells, group, counts[group]!, divisor, into, length);
  }
  return { length, sum };
}

/** The occupied cells of a level, in steps. */
export function* answerCells(
  index: TelemetryIndex,
  { filter, measure, groupBy: { level } }: Query<GroupByCell>,
): Steps<CellAggregate> {
  const cells = index.byCell(level);
  const divisor = divisorOf(index.telemetry, filter, measure);
  const whole = isAdditive(measure)
    ? null
    : (yield* index.counting(filter, cells.whole, measure, 'map'))[0]!;
  const counts = yield* index.counting(filter, cells.grouping, measure, 'map');
  const room = takeColumns(counts.length);
  const { length, sum } = gatherCells(cells, counts, divisor, room);
  const total = (whole ?? sum) / divisor;
  return { by: 'cell', measure, level, length, ...cutColumns(room, length), total };
}
