import type { HourAggregate } from '../model/aggregate.ts';
import { HOURS_A_DAY, HOURS_A_WEEK } from '../model/inspection.ts';
import type { Filter, GroupByHour, Query } from '../model/query.ts';
import { SECONDS_A_DAY, weekdayOf } from './days.ts';
import type { Grouping } from './grouping.ts';
import type { Steps } from './steps.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import type { Telemetry } from './telemetry-table.ts';

const hours: Grouping = {
  kind: 'week',
  name: 'hours of the week',
  groups: HOURS_A_WEEK,
  places: null,
};

/** How many Mondays, Tuesdays, ... the data and the filter's time share. */
function weekdaysOf({ range }: Telemetry, { time }: Filter): Uint32Array {
  const days = new Uint32Array(7);
  if (!range) return days;
  const first = Math.max(range.first, time ? Math.ceil(time.start / 1000) : 0);
  const last = Math.min(range.last, time ? Math.ceil(time.end / 1000) - 1 : Infinity);
  const end = Math.floor(last / SECONDS_A_DAY);
  for (let day = Math.floor(first / SECONDS_A_DAY); day <= end; day++) days[weekdayOf(day)]!++;
  return days;
}

/** The hours of the week, in steps. A daily mean is over the days of its weekday. */
export function* answerHours(
  index: TelemetryIndex,
  { filter, measure }: Query<GroupByHour>,
): Steps<HourAggregate> {
  const days = weekdaysOf(index.telemetry, filter);
  const value = yield* index.countingOnce(filter, hours, measure);
  if (measure === 'meanDailyHosts') {
    value.forEach((count, hour) => {
      value[hour] = count / Math.max(1, days[Math.floor(hour / HOURS_A_DAY)]!);
    });
  }
  return { by: 'hour', measure, value, days };
}
