import type { InputFile } from '../model/source.ts';
import type { HitColumns } from '../model/telemetry.ts';
import type { MutableDictionaries } from '../telemetry/dictionaries.ts';
import type { Piece } from '../telemetry/read-piece.ts';
import { BatchCoder } from './batch-coder.ts';
import { hitsOnly, refusedOf, resultOf, type FileState, type ReadSoFar } from './file-state.ts';
import { cutFor, planReading, type Cut } from './read-plan.ts';
import type { Reader } from './readers.ts';
import type { SpareBatch } from '../telemetry/spare-memory.ts';
import type { ReadAnswer, ReadJob, ReadPart, RowBatch } from './row-reader.ts';

/** Jobs that a reader has at a time: the next ones wait there, so that it is not idle while their taker is busy. */
const DEPTH = 3;

/** How far reading has come, for the file that rows are taken from. */
export interface InputProgress {
  file: string;
  bytesDone: number;
  bytesTotal: number;
  rows: number;
  refused: number;
}

/** Who hears of what was read: batches in the order of the rows, whoever read them. */
export interface ReadListener {
  /**
   * @param columns good until the call returns: they are written to anew
   * @param soFar what came of the inputs up to this batch, as if they ended there
   */
  batch(columns: HitColumns, soFar: () => ReadSoFar): void;
  progress(progress: InputProgress): void;
}

/** A job on its way; begun anew where its beginning was guessed wrong. */
interface Task {
  file: FileState;
  piece: Piece | null;
  attempt: number;
  reader: number;
  begin: number | null;
  batches: RowBatch[];
  /** Read so far, and not yet counted for the file. */
  bytes: number;
  rows: number;
  refused: number;
  answer: ReadAnswer | null;
  stop: AbortController | null;
}

function makeTask(file: FileState, piece: Piece | null): Task {
  const begin = piece ? null : 0;
  return {
    ...{ file, piece, attempt: 0, reader: -1, begin, batches: [] },
    ...{ bytes: 0, rows: 0, refused: 0, answer: null, stop: null },
  };
}

/** Whether a record of the pieces before goes on beyond this one. */
function isCovered({ file, piece }: Task): boolean {
  return piece !== null && file.expected >= piece.to && file.expected > piece.from;
}

let loads = 0;

/** Has inputs read by many readers and takes what they read in the order of the rows. */
class Reading {
  private readonly load = ++loads;
  private readonly files: FileState[] = [];
  private tasks: Task[] = [];
  /** The first task that is not given out, and the one whose rows are being taken. */
  private next = 0;
  private current = 0;
  private readonly busy: number[];
  /** Batches that were taken, by the reader that read them: it may write to their memory again. */
  private readonly spare: SpareBatch[][];
  private settle: { resolve: () => void; reject: (error: unknown) => void } | null = null;
  private over = false;

  constructor(
    private readonly readers: readonly Reader[],
    private readonly coder: BatchCoder,
    private readonly on: ReadListener,
    private readonly signal: AbortSignal | undefined,
    private readonly cut: Cut,
  ) {
    this.busy = readers.map(() => 0);
    this.spare = readers.map(() => []);
  }

  async run(inputs: readonly InputFile[]): Promise<ReadSoFar> {
    const { files } = this;
    for (const input of inputs) files.push(await this.plan(input, files.length));
    this.signal?.throwIfAborted();
    const abort = () => this.fail(this.signal!.reason);
    this.signal?.addEventListener('abort', abort);
    try {
      await new Promise<void>((resolve, reject) => {
        this.settle = { resolve, reject };
        this.goOn();
      });
    } finally {
      this.signal?.removeEventListener('abort', abort);
    }
    return resultOf(files);
  }

  private async plan(input: InputFile, number: number): Promise<FileState> {
    const plan = await planReading(input, this.cut);
    const file: FileState = {
      ...{ number, input, bytes: 0, blob: null, recognition: null },
      ...{ expected: 0, line: 0, pieces: [], whole: null, rows: 0, hits: 0 },
    };
    if (plan.kind === 'whole') {
      this.tasks.push(makeTask(file, null));
      if ('blob' in input) file.bytes = input.blob.size;
      return file;
    }
    const { blob, recognition, pieces } = plan;
    this.tasks.push(...pieces.map((piece) => makeTask(file, piece)));
    const { dataStart, dataLine } = recognition.dialect;
    return Object.assign(file, {
      ...{ bytes: blob.size, blob, recognition, expected: dataStart, line: dataLine - 1 },
    });
  }

  /** Takes what is there, gives out what can be given out, and ends where nothing is left. */
  private goOn(): void {
    if (this.over) return;
    try {
      while (this.current < this.tasks.length && this.take(this.tasks[this.current]!))
        this.current++;
      this.giveOut();
    } catch (error) {
      return this.fail(error);
    }
    if (this.current < this.tasks.length) return;
    this.over = true;
    this.settle?.resolve();
  }

  private fail(error: unknown): void {
    if (this.over) return;
    this.over = true;
    for (const task of this.tasks) task.stop?.abort();
    this.settle?.reject(error);
  }

  private giveOut(): void {
    const ahead = this.current + this.readers.length * DEPTH * 2;
    while (this.next < this.tasks.length && this.next < ahead) {
      const reader = this.busy.indexOf(Math.min(...this.busy));
      if (this.busy[reader]! >= DEPTH) return;
      const task = this.tasks[this.next++]!;
      if (!isCovered(task)) this.give(task, reader);
    }
  }

  private give(task: Task, reader: number): void {
    const attempt = ++task.attempt;
    const stop = new AbortController();
    Object.assign(task, { reader, batches: [], bytes: 0, rows: 0, refused: 0, answer: null, stop });
    if (task.piece) task.begin = null;
    this.busy[reader]!++;
    const isLatest = () => task.attempt === attempt && !this.over;
    const tell = (part: ReadPart) => {
      if (part.kind === 'batch') this.coder.learn(reader, part.batch);
      if (isLatest()) this.hear(task, part);
    };
    this.readers[reader]!.read(this.jobOf(task), tell, stop.signal).then(
      (answer) => {
        this.busy[reader]!--;
        if (isLatest()) task.answer = answer;
        this.goOn();
      },
      (error: unknown) => {
        this.busy[reader]!--;
        if (isLatest()) this.fail(error);
        else this.goOn();
      },
    );
  }

  private jobOf({ file, piece, reader }: Task): ReadJob {
    const order = { load: this.load, spare: this.spare[reader]!.splice(0) };
    const { number, input, blob, recognition } = file;
    if (!piece || !blob || !recognition) return { kind: 'whole', ...order, input };
    return { kind: 'piece', ...order, file: number, blob, piece, recognition };
  }

  private hear(task: Task, part: ReadPart): void {
    if (part.kind === 'begin') task.begin = part.at;
    else if (part.kind === 'batch') task.batches.push(part.batch);
    else {
      task.bytes = part.bytes;
      task.rows = part.rows;
      task.refused = part.refused;
      this.tellProgress();
    }
    this.goOn();
  }

  /** Takes what a task has; answers whether it is done with. */
  private take(task: Task): boolean {
    const { file, piece } = task;
    if (isCovered(task)) return this.pass(task);
    if (task.attempt === 0 || task.begin === null) return false;
    if (piece && task.begin !== file.expected) {
      this.again(task);
      return false;
    }
    for (const batch of task.batches.splice(0)) {
      file.hits += batch.columns.length;
      this.on.batch(this.coder.code(task.reader, batch), () => this.soFar());
      const { columns, machines } = batch;
      this.spare[task.reader]!.push({ columns, machines });
    }
    if (!task.answer) return false;
    this.finish(task, task.answer);
    return true;
  }

  /** Rows whose piece is not through count where they are hits: which others there are is told at its end. */
  private soFar(): ReadSoFar {
    return resultOf(this.files.filter(({ hits }) => hits > 0).map(hitsOnly));
  }

  /** Leaves a task out. */
  private pass(task: Task): true {
    task.attempt++;
    task.stop?.abort();
    Object.assign(task, { bytes: 0, rows: 0, refused: 0 });
    return true;
  }

  /** The piece began inside a record: it is read again from where the one before ended. */
  private again(task: Task): void {
    task.stop?.abort();
    task.piece = { ...task.piece!, begin: task.file.expected };
    this.give(task, this.busy.indexOf(Math.min(...this.busy)));
  }

  private finish(task: Task, answer: ReadAnswer): void {
    const { file } = task;
    if (answer.kind === 'whole') {
      file.whole = answer;
      file.rows = answer.parts.reduce((sum, { rows }) => sum + rows, 0);
      file.bytes = answer.bytes || file.bytes;
    } else {
      file.pieces.push({ ...answer, line: file.line });
      file.rows += answer.rows;
      file.line += answer.lines;
      file.expected = answer.end;
      if (answer.isCut) this.readRestWhole(file);
    }
    Object.assign(task, { bytes: 0, rows: 0, refused: 0, answer: null });
    this.tellProgress();
  }

  /** What is left of a file becomes one piece. */
  private readRestWhole(file: FileState): void {
    const { expected, bytes } = file;
    const rest = makeTask(file, { from: expected, to: bytes, begin: expected });
    const isLater = (task: Task, at: number) => at > this.current && task.file === file;
    for (const task of this.tasks.filter(isLater)) this.pass(task);
    const others = this.tasks.filter((task, at) => !isLater(task, at));
    others.splice(this.current + 1, 0, rest);
    this.tasks = others;
    this.next = Math.min(this.next, this.current + 1);
  }

  /** Bytes and rows of the file that rows are taken from, read by anybody. */
  private tellProgress(): void {
    const task = this.tasks[Math.min(this.current, this.tasks.length - 1)];
    if (!task) return;
    const { file, piece } = task;
    let [bytes, rows, refused] = [piece ? file.expected : 0, file.rows, refusedOf(file)];
    for (const other of this.tasks) {
      if (other.file !== file) continue;
      bytes += other.bytes;
      rows += other.rows;
      refused += other.refused;
    }
    const bytesDone = file.bytes > 0 ? Math.min(bytes, file.bytes) : bytes;
    this.on.progress({ file: file.input.name, bytesDone, bytesTotal: file.bytes, rows, refused });
  }
}

/**
 * Reads inputs with all readers there are. The rows, their order and their codes are those of one reader alone: a piece
 * whose beginning was guessed wrong (a line end inside quotes) is read again from where the piece before it ended.
 * @param cut where files are parted; what comes out does not depend on it
 * @throws InputError where an input cannot be read, AbortError
 */
export function readInputs(
  inputs: readonly InputFile[],
  readers: readonly Reader[],
  dictionaries: MutableDictionaries,
  on: ReadListener,
  signal?: AbortSignal,
  cut: Cut = cutFor(readers.length),
): Promise<ReadSoFar> {
  return new Reading(readers, new BatchCoder(dictionaries), on, signal, cut).run(inputs);
}
