import type { InputFile } from '../model/source.ts';
import { emptyLedger, refusalReasons, type C2Server } from '../model/telemetry.ts';
import type { Recognition } from '../telemetry/recognition.ts';
import { emptyTally } from '../telemetry/tally.ts';
import {
  joinPieces,
  readFilesOf,
  type ReadFile,
  type ReadParts,
  type ReadPiece,
} from './read-file.ts';

/** What came of inputs: files, or members of archives, and the C2 servers that they name. */
export interface ReadSoFar {
  files: ReadFile[];
  servers: C2Server[];
}

/** One file on its way. */
export interface FileState {
  number: number;
  input: InputFile;
  bytes: number;
  blob: Blob | null;
  recognition: Recognition | null;
  /** Where the next piece must begin, and the number of the line there. */
  expected: number;
  line: number;
  pieces: ReadPiece[];
  whole: ReadParts | null;
  rows: number;
  hits: number;
}

/** Rows of a file that were refused in the pieces that are through. */
export function refusedOf({ pieces }: FileState): number {
  return pieces.reduce(
    (sum, { refused }) => refusalReasons.reduce((all, reason) => all + refused[reason], sum),
    0,
  );
}

/** A file of which, beyond its pieces that are through, only hits are known. */
export function hitsOnly(file: FileState): FileState {
  if (file.whole) return file;
  const known = file.pieces.reduce((sum, { hits }) => sum + hits, 0);
  const hits = file.hits - known;
  const { line } = file;
  const rest = { ...emptyPiece, hits, rows: hits, line };
  return { ...file, pieces: [...file.pieces, rest] };
}

const emptyPiece: ReadPiece = {
  ...{ rows: 0, hits: 0, servers: [], line: 0, refused: emptyLedger().refused },
  refusals: { length: 0, line: new Uint32Array(0), reason: new Uint8Array(0), text: [] },
  tally: emptyTally(),
};

/** Stands for an archive's or a stream's recognition, which is told only with its end. */
const notToldYet: Recognition = {
  ...{ format: '', columns: {}, why: [] },
  dialect: { delimiter: 44, header: false, comments: false, dataStart: 0, dataLine: 1 },
};

/** What came of files. */
export function resultOf(states: readonly FileState[]): ReadSoFar {
  const read = states.map(({ input: { name }, bytes, recognition, pieces, whole }) => {
    const parts = whole ?? joinPieces(name, recognition ?? notToldYet, pieces);
    return { files: readFilesOf(name, bytes, parts), servers: parts.servers };
  });
  return {
    files: read.flatMap(({ files }) => files),
    servers: read.flatMap(({ servers }) => servers),
  };
}
