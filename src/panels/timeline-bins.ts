import type { Milliseconds, TimeRange } from '../model/time.ts';
import { HOUR, MINUTE } from '../state/time-bins.ts';

/** Name of a bin's length, after "a" or "an". */
export function binWords(interval: Milliseconds): string {
  if (interval === MINUTE) return 'a minute';
  return interval === HOUR ? 'an hour' : 'a day';
}

/** A range with its ends at the nearest ends of bins, at least one bin long, within bounds. */
export function snap(range: TimeRange, interval: Milliseconds, bounds: TimeRange): TimeRange {
  const near = (time: Milliseconds) => Math.round(time / interval) * interval;
  const hold = (time: Milliseconds, from: Milliseconds, to: Milliseconds) =>
    Math.min(to, Math.max(from, time));
  const start = hold(near(range.start), bounds.start, bounds.end - interval);
  return { start, end: hold(near(range.end), start + interval, bounds.end) };
}

/** Runs of bins that hold nothing, as ranges. */
export function emptyRuns(
  value: ArrayLike<number>,
  start: Milliseconds,
  interval: Milliseconds,
): TimeRange[] {
  const runs: TimeRange[] = [];
  for (let bin = 0; bin < value.length; bin++) {
    if (value[bin] !== 0) continue;
    const from = start + bin * interval;
    const last = runs.at(-1);
    if (last?.end === from) last.end = from + interval;
    else runs.push({ start: from, end: from + interval });
  }
  return runs;
}

/** How values stand as bars. */
export interface BarFrame {
  /** Pixels of the left end of the first bin, and of a bin. */
  left: number;
  step: number;
  /** Pixels of the base line. */
  base: number;
  /** Pixels above the base line for a value. */
  height: (value: number) => number;
}

/** Few bins do not make broad bars. */
const MOST_PIXELS = 40;

/** One path for all bars. A bar leaves a gap where there is room for one, and is never lower than a pixel. */
export function barPath(value: ArrayLike<number>, { left, step, base, height }: BarFrame): string {
  const gap = step > MOST_PIXELS ? step - MOST_PIXELS : step >= 4 ? 1 : step >= 2.5 ? 0.5 : 0;
  const parts: string[] = [];
  for (let bin = 0; bin < value.length; bin++) {
    if (!(value[bin]! > 0)) continue;
    const x = left + bin * step + gap / 2;
    const tall = Math.max(1, height(value[bin]!));
    parts.push(
      `M${x.toFixed(2)} ${base}h${(step - gap).toFixed(2)}v${(-tall).toFixed(2)}H${x.toFixed(2)}z`,
    );
  }
  return parts.join('');
}
