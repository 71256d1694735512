import type { CellAggregate } from '../model/aggregate.ts';
import type { GroupByCell, Measure, Query } from '../model/query.ts';
import { divisorOf } from './days.ts';
import type { CellGrouping } from './grouping.ts';
import { shareColumns } from './shared-columns.ts';
import type { Steps } from './steps.ts';
import type { TelemetryIndex } from './telemetry-index.ts';

/** Whether cells add up: no hit or host is in two of them. */
function isAdditive(measure: Measure): boolean {
  return ['hits', 'events', 'hosts', 'meanDailyHosts'].includes(measure);
}

/** From this part of occupied groups on, an answer has them all: which ones are occupied is not worth telling. */
const MOSTLY = 3 / 4;

type Columns = Pick<CellAggregate, 'x' | 'y' | 'accuracyClass' | 'value' | 'length'>;

/** Values of all groups, their counts added up, and how many are not 0. @param into see `answerCells` */
function divide(counts: Float64Array, divisor: number, into: ArrayBuffer | null) {
  const { length } = counts;
  const fits = into?.byteLength === length * Float32Array.BYTES_PER_ELEMENT;
  const value = fits ? new Float32Array(into) : new Float32Array(length);
  const whole = length & ~3;
  let [a, b, c, d] = [0, 0, 0, 0];
  let empty = 0;
  // Four sums at a time: none has to wait for the addition before it.
  for (let group = 0; group < whole; group += 4) {
    const p = counts[group]!;
    const q = counts[group + 1]!;
    const r = counts[group + 2]!;
    const s = counts[group + 3]!;
    a += p;
    b += q;
    c += r;
    d += s;
    if (p === 0) empty++;
    if (q === 0) empty++;
    if (r === 0) empty++;
    if (s === 0) empty++;
    value[group] = p;
    value[group + 1] = q;
    value[group + 2] = r;
    value[group + 3] = s;
  }
  for (let group = whole; group < length; group++) {
    a += counts[group]!;
    if (counts[group] === 0) empty++;
    value[group] = counts[group]!;
  }
  if (divisor !== 1)
    for (let group = 0; group < length; group++) value[group] = counts[group]! / divisor;
  return { value, sum: a + b + c + d, occupied: length - empty };
}

/** The occupied groups alone. */
function occupiedCells(cells: CellGrouping, values: Float32Array, occupied: number): Columns {
  const x = new Uint32Array(occupied);
  const y = new Uint32Array(occupied);
  const accuracyClass = new Uint8Array(occupied);
  const value = new Float32Array(occupied);
  let length = 0;
  for (let group = 0; group < values.length; group++) {
    if (!(values[group]! > 0)) continue;
    x[length] = cells.x[group]!;
    y[length] = cells.y[group]!;
    accuracyClass[length] = cells.accuracyClass[group]!;
    value[length++] = values[group]!;
  }
  return { x, y, accuracyClass, value, length };
}

/**
 * The cells of a level, in steps: the occupied ones, or all where most are.
 * @param into memory to write the values of all to, where it is as large, whatever is in it
 */
export function* answerCells(
  index: TelemetryIndex,
  { filter, measure, groupBy: { level } }: Query<GroupByCell>,
  into: ArrayBuffer | null,
): Steps<CellAggregate> {
  const cells = index.byCell(level);
  const divisor = divisorOf(index.telemetry, filter, measure);
  const whole = isAdditive(measure)
    ? null
    : (yield* index.counting(filter, cells.whole, measure, 'map'))[0]!;
  const counts = yield* index.counting(filter, cells.grouping, measure, 'map');
  const { value, sum, occupied } = divide(counts, divisor, into);
  const columns =
    occupied >= MOSTLY * counts.length
      ? { ...shareColumns(cells), value, length: counts.length }
      : occupiedCells(cells, value, occupied);
  return { by: 'cell', measure, level, ...columns, total: (whole ?? sum) / divisor };
}
