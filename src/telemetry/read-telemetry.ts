import { InputError } from '../model/input-error.ts';
import { abortError } from '../model/rpc.ts';
import { emptyLedger, refusalReasons } from '../model/telemetry.ts';
import { membersOf } from './container.ts';
import type { TextCoders } from './text-coders.ts';
import { MemberReading, type ReadingOptions, type TelemetryPart } from './member-reading.ts';
import { joinRefusals } from './refusal-log.ts';
import { mergeServers } from './server-book.ts';

export { makeReader, type TelemetryReader } from './make-reader.ts';
export type { ReadingProgress } from './member-reading.ts';

/** Bytes that are read between two looks at the clock and the signal. */
const PIECE = 1 << 19;

/** What came of reading a file: the sums, and the parts; several where an archive has several members. */
export interface TelemetryResult extends Omit<TelemetryPart, 'name' | 'tally'> {
  parts: TelemetryPart[];
  /** Members of an archive that are no telemetry, and what they are: a sentence each. */
  passedOver: string[];
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

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError();
}

/** Sums of the parts; what the first part was recognised as stands for all. */
function resultOf(parts: TelemetryPart[], passed: MemberReading['passed']): TelemetryResult {
  const [first] = parts;
  if (!first) throw passed[0]?.error ?? new InputError('The archive is empty.', 'a file in it.');
  const refused = emptyLedger().refused;
  for (const part of parts)
    for (const reason of refusalReasons) refused[reason] += part.refused[reason];
  const passedOver = passed.map(({ name, error }) => `"${name}" was passed over: ${error.found}`);
  return {
    recognition: first.recognition,
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
    hits: parts.reduce((sum, { hits }) => sum + hits, 0),
    refused,
    refusals: joinRefusals(parts.map(({ refusals }) => ({ refusals, line: 0 }))),
    servers: mergeServers(parts.flatMap(({ servers }) => servers)),
    notices: [...new Set(parts.flatMap(({ notices }) => notices)), ...passedOver],
    parts,
    passedOver,
  };
}

/**
 * Reads a file into hit columns, in batches of at least one row. An archive's members are read one after the other;
 * those that are no telemetry are passed over, and named in the notices.
 * @param name of the file, for words
 * @throws InputError where nothing in the file is telemetry or its archive is damaged; AbortError when the signal says so
 */
export async function readTelemetry(
  stream: ReadableStream<Uint8Array>,
  name: string,
  dictionaries: TextCoders,
  on: ReadingOptions,
  signal?: AbortSignal,
): Promise<TelemetryResult> {
  const reading = new MemberReading(name, dictionaries, on);
  throwIfAborted(signal);
  try {
    const members = membersOf(stream, name, (stored) => (reading.bytes = stored));
    for await (const event of members) {
      if (event.kind === 'begin') reading.begin(event.name);
      else if (event.kind === 'unread') reading.pass(event.name, event.error);
      else if (event.kind === 'end') reading.end();
      else {
        for (let at = 0; at < event.bytes.length; at += PIECE) {
          throwIfAborted(signal);
          reading.push(event.bytes.subarray(at, at + PIECE));
          await reading.pause();
        }
      }
    }
    throwIfAborted(signal);
  } catch (error) {
    throw withRows(error, reading.rows);
  }
  reading.tell();
  return resultOf(reading.parts, reading.passed);
}
