import type { C2Server, HitColumns, RefusalReason, Refusals } from '../model/telemetry.ts';
import type { TextCoders } from './text-coders.ts';
import { ColumnsReader } from './columns-reader.ts';
import type { Tally } from './tally.ts';
import { JsonReader } from './json-reader.ts';
import { LineReader } from './line-reader.ts';
import { PapaReader } from './papa-reader.ts';
import type { Recognition } from './recognition.ts';
import { RecodingReader } from './recoding-reader.ts';
import { RecordReader } from './record-reader.ts';

/** Reads pushed bytes into hit columns. */
export interface TelemetryReader {
  push(chunk: Uint8Array): void;
  end(): void;
  readonly rows: number;
  readonly refused: Record<RefusalReason, number>;
  /** Rows accepted and not taken yet. */
  readonly waiting: number;
  /** Rows accepted since the last call; ownership passes, unless they are lent: good until more is pushed. */
  take(lent?: boolean): HitColumns;
  refusals(): Refusals;
  /** Rows beside the hits and the refused ones, and what was noticed. */
  readonly tally: Tally;
  /** C2 servers of the rows taken so far. */
  servers(): C2Server[];
}

/** A reader for a file that was recognised; it is pushed the file from its first byte. */
export function makeReader(recognition: Recognition, dictionaries: TextCoders): TelemetryReader {
  const { encoding = 'utf-8' } = recognition;
  const reader = readerOf(recognition, dictionaries);
  return encoding === 'utf-8' ? reader : new RecodingReader(reader, encoding);
}

function readerOf(recognition: Recognition, dictionaries: TextCoders): TelemetryReader {
  if (recognition.json?.byColumn) return new ColumnsReader(recognition, dictionaries);
  if (recognition.reader === 'json') return new JsonReader(recognition, dictionaries);
  if (recognition.reader === 'papaparse') return new PapaReader(recognition, dictionaries);
  if (recognition.reader === 'lines') return new LineReader(recognition, dictionaries);
  return new RecordReader(recognition, dictionaries);
}
