import type { TimeAggregate } from '../model/aggregate.ts';
import type { Filter, GroupByTime, Query } from '../model/query.ts';
import { UNDATED } from '../model/telemetry.ts';
import { countGroups, countNew, countOnce } from './count-units.ts';
import { divisorOf, sharedDays } from './days.ts';
import type { Grouping } from './grouping.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import type { Telemetry } from './telemetry-table.ts';
import { unitsOf } from './units.ts';

function countUndated(index: TelemetryIndex, { time: _, ...untimed }: Filter): number {
  const { hits, undated } = index.telemetry;
  if (undated === 0) return 0;
  const { hit } = index.select(untimed);
  let count = 0;
  for (let i = 0; i < hit.length; i++) if (hits.time[hit[i]!] === UNDATED) count++;
  return count;
}

/** Bins of `divisor` seconds over what the data and the filter's time share. */
function binsOf(
  { range }: Telemetry,
  { time }: Filter,
  divisor: number,
): Extract<Grouping, { kind: 'time' }> {
  const from = Math.max(range?.first ?? 0, time ? Math.ceil(time.start / 1000) : 0);
  const to = Math.min(range ? range.last + 1 : 0, time ? Math.ceil(time.end / 1000) : Infinity);
  const offset = Math.floor(from / divisor) * divisor;
  const groups = to > from ? Math.ceil((to - offset) / divisor) : 0;
  return { kind: 'time', groups, offset, divisor, from, to };
}

/** Bins of time without gaps. */
export function answerTime(
  index: TelemetryIndex,
  { filter, measure, groupBy: { interval, counting } }: Query<GroupByTime>,
): TimeAggregate {
  const { telemetry } = index;
  const bins = binsOf(telemetry, filter, interval / 1000);
  const { offset, divisor, from, to } = bins;
  const units = unitsOf(index, index.select(filter), bins, measure);
  const value = counting === 'new' ? countNew(units, measure) : countGroups(units, measure);
  const total = countOnce(units, measure) / divisorOf(telemetry, filter, measure);
  if (measure === 'meanDailyHosts') {
    value.forEach((count, bin) => {
      const start = offset + bin * divisor;
      const end = Math.min(start + divisor, to);
      value[bin] = count / sharedDays(telemetry, Math.max(start, from), end - 1);
    });
  }
  return {
    by: 'time',
    measure,
    counting,
    start: offset * 1000,
    interval,
    value,
    total,
    undatedHits: countUndated(index, filter),
  };
}
