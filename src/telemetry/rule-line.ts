import { textOf } from './text-of.ts';

const BLANK = 32;
/** What the frame of a printed table is drawn with. */
const drawn = new Uint8Array(256);
for (const character of '-+=:|\t\r ') drawn[character.charCodeAt(0)] = 1;
const line = /---|===/;
/** The number of rows, as databases print it below them. */
const count = /^\(\d{1,12} rows?\)$/;
const LONGEST_COUNT = 30;

/** Whether a line is part of the frame of a printed table: a rule between rows, or how many there are. */
export function isRuleText(text: string): boolean {
  const bytes = new TextEncoder().encode(text);
  return isRuleLine(bytes, 0, bytes.length);
}

/** The same of the line in bytes[start, end); one that begins with anything else is told at once. */
export function isRuleLine(bytes: Uint8Array, start: number, end: number): boolean {
  let from = start;
  while (from < end && bytes[from]! <= BLANK) from++;
  let at = from;
  while (at < end && drawn[bytes[at]!] === 1) at++;
  if (at === end) return line.test(textOf(bytes.subarray(from, end)));
  if (at > from || end - from > LONGEST_COUNT) return false;
  return count.test(textOf(bytes.subarray(from, end)).trim());
}
