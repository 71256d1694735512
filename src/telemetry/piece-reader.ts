import type { TextCoders } from './text-coders.ts';
import { JsonReader } from './json-reader.ts';
import type { TelemetryReader } from './make-reader.ts';
import type { Recognition } from './recognition.ts';
import { RecordReader } from './record-reader.ts';

/** Where a reader of a piece stops. */
export interface ReadingBounds {
  /** No record is read that begins this many bytes after the first one, or later. */
  limit?: number;
  /** Whether it stops before a header in the middle of the file, or before the end of its table. */
  cutsAtHeader?: boolean;
  /** Whether it stops before a record with NUL bytes; a reader of JSON never does. */
  cutsAtNul?: boolean;
}

/** Reads the records of a piece of a file, which begins with one. */
export interface PieceReader extends TelemetryReader {
  /** Bytes from the first record on to where the next one to be read begins. */
  readonly consumed: number;
  /** Whether every record that begins before the limit was read, or a header stopped it. */
  readonly isAtLimit: boolean;
  /** Whether a header, the end of the table, or a NUL byte stopped it: the next record is that, or holds it. */
  readonly isCut: boolean;
  /** Whether it is inside a line that was refused before its end was seen. */
  readonly isRefusing: boolean;
  /** Line number of the next record. */
  readonly nextLine: number;
  /** Rows refused so far. */
  readonly refusedRows: number;
}

/** The reader for pieces of a file that was recognised as one that can be read so (`Recognition.splittable`). */
export function makePieceReader(
  recognition: Recognition,
  coders: TextCoders,
  bounds: ReadingBounds,
): PieceReader {
  return recognition.reader === 'json'
    ? new JsonReader(recognition, coders, bounds)
    : new RecordReader(recognition, coders, bounds);
}
