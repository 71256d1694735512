import Papa from 'papaparse';
import { InputError } from '../model/input-error.ts';
import { parseAddress } from './address.ts';
import { binaryKind } from './binary-kind.ts';
import { contentColumns } from './content-columns.ts';
import { delimiterName, NO_DELIMITER, type Dialect } from './dialect.ts';
import { findDelimiter } from './find-delimiter.ts';
import { formats, generalFormat, namesOf, type Format } from './formats.ts';
import { fold, rolesByName, type Role } from './roles.ts';
import { splitHead, type Head } from './split-head.ts';

export type { Role } from './roles.ts';

/** What a file is read as. */
export interface Recognition {
  /** In words, for the screen. */
  format: string;
  dialect: Dialect;
  /** Position of each role's column, from 0. */
  columns: Partial<Record<Role, number>>;
  /** Reasons for the choices, a sentence each. */
  why: string[];
}

const SAMPLE_ROWS = 50;
const SHOWN_NAMES = 12;
const telemetry =
  'telemetry as CSV with a column of addresses (such as ip or src_ip), or a list of addresses, plain or gzip.';

/** The cells of the first records of a text. */
function sample(text: string, delimiter: number): string[][] {
  const options = {
    delimiter: String.fromCharCode(delimiter),
    newline: '\n' as const,
    preview: SAMPLE_ROWS,
    skipEmptyLines: 'greedy' as const,
  };
  const bare = text.replace(/\r\n/g, '\n');
  const tight =
    delimiter === 9 ? bare : bare.replace(new RegExp(`(^|[${options.delimiter}]) +"`, 'gm'), '$1"');
  return Papa.parse<string[]>(tight, options).data;
}

/** Whether cells look like names rather than values: each begins with a letter and holds no colon or slash. */
function areNames(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const isName = (cell: string) => parseAddress(cell) === null && /^[\p{L}_@#][^:/]*$/u.test(cell);
  return filled.length > 0 && filled.every(isName);
}

interface Header {
  names: string[];
  /** Stands in the first record rather than in a comment. */
  inData: boolean;
}

function findHeader(head: Head, rows: readonly string[][], delimiter: number): Header | null {
  const first = rows[0] ?? [];
  const known = (names: string[]) =>
    rolesByName(names, namesOf(generalFormat)).address !== undefined;
  if (delimiter === NO_DELIMITER) return known(first) ? { names: first, inData: true } : null;
  if (areNames(first)) return { names: first, inData: true };
  if (head.lastComment === null) return null;
  const names = sample(head.lastComment, delimiter)[0] ?? [];
  const fits = names.length === first.length || known(names);
  return fits && areNames(names) ? { names, inData: false } : null;
}

function refuseUnreadable(head: Uint8Array, name: string): void {
  if (head.length === 0) throw new InputError(`"${name}" is empty.`, telemetry);
  const binary = binaryKind(head, name);
  if (binary) throw new InputError(`"${name}" is ${binary}.`, telemetry);
}

function formatOf(names: readonly string[]): Format {
  const folded = new Set(names.map(fold));
  return formats.find((format) => format.matches(folded)) ?? generalFormat;
}

function noAddress(name: string, header: Header | null, rows: readonly string[][]): InputError {
  if (!header) {
    const start = (rows[0] ?? []).join(' ').slice(0, 80);
    return new InputError(
      `"${name}" has no addresses in its first lines; it begins with "${start}".`,
      telemetry,
    );
  }
  const shown = header.names.slice(0, SHOWN_NAMES).join(', ');
  const more = header.names.length - SHOWN_NAMES;
  const rest = more > 0 ? ` and ${more} more` : '';
  return new InputError(
    `"${name}" has no column of addresses among its columns: ${shown}${rest}.`,
    telemetry,
  );
}

/**
 * Recognises a file by the first part of its bytes, after gzip has been taken off.
 * @param head the first part; more than one record, or the whole file
 * @throws InputError for an empty file, a binary one, and one without addresses
 */
export function recognise(head: Uint8Array, name: string): Recognition {
  refuseUnreadable(head, name);
  const split = splitHead(head);
  if (split.text === '') throw new InputError(`"${name}" holds no rows.`, telemetry);
  if (/^\s*(?:\{|\[\s*[{\]])/.test(split.text))
    throw new InputError(`"${name}" is JSON.`, telemetry);
  const delimiter = findDelimiter(split.text);
  const rows = sample(split.text, delimiter);
  const header = findHeader(split, rows, delimiter);
  const values = header?.inData ? rows.slice(1) : rows;
  const why = [`The cells are parted by ${delimiterName(delimiter)}.`];
  const format = header ? formatOf(header.names) : null;
  let columns = header && format ? rolesByName(header.names, namesOf(format), values) : {};
  if (columns.address === undefined) {
    columns = { ...contentColumns(values, header?.names ?? null), ...columns };
    if (columns.address === undefined) throw noAddress(name, header, rows);
    why.push(`Column ${columns.address + 1} holds addresses in the first rows.`);
  }
  if (format?.remark) why.push(format.remark);
  const skipped = header?.inData ? split.firstRecord : { bytes: 0, lines: 0 };
  const dialect: Dialect = {
    delimiter,
    header: header !== null,
    comments: split.hasComments || delimiter === NO_DELIMITER,
    dataStart: split.start + skipped.bytes,
    dataLine: split.line + skipped.lines,
  };
  return { format: describe(dialect, format), dialect, columns, why };
}

function describe(dialect: Dialect, format: Format | null): string {
  if (dialect.delimiter === NO_DELIMITER && !dialect.header) return 'list of addresses';
  const kind = format ? format.name : 'columns by their values';
  const parts = ['CSV', delimiterName(dialect.delimiter), dialect.header ? 'header' : 'no header'];
  return [...parts, kind].join(', ');
}
