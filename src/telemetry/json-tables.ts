import { textOf } from './text-of.ts';
import { areNames } from './find-header.ts';
import { isAddress, isTime } from './find-columns.ts';
import { JsonSplitter } from './json-split.ts';
import { flattenRow, textOf as textOfValue, type FlatRecord } from './json-tree.ts';
import type { JsonShape } from './recognition.ts';
import { fold, roleNames } from './roles.ts';

/** A table in JSON: where its rows are, the first of them, and its names where they stand apart from them. */
export interface JsonTable {
  shape: Omit<JsonShape, 'paths'>;
  records: FlatRecord[][];
  /** All names, in the order of the columns; none where nothing names them. */
  names: string[];
  /** What is to be known where no column of times is found. */
  notice?: string;
}

const SAMPLE = 200;
/** Levels of a header whose names are lists. */
const MOST_LEVELS = 4;
/** Keys under which names stand, and rows: pandas, search engines and databases of series differ. */
const nameKeys = ['columns', 'fields', 'header', 'headers', 'meta', 'names'];
/** An index of times, as pandas keeps it apart from the rows. */
const timesAside = /"index"\s*:\s*\[\s*(?:"\d{4}-\d\d-\d\d|1\d{12}\b)/;
const timesNotice =
  'The times of the rows stand in the index of the table, apart from them, and are not read: reset_index() makes them a column.';
const rowKeys = ['data', 'rows', 'values'];

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Where the list or object that opens at a place ends, strings passed; -1 where it does not. */
function endOf(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at]!;
    if (character === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
    } else if (character === '[' || character === '{') depth++;
    else if ((character === ']' || character === '}') && --depth === 0) return at + 1;
  }
  return -1;
}

/** The name of a column: a text, several of a header of levels, or an object that says more of it. */
function nameOf(value: unknown, levels = MOST_LEVELS): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) {
    return levels === 0 ? null : value.map((part) => nameOf(part, levels - 1) ?? '').join('.');
  }
  if (typeof value !== 'object' || value === null) return null;
  const { name } = value as { name?: unknown };
  return typeof name === 'string' ? name : null;
}

/** Names that stand in a list of their own. */
function namesIn(text: string): string[] {
  for (const key of nameKeys) {
    const found = new RegExp(`"${key}"\\s*:\\s*(?=\\[)`).exec(text);
    if (!found) continue;
    const start = found.index + found[0].length;
    const list = parsed(text.slice(start, endOf(text, start)));
    const names = Array.isArray(list) ? list.map((name) => nameOf(name)) : [];
    if (names.length > 0 && names.every((name) => name !== null)) return names;
  }
  return [];
}

/** The first lists at a depth, or in a list under a key. */
function listsAt(head: Uint8Array, where: { depth: number; under?: string }): unknown[][] {
  const lists: unknown[][] = [];
  const records: string[] = [];
  new JsonSplitter({ ...where, rows: true }).scan(head, 0, head.length, (start, end) => {
    if (records.length < SAMPLE) records.push(textOf(head.subarray(start, end)));
  });
  for (const record of records.map(parsed)) if (Array.isArray(record)) lists.push(record);
  return lists;
}

const isNamed = (names: readonly string[]) =>
  names.some((name) => roleNames.address.includes(fold(name)));
const holdsAddress = (row: readonly unknown[]) =>
  row.some((cell) => typeof cell === 'string' && isAddress(cell));

/** Rows that are a table: several columns, and an address in most of the rows, or below a name. */
function tableOf(
  rows: readonly unknown[][],
  own: readonly string[],
  shape: JsonTable['shape'],
): JsonTable | null {
  const [first = []] = rows;
  const texts = first.filter((cell) => typeof cell === 'string');
  const isHead = own.length === 0 && texts.length === first.length && areNames(texts);
  const names = isHead ? texts : [...own];
  const values = isHead ? rows.slice(1) : rows;
  const width = Math.max(names.length, ...values.map((row) => row.length));
  const good = values.filter(holdsAddress).length;
  if (width < 2 && names.length === 0) return null;
  if (values.length === 0 ? !isNamed(names) : good * 4 <= values.length) return null;
  const named = Array.from({ length: width }, (_, place) => names[place] ?? '');
  const records = values.map((row) => flattenRow(row, distinct(named)));
  return { shape: { ...shape, rows: true, ...(isHead && { skip: 1 }) }, records, names: named };
}

/** Names that differ, so that none hides another: those without one are numbered, doubled ones too. */
export function distinct(names: readonly string[]): string[] {
  return names.map((name, place) =>
    name === '' || names.indexOf(name) !== place ? `${name}[${place}]` : name,
  );
}

/** Rows that stand one a line, as lists. */
function rowsByLine(text: string): JsonTable | null {
  const lines = text.split('\n', SAMPLE + 1).filter((line) => line.trim() !== '');
  // The last line may be cut.
  const rows = lines.map((line) => parsed(line.trim()));
  const whole = rows.filter((row) => Array.isArray(row));
  const isCell = (cell: unknown) => typeof cell !== 'object' || cell === null;
  if (whole.length < 2 || whole.length < rows.length - 1) return null;
  if (!Array.isArray(rows[0]) || !whole.every((row) => row.every(isCell))) return null;
  return tableOf(whole, [], { lines: true, depth: 0 });
}

/** A table whose rows are lists: one a line, in a list, or beside the names of its columns. Null where it is none. */
export function findTable(head: Uint8Array, text: string): JsonTable | null {
  if (/^\s*\[/.test(text)) {
    const lines = rowsByLine(text);
    if (lines) return lines;
    return tableOf(listsAt(head, { depth: 1 }), [], { lines: false, depth: 1 });
  }
  const names = namesIn(text);
  for (const under of rowKeys) {
    if (!new RegExp(`"${under}"\\s*:\\s*\\[`).test(text) && names.length === 0) continue;
    const rows = listsAt(head, { depth: 0, under });
    const isThere = rows.length > 0 || (under === 'data' && /"index"\s*:\s*\[/.test(text));
    const table = isThere ? tableOf(rows, names, { lines: false, depth: 0, under }) : null;
    if (table) return timesAside.test(text) ? { ...table, notice: timesNotice } : table;
  }
  return null;
}

/** Columns of a table, each with its values by the keys of the rows. */
interface TableByColumn {
  columns: Record<string, Record<string, unknown>>;
  keys: string[];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isRowKey = (key: string) => /^\d{1,9}$/.test(key) || isTime(key);

/** A table that stands column by column in a whole text of JSON; null where it is none. */
export function tableByColumn(text: string): TableByColumn | null {
  const columns = parsed(text);
  if (!isObject(columns)) return null;
  const values = Object.values(columns);
  const keys = Object.keys(isObject(values[0]) ? values[0] : {});
  const joined = keys.join('\n');
  const isColumn = (value: unknown) => isObject(value) && Object.keys(value).join('\n') === joined;
  if (keys.length === 0 || !keys.every(isRowKey) || !values.every(isColumn)) return null;
  return { columns: columns as TableByColumn['columns'], keys };
}

/** Such a table as records; null where it is none. */
export function findColumnsTable(text: string): JsonTable | null {
  const table = tableByColumn(text);
  if (!table) return null;
  const names = Object.keys(table.columns);
  const isTimed = table.keys.every(isTime);
  const records = table.keys.slice(0, SAMPLE).map((key): FlatRecord[] => [
    ...names.map((name) => ({
      name,
      path: [name],
      text: textOfValue(table.columns[name]![key]),
    })),
    ...(isTimed ? [{ name: 'timestamp', path: ['{}'], text: key }] : []),
  ]);
  const all = isTimed ? [...names, 'timestamp'] : names;
  return { shape: { lines: false, depth: 0, byColumn: true }, records, names: all };
}

/** Whether a text begins as a table by columns does: an object of objects whose keys are those of rows. */
export function beginsByColumn(text: string): boolean {
  const [, key] = /^\s*\{\s*"[^"]{0,200}"\s*:\s*\{\s*"([^"]{1,40})"\s*:\s*["\d-]/.exec(text) ?? [];
  return key !== undefined && isRowKey(key);
}
