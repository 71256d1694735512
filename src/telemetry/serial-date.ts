import { BAD_TIME } from './calendar.ts';

/** The year from whose first day a workbook counts days: 1900, or 1904 as Excel for Mac once did. */
export type DateSystem = 1900 | 1904;

const DAY_SECONDS = 86_400;
const DOT = 46;
const COMMA = 44;
/**
 * What 1970-01-01 is as a serial number. The first system counts a 29th of February of 1900 that was none, so that it
 * holds from March 1900 on (ECMA-376, part 1, 18.17.4.1).
 */
const startOf: Readonly<Record<DateSystem, number>> = { 1900: 25_569, 1904: 24_107 };
/** Whole days of five digits, and a fraction of a day, with a point or a comma. */
const serial = /^\s*([3-6]\d{4})(?:[.,]\d{1,16})?\s*$/;

/** Whether a cell can be a date as spreadsheets count them, of 1982 to 2091, and nothing that is written as a date. */
export function isSerial(cell: string): boolean {
  return serial.test(cell);
}

/**
 * The time of a serial number in bytes[from, to): days, and a fraction of a day.
 * @returns seconds since 1970 of the workbook's wall clock, to the nearest one; BAD_TIME where it is no such number
 */
export function parseSerial(
  bytes: Uint8Array,
  from: number,
  to: number,
  system: DateSystem,
): number {
  let days = 0;
  let at = from;
  for (; at < to && bytes[at]! >= 48 && bytes[at]! <= 57; at++) days = days * 10 + bytes[at]! - 48;
  if (at - from !== 5) return BAD_TIME;
  let fraction = 0;
  if (at < to) {
    if ((bytes[at] !== DOT && bytes[at] !== COMMA) || at + 1 === to) return BAD_TIME;
    let unit = 0.1;
    for (at++; at < to; at++, unit /= 10) {
      const digit = bytes[at]! - 48;
      if (digit < 0 || digit > 9) return BAD_TIME;
      fraction += digit * unit;
    }
  }
  const seconds = Math.round((days - startOf[system] + fraction) * DAY_SECONDS);
  return seconds < 0 ? BAD_TIME : seconds;
}
