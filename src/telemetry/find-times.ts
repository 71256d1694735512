import type { ImportOverride } from '../model/import-plan.ts';
import type { Format } from './format.ts';
import type { TimeRules } from './recognition.ts';
import { fold, isTimeName } from './roles.ts';
import { isSerial, parseSerial, type DateSystem } from './serial-date.ts';
import { BAD_TIME, parseTimeBytes } from './time-cell.ts';
import { timeMarks } from './time-words.ts';
import { isZone } from './time-zone.ts';

/** How the times of a file are read, and what of that is beyond doubt. */
export interface FoundTimes {
  rules: TimeRules;
  zoneCertain: boolean;
  orderCertain: boolean;
  /** Whether there is no doubt from when a spreadsheet's days are counted. */
  systemCertain: boolean;
  /** Whether any time is written with day and month in numbers, the year not first. */
  hasOrder: boolean;
  /** Whether there are times, and none of them can be read. */
  unreadable: boolean;
  why: string[];
}

const encoder = new TextEncoder();
const parts = /^\D{0,12}(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;

function parse(text: string, dayFirst: boolean, year: number, yearless = false): number {
  const bytes = encoder.encode(text.trim());
  return parseTimeBytes(bytes, 0, bytes.length, { dayFirst, year, yearless, toUtc: null });
}

/** Seconds between the first and the last of some times as one order reads them; NaN where it can read none. */
function span(cells: readonly string[], dayFirst: boolean, year: number): number {
  const times = cells
    .map((cell) => parse(cell, dayFirst, year))
    .filter((time) => time !== BAD_TIME);
  return times.length === 0 ? NaN : Math.max(...times) - Math.min(...times);
}

const DAYS_AROUND = 2;

/** Whether all times lie around the date of the file as one order reads them. */
function isAround(
  cells: readonly string[],
  dayFirst: boolean,
  year: number,
  date: number,
): boolean {
  return cells.every((cell) => {
    const time = parse(cell, dayFirst, year);
    return time !== BAD_TIME && Math.abs(time - date) <= DAYS_AROUND * 86_400;
  });
}

interface Order {
  dayFirst: boolean;
  certain: boolean;
  why: string | null;
}

/** Whether the day or the month stands first: by a part above 12, by dots, by what keeps the log short. */
function orderOf(
  cells: readonly string[],
  format: Format,
  date: number | null,
): Order & { found: boolean } {
  const year = yearOf(date);
  const dated = cells.flatMap((cell) => {
    const match = parts.exec(cell);
    return match ? [{ a: Number(match[1]), mark: match[2]!, b: Number(match[3]) }] : [];
  });
  if (dated.length === 0) return { dayFirst: false, certain: true, why: null, found: false };
  const dayProofs = dated.filter(({ a }) => a > 12).length;
  const monthProofs = dated.filter(({ b }) => b > 12).length;
  const [first] = dated;
  const said = (dayFirst: boolean, certain: boolean, reason: string) => ({
    dayFirst,
    certain,
    why: `Dates are read with the ${dayFirst ? 'day' : 'month'} first: ${reason}.`,
    found: true,
  });
  if (dayProofs > 0 && monthProofs === 0) return said(true, true, 'a first part is above 12');
  if (monthProofs > 0 && dayProofs === 0) return said(false, true, 'a second part is above 12');
  if (dayProofs > 0) {
    return said(dayProofs >= monthProofs, false, 'most rows can only be read so, but not all');
  }
  if (date !== null) {
    const [day, month] = [isAround(cells, true, year, date), isAround(cells, false, year, date)];
    if (day !== month) return said(day, true, 'so they are around the date of the file');
  }
  if (first!.mark === '.') return said(true, true, 'dots stand between their parts');
  if (format.dayFirst !== undefined) {
    return said(format.dayFirst, true, 'the format writes them so');
  }
  if (cells.some((cell) => /\d\s*[ap]m\b/i.test(cell))) {
    return said(false, false, 'the clock has twelve hours; no part above 12 was seen');
  }
  const [day, month] = [span(cells, true, year), span(cells, false, year)];
  if (day !== month) return said(day < month, false, 'so the rows lie closer together');
  return said(first!.mark !== '/', false, 'no part above 12 was seen');
}

const yearOf = (date: number | null) =>
  date === null ? 0 : new Date(date * 1000).getUTCFullYear();

function isReadable(cell: string, year: number, yearless = false): boolean {
  return [true, false].some((dayFirst) => parse(cell, dayFirst, year, yearless) !== BAD_TIME);
}

/** Whether some time names no zone. */
function someUnmarked(
  cells: readonly string[],
  dayFirst: boolean,
  year: number,
  { yearless }: Format,
): boolean {
  return cells.some(
    (cell) => parse(cell, dayFirst, year, yearless) !== BAD_TIME && !timeMarks.marked,
  );
}

interface Zone {
  zone: string;
  certain: boolean;
  why: string | null;
}

/** Zones that people name by letters, with the summer time of the place, and whether the letters leave no doubt. */
const zonesByLetters: readonly (readonly [letters: RegExp, zone: string, certain: boolean])[] = [
  [/^(?:ces?t|mes?z)$/i, 'Europe/Berlin', false],
  [/^e[sd]?t$/i, 'America/New_York', false],
  [/^p[sd]?t$/i, 'America/Los_Angeles', false],
  [/^bst$/i, 'Europe/London', false],
  [/^jst$/i, 'Asia/Tokyo', true],
  [/^msk$/i, 'Europe/Moscow', true],
];

/** The zone that a column's name gives in brackets, as "Time (CET)" or "seen [Europe/Vienna]"; null where it gives none. */
function zoneOfName(columnName: string): Zone | null {
  const text = /[([]\s*([A-Za-z/_]+|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d\d)?)\s*[)\]]/.exec(
    columnName,
  )?.[1];
  if (text === undefined) return null;
  const [, zone = text, certain = true] =
    zonesByLetters.find(([letters]) => letters.test(text)) ?? [];
  if (!/^[+-]|\/|[+-]\d/.test(zone) || !isZone(zone)) return null;
  const doubt = certain ? '' : `, with the summer time of ${zone}`;
  return {
    zone,
    certain,
    why: `The column "${columnName}" says that its times are ${text}${doubt}.`,
  };
}

function zoneOf(unmarked: boolean, columnName: string, banner: string, format: Format): Zone {
  if (!unmarked) return { zone: 'UTC', certain: true, why: null };
  if (format.zone !== undefined) {
    const why = `Times without a zone are ${format.zone}, as ${format.name} writes them.`;
    return { zone: format.zone, certain: true, why };
  }
  const named = zoneOfName(columnName);
  if (named) return named;
  if (/utc|gmt/i.test(columnName)) {
    return {
      zone: 'UTC',
      certain: true,
      why: `The column "${columnName}" says that its times are UTC.`,
    };
  }
  if (/\b(?:utc|gmt)\b/i.test(banner)) {
    return { zone: 'UTC', certain: true, why: 'The comments of the file say UTC.' };
  }
  return { zone: 'UTC', certain: false, why: 'Times without a zone are taken for UTC.' };
}

/** Times of a spreadsheet are held to be of the file's date where they lie within these days of it. */
const DAYS_OF_FILE = 31;

interface System {
  system: DateSystem;
  certain: boolean;
  why: string;
}

/** From which year the cells count days, as spreadsheets do; null where they are no such numbers. */
function systemOf(
  cells: readonly string[],
  columnName: string,
  banner: string,
  date: number | null,
  { columns, dateSystem }: ImportOverride,
): System | null {
  const isNamed = isTimeName(fold(columnName));
  const isTime = isNamed || typeof columns?.time === 'number' || dateSystem !== undefined;
  if (!isTime || cells.length === 0 || !cells.every(isSerial)) return null;
  const said = (system: DateSystem, certain: boolean, reason: string) => ({
    system,
    certain,
    why: `Times are days since ${system}, as spreadsheets count them${reason}.`,
  });
  if (dateSystem !== undefined) return said(dateSystem, true, '');
  if (/(?<!\d)1904(?!\d)/.test(banner)) return said(1904, true, ': the file says 1904');
  const isOfFile = (system: DateSystem) =>
    date !== null &&
    cells.every((cell) => {
      const bytes = encoder.encode(cell.trim());
      const time = parseSerial(bytes, 0, bytes.length, system);
      return time !== BAD_TIME && Math.abs(time - date) <= DAYS_OF_FILE * 86_400;
    });
  const found = ([1900, 1904] as const).find(isOfFile);
  if (found) return said(found, true, ': so they are around the date of the file');
  return said(1900, false, '; some workbooks count from 1904');
}

/** The date of a file by its name or its banner, in seconds since 1970 UTC; null where neither tells. */
export function fileDate(name: string, banner: string): number | null {
  const said =
    /(?:last[ -]updated|last[ -]modified|generated(?: on| at)?|^open|written at|updated)\s*:?\s*(?:at\s+|on\s+)?([^\n]+)/im.exec(
      banner,
    );
  const text = said?.[1]?.trim() ?? '';
  for (const candidate of [
    text,
    text.replace(/\s*\(.*$/, ''),
    text.slice(0, 16),
    text.slice(0, 10),
  ]) {
    const opened = /^(\d{4}-\d\d-\d\d)-(\d\d)-(\d\d)-(\d\d)/.exec(candidate);
    const time = parse(
      opened ? `${opened[1]} ${opened[2]}:${opened[3]}:${opened[4]}` : candidate,
      false,
      0,
    );
    if (time !== BAD_TIME) return time;
  }
  const inName = /(?:^|\D)((?:19|20)\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)/.exec(name);
  if (!inName) return null;
  const time = parse(`${inName[1]}-${inName[2]}-${inName[3]}`, false, 0);
  return time === BAD_TIME ? null : time;
}

/**
 * How the times of a column are to be read.
 * @param cells filled cells of the column in the first rows; none where there is no such column
 * @param date of the file, seconds since 1970 UTC
 */
export function findTimes(
  cells: readonly string[],
  columnName: string,
  banner: string,
  format: Format,
  date: number | null,
  override: ImportOverride,
): FoundTimes {
  const year = yearOf(date);
  const order = orderOf(cells, format, date);
  const dayFirst = override.dateOrder ? override.dateOrder === 'day-first' : order.dayFirst;
  const system = systemOf(cells, columnName, banner, date, override);
  const unmarked = system !== null || someUnmarked(cells, dayFirst, year, format);
  const found = zoneOf(unmarked, columnName, banner, format);
  const zone = override.zone !== undefined && isZone(override.zone) ? override.zone : found.zone;
  const chosen = {
    order: override.dateOrder !== undefined,
    zone: override.zone !== undefined,
  };
  const why = [
    system?.why ?? null,
    chosen.order ? null : order.why,
    chosen.zone ? null : found.why,
  ];
  return {
    rules: {
      dayFirst,
      orderOpen: order.found && !order.certain && !chosen.order,
      zone,
      year,
      ...(system && { system: system.system }),
      ...(format.yearless && { yearless: true }),
      undated: cells.length === 0 && override.useFileDate ? date : null,
    },
    zoneCertain: found.certain || chosen.zone,
    orderCertain: order.certain || chosen.order,
    systemCertain: system?.certain ?? true,
    hasOrder: order.found,
    unreadable:
      !system &&
      cells.length > 0 &&
      cells.every((cell) => !isReadable(cell, year, format.yearless)),
    why: why.filter((sentence) => sentence !== null),
  };
}
