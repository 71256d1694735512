import type { ImportOverride } from '../model/import-plan.ts';
import { NO_DELIMITER } from './dialect.ts';
import { textOf } from './dictionaries.ts';
import type { Format } from './format.ts';
import { isAddress } from './find-columns.ts';
import { meaningOf } from './find-meaning.ts';
import { JsonSplitter, type JsonRecords } from './json-split.ts';
import { flatten, flattenMember, type FlatRecord } from './json-tree.ts';
import { NoAddressError, type Looked } from './no-address-error.ts';
import type { JsonShape, Recognition } from './recognition.ts';
import { formatOf } from './find-format.ts';
import { formats, generalFormat } from './formats.ts';
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

/** Records that are members of an object whose keys are addresses. */
function findKeyed(head: Uint8Array): Found | null {
  for (let depth = 1; depth <= DEEPEST_MEMBERS; depth++) {
    const members = textsOf(head, { depth, keyed: true }).flatMap((text) => {
      const object = parsed(`{${text}}`);
      const [entry] = typeof object === 'object' && object ? Object.entries(object) : [];
      return entry ? [entry] : [];
    });
    const addressed = members.filter(([key]) => isAddress(key)).length;
    if (addressed > 0 && addressed * 2 >= members.length) {
      const records = members.map(([key, value]) => flattenMember(key, value));
      return { shape: { lines: false, depth, keyed: true }, records };
    }
  }
  return null;
}

interface Found {
  shape: Omit<JsonShape, 'paths'>;
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
  const lines = byLine(textOf(head));
  if (lines) return { shape: { lines: true, depth: 0 }, records: lines.map(flatten) };
  const keyed = findKeyed(head);
  if (keyed) return keyed;
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
function wordsOf({
  lines,
  depth,
  under,
  keyed,
}: Found['shape']): Record<'where' | 'records', string> {
  if (lines) return { where: 'JSON lines', records: 'Every line is one record.' };
  if (keyed)
    return { where: 'JSON by address', records: 'Every key is an address, and one record.' };
  if (under !== undefined) {
    return { where: 'JSON list', records: `The records stand in the lists called "${under}".` };
  }
  return { where: depth === 0 ? 'JSON' : 'JSON list', records: 'The records stand in a list.' };
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
  if (!records.some(hasAddress)) throw noAddressInJson(name, names, rows[0]?.[0]);
  const { where, records: what } = wordsOf(shape);
  const recognition: Recognition = {
    format: `${where}, ${meaning.format?.name ?? 'keys by name'}`,
    dialect: { delimiter: NO_DELIMITER, header: false, comments: false, dataStart: 0, dataLine: 1 },
    columns: meaning.columns,
    why: [
      what,
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
