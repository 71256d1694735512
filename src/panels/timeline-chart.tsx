import { useEffect, useId, useMemo, useRef, type KeyboardEvent } from 'react';
import { axisBottom, axisLeft, format, scaleLinear, scaleUtc, select } from 'd3';
import type { TimeAggregate } from '../model/aggregate.ts';
import { DAY, type Milliseconds, type TimeRange } from '../model/time.ts';
import { formatDate } from './format-number.ts';
import type { Lifetime } from '../model/server-lens.ts';
import { Lifetimes } from './lifetimes.tsx';
import { barPath, emptyRuns, snap } from './timeline-bins.ts';
import { useBrush } from './use-brush.ts';
import { useSize } from './use-size.ts';

/** Something that happened, marked on the timeline. */
export interface TimelineEvent {
  time: Milliseconds;
  label: string;
}

/** What the chart of the timeline shows. */
export interface TimelineChartProps {
  bins: TimeAggregate;
  /** All hits, unfiltered: bins without any are gaps in the data, not zeros. */
  hits: TimeAggregate | null;
  bounds: TimeRange;
  interval: Milliseconds;
  events: readonly TimelineEvent[];
  /** Lives of the servers that are looked at. */
  lifetimes: readonly Lifetime[];
  time: TimeRange | null;
  onTime: (time: TimeRange | null) => void;
  /** The bin under the pointer, or null. */
  onHover: (bin: number | null) => void;
}

/** Room around the bars, in ems of the axes' letters. */
const margin = { left: 4.2, right: 1.6, top: 0.5, bottom: 1.8 };
/** On a chart that is narrower, CSS pixels, names of events have a line of their own above the bars, ems. */
const NARROW = 600;
const NAMES = 1.3;
/** Bins that Shift and an arrow move an end by. */
const FAST = 7;

function useFrame(props: TimelineChartProps, { width, height, em }: ReturnType<typeof useSize>) {
  const { bins, bounds, interval, events, lifetimes } = props;
  const happened = [...events.map(({ time }) => time), ...lifetimes.map(({ end }) => end)];
  // A list of servers may be years younger than the telemetry.
  const furthest = bounds.end + (bounds.end - bounds.start) / 4;
  const latest = happened.reduce(
    (last, time) => (time > furthest ? last : Math.max(last, time + 5 * DAY)),
    bounds.end,
  );
  const largest = bins.value.reduce((a, b) => Math.max(a, b), 0);
  const { start, end } = bounds;
  const names = events.length > 0 && width < NARROW ? NAMES : 0;
  return useMemo(() => {
    const left = margin.left * em;
    const top = (margin.top + names) * em;
    const right = Math.max(left + 10, width - margin.right * em);
    const bottom = Math.max(top + 10, height - margin.bottom * em);
    const x = scaleUtc([start, latest], [left, right]);
    const y = scaleLinear([0, Math.max(1, largest)], [bottom, top]).nice(3);
    return {
      x,
      y,
      left,
      right: x(end),
      top,
      bottom,
      nameAt: names > 0 ? top - 0.3 * em : top + 10,
      at: (time: Milliseconds) => x(time),
      timeAt: (pixels: number) => x.invert(pixels).getTime(),
      interval,
      bounds: { start, end },
    };
  }, [start, end, latest, largest, interval, width, height, em, names]);
}

type Frame = ReturnType<typeof useFrame>;

/** CSS pixels: an axis that is lower has room for its ends alone. */
const LOW = 48;

function Axes({ frame, width }: { frame: Frame; width: number }) {
  const across = useRef<SVGGElement>(null);
  const up = useRef<SVGGElement>(null);
  useEffect(() => {
    const { x, y, left, bottom } = frame;
    const height = Math.abs(y.range()[0]! - y.range()[1]!);
    if (!across.current || !up.current) return;
    const ticks = Math.max(2, Math.floor(width / 110));
    select(across.current)
      .attr('transform', `translate(0,${bottom})`)
      .call(axisBottom(x).ticks(ticks).tickSizeOuter(0).tickPadding(4));
    const all = y.ticks(3).filter(Number.isInteger);
    const whole = height < LOW ? [all[0] ?? 0, all.at(-1) ?? 0] : all;
    select(up.current)
      .attr('transform', `translate(${left},0)`)
      .call(axisLeft(y).tickValues(whole).tickFormat(format('~s')).tickSize(3));
  }, [frame, width]);
  return (
    <g aria-hidden="true">
      <g ref={across} className="timeline-axis" />
      <g ref={up} className="timeline-axis" />
    </g>
  );
}

function Marks({ frame, events }: { frame: Frame; events: readonly TimelineEvent[] }) {
  return events.map(({ time, label }) => (
    <g key={time} className="timeline-event" transform={`translate(${frame.at(time)},0)`}>
      <line y1={frame.top} y2={frame.bottom} />
      <text x="-6" y={frame.nameAt} textAnchor="end">
        {label}
      </text>
    </g>
  ));
}

/** An end of the range, moved by the keyboard; the pointer moves d3's brush. */
function End(props: {
  side: 'start' | 'end';
  range: TimeRange;
  frame: Frame;
  onRange: (range: TimeRange) => void;
}) {
  const { side, range, frame, onRange } = props;
  const { interval, bounds } = frame;
  const value = range[side];
  const set = (next: Milliseconds) => {
    const held =
      side === 'start'
        ? Math.min(next, range.end - interval)
        : Math.max(next, range.start + interval);
    onRange(snap({ ...range, [side]: held }, interval, bounds));
  };
  const press = (event: KeyboardEvent) => {
    const by = interval * (event.shiftKey ? FAST : 1);
    const moves: Record<string, Milliseconds | undefined> = {
      ArrowLeft: value - by,
      ArrowDown: value - by,
      ArrowRight: value + by,
      ArrowUp: value + by,
      PageDown: value - FAST * interval,
      PageUp: value + FAST * interval,
      Home: bounds.start,
      End: bounds.end,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    set(next);
  };
  const name = side === 'start' ? 'Start of the time range' : 'End of the time range';
  return (
    <g
      className="timeline-end"
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-valuemin={bounds.start}
      aria-valuemax={bounds.end}
      aria-valuenow={value}
      aria-valuetext={formatDate(side === 'start' ? value : value - 1)}
      onKeyDown={press}
    >
      <rect x={frame.at(value) - 4} y={frame.top} width="8" height={frame.bottom - frame.top} />
    </g>
  );
}

/** Bars of the timeline with axes, gaps, events and a brush. */
export function TimelineChart(props: TimelineChartProps) {
  const { bins, hits, bounds, interval, events, lifetimes, time, onTime, onHover } = props;
  const box = useRef<HTMLDivElement>(null);
  const brushGroup = useRef<SVGGElement>(null);
  const hatch = useId();
  const size = useSize(box);
  const { width, height } = size;
  const frame = useFrame(props, size);
  useBrush(brushGroup, frame, time, onTime);
  const bars = useMemo(() => {
    const step = frame.at(bins.start + bins.interval) - frame.at(bins.start);
    const tall = (value: number) => frame.bottom - frame.y(value);
    return barPath(bins.value, {
      left: frame.at(bins.start),
      step,
      base: frame.bottom,
      height: tall,
    });
  }, [bins, frame]);
  const gaps = hits ? emptyRuns(hits.value, hits.start, hits.interval) : [];
  const range = time ?? bounds;
  return (
    <div
      ref={box}
      className="timeline-chart"
      onPointerMove={(event) => {
        const left = event.currentTarget.getBoundingClientRect().left;
        const bin = Math.floor((frame.timeAt(event.clientX - left) - bins.start) / interval);
        onHover(bin >= 0 && bin < bins.value.length ? bin : null);
      }}
      onPointerLeave={() => onHover(null)}
    >
      <svg width={width} height={height} role="group" aria-label="Histogram of the timeline">
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse">
          <path d="M-1 6L6 -1" className="timeline-hatch" />
        </pattern>
        <rect
          className="timeline-range"
          data-all={time === null}
          x={frame.at(range.start)}
          y={frame.top}
          width={Math.max(0, frame.at(range.end) - frame.at(range.start))}
          height={frame.bottom - frame.top}
        />
        {gaps.map((gap) => (
          <rect
            key={gap.start}
            fill={`url(#${hatch})`}
            x={frame.at(gap.start)}
            y={frame.top}
            width={frame.at(gap.end) - frame.at(gap.start)}
            height={frame.bottom - frame.top}
          >
            <title>No row in the data</title>
          </rect>
        ))}
        <path className="timeline-bars" d={bars} />
        <Axes frame={frame} width={width} />
        <Marks frame={frame} events={events} />
        <Lifetimes lifetimes={lifetimes} frame={{ ...frame, right: width }} />
        <g ref={brushGroup} className="timeline-brush" />
        <End side="start" range={range} frame={frame} onRange={onTime} />
        <End side="end" range={range} frame={frame} onRange={onTime} />
      </svg>
    </div>
  );
}
