import { parseAddressBytes } from './address.ts';
import { CellScanner } from './cell-scanner.ts';
import { NO_DELIMITER } from './dialect.ts';
import type { TextCoders } from './text-coders.ts';
import { HitWriter } from './hit-writer.ts';
import { JsonSplitter } from './json-split.ts';
import { JsonWalk, pathTree } from './json-walk.ts';
import type { ReadingBounds } from './piece-reader.ts';
import type { Recognition } from './recognition.ts';
import { roleCodes, rowValuesFor, type RowValues } from './row-values.ts';
import { wantedColumns, type WantedColumn } from './wanted-columns.ts';
import { withRoom, WritingReader } from './writing-reader.ts';

const NEWLINE = 10;
const BLANK = 32;
const COMMA = 44;
/** A record longer than this is not telemetry. */
const LONGEST_RECORD = 1 << 24;
const metadata = /"type"\s*:\s*"metadata"/;

/** Reads the records of a JSON file, one a line or in lists, pushed in chunks of any size, into hit columns. */
export class JsonReader extends WritingReader {
  private readonly values: RowValues;
  protected readonly writer: HitWriter;
  private readonly walk: JsonWalk;
  private readonly splitter: JsonSplitter | null;
  private readonly keyed: boolean;
  private readonly wanted = new Map<number, WantedColumn>();
  private work = new Uint8Array(1 << 16);
  private filled = 0;
  /** Bytes of the work buffer that the splitter has seen. */
  private seen = 0;
  /** Records to come that name the columns. */
  private heads: number;
  private toSkip: number;
  private line: number;

  private pushed = 0;
  private readonly limit: number;
  /** Whether a line was refused before its end was seen, and the rest of it is to be passed. */
  private refusing = false;

  /** @param bounds where reading stops before the file's end: of use for records one a line */
  constructor(
    recognition: Recognition,
    dictionaries: TextCoders,
    { limit = Infinity }: ReadingBounds = {},
  ) {
    super();
    this.limit = limit;
    const { json = { lines: true, depth: 0, paths: [] }, dialect } = recognition;
    this.values = rowValuesFor(recognition, new CellScanner(NO_DELIMITER));
    this.writer = new HitWriter(recognition, dictionaries, this.values);
    const columns = wantedColumns(recognition);
    for (const column of columns) this.wanted.set(column.column, column);
    const tree = pathTree(
      json.paths,
      columns.map(({ column }) => column),
      json.rows,
    );
    this.heads = json.skip ?? 0;
    this.walk = new JsonWalk(tree, (column, bytes, from, to) =>
      this.takeValue(column, bytes, from, to),
    );
    const texts = json.paths[0]?.length === 0 && !json.keyed;
    this.keyed = json.keyed ?? false;
    this.splitter = json.lines ? null : new JsonSplitter({ ...json, texts });
    this.toSkip = dialect.dataStart;
    this.line = dialect.dataLine;
  }

  /** Bytes from the first record on to where the next one to be read begins. */
  get consumed(): number {
    return this.pushed - this.filled;
  }

  get isAtLimit(): boolean {
    return !this.refusing && this.consumed >= this.limit;
  }

  /** Nothing in JSON changes what follows. */
  readonly isCut = false;

  get isRefusing(): boolean {
    return this.refusing;
  }

  get nextLine(): number {
    return this.line;
  }

  push(chunk: Uint8Array): void {
    const skipped = Math.min(this.toSkip, chunk.length);
    this.toSkip -= skipped;
    this.append(skipped > 0 ? chunk.subarray(skipped) : chunk);
    if (this.splitter) this.readRecords(this.splitter);
    else this.readLines();
  }

  end(): void {
    if (this.splitter) {
      if (this.splitter.open)
        this.writer.refuse('malformed', this.line, this.work.subarray(0, this.filled));
    } else if (this.filled > 0 && !this.refusing && !this.isAtLimit) {
      this.readLine(0, this.filled);
      this.line++;
      this.filled = 0;
    }
    if (this.splitter) this.filled = 0;
    this.writer.end();
  }

  private append(bytes: Uint8Array): void {
    this.work = withRoom(this.work, this.filled, bytes.length);
    this.work.set(bytes, this.filled);
    this.filled += bytes.length;
    this.pushed += bytes.length;
  }

  private readLines(): void {
    const data = this.work.subarray(0, this.filled);
    let at = 0;
    for (;;) {
      if (!this.refusing && this.consumed + at >= this.limit) break;
      const newline = data.indexOf(NEWLINE, Math.max(at, this.seen));
      if (newline < 0) break;
      if (this.refusing) this.refusing = false;
      else this.readLine(at, newline);
      this.line++;
      at = newline + 1;
      this.seen = 0;
    }
    this.keep(at);
    this.seen = this.filled;
    if (this.filled > LONGEST_RECORD || this.refusing) {
      if (!this.refusing) {
        this.writer.refuse('malformed', this.line, this.work.subarray(0, this.filled));
      }
      this.refusing = true;
      this.filled = 0;
      this.seen = 0;
    }
  }

  private readRecords(splitter: JsonSplitter): void {
    let lines = 0;
    let counted = 0;
    const { work } = this;
    splitter.scan(work, this.seen, this.filled, (start, end) => {
      lines += newlines(work, counted, start);
      counted = start;
      this.readRecord(start, end, this.line + lines);
    });
    const at = splitter.startOr(this.filled);
    this.line += lines + newlines(work, counted, at);
    splitter.moved(at);
    this.keep(at);
    this.seen = this.filled;
  }

  /** Drops the data before `at`. */
  private keep(at: number): void {
    this.work.copyWithin(0, at, this.filled);
    this.filled -= at;
  }

  private readLine(start: number, end: number): void {
    const { work } = this;
    let from = start;
    let to = end;
    while (from < to && work[from]! <= BLANK) from++;
    while (to > from && (work[to - 1]! <= BLANK || work[to - 1] === COMMA)) to--;
    if (to > from && !(to - from === 1 && (work[from] === 91 || work[from] === 93))) {
      this.readRecord(from, to, this.line);
    }
  }

  private readRecord(start: number, end: number, line: number): void {
    if (this.heads > 0) {
      this.heads--;
      return;
    }
    const { values, writer, work } = this;
    values.clear();
    values.clearRanks();
    const whole = this.keyed
      ? this.walk.walkMember(work, start, end)
      : this.walk.walk(work, start, end);
    const reason = whole ? writer.settle(work) : 'malformed';
    if (reason === null) return;
    const record = work.subarray(start, end);
    if (
      reason === 'noAddress' &&
      metadata.test(new TextDecoder().decode(record.subarray(0, 400)))
    ) {
      this.tally.asideRows++;
    } else writer.refuse(reason, line, record);
  }

  private takeValue(column: number, bytes: Uint8Array, from: number, to: number): void {
    const wanted = this.wanted.get(column);
    if (!wanted) return;
    const { values } = this;
    const code = roleCodes[wanted.role];
    if (
      code === roleCodes.address &&
      values.addressKind > 0 &&
      values.rankOf(code) === wanted.rank
    ) {
      this.addAddress(bytes, from, to);
    } else if (code === roleCodes.category && values.rankOf(code) === wanted.rank) {
      values.join(code, this.work, bytes, from, to);
    } else values.offer(code, wanted.rank, bytes, from, to, bytes === this.work);
  }

  /** A further address of a list in one record. */
  private addAddress(bytes: Uint8Array, from: number, to: number): void {
    const words = new Uint32Array(6);
    const family = parseAddressBytes(bytes, from, to, words);
    if (family === 4 || family === 6)
      this.values.others = [...this.values.others, { family, words }];
  }
}

function newlines(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (bytes[i] === NEWLINE) count++;
  return count;
}
