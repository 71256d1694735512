import type { RefusalReason } from '../model/telemetry.ts';
import { bytesAsText, textAsBytes } from './byte-text.ts';
import { CellScanner } from './cell-scanner.ts';
import { NO_DELIMITER } from './dialect.ts';
import type { TextCoders } from './text-coders.ts';
import { HitWriter } from './hit-writer.ts';
import type { Recognition } from './recognition.ts';
import { roleCodes, rowValuesFor, type RowValues } from './row-values.ts';
import { wantedColumns, type WantedColumn } from './wanted-columns.ts';
import { withRoom, WritingReader } from './writing-reader.ts';

const NEWLINE = 10;
/** A line longer than this is no line of a log. */
const LONGEST_LINE = 1 << 16;
const noBytes = new Uint8Array(0);

/** Whether a line holds no record: blank, or a comment. */
export const isNoLine = (line: string) => /^\s*(?:#|;|\/\/|$)/.test(line);

/** Reads the lines of a log by a pattern whose groups are its columns. */
export class LineReader extends WritingReader {
  private readonly pattern: RegExp;
  private readonly aside: RegExp | null;
  private readonly wanted: readonly WantedColumn[];
  private readonly values: RowValues;
  protected readonly writer: HitWriter;
  private work = new Uint8Array(1 << 12);
  private filled = 0;
  /** Bytes of the work buffer in which no line ends. */
  private seen = 0;
  private toSkip: number;
  private line: number;
  /** Whether a line was refused before its end was seen. */
  private refusing = false;

  constructor(recognition: Recognition, dictionaries: TextCoders) {
    super();
    this.pattern = new RegExp(recognition.line ?? '');
    this.aside = recognition.asideLine === undefined ? null : new RegExp(recognition.asideLine);
    this.wanted = wantedColumns(recognition);
    this.values = rowValuesFor(recognition, new CellScanner(NO_DELIMITER));
    this.writer = new HitWriter(recognition, dictionaries, this.values);
    this.toSkip = recognition.dialect.dataStart;
    this.line = recognition.dialect.dataLine;
  }

  push(chunk: Uint8Array): void {
    const skipped = Math.min(this.toSkip, chunk.length);
    this.toSkip -= skipped;
    this.append(chunk.subarray(skipped));
    this.readLines();
  }

  end(): void {
    if (this.filled > 0 && !this.refusing) this.readLine(0, this.filled);
    this.filled = 0;
    this.writer.end();
  }

  private append(bytes: Uint8Array): void {
    this.work = withRoom(this.work, this.filled, bytes.length);
    this.work.set(bytes, this.filled);
    this.filled += bytes.length;
  }

  private readLines(): void {
    const data = this.work.subarray(0, this.filled);
    let at = 0;
    for (;;) {
      const newline = data.indexOf(NEWLINE, Math.max(at, this.seen));
      if (newline < 0) break;
      if (this.refusing) this.refusing = false;
      else this.readLine(at, newline);
      this.line++;
      at = newline + 1;
      this.seen = 0;
    }
    this.work.copyWithin(0, at, this.filled);
    this.filled -= at;
    this.seen = this.filled;
    if (this.filled <= LONGEST_LINE && !this.refusing) return;
    if (!this.refusing) this.refuse('malformed', this.work.subarray(0, this.filled));
    this.refusing = true;
    this.filled = 0;
    this.seen = 0;
  }

  private refuse(reason: RefusalReason, record: Uint8Array): void {
    this.writer.refuse(reason, this.line, record);
  }

  private readLine(start: number, end: number): void {
    const record = this.work.subarray(start, end);
    if (record.length > LONGEST_LINE) return this.refuse('malformed', record);
    const text = bytesAsText(record).replaceAll('\0', '').trimEnd();
    if (isNoLine(text)) return;
    const { values, writer } = this;
    values.clear();
    values.clearRanks();
    const groups = this.pattern.exec(text);
    if (!groups) {
      if (!this.aside?.test(text)) return this.refuse('noAddress', record);
      this.tally.asideRows++;
      return;
    }
    for (const { role, column, rank } of this.wanted) {
      const bytes = textAsBytes((groups[column + 1] ?? '').trim());
      values.offer(roleCodes[role], rank, bytes, 0, bytes.length, false);
    }
    const reason = writer.settle(noBytes);
    if (reason !== null) this.refuse(reason, record);
  }
}
