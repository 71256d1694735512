import { abortError } from '../model/rpc.ts';
import { nextTask } from '../model/next-task.ts';
import type { C2Server, HitColumns, RefusalReason, Refusals } from '../model/telemetry.ts';
import { blobChunks } from './blob-chunks.ts';
import type { TextCoders } from './text-coders.ts';
import { holdsNul } from './holds-nul.ts';
import type { Tally } from './tally.ts';
import { makePieceReader, type PieceReader } from './piece-reader.ts';
import type { Recognition } from './recognition.ts';

const NEWLINE = 10;
/** Bytes in which a line end is looked for at a time. */
const PROBE = 1 << 16;
/** Bytes that are read between two looks at the signal. */
const STEP = 1 << 19;
/** Between two pauses, in which messages have their turn and progress is told. */
const PAUSE_MS = 30;
/** A batch: with a step's rows behind these, about as many as columns have room for after they grew. */
const BATCH_ROWS = 3 << 14;

/** A part of a file, in bytes: the records that begin in it are read, to their ends. */
export interface Piece {
  from: number;
  to: number;
  /**
   * Where the first record begins, where that is known. Otherwise the first line end from `from` on is taken for the end
   * of a record: a guess, since it may stand inside quotes, and whoever joins pieces must hold it against the piece before.
   */
  begin: number | null;
}

/** What came of a piece. rows = hits + refused. */
export interface PieceResult {
  /** Where the first record that was read began, and the first one that was not. */
  begin: number;
  end: number;
  /**
   * True where it ends before its time: for NUL bytes, which are taken out, so that behind them bytes cannot be counted;
   * or for another header, after which columns have other meanings. What is left of the file must be read as one piece.
   */
  isCut: boolean;
  rows: number;
  hits: number;
  lines: number;
  tally: Tally;
  servers: C2Server[];
  refused: Record<RefusalReason, number>;
  /** Lines are counted from 1 at the beginning of the piece. */
  refusals: Refusals;
}

/** How far a piece is. */
export interface PieceProgress {
  bytes: number;
  rows: number;
  refused: number;
}

/** Where the first record of a piece begins; the piece's end where no line ends inside it. */
async function findBegin(blob: Blob, { from, to, begin }: Piece): Promise<number> {
  if (begin !== null || from === 0) return begin ?? 0;
  for (let at = from - 1; at < to; at += PROBE) {
    const bytes = new Uint8Array(await blob.slice(at, Math.min(at + PROBE, to)).arrayBuffer());
    const newline = bytes.indexOf(NEWLINE);
    if (newline >= 0) return Math.min(at + newline + 1, to);
  }
  return to;
}

/** The same dialect, from a record's beginning on: nothing is left to skip, and lines are counted anew. */
function fromRecord(recognition: Recognition): Recognition {
  return { ...recognition, dialect: { ...recognition.dialect, dataStart: 0, dataLine: 1 } };
}

/** Passes the rest of a line that is refused already, whatever it holds; answers whether it goes on beyond the chunk. */
function passRefused(reader: PieceReader, chunk: Uint8Array): boolean {
  const newline = reader.isRefusing ? chunk.indexOf(NEWLINE) : -1;
  if (newline >= 0) reader.push(chunk.subarray(0, newline + 1));
  return reader.isRefusing;
}

/**
 * Reads the records of a piece of a file.
 * @param on hears of batches of at least one row, and of progress
 * @throws AbortError when the signal says so
 */
export async function readPiece(
  blob: Blob,
  piece: Piece,
  recognition: Recognition,
  coders: TextCoders,
  on: {
    begin(at: number): void;
    batch(columns: HitColumns): void;
    progress(progress: PieceProgress): void;
  },
  signal?: AbortSignal,
): Promise<PieceResult> {
  const begin = await findBegin(blob, piece);
  on.begin(begin);
  const toEnd = piece.to >= blob.size;
  const looksForNul = !toEnd && recognition.reader === 'json';
  const bounds = toEnd ? {} : { limit: piece.to - begin, cutsAtHeader: true, cutsAtNul: true };
  const reader = makePieceReader(fromRecord(recognition), coders, bounds);
  let hits = 0;
  const tell = () => {
    const bytes = Math.min(reader.consumed, piece.to - begin);
    on.progress({ bytes, rows: reader.rows, refused: reader.refusedRows });
  };
  const hand = (atLeast: number) => {
    if (reader.waiting < atLeast) return;
    // Whoever takes the rows wants to know how many are to come.
    tell();
    const columns = reader.take();
    hits += columns.length;
    on.batch(columns);
  };
  let [isCut, paused] = [false, performance.now()];
  for await (const chunk of reader.isAtLimit ? [] : blobChunks(blob, begin, piece.to)) {
    isCut = looksForNul && holdsNul(chunk) && !passRefused(reader, chunk);
    if (isCut) break;
    for (let step = 0; step < chunk.length && !reader.isAtLimit; step += STEP) {
      if (signal?.aborted) throw abortError();
      reader.push(chunk.subarray(step, step + STEP));
      hand(BATCH_ROWS);
      if (performance.now() - paused < PAUSE_MS) continue;
      tell();
      // An abort arrives as a message, which must have its turn.
      await nextTask();
      paused = performance.now();
    }
    if (reader.isAtLimit) break;
  }
  if (!isCut) reader.end();
  hand(1);
  return {
    begin,
    end: toEnd ? blob.size : Math.min(begin + reader.consumed, blob.size),
    isCut: isCut || reader.isCut,
    rows: reader.rows,
    hits,
    tally: { ...reader.tally },
    servers: reader.servers(),
    lines: reader.nextLine - 1,
    refused: { ...reader.refused },
    refusals: reader.refusals(),
  };
}
