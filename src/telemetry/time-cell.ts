/** What a time cell that cannot be read answers. */
export const BAD_TIME = -1;

const DAY_SECONDS = 86_400;
/** 2106-01-01: the first second after the years that are read. */
const END = 4_291_747_200;
const monthLengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Days from 1970-01-01 to a date of the Gregorian calendar, or -1 where there is no such date between 1970 and 2105.
 * Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
 */
export function daysOf(year: number, month: number, day: number): number {
  if (year < 1970 || year > 2105 || month < 1 || month > 12 || day < 1) return -1;
  if (day > monthLengths[month - 1]!) return -1;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2 && day === 29 && !leap) return -1;
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear;
  return era * 146_097 + dayOfEra - 719_468;
}

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

/** Epoch seconds, milliseconds or microseconds, told by the number of digits; a fraction is cut off. */
function parseEpoch(bytes: Uint8Array, start: number, end: number): number {
  const whole = digitsUntil(bytes, start, end);
  const count = whole - start;
  if (whole < end) {
    const point = bytes[whole] === 46 || bytes[whole] === 44;
    if (!point || whole + 1 === end || digitsUntil(bytes, whole + 1, end) !== end) return BAD_TIME;
  }
  const divisor = count <= 10 ? 1 : count >= 12 && count <= 13 ? 1e3 : 1e6;
  if (count < 9 || count === 11 || count === 14 || count > 16) return BAD_TIME;
  return inRange(Math.floor(digits(bytes, start, count) / divisor));
}

/** Seconds that a zone mark takes off, or NaN where it is none: nothing, Z, UTC, +hh:mm, +hhmm, +hh. */
function zoneSeconds(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] === 32) at++;
  const length = end - at;
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

/**
 * The time in bytes[start, end) in seconds since 1970 UTC, a fraction cut off: ISO 8601 with T or a blank, with or
 * without fraction and zone (none: UTC), a date alone, or epoch seconds, milliseconds or microseconds.
 * @returns BAD_TIME where it is none of these, where the calendar has no such day, or outside 1970 to 2105
 */
export function parseTimeBytes(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length < 8) return BAD_TIME;
  const mark = bytes[start + 4];
  if ((mark !== 45 && mark !== 47) || bytes[start + 7] !== mark) {
    return parseEpoch(bytes, start, end);
  }
  if (length < 10) return BAD_TIME;
  const year = digits(bytes, start, 4);
  const days = daysOf(year, digits(bytes, start + 5, 2), digits(bytes, start + 8, 2));
  if (days < 0) return BAD_TIME;
  if (length === 10) return days * DAY_SECONDS;
  const separator = bytes[start + 10]!;
  if (separator !== 32 && (separator | 32) !== 116) return BAD_TIME;
  const clock = parseClock(bytes, start + 11, end);
  return Number.isNaN(clock) ? BAD_TIME : inRange(days * DAY_SECONDS + clock);
}
