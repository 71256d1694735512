import { useEffect, useRef } from 'react';
import { DAY, isoTime, type Milliseconds, type TimeRange } from '../model/time.ts';
import { snap } from './timeline-bins.ts';

function TimeField(props: {
  label: string;
  value: string;
  isDate: boolean;
  onCommit: (text: string) => void;
}) {
  const { label, value, isDate, onCommit } = props;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const field = input.current;
    if (field && field !== document.activeElement) field.value = value;
  }, [value]);
  const commit = () => {
    const field = input.current;
    if (!field) return;
    if (field.value === '' || field.value === value) field.value = value;
    else onCommit(field.value);
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
  const last = isDate ? time.end - DAY : time.end;
  const choose = (start: Milliseconds, end: Milliseconds) => {
    if (!Number.isFinite(start) || !Number.isFinite(end)) return;
    const ordered = start < end ? { start, end } : { start: end - interval, end: start + interval };
    onTime(snap(ordered, interval, bounds));
  };
  return (
    <div className="time-fields" role="group" aria-label="Time range, UTC">
      <TimeField
        label="First day"
        value={shown(time.start)}
        isDate={isDate}
        onCommit={(text) => choose(read(text), time.end)}
      />
      <span aria-hidden="true">→</span>
      <TimeField
        label={isDate ? 'Last day' : 'End'}
        value={shown(last)}
        isDate={isDate}
        onCommit={(text) => choose(time.start, read(text) + (isDate ? DAY : 0))}
      />
    </div>
  );
}
