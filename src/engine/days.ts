import type { Filter, Measure } from '../model/query.ts';
import { DAY } from '../model/time.ts';
import type { Telemetry } from './telemetry-table.ts';

export const SECONDS_A_DAY = DAY / 1000;

/** Weekday of a day since 1970 UTC, which began with a Thursday: 0 is Monday. */
export function weekdayOf(day: number): number {
  return (day + 3) % 7;
}

/** Days that the data and a range of seconds, first and last included, share; at least 1. */
export function sharedDays({ range }: Telemetry, first: number, last: number): number {
  if (!range) return 1;
  const from = Math.floor(Math.max(range.first, first) / SECONDS_A_DAY);
  const to = Math.floor(Math.min(range.last, last) / SECONDS_A_DAY);
  return Math.max(1, to - from + 1);
}

/** What a count is divided by: the days of the filter's time range (or of the data) for a daily mean, else 1. */
export function divisorOf(telemetry: Telemetry, { time }: Filter, measure: Measure): number {
  if (measure !== 'meanDailyHosts') return 1;
  const first = time ? time.start / 1000 : 0;
  const last = time ? Math.ceil(time.end / 1000) - 1 : Infinity;
  return sharedDays(telemetry, first, last);
}
