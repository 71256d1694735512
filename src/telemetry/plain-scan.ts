import type { HitWriter } from './hit-writer.ts';
import {
  MOST_ROWS,
  planPlain,
  plainRows,
  WINDOW,
  type PlainPlan,
  type PlainRows,
} from './plain-rows.ts';
import type { WantedColumn } from './wanted-columns.ts';

/** Fewer rows than this at a time are not worth the call. */
const FEW = 16;
/** Records that are left to others, at most, before another call is tried. */
const LONGEST_PAUSE = 512;
/** Slices that are not read ahead after one of which little was plain. */
const SLICES_BETWEEN = 15;

const NOTHING = new Uint8Array(0);

/** Reads the plain records of one file, whose others somebody else reads, out of work buffers. */
export class PlainScan {
  private plan: PlainPlan | null = null;
  private plain: PlainRows | null = null;
  /** Where in the work buffer what is before the kernel begins and ends; the end is 0 where nothing is. */
  private from = 0;
  private to = 0;
  private pause = 0;
  private waiting = 0;
  /** Slices that will not be read ahead. */
  private passing = 0;

  constructor(
    private readonly writer: HitWriter,
    private readonly delimiter: number,
  ) {}

  /** The columns that records have from here on. */
  setColumns(columns: readonly WantedColumn[]): void {
    const isByte = this.delimiter > 32 || this.delimiter === 9;
    this.plan = isByte ? planPlain(columns) : null;
  }

  /** The kernel, where there is one and these rows may come by it. */
  private get ready(): PlainRows | null {
    return this.plan && this.writer.takesPlain ? (this.plain ??= plainRows()) : null;
  }

  /** The work buffer holds other bytes than before. */
  forget(): void {
    this.to = 0;
  }

  /**
   * Reads the plain records of what is left of a file's bytes so far and a slice behind it, up to the first other one.
   * @param left no whole record
   * @param stop where records may begin, counted from the start of `left`
   * @returns how many, and where the first one begins that was not read
   */
  readAhead(left: Uint8Array, slice: Uint8Array, stop: number): { rows: number; next: number } {
    const { plan, writer, delimiter } = this;
    const none = { rows: 0, next: 0 };
    const size = left.length + slice.length;
    if (this.passing > 0) {
      this.passing--;
      return none;
    }
    const plain = this.ready;
    if (!plan || !plain || size > WINDOW) return none;
    plain.use(this);
    this.forget();
    plain.load(left, slice);
    let [rows, next, read] = [0, 0, 0];
    do {
      ({ rows: read, end: next } = plain.read(plan, delimiter, next, stop));
      if (read > 0) writer.takePlain(plain, plan, read);
      rows += read;
    } while (read === MOST_ROWS);
    if (next < size >> 1) this.passing = SLICES_BETWEEN;
    return { rows, next };
  }

  /**
   * Reads plain records of work[at, filled) that begin before `stop`, many at once.
   * @returns how many, each of one line; `next` is where the first one begins that was not read
   */
  read(work: Uint8Array, filled: number, at: number, stop: number): { rows: number; next: number } {
    const { plan, writer, delimiter } = this;
    const none = { rows: 0, next: at };
    if (this.waiting > 0) {
      this.waiting--;
      return none;
    }
    const plain = this.ready;
    if (!plan || !plain) return none;
    if (plain.use(this) || at < this.from || at >= this.to) this.load(plain, work, filled, at);
    let read = plain.read(plan, delimiter, at - this.from, stop - this.from);
    if (read.rows === 0 && this.to < filled && at > this.from) {
      this.load(plain, work, filled, at);
      read = plain.read(plan, delimiter, 0, stop - at);
    }
    this.pause = read.rows < FEW ? Math.min(LONGEST_PAUSE, this.pause * 2 + 1) : 0;
    this.waiting = this.pause;
    if (read.rows > 0) writer.takePlain(plain, plan, read.rows);
    return { rows: read.rows, next: this.from + read.end };
  }

  private load(plain: PlainRows, work: Uint8Array, filled: number, at: number): void {
    this.from = at;
    this.to = at + plain.load(work.subarray(at, filled), NOTHING);
  }
}
