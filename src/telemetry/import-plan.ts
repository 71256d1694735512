import { InputError } from '../model/input-error.ts';
import {
  type ImportColumn,
  type ImportFailure,
  type ImportOverride,
  type ImportPlan,
  type ImportRefusal,
} from '../model/import-plan.ts';
import { refusalReasons } from '../model/telemetry.ts';
import { makeDictionaries } from './dictionaries.ts';
import { type MemberHead } from './head-of.ts';
import { isAddress } from './find-columns.ts';
import { importDecisions } from './import-decisions.ts';
import { makeReader, type TelemetryReader } from './make-reader.ts';
import { isPersonal } from './personal-columns.ts';
import { rowsInWords } from './import-rows.ts';
import { readingNotices } from './reading-notices.ts';
import { NoAddressError } from './no-address-error.ts';
import { lookAt } from './recognise.ts';
import type { Recognition } from './recognition.ts';
import type { Role } from './roles.ts';
import { splitCells } from './split-cells.ts';
import { HEAD_BYTES } from './split-head.ts';

const SHOWN_ROWS = 20;
const SAMPLES = 5;
const LONGEST_SAMPLE = 120;

function columnsOf(recognition: Recognition, rows: readonly (readonly string[])[]): ImportColumn[] {
  const { columns, fallbacks = [], names = [] } = recognition;
  const width = Math.max(names.length, ...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, index) => {
    const name = names[index] ?? '';
    const cells = rows.map((row) => row[index] ?? '').filter((cell) => cell !== '');
    const own = (Object.entries(columns) as [Role, number][]).find(([, at]) => at === index);
    const fallback = fallbacks.find(({ column }) => column === index);
    const role = own?.[0] ?? fallback?.role ?? null;
    const personal = isPersonal(name, cells.slice(0, 50));
    const shown = [...new Set(cells)]
      .slice(0, SAMPLES)
      .map((cell) => cell.slice(0, LONGEST_SAMPLE));
    const samples = personal && role === null ? [] : shown;
    return { index, name, samples, role, fallback: !own && fallback !== undefined, personal };
  });
}

/** A refused row without the cells of personal columns that nobody gave a role; '' where they cannot be told. */
function shownRow(text: string, { dialect, reader }: Recognition, hidden: Set<number>): string {
  if (hidden.size === 0) return text;
  if (reader === 'json' || reader === 'papaparse') return '';
  const [cells = []] = splitCells(text, dialect, 1);
  const shown = cells.filter((_, column) => !hidden.has(column));
  return shown.join(String.fromCharCode(dialect.delimiter));
}

function refusalsOf(
  reader: TelemetryReader,
  recognition: Recognition,
  columns: readonly ImportColumn[],
): ImportRefusal[] {
  const personal = columns.filter((column) => column.personal && column.role === null);
  const hidden = new Set(personal.map(({ index }) => index));
  const { length, line, reason, text } = reader.refusals();
  return Array.from({ length: Math.min(length, SHOWN_ROWS) }, (_, i) => {
    const why = refusalReasons[reason[i]!]!;
    // Where the cells of a malformed row begin and end is anybody's guess.
    const isTold = why !== 'malformed' || hidden.size === 0;
    const shown = isTold ? shownRow(text[i] ?? '', recognition, hidden) : '';
    return { line: line[i]!, reason: why, text: shown };
  });
}

/**
 * Plans how a file will be read, by its first bytes with what packs it taken off.
 * @param head up to HEAD_BYTES of the file; fewer only where that is all
 * @param override what was chosen so far; the plan shows what comes of it
 * @param shownRows as many of the first rows are shown
 * @throws InputError where nothing can be read
 */
export function planImport(
  head: Uint8Array,
  name: string,
  override: ImportOverride = {},
  shownRows = SHOWN_ROWS,
): ImportPlan {
  const { recognition, rows } = lookAt(head, name, override);
  const dictionaries = makeDictionaries();
  const reader = makeReader(recognition, dictionaries);
  const whole = head.length < HEAD_BYTES;
  reader.push(head);
  if (whole) reader.end();
  const hits = reader.take();
  const servers = reader.servers();
  const columns = columnsOf(recognition, rows);
  const tally = { ...reader.tally, events: reader.tally.events || hits.length };
  return {
    name,
    recognition: { format: recognition.format, why: recognition.why },
    columns,
    decisions: importDecisions(recognition, rows),
    rows: rowsInWords(hits, dictionaries, shownRows),
    servers: servers.slice(0, shownRows),
    counts: { ...tally, rows: reader.rows, hits: hits.length, servers: servers.length },
    refused: { ...reader.refused },
    refusals: refusalsOf(reader, recognition, columns),
    notices: readingNotices(recognition, tally, reader.rows),
    whole,
  };
}

/** A few cells that hold an address somewhere, as other choices might find it. */
const addressInside = /(?:^|[^\d.])(?:\d{1,3}\[?\.\]?){3}\d{1,3}(?:[^\d.]|$)/;

function failureOf(name: string, error: InputError): ImportFailure {
  const { found, expected } = error;
  const failure = { name, found, expected, columns: [], decisions: [], mendable: false };
  if (!(error instanceof NoAddressError)) return failure;
  const { recognition, rows } = error.looked;
  const cells = [...rows.flat(), ...(recognition.names ?? [])];
  return {
    ...failure,
    columns: columnsOf(recognition, rows),
    decisions: importDecisions(recognition, rows),
    mendable: cells.some((cell) => isAddress(cell) || addressInside.test(cell)),
  };
}

/** A plan for a head; a failure where it is no telemetry. */
export function planHead(
  head: MemberHead,
  override: ImportOverride = {},
  rows = SHOWN_ROWS,
): ImportPlan | ImportFailure {
  try {
    if (head.error) throw head.error;
    return planImport(head.bytes, head.name, override, rows);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return failureOf(head.name, error);
  }
}
