import type { FileInfo } from '../model/source.ts';
import type { C2Server, RefusalReason, Refusals } from '../model/telemetry.ts';
import { emptyTally, type Tally } from '../telemetry/tally.ts';
import type { TelemetryPart } from '../telemetry/member-reading.ts';
import { joinRefusals } from '../telemetry/refusal-log.ts';
import { readingNotices } from '../telemetry/reading-notices.ts';
import type { Recognition } from '../telemetry/recognition.ts';
import { mergeServers } from '../telemetry/server-book.ts';
import { emptyLedger, refusalReasons } from '../model/telemetry.ts';

/** A file that was read. */
export interface ReadFile extends FileInfo {
  refused: Record<RefusalReason, number>;
  refusals: Refusals;
}

/** What came of a file or of a member of an archive, and what is to be said of it. */
export interface ReadParts {
  parts: TelemetryPart[];
  notices: readonly string[];
  /** Members of an archive that are no telemetry, and what they are: a sentence each. */
  passedOver: readonly string[];
  servers: C2Server[];
}

/** What is kept of a file, or of each member of an archive; an archive's size goes to its first member. */
export function readFilesOf(
  name: string,
  bytes: number,
  { parts, notices, passedOver }: ReadParts,
): ReadFile[] {
  return parts.map(({ recognition, tally, hits, ...part }, index) => ({
    name: parts.length > 1 ? `${name}: ${part.name}` : name,
    bytes: index === 0 ? bytes : 0,
    rows: part.rows,
    records: part.rows - tally.further + tally.serverRows + tally.asideRows,
    format: recognition.format,
    refused: part.refused,
    refusals: part.refusals,
    serverRows: tally.serverRows,
    asideRows: tally.asideRows,
    events: tally.events,
    resolvers: recognition.rules?.resolvers ? hits : 0,
    notices:
      parts.length === 1 ? [...notices] : [...part.notices, ...(index === 0 ? passedOver : [])],
  }));
}

/** What came of a piece of a file; `line` is the number of lines before it. */
export interface ReadPiece {
  rows: number;
  hits: number;
  refused: Record<RefusalReason, number>;
  refusals: Refusals;
  tally: Tally;
  servers: C2Server[];
  line: number;
}

function joinTallies(tallies: readonly Tally[]): Tally {
  const joined = emptyTally();
  for (const tally of tallies) {
    for (const name of Object.keys(joined) as (keyof Tally)[]) joined[name] += tally[name];
  }
  return joined;
}

/** The pieces of a file as what reading the whole of it gives. */
export function joinPieces(
  name: string,
  recognition: Recognition,
  pieces: readonly ReadPiece[],
): ReadParts {
  const { refused } = emptyLedger();
  const sum = (of: (piece: ReadPiece) => number) =>
    pieces.reduce((total, piece) => total + of(piece), 0);
  for (const reason of refusalReasons) refused[reason] = sum((piece) => piece.refused[reason]);
  const hits = sum((piece) => piece.hits);
  const counted = joinTallies(pieces.map(({ tally }) => tally));
  const tally = { ...counted, events: counted.events || hits };
  const servers = mergeServers(pieces.flatMap((piece) => piece.servers));
  const rows = sum((piece) => piece.rows);
  const notices = readingNotices(recognition, tally, rows);
  const part = {
    ...{ name, recognition, rows, hits, refused, tally, servers, notices },
    refusals: joinRefusals(pieces),
  };
  return { parts: [part], notices, passedOver: [], servers };
}
