import type { InputFile } from '../model/source.ts';
import type { HitColumns } from '../model/telemetry.ts';
import { ByteDictionary, type Texts } from '../telemetry/dictionaries.ts';
import { readPiece, type Piece, type PieceResult } from '../telemetry/read-piece.ts';
import { readTelemetry } from '../telemetry/read-telemetry.ts';
import type { Recognition } from '../telemetry/recognition.ts';
import { SpareMemory, type SpareBatch } from '../telemetry/spare-memory.ts';
import { TextLog, type LoggedTexts } from '../telemetry/text-log.ts';
import { openInput } from './fetch-bytes.ts';
import type { ReadParts } from './read-file.ts';

/** What all jobs have: batches whose memory the reader may write to anew, of the same load. */
interface Order {
  load: number;
  spare: readonly SpareBatch[];
}

/**
 * What a reader is to read: a piece of a file that was recognised, or a whole input as a stream. `load` and `file` are
 * numbers that tell one load, and one file in it, from another.
 */
export type ReadJob =
  | (Order & { kind: 'piece'; file: number; blob: Blob; piece: Piece; recognition: Recognition })
  | (Order & { kind: 'whole'; input: InputFile });

/**
 * Rows with the reader's own numbers: in `machine` the place of the text in `machines`, from 1; in `family` and `server`
 * codes of this reader, whose texts are told once, with the first batch that uses them.
 */
export interface RowBatch {
  columns: HitColumns;
  machines: LoggedTexts;
  families: Texts;
  servers: Texts;
}

/** What a reader tells on the way. `bytes` as stored. */
export type ReadPart =
  | { kind: 'begin'; at: number }
  | { kind: 'batch'; batch: RowBatch }
  | { kind: 'progress'; bytes: number; rows: number; refused: number };

/** What came of a job. */
export type ReadAnswer =
  | ({ kind: 'piece' } & PieceResult)
  /** Stored bytes of a whole input; 0 where unknown. */
  | ({ kind: 'whole'; bytes: number } & ReadParts);

/** Buffers of a job's spare batches, to be handed over. */
export function buffersOfJob({ spare }: ReadJob): ArrayBuffer[] {
  return spare.flatMap(({ columns, machines }) => buffersIn([columns, machines]));
}

/** Buffers of a batch, to be handed over. */
export function buffersOf({ columns, machines, families, servers }: RowBatch): ArrayBuffer[] {
  return buffersIn([columns, machines, families, servers]);
}

function buffersIn(holders: readonly object[]): ArrayBuffer[] {
  const arrays = holders.flatMap((each): unknown[] => Object.values(each));
  return arrays.flatMap((value) =>
    ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  );
}

/** Reads jobs one at a time; knows which texts it has told of the load that it is at. */
export class RowReader {
  private load = -1;
  private readonly spare = new SpareMemory();
  private readonly machines = new TextLog(this.spare);
  private families = new ByteDictionary();
  private servers = new ByteDictionary();
  private toldFamilies = 1;
  private toldServers = 1;
  /** Where the last piece was to end, and did. */
  private last: { file: number; to: number; end: number } | null = null;

  /**
   * Carries out a job.
   * @throws InputError where the input cannot be read, AbortError
   */
  async read(
    job: ReadJob,
    tell: (part: ReadPart) => void,
    signal?: AbortSignal,
  ): Promise<ReadAnswer> {
    if (job.load !== this.load) this.reset(job.load);
    this.spare.add(job.spare);
    this.machines.forget();
    return job.kind === 'piece'
      ? this.readPiece(job, tell, signal)
      : this.readWhole(job.input, tell, signal);
  }

  /** Lets go of memory that nothing is written to; for when there is no other job. */
  rest(): void {
    this.spare.clear();
  }

  private reset(load: number): void {
    this.load = load;
    this.families = new ByteDictionary();
    this.servers = new ByteDictionary();
    this.toldFamilies = 1;
    this.toldServers = 1;
    this.last = null;
  }

  private get coders() {
    const { spare, machines: machine, families: family, servers: server } = this;
    return { spare, machine, family, server };
  }

  private batchOf(columns: HitColumns): RowBatch {
    const families = this.families.textsFrom(this.toldFamilies);
    const servers = this.servers.textsFrom(this.toldServers);
    this.toldFamilies = this.families.size;
    this.toldServers = this.servers.size;
    return { columns, machines: this.machines.take(), families, servers };
  }

  private async readPiece(
    { file, blob, piece, recognition }: Extract<ReadJob, { kind: 'piece' }>,
    tell: (part: ReadPart) => void,
    signal?: AbortSignal,
  ): Promise<ReadAnswer> {
    // The piece after the last one begins where that one ended: no guess is needed.
    const follows = this.last?.file === file && this.last.to === piece.from;
    const begin = piece.begin ?? (follows ? this.last!.end : null);
    this.last = null;
    const result = await readPiece(
      blob,
      { ...piece, begin },
      recognition,
      this.coders,
      {
        begin: (at) => tell({ kind: 'begin', at }),
        batch: (columns) => tell({ kind: 'batch', batch: this.batchOf(columns) }),
        progress: (told) => tell({ kind: 'progress', ...told }),
      },
      signal,
    );
    this.last = { file, to: piece.to, end: result.end };
    return { kind: 'piece', ...result };
  }

  private async readWhole(
    input: InputFile,
    tell: (part: ReadPart) => void,
    signal?: AbortSignal,
  ): Promise<ReadAnswer> {
    this.last = null;
    const { stream, bytes } = await openInput(input, signal);
    const { parts, notices, passedOver, servers } = await readTelemetry(
      stream,
      input.name,
      this.coders,
      {
        ...input.choices,
        batch: (columns) => tell({ kind: 'batch', batch: this.batchOf(columns) }),
        progress: (told) => tell({ kind: 'progress', ...told }),
      },
      signal,
    );
    return { kind: 'whole', bytes, parts, notices, passedOver, servers };
  }
}
