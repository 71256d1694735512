import { InputError } from '../model/input-error.ts';
import { overrideOf, type FileChoices, type ImportOverride } from '../model/import-plan.ts';
import { nextTask } from '../model/next-task.ts';
import type { C2Server, HitColumns, RefusalReason, Refusals } from '../model/telemetry.ts';
import { concatenated } from './container.ts';
import type { TextCoders } from './text-coders.ts';
import type { Tally } from './tally.ts';
import { makeReader, type TelemetryReader } from './make-reader.ts';
import { readingNotices } from './reading-notices.ts';
import { recognise, type Recognition } from './recognise.ts';
import { HEAD_BYTES } from './split-head.ts';

const BATCH_ROWS = 1 << 16;
const PROGRESS_MS = 100;
const YIELD_MS = 25;

/** What came of one file, or of one member of an archive. rows = hits + refused. */
export interface TelemetryPart {
  /** The file's name, and the member's in an archive. */
  name: string;
  recognition: Recognition;
  rows: number;
  hits: number;
  refused: Record<RefusalReason, number>;
  refusals: Refusals;
  tally: Tally;
  servers: C2Server[];
  /** What a reader of the result must know, a sentence each. */
  notices: string[];
}

/** How far reading has come: bytes as stored, so that they can be held against the file's size. */
export interface ReadingProgress {
  bytes: number;
  rows: number;
  refused: number;
}

/** Who hears of what is read, and what a reader chose. */
export interface ReadingOptions extends FileChoices {
  batch(columns: HitColumns): void;
  /** Whether nobody keeps a batch's columns once `batch` returns: the next ones are written over them. */
  lent?: boolean;
  progress?(progress: ReadingProgress): void;
}

/** Gathers the first part of a file, recognises it, and feeds its reader. */
class Reading {
  reader: TelemetryReader | null = null;
  hits = 0;
  readonly name: string;
  private recognition: Recognition | null = null;
  private readonly dictionaries: TextCoders;
  private readonly override: ImportOverride;
  private head: Uint8Array<ArrayBuffer>[] = [];
  private headLength = 0;

  constructor(name: string, dictionaries: TextCoders, override: ImportOverride) {
    this.name = name;
    this.dictionaries = dictionaries;
    this.override = override;
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
    const head = concatenated(this.head).subarray(0, HEAD_BYTES);
    const recognition = recognise(head, this.name, this.override);
    const reader = makeReader(recognition, this.dictionaries);
    for (const chunk of this.head) reader.push(chunk);
    this.head = [];
    this.reader = reader;
    this.recognition = recognition;
    return { reader, recognition };
  }
}

/** Reads the members of a file one after the other. */
export class MemberReading {
  readonly parts: TelemetryPart[] = [];
  /** Members of an archive that are no telemetry, with the reason. */
  readonly passed: { name: string; error: InputError }[] = [];
  bytes = 0;
  /** Members begun so far. */
  private begun = 0;
  private current: Reading | null = null;
  /** Rows and hits of the parts. */
  private rowsBefore = 0;
  private hitsBefore = 0;
  private turned = performance.now();
  private told = this.turned;
  private readonly name: string;
  private readonly dictionaries: TextCoders;
  private readonly on: ReadingOptions;

  constructor(name: string, dictionaries: TextCoders, on: ReadingOptions) {
    this.name = name;
    this.dictionaries = dictionaries;
    this.on = on;
  }

  get rows(): number {
    return this.rowsBefore + (this.current?.reader?.rows ?? 0);
  }

  begin(name: string): void {
    const override = overrideOf(this.on, this.begun++);
    this.current = new Reading(baseName(name), this.dictionaries, override);
  }

  /** A member that cannot be unpacked. */
  pass(name: string, error: InputError): void {
    this.begun++;
    this.passed.push({ name: baseName(name), error });
  }

  push(bytes: Uint8Array<ArrayBuffer>): void {
    this.attempt((reading) => reading.push(bytes));
    this.hand(BATCH_ROWS);
  }

  end(): void {
    this.attempt((reading) => {
      const { reader, recognition } = reading.finish();
      this.hand(1);
      const { rows, refused, tally } = reader;
      const { hits } = reading;
      const part = { name: reading.name, recognition, rows, hits, refused: { ...refused } };
      const counts = { ...tally, events: tally.events || hits };
      const rest = { refusals: reader.refusals(), tally: counts, servers: reader.servers() };
      const notices = readingNotices(recognition, counts, rows);
      this.parts.push({ ...part, ...rest, notices });
      this.rowsBefore += rows;
      this.hitsBefore += hits;
    });
    this.current = null;
  }

  tell(): void {
    const rows = this.rows;
    const { current } = this;
    const accepted = this.hitsBefore + (current?.hits ?? 0) + (current?.reader?.waiting ?? 0);
    this.on.progress?.({ bytes: this.bytes, rows, refused: Math.max(0, rows - accepted) });
  }

  /** Lets others run, and tells how far it is, now and then. */
  async pause(): Promise<void> {
    const now = performance.now();
    if (now - this.told >= PROGRESS_MS) {
      this.told = now;
      this.tell();
    }
    if (now - this.turned < YIELD_MS) return;
    await nextTask();
    this.turned = performance.now();
  }

  private hand(atLeast: number): void {
    const { current } = this;
    if (!current?.reader || current.reader.waiting < atLeast) return;
    // Whoever takes the rows wants to know how many are to come.
    this.tell();
    const columns = current.reader.take(this.on.lent);
    current.hits += columns.length;
    this.on.batch(columns);
  }

  /** A member of an archive that is no telemetry is passed over. */
  private attempt(act: (reading: Reading) => void): void {
    if (!this.current) return;
    try {
      act(this.current);
    } catch (error) {
      if (!(error instanceof InputError) || this.current.name === this.name) throw error;
      this.passed.push({ name: this.current.name, error });
      this.current = null;
    }
  }
}

function baseName(path: string): string {
  return path.replace(/^.*[/\\]/, '');
}
