import { findColumns, type FoundColumns } from './find-columns.ts';
import { areNames } from './find-header.ts';
import { formatOf } from './find-format.ts';
import { fold, roleNames, roles } from './roles.ts';

const known = new Set(roles.flatMap((role) => roleNames[role]));

/**
 * The columns that a record in the middle of a file stands for, where it is another header: names only, of which at
 * least two are known. No address column means that what follows is no telemetry.
 */
export function laterHeader(cells: readonly string[]): FoundColumns | null {
  if (cells.length < 2 || !areNames(cells)) return null;
  if (cells.filter((cell) => known.has(fold(cell))).length < 2) return null;
  const seen = { names: cells.map(fold), rows: [], banner: '', file: '', shape: 'csv' as const };
  const { format, subject } = formatOf(seen);
  return findColumns(cells, [], format, subject);
}

/** Whether two parts of a record are known names: told before its cells are parted with care. */
export function namesColumns(text: string, delimiter: number): boolean {
  const parts = text.replaceAll('"', '').split(String.fromCharCode(delimiter));
  let found = 0;
  for (const part of parts) if (isKnown(part) && ++found > 1) return true;
  return false;
}

/** Parts that were looked up before: what is no header often says the same. */
const lookedUp = new Map<string, boolean>();
const MOST_LOOKED_UP = 1000;
const LONGEST_NAME = 60;

/** Whether a part of a record is a known name. */
function isKnown(part: string): boolean {
  if (part.length > LONGEST_NAME) return false;
  const before = lookedUp.get(part);
  if (before !== undefined) return before;
  const isName = known.has(fold(part));
  if (lookedUp.size < MOST_LOOKED_UP) lookedUp.set(part, isName);
  return isName;
}

const BLANK = 32;
const QUOTE = 34;

/**
 * Whether no cell of a record begins with a digit, as a name never does: told without making a text of it, since a file
 * may have millions of rows to refuse.
 */
export function mayBeHeader(
  bytes: Uint8Array,
  start: number,
  end: number,
  delimiter: number,
): boolean {
  let fresh = true;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === delimiter) fresh = true;
    else if (fresh && byte !== QUOTE && byte !== BLANK) {
      if (byte >= 48 && byte <= 57) return false;
      fresh = false;
    }
  }
  return true;
}
