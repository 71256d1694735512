import { CellScanner } from './cell-scanner.ts';
import { concatenated } from './container.ts';
import { NO_DELIMITER } from './dialect.ts';
import type { TextCoders } from './text-coders.ts';
import { HitWriter } from './hit-writer.ts';
import { tableByColumn } from './json-tables.ts';
import { textOf } from './json-tree.ts';
import type { Recognition } from './recognition.ts';
import { roleCodes, rowValuesFor, type RowValues } from './row-values.ts';
import { HEAD_BYTES } from './split-head.ts';
import { wantedColumns, type WantedColumn } from './wanted-columns.ts';
import { WritingReader } from './writing-reader.ts';

const encoder = new TextEncoder();
const noBytes = new Uint8Array(0);

/**
 * Reads a table that stands in a JSON file column by column, as pandas writes it unless it is told otherwise. A row is
 * whole only with the last column, so that no more is read than what a table is recognised by.
 */
export class ColumnsReader extends WritingReader {
  protected readonly writer: HitWriter;
  private readonly values: RowValues;
  private readonly wanted: readonly WantedColumn[];
  private readonly paths: readonly (readonly string[])[];
  private readonly line: number;
  private chunks: Uint8Array<ArrayBuffer>[] = [];
  private length = 0;

  constructor(recognition: Recognition, dictionaries: TextCoders) {
    super();
    this.wanted = wantedColumns(recognition);
    this.paths = recognition.json?.paths ?? [];
    this.values = rowValuesFor(recognition, new CellScanner(NO_DELIMITER));
    this.writer = new HitWriter(recognition, dictionaries, this.values);
    this.line = recognition.dialect.dataLine;
  }

  push(chunk: Uint8Array): void {
    this.length += chunk.length;
    if (this.length <= HEAD_BYTES) this.chunks.push(chunk.slice());
  }

  end(): void {
    const bytes = concatenated(this.chunks);
    this.chunks = [];
    const table = this.length > HEAD_BYTES ? null : tableByColumn(new TextDecoder().decode(bytes));
    if (table) for (const key of table.keys) this.readRow(table.columns, key);
    else this.writer.refuse('malformed', this.line, bytes);
    this.writer.end();
  }

  private readRow(columns: Readonly<Record<string, Record<string, unknown>>>, key: string): void {
    const { values, writer, wanted, paths } = this;
    values.clear();
    values.clearRanks();
    for (const { role, column, rank } of wanted) {
      const [name = ''] = paths[column] ?? [];
      const cell = name === '{}' ? key : textOf(columns[name]?.[key]);
      const bytes = encoder.encode(cell.trim());
      values.offer(roleCodes[role], rank, bytes, 0, bytes.length, false);
    }
    const reason = writer.settle(noBytes);
    if (reason === null) return;
    const row = Object.entries(columns).map(([name, cells]) => [name, cells[key]]);
    writer.refuse(reason, this.line, encoder.encode(JSON.stringify(Object.fromEntries(row))));
  }
}
