import Papa from 'papaparse';
import { bytesAsText, textAsBytes } from './byte-text.ts';
import { CellScanner } from './cell-scanner.ts';
import type { TextCoders } from './text-coders.ts';
import { HitWriter } from './hit-writer.ts';
import type { Recognition } from './recognition.ts';
import { roleCodes, rowValuesFor, type RowValues } from './row-values.ts';
import { papaMarks, withoutPadding } from './split-cells.ts';
import { wantedColumns, type WantedColumn } from './wanted-columns.ts';
import { WritingReader } from './writing-reader.ts';

/** What PapaParse's parser answers. */
interface Parsed {
  data: string[][];
  meta: { cursor: number };
}

/**
 * Reads records with PapaParse, for the dialects that the scanner does not cover: delimiters of several characters,
 * backslashes before quotes, apostrophes for quotes. On what both cover it gives the scanner's columns.
 */
export class PapaReader extends WritingReader {
  private readonly recognition: Recognition;
  private readonly wanted: WantedColumn[];
  private readonly values: RowValues;
  protected readonly writer: HitWriter;
  private rest = '';
  private toSkip: number;
  private line: number;

  constructor(recognition: Recognition, dictionaries: TextCoders) {
    super();
    this.recognition = recognition;
    this.wanted = wantedColumns(recognition);
    this.values = rowValuesFor(recognition, new CellScanner(recognition.dialect.delimiter));
    this.writer = new HitWriter(recognition, dictionaries, this.values);
    this.toSkip = recognition.dialect.dataStart;
    this.line = recognition.dialect.dataLine;
  }

  push(chunk: Uint8Array): void {
    const skipped = Math.min(this.toSkip, chunk.length);
    this.toSkip -= skipped;
    this.rest += bytesAsText(chunk.subarray(skipped)).replaceAll('\0', '');
    // A line feed may follow in the next chunk, and a quote may go on.
    this.parse(false);
  }

  end(): void {
    this.parse(true);
    this.writer.end();
  }

  private parse(last: boolean): void {
    const { dialect } = this.recognition;
    const held = !last && this.rest.endsWith('\r') ? '\r' : '';
    const whole = held === '' ? this.rest : this.rest.slice(0, -1);
    const input = withoutPadding(whole.replace(/\r\n/g, '\n'), dialect);
    let at = 0;
    const parser = new Papa.Parser({
      ...papaMarks(dialect),
      step: ({ data, meta }: Parsed) => {
        const end = meta.cursor;
        this.readRow(data[0] ?? [], input.slice(at, end));
        at = end;
      },
    });
    parser.parse(input, 0, !last);
    this.rest = input.slice(at) + held;
  }

  private readRow(cells: string[], text: string): void {
    const line = this.line;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.line++;
    const start = text.trimStart();
    if (start === '' || this.isComment(start)) return;
    const { values, writer } = this;
    values.clear();
    values.clearRanks();
    for (const { role, column, rank } of this.wanted)
      this.offer(roleCodes[role], rank, cells[column] ?? '');
    const reason = writer.settle(new Uint8Array(0));
    if (reason === null) return;
    const { headerText, width } = this.recognition.dialect;
    // What begins with # and is no row is a comment, unless it has the cells of one.
    if (
      start.startsWith('#') &&
      !(/^#\d/.test(start) && cells.length > 1 && cells.length === width)
    )
      return;
    if (text.trim() !== headerText)
      writer.refuse(reason, line, textAsBytes(text.replace(/\n$/, '')));
  }

  private offer(role: number, rank: number, cell: string): void {
    const bytes = textAsBytes(cell.replace(/^[\0-\x20]+|[\0-\x20]+$/g, ''));
    this.values.offer(role, rank, bytes, 0, bytes.length, false);
  }

  private isComment(start: string): boolean {
    const { comments, delimiter, semicolonComments } = this.recognition.dialect;
    if (!comments) return false;
    if (start.startsWith('#')) return true;
    const semicolons = delimiter !== 59 || semicolonComments === true;
    return start.startsWith('//') || (semicolons && start.startsWith(';'));
  }
}
