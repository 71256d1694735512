import { textOf } from './dictionaries.ts';

/** No line of a table's frame has more bytes that are looked at. */
const LONGEST = 1 << 14;
/** What databases draw around the rows that they print, and the number of rows below. */
const rule = /^\s*(?:[-+=:|\s]*(?:---|===)[-+=:|\s]*|\(\d+ rows?\))\s*$/;

/** Whether a line is part of the frame of a printed table: a rule between rows, or how many there are. */
export function isRuleText(line: string): boolean {
  return rule.test(line);
}

/** The same of the line in bytes[start, end). */
export function isRuleLine(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start < LONGEST && isRuleText(textOf(bytes.subarray(start, end)));
}
