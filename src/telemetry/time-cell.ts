import { BAD_TIME, daysOf } from './calendar.ts';
import { parseTimeWords, timeMarks, type TimeReading } from './time-words.ts';

export { BAD_TIME } from './calendar.ts';

const DAY_SECONDS = 86_400;
/** 2106-01-01: the first second after the years that are read. */
const END = 4_291_747_200;
/** Seconds from 1601, where Windows begins to count, to 1970. */
const FILETIME_START = 11_644_473_600;

/** A number of `count` digits from `at`, or -1 where a byte is no digit. */
function digits(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i++) {
    const digit = bytes[i]! - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function digitsUntil(bytes: Uint8Array, at: number, end: number): number {
  let i = at;
  while (i < end && bytes[i]! >= 48 && bytes[i]! <= 57) i++;
  return i;
}

const inRange = (seconds: number) => (seconds >= 0 && seconds < END ? seconds : BAD_TIME);

/** Units a second by the number of digits: seconds, milliseconds, microseconds, nanoseconds. */
const unitsByDigits: Readonly<Record<number, number>> = {
  9: 1,
  10: 1,
  12: 1e3,
  13: 1e3,
  15: 1e6,
  16: 1e6,
  19: 1e9,
};

/** Whole days and a clock without marks between them: YYYYMMDDhhmmss, with milliseconds or without. */
function parseStamp(bytes: Uint8Array, start: number): number {
  const days = daysOf(
    digits(bytes, start, 4),
    digits(bytes, start + 4, 2),
    digits(bytes, start + 6, 2),
  );
  const hours = digits(bytes, start + 8, 2);
  const minutes = digits(bytes, start + 10, 2);
  const seconds = digits(bytes, start + 12, 2);
  if (days < 0 || hours > 23 || minutes > 59 || seconds > 59) return BAD_TIME;
  timeMarks.marked = false;
  return days * DAY_SECONDS + hours * 3600 + minutes * 60 + seconds;
}

/** The basic form of ISO 8601, as 20260102T030405Z: days and clock without marks, with a zone or without. */
function parseBasic(bytes: Uint8Array, start: number, end: number): number {
  const days = daysOf(
    digits(bytes, start, 4),
    digits(bytes, start + 4, 2),
    digits(bytes, start + 6, 2),
  );
  const hours = digits(bytes, start + 9, 2);
  const minutes = digits(bytes, start + 11, 2);
  const seconds = digits(bytes, start + 13, 2);
  if (days < 0 || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return BAD_TIME;
  if (seconds < 0 || seconds > 59) return BAD_TIME;
  let at = start + 15;
  if (at < end && (bytes[at] === 46 || bytes[at] === 44)) at = digitsUntil(bytes, at + 1, end);
  const zone = zoneSeconds(bytes, at, end);
  const time = days * DAY_SECONDS + hours * 3600 + minutes * 60 + seconds - zone;
  return Number.isNaN(time) ? BAD_TIME : inRange(time);
}

/**
 * Epoch seconds, milliseconds, microseconds or nanoseconds, told by the number of digits; 18 digits are a Windows
 * FILETIME, 14 and 17 a date and a clock. A fraction is cut off.
 */
function parseEpoch(bytes: Uint8Array, start: number, end: number): number {
  const whole = digitsUntil(bytes, start, end);
  const count = whole - start;
  if (count === 8 && end - start >= 15 && (bytes[whole]! | 32) === 116) {
    return parseBasic(bytes, start, end);
  }
  if (count < 9) return BAD_TIME;
  if (whole < end) {
    const point = bytes[whole] === 46 || bytes[whole] === 44;
    if (!point || whole + 1 === end || digitsUntil(bytes, whole + 1, end) !== end) return BAD_TIME;
  }
  if (count === 14 || count === 17) return parseStamp(bytes, start);
  if (count === 18) return inRange(Math.floor(digits(bytes, start, 18) / 1e7) - FILETIME_START);
  const units = unitsByDigits[count];
  return units === undefined ? BAD_TIME : inRange(Math.floor(digits(bytes, start, count) / units));
}

/** Seconds that a zone mark takes off, or NaN where it is none: nothing, Z, UTC, +hh:mm, +hhmm, +hh. */
function zoneSeconds(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] === 32) at++;
  const length = end - at;
  timeMarks.marked = length > 0;
  if (length === 0) return 0;
  const first = bytes[at]!;
  if (length === 1) return (first | 32) === 122 ? 0 : NaN;
  if (first !== 43 && first !== 45) {
    const name = String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 4)));
    return length === 3 && /^(utc|gmt)$/i.test(name) ? 0 : NaN;
  }
  if (length !== 3 && length !== 5 && length !== 6) return NaN;
  if (length === 6 && bytes[at + 3] !== 58) return NaN;
  const hours = digits(bytes, at + 1, 2);
  const minutes = length === 3 ? 0 : digits(bytes, end - 2, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return NaN;
  return (first === 43 ? 1 : -1) * (hours * 3600 + minutes * 60);
}

/** hh:mm, hh:mm:ss or with a fraction, then a zone; seconds of the day, zone taken off. NaN where it is not that. */
function parseClock(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 5 || bytes[start + 2] !== 58) return NaN;
  const hours = digits(bytes, start, 2);
  const minutes = digits(bytes, start + 3, 2);
  let seconds = 0;
  let at = start + 5;
  if (bytes[at] === 58 && at < end) {
    if (end - at < 3) return NaN;
    seconds = digits(bytes, at + 1, 2);
    at += 3;
    if (at < end && (bytes[at] === 46 || bytes[at] === 44)) {
      const after = digitsUntil(bytes, at + 1, end);
      if (after === at + 1) return NaN;
      at = after;
    }
  }
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return NaN;
  if (seconds < 0 || seconds > 59) return NaN;
  return hours * 3600 + minutes * 60 + seconds - zoneSeconds(bytes, at, end);
}

/** ISO 8601 with T or a blank, or a date alone, or a number. */
function parseCommon(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  const mark = bytes[start + 4];
  timeMarks.marked = true;
  if (length < 10 || (mark !== 45 && mark !== 47) || bytes[start + 7] !== mark) {
    return parseEpoch(bytes, start, end);
  }
  const year = digits(bytes, start, 4);
  const days = daysOf(year, digits(bytes, start + 5, 2), digits(bytes, start + 8, 2));
  if (days < 0) return BAD_TIME;
  if (length === 10) return days * DAY_SECONDS;
  const separator = bytes[start + 10]!;
  if (separator !== 32 && (separator | 32) !== 116) return BAD_TIME;
  const clock = parseClock(bytes, start + 11, end);
  return Number.isNaN(clock) ? BAD_TIME : days * DAY_SECONDS + clock;
}

/** Reads times that do not say everything themselves: UTC, month before day, no year. */
export interface ZonedReading extends TimeReading {
  /** Turns a wall clock without a zone into UTC; null where it is UTC. */
  toUtc: ((local: number) => number) | null;
}

const plainReading: ZonedReading = { dayFirst: false, year: 0, toUtc: null };
const SHORTEST = 6;

/**
 * The time in bytes[start, end) in seconds since 1970 UTC, a fraction cut off: ISO 8601 with T or a blank, with or
 * without fraction and zone, a date alone, epoch seconds to nanoseconds, a Windows FILETIME, or one of the forms that
 * are written for people (`parseTimeWords`). `timeMarks` tells what it showed.
 * @param reading what is taken for granted where the time does not say it
 * @returns BAD_TIME where it is none of these, where the calendar has no such day, or outside 1970 to 2105
 */
export function parseTimeBytes(
  bytes: Uint8Array,
  start: number,
  end: number,
  reading: ZonedReading = plainReading,
): number {
  if (end - start < SHORTEST) return BAD_TIME;
  timeMarks.swappable = false;
  timeMarks.ordered = false;
  let time = parseCommon(bytes, start, end);
  if (time === BAD_TIME) time = parseTimeWords(bytes, start, end, reading);
  if (time === BAD_TIME) return BAD_TIME;
  if (!timeMarks.marked && reading.toUtc) time = reading.toUtc(time);
  return inRange(time);
}
