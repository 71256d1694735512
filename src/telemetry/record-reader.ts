import { UNDATED, type HitColumns, type RefusalReason, type Refusals } from '../model/telemetry.ts';
import { BAD_ADDRESS, NO_ADDRESS } from './address.ts';
import { CellScanner } from './cell-scanner.ts';
import type { TextCoders } from './dictionaries.ts';
import { HitBuffer } from './hit-buffer.ts';
import { RefusalLog } from './refusal-log.ts';
import type { Recognition, Role } from './recognise.ts';
import { RowValues, textRoles } from './row-values.ts';

const NEWLINE = 10;
const RETURN = 13;
const BLANK = 32;
const QUOTE = 34;
const HASH = 35;
const SLASH = 47;
const SEMICOLON = 59;

/** Bytes that are scanned at a time. */
const SLICE = 1 << 18;
/** Room after the data, so that a value can be read without asking where the data ends. */
const PADDING = 64;
/** A record longer than this is taken for a quote that nobody closed. */
const LONGEST_RECORD = 1 << 20;

const RAN_OUT = -1;

const roleCodes: Record<Role, number> = {
  machine: 0,
  family: 1,
  server: 2,
  time: 3,
  address: 4,
  port: 5,
  network: 6,
};

/** Reads the records of one file, pushed in chunks of any size, into hit columns. */
export class RecordReader {
  rows = 0;
  private readonly cells: CellScanner;
  private readonly values: RowValues;
  private readonly hits = new HitBuffer();
  private readonly log = new RefusalLog();
  private readonly dictionaries: TextCoders;
  private readonly comments: boolean;
  private readonly dated: boolean;
  /** Cells to pass before each wanted one, and what each wanted one is. */
  private readonly gaps: Int32Array;
  private readonly roles: Int32Array;
  private work = new Uint8Array(SLICE * 2);
  private filled = 0;
  private line: number;
  private toSkip: number;
  private refusing = false;
  private pushed = 0;
  private readonly limit: number;

  /** @param limit no record is read that begins this many bytes after the first one, or later */
  constructor(recognition: Recognition, dictionaries: TextCoders, limit = Infinity) {
    this.limit = limit;
    const { dialect, columns } = recognition;
    this.dictionaries = dictionaries;
    this.cells = new CellScanner(dialect.delimiter);
    this.values = new RowValues(this.cells);
    this.comments = dialect.comments;
    this.dated = columns.time !== undefined;
    this.line = dialect.dataLine;
    this.toSkip = dialect.dataStart;
    const wanted = (Object.entries(columns) as [Role, number][]).sort((a, b) => a[1] - b[1]);
    this.roles = Int32Array.from(wanted, ([role]) => roleCodes[role]);
    this.gaps = Int32Array.from(wanted, ([, at], i) => at - (wanted[i - 1]?.[1] ?? -1) - 1);
    this.cells.use(this.work);
  }

  get refused(): Record<RefusalReason, number> {
    return this.log.counts;
  }

  /** Rows refused so far. */
  get refusedRows(): number {
    return this.log.length;
  }

  /** Hits waiting to be taken. */
  get waiting(): number {
    return this.hits.columns.length;
  }

  /** Bytes from the first record on to where the next one to be read begins; NUL bytes that were taken out are left out. */
  get consumed(): number {
    return this.pushed - this.filled;
  }

  /** Whether every record that begins before the limit was read. */
  get isAtLimit(): boolean {
    return !this.refusing && this.consumed >= this.limit;
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
      this.append(rest.subarray(at, at + SLICE));
      this.scan(false);
    }
  }

  end(): void {
    if (this.isAtLimit) return;
    if (this.filled > 0 && this.work[this.filled - 1] !== NEWLINE) {
      this.append(Uint8Array.of(NEWLINE));
    }
    this.scan(true);
  }

  take(): HitColumns {
    return this.hits.take();
  }

  refusals(): Refusals {
    return this.log.refusals();
  }

  private append(bytes: Uint8Array): void {
    const needed = this.filled + bytes.length + PADDING;
    if (needed > this.work.length) {
      const wider = new Uint8Array(needed * 2);
      wider.set(this.work.subarray(0, this.filled));
      this.work = wider;
      this.cells.use(wider);
    }
    this.work.set(bytes, this.filled);
    this.filled += bytes.length;
    this.pushed += bytes.length;
    this.work[this.filled] = 0;
  }

  /** Reads every record that is whole and moves what is left to the front. */
  private scan(last: boolean): void {
    let at = 0;
    const stop = this.limit - this.consumed;
    while (at < this.filled) {
      if (at >= stop && !this.refusing) break;
      const next = this.refusing ? this.passLine(at) : this.readLine(at);
      if (next !== RAN_OUT) at = next;
      else if (this.refusing) break;
      else if (this.dropNuls(at)) continue;
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
    for (let at = to; at < this.filled; at++) if (work[at] !== 0) work[to++] = work[at]!;
    this.filled = to;
    work[to] = 0;
    return true;
  }

  /** Answers where the next line starts, or RAN_OUT. */
  private readLine(start: number): number {
    const first = this.work[start]!;
    if ((first < 48 && first !== QUOTE) || first === SEMICOLON) {
      if (this.isNoRecord(start)) return this.passLine(start);
    }
    this.cells.embeddedLines = 0;
    const end = this.readRecord(start);
    if (end === RAN_OUT) return RAN_OUT;
    if (end - start > LONGEST_RECORD) {
      this.refuseLine(start);
      return this.passLine(start);
    }
    this.settle(start, end);
    this.line += 1 + this.cells.embeddedLines;
    return end + 1;
  }

  private readRecord(start: number): number {
    const { cells, values, gaps, roles } = this;
    const { bytes, delimiter } = cells;
    values.clear();
    let at = start;
    for (let i = 0; i < roles.length; i++) {
      const gap = gaps[i]!;
      if (gap > 0) {
        at = cells.skipMany(at, gap);
        if (at < 0) return bytes[-at] === NEWLINE ? -at : RAN_OUT;
      }
      at = this.readValue(roles[i]!, at);
      if (bytes[at] !== delimiter) return bytes[at] === NEWLINE ? at : RAN_OUT;
      at++;
    }
    at = cells.skipRecord(at);
    return bytes[at] === NEWLINE ? at : RAN_OUT;
  }

  private readValue(role: number, at: number): number {
    const { values } = this;
    if (role < textRoles.length) return values.readText(at, role);
    if (role === roleCodes.time) return values.readTime(at);
    if (role === roleCodes.address) return values.readAddress(at);
    return role === roleCodes.port ? values.readPort(at) : values.readNetwork(at);
  }

  /** Accepts or refuses the record whose values were read. */
  private settle(start: number, end: number): void {
    const { values } = this;
    const kind = values.addressKind;
    if (kind === NO_ADDRESS) this.refuse('noAddress', start, end);
    else if (kind === BAD_ADDRESS) this.refuse('badAddress', start, end);
    else if (this.dated && !values.timeRead) this.refuse('badTime', start, end);
    else this.accept(kind);
  }

  private accept(kind: number): void {
    const { values, hits, dictionaries } = this;
    const { columns } = hits;
    const at = columns.length;
    columns.row[at] = ++this.rows;
    columns.time[at] = this.dated ? values.time[0]! : UNDATED;
    columns.addressFamily[at] = kind;
    columns.address[at] = kind === 4 ? values.words[0]! : hits.addAddress6(values.words);
    const { from, to, copies } = values;
    const { bytes } = this.cells;
    const { machine, family, server } = dictionaries;
    if (to[0] !== 0) columns.machine[at] = machine.code(copies[0] ?? bytes, from[0]!, to[0]!);
    if (to[1] !== 0) columns.family[at] = family.code(copies[1] ?? bytes, from[1]!, to[1]!);
    if (to[2] !== 0) columns.server[at] = server.code(copies[2] ?? bytes, from[2]!, to[2]!);
    if (values.port !== 0) columns.port[at] = values.port;
    if (values.network !== 0) columns.network[at] = values.network;
    columns.length = at + 1;
    if (columns.length === hits.capacity) hits.grow();
  }

  private refuse(reason: RefusalReason, start: number, end: number): void {
    const { work } = this;
    if (work[start] === HASH) return;
    this.rows++;
    this.log.add(this.line, reason, work.subarray(start, work[end - 1] === RETURN ? end - 1 : end));
  }

  /** Refuses the line at `start` as malformed; the rest of it is still to be passed. */
  private refuseLine(start: number): void {
    const newline = this.work.subarray(0, this.filled).indexOf(NEWLINE, start);
    const end = newline < 0 ? this.filled : newline;
    this.rows++;
    this.log.add(this.line, 'malformed', this.work.subarray(start, end));
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

  /** Whether the line at `start` is blank, or a comment where the file has any. */
  private isNoRecord(start: number): boolean {
    const { work } = this;
    let at = start;
    while (work[at] === BLANK) at++;
    const first = work[at]!;
    if (first === NEWLINE || (first === RETURN && work[at + 1] === NEWLINE)) return true;
    if (!this.comments) return false;
    if (first === HASH) return true;
    if (first === SEMICOLON) return this.cells.delimiter !== SEMICOLON;
    return first === SLASH && work[at + 1] === SLASH;
  }
}
