import { CellScanner } from './cell-scanner.ts';
import type { Dialect } from './dialect.ts';
import { textOf } from './text-of.ts';
import type { TextCoders } from './text-coders.ts';
import { HitWriter } from './hit-writer.ts';
import { laterHeader, mayBeHeader, namesColumns } from './later-header.ts';
import type { ReadingBounds } from './piece-reader.ts';
import { isNoRecord, isNumbered } from './no-record.ts';
import { PlainScan } from './plain-scan.ts';
import type { Recognition } from './recognition.ts';
import { roleCodes, rowValuesFor, textRoles, type RowValues } from './row-values.ts';
import { isRuleLine } from './rule-line.ts';
import { splitCells } from './split-cells.ts';
import { wantedColumns } from './wanted-columns.ts';
import { withRoom, WritingReader } from './writing-reader.ts';

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const HASH = 35;
const SEMICOLON = 59;

/** Bytes that are scanned at a time. */
const SLICE = 1 << 18;
/** Room after the data, so that a value can be read without asking where the data ends. */
const PADDING = 64;
/** A record longer than this is taken for a quote that nobody closed. */
const LONGEST_RECORD = 1 << 20;
/** A record longer than this is no header. */
const LONGEST_HEADER = 1 << 14;

/** More surplus cells than this are no mistake in one cell. */
const MOST_SURPLUS = 20;

const RAN_OUT = -1;

/** Added to a role that has several columns. */
const RANKED = 64;

type Columns = Pick<Recognition, 'columns' | 'fallbacks'>;

/** Reads the records of one file, pushed in chunks of any size, into hit columns. */
export class RecordReader extends WritingReader {
  private readonly cells: CellScanner;
  private readonly values: RowValues;
  protected readonly writer: HitWriter;
  private readonly plain: PlainScan;
  private readonly dialect: Dialect;
  private readonly recognition: Recognition;
  /** Cells to pass before each wanted one, what each wanted one is, and how good a column it is for that. */
  private gaps = new Int32Array(0);
  private roles = new Int32Array(0);
  private ranks = new Int32Array(0);
  private ranked = false;
  /** Grows with what is appended: an archive may have thousands of small members, each with a reader. */
  private work = new Uint8Array(PADDING * 2);
  private filled = 0;
  private line: number;
  private toSkip: number;
  private refusing = false;
  /** What the columns are of: the recognition, or a later header; null after the end of a table. */
  private current: Columns | null;
  /** The line that names the columns of a Zeek log. */
  private fields: string | undefined;
  /** After a trailer, or a header without addresses: until a header says otherwise, lines are passed. */
  private over = false;
  private pushed = 0;
  private readonly bounds: Required<ReadingBounds>;
  private cut = false;

  /** @param bounds where reading stops before the file's end */
  constructor(recognition: Recognition, dictionaries: TextCoders, bounds: ReadingBounds = {}) {
    super();
    const { dialect } = recognition;
    this.bounds = { limit: Infinity, cutsAtHeader: false, cutsAtNul: false, ...bounds };
    this.recognition = recognition;
    this.current = recognition;
    this.dialect = dialect;
    this.cells = new CellScanner(dialect.delimiter);
    this.values = rowValuesFor(recognition, this.cells);
    this.writer = new HitWriter(recognition, dictionaries, this.values);
    this.plain = new PlainScan(this.writer, dialect.delimiter);
    this.line = dialect.dataLine;
    this.fields = dialect.fieldsText;
    this.toSkip = dialect.dataStart;
    this.setColumns(recognition);
    this.cells.use(this.work);
  }

  /** Bytes from the first record on to where the next one to be read begins; NUL bytes that were taken out are left out. */
  get consumed(): number {
    return this.pushed - this.filled;
  }

  /** Whether every record that begins before the limit was read, or a header stopped it. */
  get isAtLimit(): boolean {
    return this.cut || (!this.refusing && this.consumed >= this.bounds.limit);
  }

  /** Whether a header, the end of the table, or a NUL byte stopped it: the next record is that, or holds it. */
  get isCut(): boolean {
    return this.cut;
  }

  /** Whether it is inside a line that was refused before its end was seen. */
  get isRefusing(): boolean {
    return this.refusing;
  }

  /** Line number of the next record. */
  get nextLine(): number {
    return this.line;
  }

  push(chunk: Uint8Array): void {
    let rest = chunk;
    if (this.toSkip > 0) {
      const skipped = Math.min(this.toSkip, rest.length);
      this.toSkip -= skipped;
      rest = rest.subarray(skipped);
    }
    for (let at = 0; at < rest.length && !this.isAtLimit; at += SLICE) {
      const slice = rest.subarray(at, at + SLICE);
      const taken = this.readAhead(slice);
      this.append(slice.subarray(taken));
      this.scan(false, taken > 0);
    }
  }

  end(): void {
    if (!this.isAtLimit) {
      if (this.filled > 0 && this.work[this.filled - 1] !== NEWLINE) {
        this.append(Uint8Array.of(NEWLINE));
      }
      this.scan(true);
    }
    this.writer.end();
  }

  /** @param surplus added to the columns from `from` on */
  private setColumns(found: Columns, from = 0, surplus = 0): void {
    const wanted = wantedColumns(found).map((entry) => ({
      ...entry,
      column: entry.column >= from ? entry.column + surplus : entry.column,
    }));
    this.roles = Int32Array.from(
      wanted,
      ({ role, shared }) => roleCodes[role] + (shared ? RANKED : 0),
    );
    this.ranks = Int32Array.from(wanted, ({ rank }) => rank);
    this.gaps = Int32Array.from(
      wanted,
      ({ column }, i) => column - (wanted[i - 1]?.column ?? -1) - 1,
    );
    this.ranked = wanted.some(({ shared }) => shared);
    this.plain.setColumns(wanted);
  }

  private append(bytes: Uint8Array): void {
    const work = withRoom(this.work, this.filled, bytes.length + PADDING);
    if (work !== this.work) this.cells.use(work);
    this.work = work;
    this.work.set(bytes, this.filled);
    this.filled += bytes.length;
    this.pushed += bytes.length;
    this.work[this.filled] = 0;
  }

  /** Reads the plain records that end in a slice before it is appended; answers how much of it is done with. */
  private readAhead(slice: Uint8Array): number {
    if (this.refusing || this.over) return 0;
    const left = this.work.subarray(0, this.filled);
    const { rows, next } = this.plain.readAhead(left, slice, this.bounds.limit - this.consumed);
    if (rows === 0) return 0;
    const taken = next - this.filled;
    this.line += rows;
    this.filled = 0;
    this.pushed += taken;
    return taken;
  }

  /**
   * Reads every record that is whole and moves what is left to the front.
   * @param isTried the first one is not plain
   */
  private scan(last: boolean, isTried = false): void {
    let at = 0;
    let tried = isTried;
    const stop = this.bounds.limit - this.consumed;
    this.plain.forget();
    while (at < this.filled && !this.cut) {
      if (at >= stop && !this.refusing) break;
      if (!this.refusing && !this.over && !tried) {
        const { rows, next } = this.plain.read(this.work, this.filled, at, stop);
        this.line += rows;
        at = next;
        if (rows > 0) continue;
      }
      tried = false;
      const next = this.refusing ? this.passLine(at) : this.readLine(at);
      if (next !== RAN_OUT) at = next;
      else if (this.cut) break;
      else if (this.refusing) break;
      else if (this.dropNuls(at)) continue;
      else if (this.cut) break;
      else if (last || this.filled - at > LONGEST_RECORD) this.refuseLine(at);
      else break;
    }
    if (this.refusing) at = this.filled;
    this.work.copyWithin(0, at, this.filled);
    this.filled -= at;
    this.work[this.filled] = 0;
  }

  /** Takes NUL bytes out of the data from `start` on: they end the scanner's way. Answers whether there were any. */
  private dropNuls(start: number): boolean {
    const { work } = this;
    let to = work.subarray(0, this.filled).indexOf(0, start);
    if (to < 0) return false;
    if (this.bounds.cutsAtNul) {
      this.cut = true;
      return false;
    }
    this.plain.forget();
    for (let at = to; at < this.filled; at++) if (work[at] !== 0) work[to++] = work[at]!;
    this.filled = to;
    work[to] = 0;
    return true;
  }

  /** Answers where the next line starts, or RAN_OUT. */
  private readLine(start: number): number {
    const first = this.work[start]!;
    if ((first < 48 && first !== QUOTE) || first === SEMICOLON) {
      if (first === HASH && this.dialect.fieldsText !== undefined) return this.readFields(start);
      if (isNoRecord(this.work, start, this.dialect)) return this.passLine(start);
    }
    this.cells.embeddedLines = 0;
    const end = this.readRecord(start);
    if (end === RAN_OUT) return RAN_OUT;
    if (end - start > LONGEST_RECORD) {
      this.refuseLine(start);
      return this.passLine(start);
    }
    this.settle(start, end);
    if (this.cut) return RAN_OUT;
    this.line += 1 + this.cells.embeddedLines;
    return end + 1;
  }

  private readRecord(start: number): number {
    const { cells, values, gaps, roles } = this;
    const { bytes, delimiter } = cells;
    values.clear();
    if (this.ranked) values.clearRanks();
    let at = start;
    for (let i = 0; i < roles.length; i++) {
      const gap = gaps[i]!;
      if (gap > 0) {
        at = cells.skipMany(at, gap);
        if (at < 0) return bytes[-at] === NEWLINE ? -at : RAN_OUT;
      }
      at = this.readValue(roles[i]!, i, at);
      if (bytes[at] !== delimiter) return bytes[at] === NEWLINE ? at : RAN_OUT;
      at++;
    }
    at = cells.skipRecord(at);
    return bytes[at] === NEWLINE ? at : RAN_OUT;
  }

  private readValue(role: number, index: number, at: number): number {
    const { values } = this;
    if (role < textRoles.length) return values.readText(at, role);
    if (role === roleCodes.time) return values.readTime(at);
    if (role === roleCodes.address) return values.readAddress(at);
    if (role >= RANKED) return values.readRanked(role - RANKED, this.ranks[index]!, at);
    if (role === roleCodes.port) return values.readPort(at);
    return role === roleCodes.network ? values.readNetwork(at) : values.readWeight(at);
  }

  /** Accepts or refuses the record whose values were read. */
  private settle(start: number, end: number): void {
    if (this.over) return this.passRecord(start, end);
    const reason = this.writer.settle(this.cells.bytes);
    if (reason === null) return;
    const { work } = this;
    if (work[start] === HASH && !isNumbered(work.subarray(start, end), this.dialect)) return;
    if (this.isHeader(start, end) || isRuleLine(work, start, end) || this.readShifted(start))
      return;
    this.writer.refuse(
      reason,
      this.line,
      work.subarray(start, work[end - 1] === RETURN ? end - 1 : end),
    );
  }

  /**
   * Reads a record again that has more cells than the others: a delimiter stands unquoted in a cell, so the address and
   * what follows it are counted from the right. Answers whether that makes it a row.
   */
  private readShifted(start: number): boolean {
    const { cells, dialect, current } = this;
    const { width = 0 } = dialect;
    const last = cells.skipMany(start, width - 1);
    if (width < 2 || last < 0 || !current) return false;
    let surplus = 0;
    for (let at = cells.skip(last); cells.bytes[at] === cells.delimiter; at = cells.skip(at + 1))
      surplus++;
    const from = current.columns.address;
    if (surplus === 0 || surplus > MOST_SURPLUS || from === undefined) return false;
    this.setColumns(current, from, surplus);
    this.readRecord(start);
    const read = this.writer.settle(cells.bytes) === null;
    this.setColumns(current);
    return read;
  }

  /** Passes a record after the end of the table, unless it begins another. */
  private passRecord(start: number, end: number): void {
    if (this.isHeader(start, end)) return;
    this.tally.asideRows++;
  }

  /** Whether a record that is no row is a header: the same again, another one, or what ends the table. */
  private isHeader(start: number, end: number): boolean {
    const { dialect, recognition } = this;
    if (end - start > LONGEST_HEADER || !mayBeHeader(this.work, start, end, dialect.delimiter)) {
      return false;
    }
    const text = textOf(this.work.subarray(start, end)).trim();
    if (text === dialect.headerText) {
      if (this.current !== recognition) this.useColumns(recognition);
      return true;
    }
    const isTrailer = text === dialect.trailer;
    const isNames = !isTrailer && dialect.header && namesColumns(text, dialect.delimiter);
    const header = isNames ? laterHeader(splitCells(text, dialect, 1)[0] ?? []) : null;
    if (!isTrailer && !header) return false;
    if (this.bounds.cutsAtHeader) this.cut = true;
    else if (header) this.useColumns(header);
    else {
      this.current = null;
      this.over = true;
    }
    return true;
  }

  /** Passes a comment of a Zeek log; where it names other columns, they hold from here on. Answers as `readLine`. */
  private readFields(start: number): number {
    const { dialect, recognition } = this;
    const next = this.passLine(start);
    if (next === RAN_OUT || next - start > LONGEST_HEADER) return next;
    const text = textOf(this.work.subarray(start, next)).trim();
    if (!text.startsWith('#fields') || text === this.fields) return next;
    const own = text === dialect.fieldsText ? recognition : null;
    const found = own ?? laterHeader(text.split(String.fromCharCode(dialect.delimiter)).slice(1));
    if (!found) return next;
    if (this.bounds.cutsAtHeader) {
      this.line--;
      this.cut = true;
      return RAN_OUT;
    }
    this.fields = text;
    this.useColumns(found);
    return next;
  }

  private useColumns(found: Columns): void {
    const { columns } = found;
    this.current = found;
    this.over = columns.address === undefined;
    this.tally.headerChanges++;
    this.writer.setDated(columns.time !== undefined);
    this.setColumns(found);
  }

  /** Refuses the line at `start` as malformed; the rest of it is still to be passed. */
  private refuseLine(start: number): void {
    const newline = this.work.subarray(0, this.filled).indexOf(NEWLINE, start);
    const end = newline < 0 ? this.filled : newline;
    this.writer.refuse('malformed', this.line, this.work.subarray(start, end));
    this.refusing = true;
  }

  /** Passes the rest of a line; answers where the next one starts, or RAN_OUT. */
  private passLine(start: number): number {
    const newline = this.work.subarray(0, this.filled).indexOf(NEWLINE, start);
    if (newline < 0) return RAN_OUT;
    this.refusing = false;
    this.line++;
    return newline + 1;
  }
}
