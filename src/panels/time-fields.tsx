import { useEffect, useRef } from 'react';
import { DAY, isoTime, type Milliseconds, type TimeRange } from '../model/time.ts';
import { snap } from './timeline-bins.ts';

function TimeField(props: {
  label: string;
  value: string;
  isDate: boolean;
  /** Takes what was typed. @returns what was made of it: it stands in the field then, also while the keyboard is there */
  onCommit: (text: string) => string;
}) {
  const { label, value, isDate, onCommit } = props;
  const input = useRef<HTMLInputElement>(null);
  // What the page last wrote there: all else is typed.
  const written = useRef(value);
  useEffect(() => {
    const field = input.current;
    if (!field) return;
    const isTyped = field === document.activeElement && field.value !== written.current;
    if (!isTyped) field.value = written.current = value;
  }, [value]);
  const commit = () => {
    const field = input.current;
    if (!field) return;
    const isNew = field.value !== '' && field.value !== written.current;
    field.value = written.current = isNew ? onCommit(field.value) : value;
  };
  return (
    <input
      ref={input}
      className="field time-field"
      type={isDate ? 'date' : 'datetime-local'}
      aria-label={label}
      defaultValue={value}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        event.stopPropagation();
      }}
    />
  );
}

/** First and last day of the time range as texts to type in, UTC; with times where bins are shorter than a day. */
export function TimeFields(props: {
  time: TimeRange;
  bounds: TimeRange;
  interval: Milliseconds;
  onTime: (time: TimeRange) => void;
}) {
  const { time, bounds, interval, onTime } = props;
  const isDate = interval === DAY;
  const shown = (at: Milliseconds) => isoTime(at).slice(0, isDate ? 10 : 16);
  const read = (text: string) => Date.parse(isDate ? text : `${text}Z`);
  const shownEnd = (end: Milliseconds) => shown(isDate ? end - DAY : end);
  const choose = (start: Milliseconds, end: Milliseconds): TimeRange => {
    if (!Number.isFinite(start) || !Number.isFinite(end)) return time;
    const ordered = start < end ? { start, end } : { start: end - interval, end: start + interval };
    const taken = snap(ordered, interval, bounds);
    onTime(taken);
    return taken;
  };
  return (
    <div className="time-fields" role="group" aria-label="Time range, UTC">
      <TimeField
        label="First day"
        value={shown(time.start)}
        isDate={isDate}
        onCommit={(text) => shown(choose(read(text), time.end).start)}
      />
      <span aria-hidden="true">→</span>
      <TimeField
        label={isDate ? 'Last day' : 'End'}
        value={shownEnd(time.end)}
        isDate={isDate}
        onCommit={(text) => shownEnd(choose(time.start, read(text) + (isDate ? DAY : 0)).end)}
      />
    </div>
  );
}
