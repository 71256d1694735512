import { DAY, type Milliseconds, type TimeRange } from '../model/time.ts';

export const MINUTE: Milliseconds = 60_000;
export const HOUR: Milliseconds = 60 * MINUTE;

/** Length of a bin: days, but hours for less than four days and minutes for less than four hours. */
export function binLength({ start, end }: TimeRange): Milliseconds {
  if (end - start < 4 * HOUR) return MINUTE;
  return end - start < 4 * DAY ? HOUR : DAY;
}

/** The smallest range of whole bins that holds [first, last]. */
export function wholeBins(
  first: Milliseconds,
  last: Milliseconds,
  interval: Milliseconds,
): TimeRange {
  const start = Math.floor(first / interval) * interval;
  return { start, end: Math.floor(last / interval) * interval + interval };
}
