import { makeEngine } from '../../src/engine/atlas-engine.ts';
import { makePieces } from '../../src/engine/read-plan.ts';
import { readInputs } from '../../src/engine/read-inputs.ts';
import { InputError } from '../../src/model/input-error.ts';
import type { InputFile } from '../../src/model/source.ts';
import { refusedRows } from '../../src/model/telemetry.ts';
import { makeDictionaries } from '../../src/telemetry/dictionaries.ts';
import { makeReaders } from '../engine/readers.ts';
import type { Draw, FuzzInput } from './mutations.ts';

/** Milliseconds that a file may take: some, and some more for each megabyte. */
export function timeFor(bytes: number): number {
  return 10_000 + bytes / 2000;
}

function inputOf({ name, bytes }: FuzzInput) {
  return { name, blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) };
}

/** Where every row went, or what the file was refused for. */
async function load(input: FuzzInput): Promise<string> {
  const request = {
    telemetry: [inputOf(input)],
    ...{ servers: [], databases: [], mode: 'replace' as const, reconstruction: false },
  };
  try {
    const { ledger, files, servers } = await makeEngine().load(request, () => undefined);
    const { rows, hits } = ledger;
    if (rows !== hits + refusedRows(ledger)) {
      throw new Error(`${rows} rows are not ${hits} hits and ${refusedRows(ledger)} refused ones`);
    }
    const beside = files.reduce(
      (sum, { serverRows = 0, asideRows = 0 }) => sum + serverRows + asideRows,
      0,
    );
    if (
      rows + beside + servers.length === 0 &&
      files.every(({ notices = [] }) => notices.length === 0)
    ) {
      throw new Error('nothing was read, and nothing was said');
    }
    return JSON.stringify({ rows, hits, refused: ledger.refused, beside });
  } catch (error) {
    if (error instanceof InputError && error.message !== '' && error.expected !== '') {
      return `refused: ${error.message}`;
    }
    throw error;
  }
}

/** The same file read by several readers: in small pieces, or as a stream that cannot be cut. */
async function loadBy(file: InputFile, pieceBytes: number): Promise<string> {
  let hits = 0;
  try {
    const { files } = await readInputs(
      [file],
      makeReaders(3),
      makeDictionaries(),
      { batch: ({ length }) => void (hits += length), progress: () => undefined },
      undefined,
      (from, size) => makePieces(from, size, pieceBytes),
    );
    const sum = (of: (file: (typeof files)[number]) => number) =>
      files.reduce((all, file) => all + of(file), 0);
    const refused = { malformed: 0, noAddress: 0, badAddress: 0, badTime: 0 };
    for (const file of files) {
      for (const reason of Object.keys(refused) as (keyof typeof refused)[]) {
        refused[reason] += file.refused[reason];
      }
    }
    const beside = sum(({ serverRows = 0, asideRows = 0 }) => serverRows + asideRows);
    return JSON.stringify({ rows: sum(({ rows }) => rows), hits, refused, beside });
  } catch (error) {
    if (error instanceof InputError) return `refused: ${error.message}`;
    throw error;
  }
}

/**
 * Reads a file as the product does, whole and in pieces.
 * @throws Error where it is neither read nor refused in words, a row is not accounted for, it took too long, or many
 * readers find something else than one
 */
export async function check(input: FuzzInput, draw: Draw, inPieces = true): Promise<void> {
  const start = performance.now();
  const one = await load(input);
  const ms = performance.now() - start;
  const limit = timeFor(input.bytes.length);
  if (ms > limit) throw new Error(`it took ${Math.round(ms)} ms of ${Math.round(limit)}`);
  if (!inPieces || input.bytes.length > 1_000_000) return;
  const size = 16 + draw(2000);
  const many = await loadBy(inputOf(input), Math.max(size, Math.ceil(input.bytes.length / 200)));
  if (many !== one) throw new Error(`one reader: ${one}; in pieces of ${size} bytes: ${many}`);
  const { name, bytes } = input;
  const stream = await loadBy({ name, read: () => Promise.resolve(bytes.slice()) }, size);
  if (stream !== one) throw new Error(`in pieces: ${one}; as a stream: ${stream}`);
}
