import { abortError } from '../model/rpc.ts';
import { InputError } from '../model/input-error.ts';
import { nextTask } from '../model/next-task.ts';
import type { HitColumns, RefusalReason, Refusals } from '../model/telemetry.ts';
import { chunksOf, concatenated, openContainer } from './container.ts';
import type { TextCoders } from './dictionaries.ts';
import { recognise, type Recognition } from './recognise.ts';
import { HEAD_BYTES } from './split-head.ts';
import { RecordReader } from './record-reader.ts';

/** Bytes that are read between two looks at the clock and the signal. */
const PIECE = 1 << 19;
const BATCH_ROWS = 1 << 17;
const PROGRESS_MS = 100;
const YIELD_MS = 25;

/** Reads pushed bytes into hit columns. */
export interface TelemetryReader {
  push(chunk: Uint8Array): void;
  end(): void;
  readonly rows: number;
  readonly refused: Record<RefusalReason, number>;
  /** Rows accepted and not taken yet. */
  readonly waiting: number;
  /** Rows accepted since the last call; ownership passes. */
  take(): HitColumns;
  refusals(): Refusals;
}

/** What came of reading a file. rows = hits + refused. */
export interface TelemetryResult {
  recognition: Recognition;
  rows: number;
  refused: Record<RefusalReason, number>;
  refusals: Refusals;
}

/** How far reading has come: bytes as stored, so that they can be held against the file's size. */
export interface ReadingProgress {
  bytes: number;
  rows: number;
  refused: number;
}

/** A reader for a file that was recognised; it is pushed the file from its first byte. */
export function makeReader(recognition: Recognition, dictionaries: TextCoders): TelemetryReader {
  return new RecordReader(recognition, dictionaries);
}

/** Gathers the first part of a file, recognises it, and feeds its reader. */
class Reading {
  reader: TelemetryReader | null = null;
  recognition: Recognition | null = null;
  private readonly name: string;
  private readonly dictionaries: TextCoders;
  private head: Uint8Array<ArrayBuffer>[] = [];
  private headLength = 0;

  constructor(name: string, dictionaries: TextCoders) {
    this.name = name;
    this.dictionaries = dictionaries;
  }

  push(chunk: Uint8Array<ArrayBuffer>): void {
    if (this.reader) return this.reader.push(chunk);
    this.head.push(chunk);
    this.headLength += chunk.length;
    if (this.headLength >= HEAD_BYTES) this.begin();
  }

  /** The file is over; answers its reader and what it was recognised as. */
  finish(): { reader: TelemetryReader; recognition: Recognition } {
    const begun = this.begin();
    begun.reader.end();
    return begun;
  }

  private begin() {
    if (this.reader && this.recognition) {
      return { reader: this.reader, recognition: this.recognition };
    }
    const recognition = recognise(concatenated(this.head).subarray(0, HEAD_BYTES), this.name);
    const reader = makeReader(recognition, this.dictionaries);
    for (const chunk of this.head) reader.push(chunk);
    this.head = [];
    this.reader = reader;
    this.recognition = recognition;
    return { reader, recognition };
  }
}

/** Adds to a container's error how many rows had been read. */
function withRows(error: unknown, rows: number): unknown {
  if (!(error instanceof InputError)) return error;
  if (rows === 0) return error;
  return new InputError(
    `${error.found} ${rows.toLocaleString('en')} rows had been read.`,
    error.expected,
  );
}

/**
 * Reads a file into hit columns, in batches of at least one row.
 * @param name of the file, for words
 * @throws InputError where the file is not telemetry or its gzip is damaged; AbortError when the signal says so
 */
export async function readTelemetry(
  stream: ReadableStream<Uint8Array>,
  name: string,
  dictionaries: TextCoders,
  on: { batch(columns: HitColumns): void; progress?(progress: ReadingProgress): void },
  signal?: AbortSignal,
): Promise<TelemetryResult> {
  const reading = new Reading(name, dictionaries);
  let bytes = 0;
  let hits = 0;
  let turned = performance.now();
  let told = turned;
  const hand = (atLeast: number) => {
    const { reader } = reading;
    if (!reader || reader.waiting < atLeast) return;
    const columns = reader.take();
    hits += columns.length;
    on.batch(columns);
  };
  const tell = () => {
    const rows = reading.reader?.rows ?? 0;
    const waiting = reading.reader?.waiting ?? 0;
    on.progress?.({ bytes, rows, refused: rows - hits - waiting });
  };
  const pause = async () => {
    const now = performance.now();
    if (now - told >= PROGRESS_MS) {
      told = now;
      tell();
    }
    if (now - turned < YIELD_MS) return;
    await nextTask();
    turned = performance.now();
  };
  throwIfAborted(signal);
  try {
    const inside = await openContainer(stream, name, (stored) => (bytes = stored));
    for await (const chunk of chunksOf(inside)) {
      for (let at = 0; at < chunk.length; at += PIECE) {
        throwIfAborted(signal);
        reading.push(chunk.subarray(at, at + PIECE));
        hand(BATCH_ROWS);
        await pause();
      }
    }
    throwIfAborted(signal);
  } catch (error) {
    throw withRows(error, reading.reader?.rows ?? 0);
  }
  const { reader, recognition } = reading.finish();
  hand(1);
  tell();
  const { rows, refused } = reader;
  return { recognition, rows, refused: { ...refused }, refusals: reader.refusals() };
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError();
}
