import { useEffect, useRef, type RefObject } from 'react';
import { brushX, select, type D3BrushEvent } from 'd3';
import type { Milliseconds, TimeRange } from '../model/time.ts';
import { snap } from './timeline-bins.ts';

/** What a brush moves over. */
export interface BrushFrame {
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Pixels of a time, and back. */
  at: (time: Milliseconds) => number;
  timeAt: (pixels: number) => Milliseconds;
  interval: Milliseconds;
  bounds: TimeRange;
}

/** A drag shorter than this is a press, which drops the range. */
const PRESS_PIXELS = 3;

/** Puts d3's brush, for mouse and touch, into a group and keeps it at the time range. */
export function useBrush(
  group: RefObject<SVGGElement | null>,
  frame: BrushFrame,
  time: TimeRange | null,
  onTime: (time: TimeRange | null) => void,
): void {
  const latest = useRef({ frame, time, onTime });
  useEffect(() => {
    latest.current = { frame, time, onTime };
  });
  const dragging = useRef(false);
  const { left, right, top, bottom } = frame;
  useEffect(() => {
    if (!group.current) return;
    const root = select<SVGGElement, unknown>(group.current);
    const brush = brushX<unknown>().extent([
      [left, top],
      [right, bottom],
    ]);
    const chosen = (selection: D3BrushEvent<unknown>['selection']): TimeRange | null => {
      const [from, to] = (selection ?? [0, 0]) as [number, number];
      if (to - from < PRESS_PIXELS) return null;
      const { timeAt, interval, bounds } = latest.current.frame;
      return snap({ start: timeAt(from), end: timeAt(to) }, interval, bounds);
    };
    brush.on('start', (event: D3BrushEvent<unknown>) => {
      if (event.sourceEvent) dragging.current = true;
    });
    brush.on('brush', (event: D3BrushEvent<unknown>) => {
      const next = event.sourceEvent ? chosen(event.selection) : null;
      if (next) latest.current.onTime(next);
    });
    brush.on('end', (event: D3BrushEvent<unknown>) => {
      if (!event.sourceEvent) return;
      dragging.current = false;
      const next = chosen(event.selection);
      latest.current.onTime(next);
      const { at } = latest.current.frame;
      brush.move(root, next && [at(next.start), at(next.end)]);
    });
    root.call(brush);
    const held = latest.current;
    if (held.time) brush.move(root, [held.frame.at(held.time.start), held.frame.at(held.time.end)]);
    moveBrush.current = (range) => brush.move(root, range);
    return () => {
      brush.on('start brush end', null);
      root.on('.brush', null).selectAll('*').remove();
    };
  }, [group, left, right, top, bottom]);
  const moveBrush = useRef<(range: [number, number] | null) => void>(() => undefined);
  const start = time?.start;
  const end = time?.end;
  useEffect(() => {
    if (dragging.current) return;
    const { at } = latest.current.frame;
    moveBrush.current(start === undefined || end === undefined ? null : [at(start), at(end)]);
  }, [start, end]);
}
