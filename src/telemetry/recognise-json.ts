import type { ImportOverride } from '../model/import-plan.ts';
import { NO_DELIMITER } from './dialect.ts';
import { textOf } from './dictionaries.ts';
import { isAddress } from './find-columns.ts';
import { meaningOf } from './find-meaning.ts';
import { JsonSplitter } from './json-split.ts';
import { flatten, type FlatRecord } from './json-tree.ts';
import { NoAddressError, type Looked } from './no-address-error.ts';
import type { JsonShape, Recognition } from './recognition.ts';
import { formatOf } from './find-format.ts';
import { generalFormat } from './formats.ts';
import { fold, roleNames } from './roles.ts';
import { noAddressInJson } from './unreadable.ts';

const SAMPLE = 200;
const MOST_NAMES = 400;
const DEEPEST = 5;

/** Whether a text is JSON, rather than an IPv6 address in brackets. */
export function looksLikeJson(head: Uint8Array): boolean {
  const start = textOf(head.subarray(0, 1000)).replace(/^\uFEFF/, '');
  return /^\s*(?:\{|\[\s*(?:[{\]"]|$))/.test(start);
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

/** Records that stand a number of levels down. */
function atDepth(head: Uint8Array, depth: number, texts: boolean): unknown[] {
  const records: unknown[] = [];
  new JsonSplitter(depth, texts).scan(head, 0, head.length, (start, end) => {
    if (records.length < SAMPLE) records.push(parsed(textOf(head.subarray(start, end))));
  });
  return records.filter((record) => record !== undefined);
}

interface Found {
  shape: Pick<JsonShape, 'lines' | 'depth'>;
  records: FlatRecord[][];
}

const hasAddress = (record: readonly FlatRecord[]) => record.some(({ text }) => isAddress(text));

/** All names of some records, with their paths, in the order of their first sight. */
function columnsOf(records: readonly (readonly FlatRecord[])[]): Map<string, string[]> {
  const columns = new Map<string, string[]>();
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

/** Whether records of a level are of a known format. */
function areKnown(records: readonly (readonly FlatRecord[])[], file: string): boolean {
  const names = [...columnsOf(records).keys()];
  const rows = rowsOf(records, names);
  const seen = { names: names.map(fold), rows, banner: '', file, shape: 'json' as const };
  return formatOf(seen).format !== generalFormat;
}

/**
 * The shallowest level whose records are of a known format and hold addresses; without one the shallowest with several
 * records that hold addresses, or else the deepest with one.
 */
function findRecords(head: Uint8Array, file: string): Found {
  const lines = byLine(textOf(head));
  if (lines) return { shape: { lines: true, depth: 0 }, records: lines.map(flatten) };
  let several: Found | null = null;
  let best: Found = { shape: { lines: false, depth: 0 }, records: [] };
  for (let depth = 0; depth <= DEEPEST; depth++) {
    const records = atDepth(head, depth, false).map(flatten);
    const found = { shape: { lines: false, depth }, records };
    const good = records.filter(hasAddress).length;
    if (good > 0 && areKnown(records, file)) return found;
    if (good > 1 && good * 4 > records.length) several ??= found;
    if (good > 0 || best.records.length === 0) best = found;
  }
  if (several) return several;
  if (best.records.some(hasAddress)) return best;
  const texts = atDepth(head, 1, true).map(flatten);
  return texts.some(hasAddress) ? { shape: { lines: false, depth: 1 }, records: texts } : best;
}

/**
 * Recognises a JSON file by its first bytes: records one a line, in a list, or in lists inside of records.
 * @throws InputError where no record holds an address
 */
export function lookAtJson(head: Uint8Array, name: string, override: ImportOverride): Looked {
  const { shape, records } = findRecords(head, name);
  const columns = columnsOf(records);
  const names = [...columns.keys()];
  const rows = rowsOf(records, names);
  const seen = { names: names.map(fold), rows, banner: '', file: name, shape: 'json' as const };
  const meaning = meaningOf(names, seen, override);
  const { address } = meaning.columns;
  if (!records.some(hasAddress)) throw noAddressInJson(name, names);
  const where = shape.lines ? 'JSON lines' : shape.depth === 0 ? 'JSON' : 'JSON list';
  const recognition: Recognition = {
    format: `${where}, ${meaning.format?.name ?? 'keys by name'}`,
    dialect: { delimiter: NO_DELIMITER, header: false, comments: false, dataStart: 0, dataLine: 1 },
    columns: meaning.columns,
    why: [
      shape.lines ? 'Every line is one record.' : 'The records stand in a list.',
      ...(address === undefined
        ? []
        : [`The addresses are those of "${names[address] || 'each element'}".`]),
      ...meaning.why,
    ],
    fallbacks: meaning.fallbacks,
    rules: meaning.rules,
    reader: 'json',
    json: { ...shape, paths: [...columns.values()] },
    splittable: shape.lines && !meaning.rules.time.orderOpen,
    names,
    notices: meaning.notices,
    fileDate: meaning.fileDate,
    certain: { delimiter: true, header: true, ...meaning.certain },
  };
  const looked = { recognition, rows };
  if (address !== undefined) return looked;
  throw new NoAddressError(noAddressInJson(name, names), looked);
}
