import type { ImportOverride } from '../model/import-plan.ts';
import { NO_DELIMITER } from './dialect.ts';
import { textOf } from './text-of.ts';
import type { Format } from './format.ts';
import { isAddress, isTime } from './find-columns.ts';
import { meaningOf } from './find-meaning.ts';
import { JsonSplitter, type JsonRecords } from './json-split.ts';
import {
  beginsByColumn,
  distinct,
  findColumnsTable,
  findTable,
  type JsonTable,
} from './json-tables.ts';
import { flatten, flattenMember, type FlatRecord } from './json-tree.ts';
import { NoAddressError, type Looked } from './no-address-error.ts';
import type { JsonShape, Recognition } from './recognition.ts';
import { formatOf } from './find-format.ts';
import { formats, generalFormat } from './formats.ts';
import { fold, roleNames } from './roles.ts';
import { HEAD_BYTES } from './split-head.ts';
import { longByColumn, noAddressInJson } from './unreadable.ts';

const SAMPLE = 200;
const MOST_NAMES = 400;
const DEEPEST = 5;
const NEWLINE = 10;

/** An object, or a list of objects, texts, numbers, or lists of such: an address in brackets, or a date, is neither. */
const beginsJson =
  /^\s*(?:\{|\[\s*(?:\[\s*(?:"|\]|\{|-?\d+(?:\.\d+)?\s*,|null|true|false)|[{\]"]|\d+\s*,|$))/;

/** Whether a text is JSON, rather than an IPv6 address in brackets. */
export function looksLikeJson(head: Uint8Array): boolean {
  const start = textOf(head.subarray(0, 1000)).replace(/^\uFEFF/, '');
  return beginsJson.test(start);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether a single object is a record of telemetry itself, rather than what holds the records. */
function isOwnRecord(value: unknown): boolean {
  const values = flatten(value);
  const names = values.map(({ name }) => fold(name));
  const rows = [values.map(({ text }) => text)];
  const seen = { names, rows, banner: '', file: '', shape: 'json' as const };
  const named = ({ name, text }: FlatRecord) =>
    roleNames.address.includes(fold(name)) && isAddress(text);
  return values.some(named) || formatOf(seen).format !== generalFormat;
}

/** Records that stand one a line; null where the first line is not one whole record. */
function byLine(text: string): unknown[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const records = lines.slice(0, SAMPLE).map((line) => parsed(line.trim().replace(/,$/, '')));
  const first = records[0];
  if (typeof first !== 'object' || first === null || Array.isArray(first)) return null;
  if (lines.length === 1 && !isOwnRecord(first)) return null;
  return records.filter((record) => record !== undefined);
}

/** The first records of a kind as text. */
function textsOf(head: Uint8Array, kind: JsonRecords): string[] {
  const records: string[] = [];
  new JsonSplitter(kind).scan(head, 0, head.length, (start, end) => {
    if (records.length < SAMPLE) records.push(textOf(head.subarray(start, end)));
  });
  return records;
}

/** Records that stand a number of levels down. */
function atDepth(head: Uint8Array, depth: number, texts: boolean): unknown[] {
  return textsOf(head, { depth, texts })
    .map(parsed)
    .filter((record) => record !== undefined);
}

/** Records in lists under a key that a format names, where they are of that format. */
function findUnder(head: Uint8Array, file: string): Found | null {
  for (const { recordsUnder: under, name } of formats) {
    if (under === undefined) continue;
    const records = textsOf(head, { depth: 0, under }).map(parsed).filter(Boolean).map(flatten);
    if (records.length > 0 && knownFormat(records, file)?.name === name) {
      return { shape: { lines: false, depth: 0, under }, records };
    }
  }
  return null;
}

const DEEPEST_MEMBERS = 2;

/** Records that are members of an object whose keys are addresses, or times of records with addresses. */
function findKeyed(head: Uint8Array): Found | null {
  for (let depth = 1; depth <= DEEPEST_MEMBERS; depth++) {
    const members = textsOf(head, { depth, keyed: true }).flatMap((text) => {
      const object = parsed(`{${text}}`);
      const [entry] = typeof object === 'object' && object ? Object.entries(object) : [];
      return entry ? [entry] : [];
    });
    const addressed = members.filter(([key]) => isAddress(key)).length;
    const isTimed = members.length > 1 && members.every(([key]) => isTime(key));
    if (isTimed || (addressed > 0 && addressed * 2 >= members.length)) {
      const keyName = isTimed ? 'timestamp' : 'key';
      const records = members.map(([key, value]) => flattenMember(key, value, keyName));
      const isFound = !isTimed || records.filter(hasAddress).length * 2 >= records.length;
      if (isFound) return { shape: { lines: false, depth, keyed: true }, records };
    }
  }
  return null;
}

interface Found {
  shape: Omit<JsonShape, 'paths'>;
  records: FlatRecord[][];
  /** Names of the columns of a table, '' where unnamed. */
  names?: readonly string[];
  /** What is to be known where no column of times is found. */
  notice?: string;
}

/** A table that stands column by column; null where there is none. */
function findByColumn(head: Uint8Array, text: string, file: string): JsonTable | null {
  if (!beginsByColumn(text)) return null;
  const table = findColumnsTable(text);
  if (!table && head.length >= HEAD_BYTES) throw longByColumn(file);
  return table?.records.some(hasAddress) ? table : null;
}

const hasAddress = (record: readonly FlatRecord[]) => record.some(({ text }) => isAddress(text));

/** All names of some records, with their paths, in the order of their first sight. */
function columnsOf(
  records: readonly (readonly FlatRecord[])[],
  places: readonly string[] = [],
): Map<string, string[]> {
  const columns = new Map(places.map((name, place) => [name, [`[${place}]`]]));
  for (const record of records) {
    for (const { name, path } of record) {
      if (columns.size < MOST_NAMES && !columns.has(name)) columns.set(name, path);
    }
  }
  return columns;
}

/** The values of records under names, '' where a record has none. */
function rowsOf(records: readonly (readonly FlatRecord[])[], names: readonly string[]): string[][] {
  return records.map((record) => {
    const texts = new Map(record.map((value) => [value.name, value.text]));
    return names.map((column) => texts.get(column) ?? '');
  });
}

/** The format of records, where it is known. */
function knownFormat(records: readonly (readonly FlatRecord[])[], file: string): Format | null {
  const names = [...columnsOf(records).keys()];
  const rows = rowsOf(records, names);
  const seen = { names: names.map(fold), rows, banner: '', file, shape: 'json' as const };
  const { format } = formatOf(seen);
  return format === generalFormat ? null : format;
}

/**
 * The shallowest level whose records are of a known format and hold addresses; without one the shallowest with several
 * records that hold addresses, or else the deepest with one.
 */
function findRecords(head: Uint8Array, file: string): Found {
  const under = findUnder(head, file);
  if (under) return under;
  const text = textOf(head);
  const lines = byLine(text);
  if (lines) return { shape: { lines: true, depth: 0 }, records: lines.map(flatten) };
  const found = findByColumn(head, text, file) ?? findKeyed(head) ?? findTable(head, text);
  if (found) return found;
  let several: Found | null = null;
  let best: Found = { shape: { lines: false, depth: 0 }, records: [] };
  for (let depth = 0; depth <= DEEPEST; depth++) {
    const records = atDepth(head, depth, false).map(flatten);
    const found = { shape: { lines: false, depth }, records };
    const good = records.filter(hasAddress).length;
    if (good > 0 && knownFormat(records, file)) return found;
    if (good > 1 && good * 4 > records.length) several ??= found;
    if (good > 0 || best.records.length === 0) best = found;
  }
  if (several) return several;
  if (best.records.some(hasAddress)) return best;
  const texts = atDepth(head, 1, true).map(flatten);
  return texts.some(hasAddress) ? { shape: { lines: false, depth: 1 }, records: texts } : best;
}

/** Where the records stand, in words. */
function wordsOf(
  { lines, depth, under, keyed, rows, byColumn }: Found['shape'],
  isTimed: boolean,
): Record<'where' | 'records', string> {
  if (byColumn) return { where: 'JSON by column', records: 'Every key is a column of a table.' };
  if (rows) {
    const where = lines ? 'JSON lines of rows' : 'JSON rows';
    return { where, records: 'The records are lists, one value for each column.' };
  }
  if (keyed && isTimed) {
    return { where: 'JSON by time', records: 'Every key is a time, and one record.' };
  }
  if (lines) return { where: 'JSON lines', records: 'Every line is one record.' };
  if (keyed)
    return { where: 'JSON by address', records: 'Every key is an address, and one record.' };
  if (under !== undefined) {
    return { where: 'JSON list', records: `The records stand in the lists called "${under}".` };
  }
  return { where: depth === 0 ? 'JSON' : 'JSON list', records: 'The records stand in a list.' };
}

/** Where the records begin: after the line that names the columns, where they stand one a line. */
function startOf(head: Uint8Array, { lines, skip }: Found['shape']) {
  if (!lines || !skip) return { dataStart: 0, dataLine: 1 };
  let at = 0;
  while (head[at]! <= 32) at++;
  const dataStart = head.indexOf(NEWLINE, at) + 1;
  const dataLine = head.subarray(0, dataStart).filter((byte) => byte === NEWLINE).length + 1;
  return { dataStart, dataLine };
}

/**
 * Recognises a JSON file by its first bytes: records one a line, in a list, or in lists inside of records.
 * @throws InputError where no record holds an address
 */
export function lookAtJson(head: Uint8Array, name: string, override: ImportOverride): Looked {
  const { shape, records, names: own, notice } = findRecords(head, name);
  const columns = columnsOf(records, shape.rows ? distinct(own ?? []) : []);
  const keys = [...columns.keys()];
  const rows = rowsOf(records, keys);
  const isBare = shape.rows === true && own?.every((column) => column === '') === true;
  const names = isBare ? [] : keys;
  const seen = { names: names.map(fold), rows, banner: '', file: name, shape: 'json' as const };
  const meaning = meaningOf(names, seen, override);
  const { address } = meaning.columns;
  if (records.length > 0 && !records.some(hasAddress))
    throw noAddressInJson(name, names, rows[0]?.[0]);
  const { where, records: what } = wordsOf(shape, columns.get('timestamp')?.[0] === '{}');
  const recognition: Recognition = {
    format: `${where}, ${meaning.format?.name ?? (isBare ? 'columns by their values' : 'keys by name')}`,
    dialect: {
      delimiter: NO_DELIMITER,
      header: false,
      comments: false,
      ...startOf(head, shape),
    },
    columns: meaning.columns,
    why: [
      what,
      ...(address === undefined
        ? []
        : [`The addresses are those of "${keys[address] || 'each element'}".`]),
      ...meaning.why,
    ],
    fallbacks: meaning.fallbacks,
    rules: meaning.rules,
    reader: 'json',
    json: { ...shape, skip: shape.lines ? 0 : (shape.skip ?? 0), paths: [...columns.values()] },
    splittable: shape.lines && !meaning.rules.time.orderOpen,
    names,
    notices: notice && meaning.columns.time === undefined ? [notice] : meaning.notices,
    fileDate: meaning.fileDate,
    certain: { delimiter: true, header: true, ...meaning.certain },
  };
  const looked = { recognition, rows };
  if (address !== undefined) return looked;
  throw new NoAddressError(noAddressInJson(name, names), looked);
}
