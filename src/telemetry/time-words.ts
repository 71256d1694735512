import { toUtcOf, type ToUtc } from './time-zone.ts';
import { BAD_TIME, daysOf } from './calendar.ts';

/** How times are read that do not say everything themselves. */
export interface TimeReading {
  /** Whether 3/4/2026 is the third of April. */
  dayFirst: boolean;
  /** Year of times that name none; 0 where none is known. */
  year: number;
  /** Whether two numbers before a clock are a month and a day of that year. */
  yearless?: boolean;
}

/** What the last time that was read showed. */
export const timeMarks = {
  /** It names its zone, or needs none. */
  marked: false,
  /** Day and month could be the other way round. */
  swappable: false,
  /** Day and month stand in numbers, and only this way round. */
  ordered: false,
};

const PLUS = 43;
const COMMA = 44;
const MINUS = 45;
const DOT = 46;
const COLON = 58;
const NONE = -1;

/** A word of up to four letters as a number: a digit of base 27 a letter. */
function wordCode(word: string): number {
  return [...word].reduce((code, letter) => code * 27 + (letter.charCodeAt(0) & 31), 0);
}

const codes = (words: string) => words.split(' ').map(wordCode);
const months = new Map(
  codes('jan feb mar apr may jun jul aug sep oct nov dec').map((code, i) => [code, i + 1]),
);
const weekdays = new Set(codes('mon tue wed thu fri sat sun'));
const fillers = new Set(codes('st nd rd th t at of'));
const AM = wordCode('am');
const PM = wordCode('pm');
const zoneHours: readonly (readonly [words: string, hours: number])[] = [
  ['utc gmt z wet', 0],
  ['cet bst west', 1],
  ['cest eet', 2],
  ['msk eest', 3],
  ['sgt hkt', 8],
  ['jst kst', 9],
  ['aest', 10],
  ['aedt', 11],
  ['edt', -4],
  ['est cdt', -5],
  ['cst mdt', -6],
  ['mst pdt', -7],
  ['pst', -8],
];
const zones = new Map(
  zoneHours.flatMap(([words, hours]) => codes(words).map((code) => [code, hours * 3600] as const)),
);

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 48 && byte <= 57;
const isLetter = (byte: number) => (byte | 32) >= 97 && (byte | 32) <= 122;
const SLASH = 47;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
/** What stands in names of zones beside letters and digits: / _ - and +. */
const zoneMarks = new Set([SLASH, 95, MINUS, PLUS]);
const isZoneByte = (byte: number) => isLetter(byte) || isDigit(byte) || zoneMarks.has(byte);
const separators = new Uint8Array(256);
for (const character of ' \t,./-@:()') separators[character.charCodeAt(0)] = 1;
// Letters of other scripts, and blanks that do not break, as newer programs write before AM and PM.
separators.fill(1, 128);

/** One cell as it is taken apart. Used again for every cell. */
const parts = {
  numbers: new Int32Array(3),
  widths: new Int32Array(3),
  count: 0,
  month: 0,
  clock: NONE,
  half: NONE,
  zone: NaN,
  toUtc: null as ToUtc | null,
  yearAfter: NONE,
};

function clearParts(): void {
  parts.count = 0;
  parts.month = 0;
  parts.clock = NONE;
  parts.half = NONE;
  parts.zone = NaN;
  parts.toUtc = null;
  parts.yearAfter = NONE;
}

function numberOf(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) value = value * 10 + bytes[i]! - 48;
  return value;
}

function endOfDigits(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isDigit(bytes[at])) at++;
  return at;
}

/** h:mm, h:mm:ss, with a fraction; answers where it ends, or NONE. */
function takeClock(bytes: Uint8Array, from: number, end: number): number {
  const colon = endOfDigits(bytes, from, end);
  const hours = numberOf(bytes, from, colon);
  let at = endOfDigits(bytes, colon + 1, end);
  if (at !== colon + 3 || hours > 23) return NONE;
  const minutes = numberOf(bytes, colon + 1, at);
  let seconds = 0;
  if (bytes[at] === COLON && at < end) {
    const after = endOfDigits(bytes, at + 1, end);
    if (after !== at + 3) return NONE;
    seconds = numberOf(bytes, at + 1, after);
    at = after;
    if (at < end && (bytes[at] === DOT || bytes[at] === COMMA) && isDigit(bytes[at + 1])) {
      at = endOfDigits(bytes, at + 1, end);
    }
  }
  if (minutes > 59 || seconds > 59) return NONE;
  parts.clock = hours * 3600 + minutes * 60 + seconds;
  return at;
}

function takeNumber(bytes: Uint8Array, from: number, end: number): number {
  const to = endOfDigits(bytes, from, end);
  const width = to - from;
  if (width > 8) return NONE;
  const startsClock = width <= 2 && to + 1 < end && bytes[to] === COLON && isDigit(bytes[to + 1]);
  if (parts.clock === NONE && startsClock) return takeClock(bytes, from, end);
  const value = numberOf(bytes, from, to);
  if (parts.clock !== NONE && parts.count > 0) {
    if (width !== 4 || parts.yearAfter !== NONE) return NONE;
    parts.yearAfter = value;
    return to;
  }
  if (parts.count === 3) return NONE;
  parts.numbers[parts.count] = value;
  parts.widths[parts.count++] = width;
  return to;
}

/** Zones by their names, as Europe/Vienna; null for what is none. No more are kept than there are. */
const namedZones = new Map<string, ToUtc | null>();
const MOST_ZONES = 1000;
const LONGEST_ZONE = 40;

/** The name of a zone after the clock, with a slash between area and place; answers where it ends, or NONE. */
function takeZone(bytes: Uint8Array, from: number, end: number): number {
  let to = from;
  while (to < end && isZoneByte(bytes[to]!)) to++;
  if (to - from > LONGEST_ZONE) return NONE;
  const name = String.fromCharCode(...bytes.subarray(from, to));
  let zone = namedZones.get(name);
  if (zone === undefined) {
    zone = toUtcOf(name);
    if (namedZones.size < MOST_ZONES) namedZones.set(name, zone);
  }
  parts.toUtc = zone;
  return zone === null ? NONE : to;
}

function takeWord(bytes: Uint8Array, from: number, end: number): number {
  let to = from;
  let code = 0;
  let three = 0;
  for (; to < end && isLetter(bytes[to]!); to++) {
    if (to - from < 5) code = code * 27 + (bytes[to]! & 31);
    if (to - from === 2) three = code;
  }
  if (bytes[to] === SLASH && to < end && parts.clock !== NONE) return takeZone(bytes, from, end);
  const month = to - from >= 3 ? months.get(three) : undefined;
  if (month !== undefined && parts.month === 0) {
    parts.month = month;
    return to;
  }
  if (code === AM || code === PM) parts.half = code === PM ? 12 : 0;
  else if (zones.has(code) && parts.clock !== NONE) parts.zone = zones.get(code)!;
  else if (!fillers.has(code) && !(to - from >= 3 && weekdays.has(three))) return NONE;
  return to;
}

/** The name of a zone in brackets, as RFC 9557 and Java write it: an offset before it says more, in autumn. */
function takeBracket(bytes: Uint8Array, from: number, end: number): number {
  const close = bytes.indexOf(CLOSE_BRACKET, from);
  if (close < 0 || close >= end || close - from > LONGEST_ZONE) return NONE;
  if (!Number.isNaN(parts.zone)) return close + 1;
  return takeWord(bytes, from + 1, close) === close ? close + 1 : NONE;
}

/** +hh, +hhmm, +hh:mm after the clock. */
function takeOffset(bytes: Uint8Array, from: number, end: number): number {
  const mid = endOfDigits(bytes, from + 1, end);
  let hours = numberOf(bytes, from + 1, mid);
  let minutes = 0;
  let at = mid;
  if (mid - from === 5) {
    minutes = hours % 100;
    hours = Math.floor(hours / 100);
  } else if (mid - from > 3) return NONE;
  else if (bytes[mid] === COLON && mid < end) {
    at = endOfDigits(bytes, mid + 1, end);
    if (at !== mid + 3) return NONE;
    minutes = numberOf(bytes, mid + 1, at);
  }
  if (hours > 23 || minutes > 59) return NONE;
  parts.zone = (bytes[from] === PLUS ? 1 : -1) * (hours * 3600 + minutes * 60);
  return at;
}

function takeApart(bytes: Uint8Array, start: number, end: number): boolean {
  clearParts();
  let at = start;
  while (at < end && at >= 0) {
    const byte = bytes[at]!;
    const signed = (byte === PLUS || byte === MINUS) && isDigit(bytes[at + 1]);
    if (isDigit(byte)) at = takeNumber(bytes, at, end);
    else if (isLetter(byte)) at = takeWord(bytes, at, end);
    else if (signed && parts.clock !== NONE) {
      at = takeOffset(bytes, at, end);
    } else if (byte === OPEN_BRACKET && parts.clock !== NONE) {
      at = takeBracket(bytes, at, end);
    } else if (separators[byte] === 1) at++;
    else return false;
  }
  return at === end;
}

/** Two digits stand for a year of this century. */
function yearOf(index: number): number {
  const value = parts.numbers[index]!;
  return parts.widths[index] === 2 ? 2000 + value : parts.widths[index] === 4 ? value : 0;
}

function daysByName(reading: TimeReading): number {
  const { numbers, widths, count, month, yearAfter } = parts;
  if (count === 1) {
    const year = yearAfter === NONE ? reading.year : yearAfter;
    return widths[0]! > 2 ? BAD_TIME : daysOf(year, month, numbers[0]!);
  }
  if (count !== 2) return BAD_TIME;
  const yearFirst = widths[0] === 4;
  return daysOf(yearOf(yearFirst ? 0 : 1), month, numbers[yearFirst ? 1 : 0]!);
}

function daysByNumber({ dayFirst, year, yearless }: TimeReading): number {
  const { numbers, widths, count } = parts;
  const [a, b, c] = [numbers[0]!, numbers[1]!, numbers[2]!];
  if (count === 1 && widths[0] === 8) {
    return daysOf(Math.floor(a / 10_000), Math.floor(a / 100) % 100, a % 100);
  }
  if (count === 2 && yearless && parts.clock !== NONE) return daysOf(year, a, b);
  if (count !== 3) return BAD_TIME;
  if (widths[0] === 4) return daysOf(a, b, c);
  timeMarks.swappable = a <= 12 && b <= 12 && a !== b;
  timeMarks.ordered = a > 12 || b > 12;
  return dayFirst ? daysOf(yearOf(2), b, a) : daysOf(yearOf(2), a, b);
}

/**
 * The time in bytes[start, end) in seconds since 1970, where it is written for people: with names of months, day or
 * month first, a clock of twelve hours, the year last, a zone by name. Its zone is taken off where it names one.
 * `timeMarks` tells what it showed.
 * @returns BAD_TIME where it is none of these
 */
export function parseTimeWords(
  bytes: Uint8Array,
  start: number,
  end: number,
  reading: TimeReading,
): number {
  if (!takeApart(bytes, start, end)) return BAD_TIME;
  const days = parts.month > 0 ? daysByName(reading) : daysByNumber(reading);
  if (days < 0) return BAD_TIME;
  let clock = Math.max(0, parts.clock);
  if (parts.half !== NONE) {
    if (clock >= 13 * 3600 || parts.clock < 3600) return BAD_TIME;
    clock = (clock % (12 * 3600)) + parts.half * 3600;
  }
  const local = days * 86_400 + clock;
  timeMarks.marked = parts.clock === NONE || !Number.isNaN(parts.zone) || parts.toUtc !== null;
  if (!Number.isNaN(parts.zone)) return local - parts.zone;
  return parts.toUtc === null ? local : parts.toUtc(local);
}
