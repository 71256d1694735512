import type { Dialect } from './dialect.ts';
import { textOf } from './text-of.ts';
import { splitCells } from './split-cells.ts';

const NEWLINE = 10;
const RETURN = 13;
const BLANK = 32;
const HASH = 35;
const SLASH = 47;
const SEMICOLON = 59;

/** Whether the line that begins at `start` is blank, or a comment where the file has any; `work` ends with a NUL. */
export function isNoRecord(
  work: Uint8Array,
  start: number,
  { comments, delimiter, semicolonComments }: Dialect,
): boolean {
  let at = start;
  while (work[at] === BLANK) at++;
  const first = work[at]!;
  if (first === NEWLINE || (first === RETURN && work[at + 1] === NEWLINE)) return true;
  if (!comments) return false;
  if (first === HASH) return true;
  if (first === SEMICOLON) return delimiter !== SEMICOLON || semicolonComments === true;
  return first === SLASH && work[at + 1] === SLASH;
}

/** Whether a record that begins with # is data, as "#64496,http://..." of an AS number is, rather than a comment. */
export function isNumbered(record: Uint8Array, dialect: Dialect): boolean {
  const digit = record[1]! - 48;
  if (dialect.comments || digit < 0 || digit > 9) return false;
  const [cells = []] = splitCells(textOf(record), dialect, 1);
  return cells.length > 1 && cells.length === dialect.width;
}
