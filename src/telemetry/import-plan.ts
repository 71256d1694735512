import { InputError } from '../model/input-error.ts';
import { refusalReasons, type C2Server, type RefusalReason } from '../model/telemetry.ts';
import { makeDictionaries } from './dictionaries.ts';
import { headsOf } from './head-of.ts';
import type { Tally } from './hit-writer.ts';
import { importDecisions, type ImportDecision } from './import-decisions.ts';
import { makeReader, type TelemetryReader } from './make-reader.ts';
import { isPersonal } from './personal-columns.ts';
import { rowsInWords, type ImportRow } from './import-rows.ts';
import { readingNotices } from './reading-notices.ts';
import { lookAt, type ImportOverride, type Recognition } from './recognise.ts';
import type { Role } from './roles.ts';
import { HEAD_BYTES } from './split-head.ts';

/** A column of a file: its name, some of its values, and what it is read as. */
export interface ImportColumn {
  index: number;
  /** '' where it has none. */
  name: string;
  /** Filled cells of the first rows; none of a personal column that has no role. */
  samples: string[];
  role: Role | null;
  /** Whether it stands in where the role's own column says nothing. */
  fallback: boolean;
  /** Whether it can say who was infected: it is read only where it is given a role. */
  personal: boolean;
}

/** A row of the head that will be refused. */
export interface ImportRefusal {
  /** Line number in the file, 1-based. */
  line: number;
  reason: RefusalReason;
  text: string;
}

/** How a file will be read, as far as its first part shows. Plain data. */
export interface ImportPlan {
  name: string;
  recognition: Recognition;
  columns: ImportColumn[];
  /** Every choice, with how sure it is; only those that are not certain need to be asked. */
  decisions: ImportDecision[];
  /** The first hits as they will be read. */
  rows: ImportRow[];
  /** The first C2 servers as they will be read. */
  servers: C2Server[];
  /** Rows of the head: rows = hits + refused. */
  counts: { rows: number; hits: number; servers: number } & Tally;
  refused: Record<RefusalReason, number>;
  /** The first rows that will be refused. */
  refusals: ImportRefusal[];
  notices: string[];
  /** Whether the head is the whole file. */
  whole: boolean;
}

/** A member of an archive, or a file, that cannot be read. */
export interface ImportFailure {
  name: string;
  found: string;
  expected: string;
}

const SHOWN_ROWS = 20;
const SAMPLES = 5;
const MEMBERS = 20;
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

function refusalsOf(reader: TelemetryReader): ImportRefusal[] {
  const { length, line, reason, text } = reader.refusals();
  return Array.from({ length: Math.min(length, SHOWN_ROWS) }, (_, i) => ({
    line: line[i]!,
    reason: refusalReasons[reason[i]!]!,
    text: text[i] ?? '',
  }));
}

/**
 * Plans how a file will be read, by its first bytes with what packs it taken off.
 * @param head up to HEAD_BYTES of the file; fewer only where that is all
 * @param override what was chosen so far; the plan shows what comes of it
 * @throws InputError where nothing can be read
 */
export function planImport(
  head: Uint8Array,
  name: string,
  override: ImportOverride = {},
): ImportPlan {
  const { recognition, rows } = lookAt(head, name, override);
  const dictionaries = makeDictionaries();
  const reader = makeReader(recognition, dictionaries);
  const whole = head.length < HEAD_BYTES;
  reader.push(head);
  if (whole) reader.end();
  const hits = reader.take();
  const servers = reader.servers();
  const tally = { ...reader.tally, events: reader.tally.events || hits.length };
  return {
    name,
    recognition,
    columns: columnsOf(recognition, rows),
    decisions: importDecisions(recognition, rows),
    rows: rowsInWords(hits, dictionaries, SHOWN_ROWS),
    servers: servers.slice(0, SHOWN_ROWS),
    counts: { ...tally, rows: reader.rows, hits: hits.length, servers: servers.length },
    refused: { ...reader.refused },
    refusals: refusalsOf(reader),
    notices: readingNotices(recognition, tally, reader.rows),
    whole,
  };
}

/**
 * Plans for a file as it is stored: one plan, or one for each of the first members of a zip archive; a member that is no
 * telemetry is a failure.
 * @throws InputError where the archive is damaged or protected by a password
 */
export async function planFile(
  stream: ReadableStream<Uint8Array>,
  name: string,
  override: ImportOverride = {},
): Promise<(ImportPlan | ImportFailure)[]> {
  const heads = await headsOf(stream, name, MEMBERS);
  return heads.map((head) => {
    try {
      return planImport(head.bytes, head.name, override);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { name: head.name, found: error.found, expected: error.expected };
    }
  });
}
