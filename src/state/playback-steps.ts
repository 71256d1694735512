import type { Milliseconds, TimeRange } from '../model/time.ts';

/** Where playback begins: at the chosen start, or at the data's where nothing is left to play after it. */
export function firstWindow(
  time: TimeRange | null,
  bounds: TimeRange,
  length: Milliseconds,
): TimeRange {
  const held = Math.min(length, bounds.end - bounds.start);
  const left = time !== null && time.start >= bounds.start && time.start + held < bounds.end;
  const start = left ? time.start : bounds.start;
  return { start, end: start + held };
}

/** The window one step on; null at the end of the data. */
export function nextWindow(
  { start, end }: TimeRange,
  bounds: TimeRange,
  step: Milliseconds,
): TimeRange | null {
  return end + step > bounds.end ? null : { start: start + step, end: end + step };
}

/** Every window of a playback over all of the data, as the timeline's playback shows them. */
export function playbackWindows(
  bounds: TimeRange,
  length: Milliseconds,
  step: Milliseconds,
): TimeRange[] {
  const windows: TimeRange[] = [];
  for (
    let window: TimeRange | null = firstWindow(null, bounds, length);
    window !== null;
    window = nextWindow(window, bounds, step)
  ) {
    windows.push(window);
  }
  return windows;
}
