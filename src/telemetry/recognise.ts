import type { ImportOverride } from '../model/import-plan.ts';
import { InputError } from '../model/input-error.ts';
import { binaryKind } from './binary-kind.ts';
import { delimiterName, NO_DELIMITER, type Dialect } from './dialect.ts';
import { decodedHead, encodingOf } from './encoding.ts';
import { isAddress } from './find-columns.ts';
import { findDelimiter, findQuoting, findSeparator, isRemarked } from './find-delimiter.ts';
import { findHeader, type Header } from './find-header.ts';
import { meaningOf, type Meaning } from './find-meaning.ts';
import { laterHeader } from './later-header.ts';
import { lookAtAnyLines, lookAtLines } from './recognise-lines.ts';
import { lookAtJson, looksLikeJson } from './recognise-json.ts';
import { NoAddressError, type Looked } from './no-address-error.ts';
import type { Recognition } from './recognition.ts';
import { fold } from './roles.ts';
import { isRuleText } from './rule-line.ts';
import { splitCells, type CellMarks } from './split-cells.ts';
import { extentOf, splitHead, type Head } from './split-head.ts';
import { expectedTelemetry, isLookup, lookupTable, noAddress } from './unreadable.ts';
import { zeekHead } from './zeek-head.ts';

export type { Recognition } from './recognition.ts';
export type { Role } from './roles.ts';

const SAMPLE_ROWS = 100;

function refuseUnreadable(head: Uint8Array, name: string): void {
  if (head.length === 0) throw new InputError(`"${name}" is empty.`, expectedTelemetry);
  const binary = binaryKind(head, name);
  if (binary) throw new InputError(`"${name}" is ${binary}.`, expectedTelemetry);
}

/** What parts the cells, by choice or by the text. */
function marksOf(text: string, chosen: string | undefined): { marks: CellMarks; certain: boolean } {
  if (chosen !== undefined) {
    const delimiter = chosen === '' ? NO_DELIMITER : chosen.charCodeAt(0);
    const quoting = delimiter === NO_DELIMITER ? {} : findQuoting(text, delimiter);
    const separator = chosen.length > 1 ? { separator: chosen } : {};
    return { marks: { delimiter, ...separator, ...quoting }, certain: true };
  }
  if (isRemarked(text)) return { marks: { delimiter: NO_DELIMITER }, certain: true };
  const separator = findSeparator(text);
  if (separator !== null) {
    return { marks: { delimiter: separator.charCodeAt(0), separator }, certain: true };
  }
  const delimiter = findDelimiter(text);
  if (delimiter === NO_DELIMITER) return { marks: { delimiter }, certain: true };
  const widths = splitCells(text, { delimiter }, 50).map((row) => row.length);
  const even = widths.filter((width) => width === widths[0]).length;
  return {
    marks: { delimiter, ...findQuoting(text, delimiter) },
    certain: even * 2 > widths.length,
  };
}

/** Whether most rows have as many cells as the first one. */
function areEven(rows: readonly string[][]): boolean {
  const even = rows.filter((row) => row.length === rows[0]?.length).length;
  return even * 2 > rows.length;
}

/** Whether every cell is an address and the lines have no columns: one line, lines of many, or of uneven numbers. */
function areLists(rows: readonly string[][]): boolean {
  const cells = rows.map((row) => row.filter((cell) => cell.trim() !== ''));
  const widest = Math.max(0, ...cells.map(({ length }) => length));
  if (widest < 2 || !cells.every((row) => row.every(isAddress))) return false;
  return rows.length === 1 || widest > 3 || cells.some(({ length }) => length !== widest);
}

/** Records without the comments among them. */
function withoutComments(rows: string[][], head: Head): string[][] {
  if (head.comments.length === 0) return rows;
  return rows.filter(
    ([first = '']) => !/^(?:#|\/\/)/.test(first) && !(head.semicolons && first.startsWith(';')),
  );
}

/** Lines of a list without what is remarked after their values. */
function withoutRemarks(rows: readonly string[][]): string[][] {
  return rows.map((row) => row.map((cell) => cell.replace(/\s+[#;].*$/, '')));
}

/** The header by choice or as found. */
function headerOf(head: Head, rows: string[][], marks: CellMarks, chosen?: boolean): Header | null {
  const found = findHeader(head, rows, marks);
  if (chosen === undefined) return found;
  if (!chosen) return found?.records === 0 ? found : null;
  return found ?? { names: [...(rows[0] ?? [])], records: 1 };
}

/** The number of cells that most rows have. */
function usualWidth(rows: readonly string[][]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

function dialectOf(
  head: Head,
  bytes: Uint8Array,
  marks: CellMarks,
  header: Header | null,
  meaning: Meaning,
  rows: readonly string[][],
): Dialect {
  const records = header?.records ?? 0;
  const skipped = extentOf(bytes, head.start, records, marks.delimiter);
  const before = extentOf(bytes, head.start, Math.max(0, records - 1), marks.delimiter);
  const record = bytes.subarray(head.start + before.bytes, head.start + skipped.bytes);
  const headerText = new TextDecoder().decode(record).trim();
  const trailer = meaning.format?.trailer;
  const commented = head.comments.length > 0;
  return {
    ...marks,
    width: header?.names.length ?? usualWidth(rows),
    header: header !== null,
    comments: commented || marks.delimiter === NO_DELIMITER,
    dataStart: head.start + skipped.bytes,
    dataLine: head.line + skipped.lines,
    ...(head.semicolons ? { semicolonComments: true } : {}),
    ...(records > 0 ? { headerText } : {}),
    ...(trailer === undefined ? {} : { trailer }),
    ...(header?.fieldsText === undefined ? {} : { fieldsText: header.fieldsText }),
  };
}

function describe(dialect: Dialect, meaning: Meaning): string {
  const { format } = meaning;
  if (dialect.delimiter === NO_DELIMITER && !dialect.header) {
    if (format) return `list of addresses, ${format.name}`;
    return meaning.rules.subject === 'servers' ? 'list of C2 servers' : 'list of addresses';
  }
  const kind = format?.name ?? (dialect.header ? 'columns by name' : 'columns by their values');
  const parted = dialect.separator ?? delimiterName(dialect.delimiter);
  return ['CSV', parted, dialect.header ? 'header' : 'no header', kind].join(', ');
}

function papaReason({ separator, backslashes, apostrophes }: Dialect): string | null {
  if (separator !== undefined) return `its cells are parted by "${separator}"`;
  if (backslashes) return 'backslashes stand before quotes inside its cells';
  return apostrophes ? 'its cells are quoted with apostrophes' : null;
}

/** Whether a header with other columns stands among the first records. */
function changesHeader(rows: readonly string[][], header: Header | null): boolean {
  const own = header?.names.join();
  return header !== null && rows.some((row) => row.join() !== own && laterHeader(row) !== null);
}

function lookAtText(head: Uint8Array, name: string, override: ImportOverride): Looked {
  const split = splitHead(head);
  if (split.text.trim() === '') throw new InputError(`"${name}" holds no rows.`, expectedTelemetry);
  if (override.delimiter !== undefined) return lookAtCells(head, name, split, override);
  const lined = lookAtLines(split, name, override);
  if (lined) return lined;
  try {
    return lookAtCells(head, name, split, override);
  } catch (error) {
    // A reader who takes the address from a column goes on with the columns.
    const mayBeLines = error instanceof NoAddressError && override.columns?.address !== null;
    const any = mayBeLines ? lookAtAnyLines(split, name, override) : null;
    if (any) return any;
    throw error;
  }
}

/** The cells of the first records, and what parts them. */
function partedBy(split: Head, chosen: string | undefined) {
  const { marks, certain } = marksOf(split.text, chosen);
  const cells = withoutComments(splitCells(split.text, marks, SAMPLE_ROWS), split);
  return { marks, certain, cells };
}

function lookAtCells(
  head: Uint8Array,
  name: string,
  split: Head,
  override: ImportOverride,
): Looked {
  const zeek = zeekHead(head);
  const chosen = override.delimiter ?? zeek?.delimiter ?? split.separator ?? undefined;
  const found = partedBy(split, chosen);
  const isList = chosen === undefined && areLists(found.cells);
  const { marks, certain, cells } = isList ? partedBy(split, '') : found;
  const rows = marks.delimiter === NO_DELIMITER ? withoutRemarks(cells) : cells;
  const header = zeek
    ? { names: zeek.names, records: 0, fieldsText: zeek.text }
    : headerOf(split, rows, marks, override.header);
  const values = rows.slice(header?.records ?? 0).filter((row) => !isRuleText(row.join('|')));
  const names = header?.names ?? [];
  const seen = {
    names: names.map(fold),
    rows: values,
    banner: split.comments.join('\n'),
    file: name,
    shape: marks.delimiter === NO_DELIMITER ? ('list' as const) : ('csv' as const),
  };
  if (isLookup(seen)) throw lookupTable(name);
  const meaning = meaningOf(names, seen, override);
  const { address } = meaning.columns;
  const dialect = dialectOf(split, head, marks, header, meaning, values);
  const papa = papaReason(dialect);
  const parted =
    dialect.separator === undefined ? delimiterName(dialect.delimiter) : `"${dialect.separator}"`;
  const why = [`The cells are parted by ${parted}.`];
  if (marks.delimiter === NO_DELIMITER) why[0] = 'Every line holds one value.';
  if (!header && address !== undefined) {
    why.push(`Column ${address + 1} holds addresses in the first rows.`);
  }
  if (papa) why.push(`PapaParse reads this file: ${papa}.`);
  const steady = !meaning.rules.time.orderOpen && !changesHeader(values, header);
  const recognition = {
    format: describe(dialect, meaning),
    dialect,
    columns: meaning.columns,
    why: [...why, ...meaning.why],
    fallbacks: meaning.fallbacks,
    rules: meaning.rules,
    reader: papa ? 'papaparse' : 'scanner',
    splittable: steady && !papa,
    names,
    notices: meaning.notices,
    fileDate: meaning.fileDate,
    certain: {
      delimiter: certain || areEven(values) || names.length > 1,
      header: true,
      ...meaning.certain,
    },
  } satisfies Recognition;
  const looked = { recognition, rows: values };
  if (address !== undefined) return looked;
  throw new NoAddressError(noAddress(name, header?.names ?? null, rows), looked);
}

/**
 * Recognises a file, and gives the cells of its first rows with it: see `recognise`.
 * @throws InputError for an empty file, a binary one, and one without addresses
 */
export function lookAt(head: Uint8Array, name: string, override: ImportOverride = {}): Looked {
  const encoding = encodingOf(head);
  if (encoding === 'utf-8' || encoding === 'carriage-returns') refuseUnreadable(head, name);
  const bytes = decodedHead(head, encoding);
  const { recognition, rows } = looksLikeJson(bytes)
    ? lookAtJson(bytes, name, override)
    : lookAtText(bytes, name, override);
  if (encoding === 'utf-8') return { recognition: { ...recognition, encoding }, rows };
  const what =
    encoding === 'carriage-returns'
      ? 'Its lines end with carriage returns alone.'
      : `The text is ${encoding.toUpperCase()}.`;
  const why = [...recognition.why, what];
  return { recognition: { ...recognition, encoding, splittable: false, why }, rows };
}

/**
 * Recognises a file by the first part of its bytes, after gzip or zip has been taken off. The answer is plain data and
 * depends on nothing but what is given.
 * @param head the first part; more than one record, or the whole file
 * @param override what a reader chose instead
 * @throws InputError for an empty file, a binary one, and one without addresses
 */
export function recognise(
  head: Uint8Array,
  name: string,
  override: ImportOverride = {},
): Recognition {
  return lookAt(head, name, override).recognition;
}
