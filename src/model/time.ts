/** Milliseconds since 1970-01-01 UTC, or a length of time. */
export type Milliseconds = number;

export const DAY: Milliseconds = 86_400_000;

/** Half-open range of time: start <= t < end. */
export interface TimeRange {
  start: Milliseconds;
  end: Milliseconds;
}

/** Start of the UTC day that holds a time. */
export function startOfDay(time: Milliseconds): Milliseconds {
  return Math.floor(time / DAY) * DAY;
}

/** The smallest range of whole UTC days that holds [first, last]. */
export function wholeDays(first: Milliseconds, last: Milliseconds): TimeRange {
  return { start: startOfDay(first), end: startOfDay(last) + DAY };
}

/** The part that two ranges share, or null where they share none. */
export function intersect(a: TimeRange, b: TimeRange): TimeRange | null {
  const start = Math.max(a.start, b.start);
  const end = Math.min(a.end, b.end);
  return start < end ? { start, end } : null;
}

/** UTC date as YYYY-MM-DD. */
export function isoDate(time: Milliseconds): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** UTC time as YYYY-MM-DDTHH:MM:SSZ. */
export function isoTime(time: Milliseconds): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
