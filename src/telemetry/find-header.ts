import { parseAddress } from './address.ts';
import { NO_DELIMITER } from './dialect.ts';
import { isAddress } from './find-columns.ts';
import { fold, roleNames, roles, withoutZone } from './roles.ts';
import { splitCells, type CellMarks } from './split-cells.ts';
import type { Head } from './split-head.ts';

/** The names of a file's columns. */
export interface Header {
  names: string[];
  /** Records before the first row, the header among them; 0 where it stands in a comment. */
  records: number;
  /** The line of a Zeek log that says so. */
  fieldsText?: string;
}

const known = new Set(roles.flatMap((role) => roleNames[role]));
const knownAddresses = new Set([...roleNames.address, ...roleNames.server, 'url', 'start']);
const PREAMBLE = 40;
const BLANK = 32;
const COMMENTS = 60;

/** Whether cells look like names rather than values: each begins with a letter and holds no colon or slash. */
export function areNames(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const isName = (cell: string) =>
    parseAddress(cell) === null &&
    (/^[\p{L}_@#][^:/]*$/u.test(withoutZone(cell)) || known.has(fold(cell)));
  return filled.length > 0 && filled.every(isName);
}

/** Names, or cells of which several are known names and none is an address. */
function isHeader(cells: readonly string[]): boolean {
  return areNames(cells) || (knownCells(cells) > 2 && !cells.some(isAddress));
}

const knownCells = (cells: readonly string[]) =>
  cells.filter((cell) => known.has(fold(cell))).length;
const namesAddress = (cells: readonly string[]) =>
  cells.some((cell) => knownAddresses.has(fold(cell)));

/** How many of the rows after a header have an address in a column that it names so. */
function addressesBelow(names: readonly string[], rows: readonly (readonly string[])[]): number {
  const columns = names.flatMap((name, at) => (knownAddresses.has(fold(name)) ? [at] : []));
  return rows.filter((row) => columns.some((column) => isAddress(row[column] ?? ''))).length;
}

/** The first of the first records that names columns of addresses, as the records after it show. */
function afterPreamble(rows: readonly (readonly string[])[]): Header | null {
  for (let at = 0; at < Math.min(PREAMBLE, rows.length - 1); at++) {
    const names = rows[at]!;
    if (!areNames(names) || !namesAddress(names)) continue;
    const below = rows.slice(at + 1, at + 11);
    if (addressesBelow(names, below) * 2 >= below.length)
      return { names: [...names], records: at + 1 };
  }
  return null;
}

/** Names as the rows have cells: where blanks part them, a date and its clock are one cell. */
function named(names: readonly string[], { delimiter }: CellMarks): string[] {
  if (delimiter !== BLANK) return [...names];
  const isClock = (at: number) =>
    /^time$/i.test(names[at] ?? '') && /^date$/i.test(names[at - 1] ?? '');
  return names.filter((_, at) => !isClock(at + 1));
}

/** The last comment that names the columns of the rows. */
function inComment(head: Head, first: readonly string[], marks: CellMarks): Header | null {
  for (const comment of head.comments.slice(-COMMENTS).reverse()) {
    const bare = comment.replace(/^(?:format|fields|columns|header)\s*:?\s+(?=\S)/i, '');
    const names = named(splitCells(bare, marks, 1)[0] ?? [], marks);
    if (names.length < 2 || !areNames(names)) continue;
    const fits = names.length === first.length && (knownCells(names) > 0 || names.length > 2);
    if (fits || knownCells(names) > 1) return { names, records: 0 };
  }
  return null;
}

/** A word that stands before the first name of a header in reports sent by mail. */
const label = /^(?:format|fields|columns|header)\s*:\s*(?=\S)/i;

/** The header of a file: its first record, a comment, or the first record after a preamble; null where it has none. */
export function findHeader(
  head: Head,
  rows: readonly (readonly string[])[],
  marks: CellMarks,
): Header | null {
  const first = (rows[0] ?? []).map((cell, at) => (at === 0 ? cell.replace(label, '') : cell));
  if (marks.delimiter === NO_DELIMITER) {
    return first.some((cell) => knownAddresses.has(fold(cell)))
      ? { names: [...first], records: 1 }
      : null;
  }
  if (isHeader(first) && (!namesAddress(first) || addressesBelow(first, rows.slice(1)) > 0)) {
    const later = namesAddress(first) ? null : afterPreamble(rows);
    return later ?? { names: [...first], records: 1 };
  }
  return (
    afterPreamble(rows) ??
    inComment(head, first, marks) ??
    (isHeader(first) ? { names: [...first], records: 1 } : null)
  );
}
