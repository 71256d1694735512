import type { TimeAggregate } from '../model/aggregate.ts';
import type { Filter, GroupByTime, Query } from '../model/query.ts';
import { divisorOf, sharedDays } from './days.ts';
import type { Grouping } from './grouping.ts';
import type { Steps } from './steps.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import type { Telemetry } from './telemetry-table.ts';

type Bins = Extract<Grouping, { kind: 'time' }>;

/** Hits without a time that pass the filter's other clauses. */
function* countUndated(index: TelemetryIndex, { time: _, ...untimed }: Filter): Steps<number> {
  const { undated, range } = index.telemetry;
  if (undated === 0) return 0;
  const hits = (yield* index.counting(untimed, index.all, 'hits'))[0]!;
  if (!range) return hits;
  const dated = wholeOf(binsOf(index.telemetry, untimed, 1));
  return hits - (yield* index.counting(untimed, dated, 'hits'))[0]!;
}

/** Bins of `divisor` seconds over what the data and the filter's time share. */
function binsOf({ range }: Telemetry, { time }: Filter, divisor: number): Bins {
  const from = Math.max(range?.first ?? 0, time ? Math.ceil(time.start / 1000) : 0);
  const to = Math.min(range ? range.last + 1 : 0, time ? Math.ceil(time.end / 1000) : Infinity);
  const offset = Math.floor(from / divisor) * divisor;
  const groups = to > from ? Math.ceil((to - offset) / divisor) : 0;
  const name = `${divisor} s from ${from} to ${to}`;
  return { kind: 'time', name, groups, offset, divisor, from, to, places: null };
}

/** All bins as one. */
function wholeOf(bins: Bins): Bins {
  const { from, to } = bins;
  const groups = to > from ? 1 : 0;
  return { ...bins, name: `from ${from} to ${to}`, groups, offset: from, divisor: to - from };
}

/** Bins of time without gaps, in steps. */
export function* answerTime(
  index: TelemetryIndex,
  { filter, measure, groupBy: { interval, counting } }: Query<GroupByTime>,
): Steps<TimeAggregate> {
  const { telemetry } = index;
  const bins = binsOf(telemetry, filter, interval / 1000);
  const { offset, divisor, from, to } = bins;
  const undatedHits = yield* countUndated(index, filter);
  const total = (yield* index.counting(filter, wholeOf(bins), measure))[0] ?? 0;
  const counts = yield* counting === 'new'
    ? index.countingNew(filter, bins, measure)
    : index.counting(filter, bins, measure);
  const value = counts.slice();
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
    total: total / divisorOf(telemetry, filter, measure),
    undatedHits,
  };
}
