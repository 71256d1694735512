import type { HitColumns } from '../model/telemetry.ts';
import type { LoggedTexts } from './text-log.ts';

/** Batches that are kept, at most: more are on no way at a time. */
const MOST = 16;

/** A batch that was taken in: nobody looks at its memory any more. */
export interface SpareBatch {
  columns: HitColumns;
  machines: LoggedTexts;
}

/**
 * Memory of batches that were taken in, to be written anew. Fresh memory costs more than what is written to it: the system
 * clears every page and hands it out at its first touch.
 */
export class SpareMemory {
  private columns: HitColumns[] = [];
  private texts: LoggedTexts[] = [];

  /** Takes in batches whose memory may be written anew. */
  add(batches: readonly SpareBatch[]): void {
    for (const { columns, machines } of batches) {
      if (this.columns.length < MOST) this.columns.push(columns);
      if (this.texts.length < MOST && machines.sizes.length > 0) this.texts.push(machines);
    }
  }

  /** Columns with room for so many rows, full of what they held; undefined where there are none. */
  takeColumns(rows: number): HitColumns | undefined {
    let found = this.columns.pop();
    while (found && found.time.length < rows) found = this.columns.pop();
    return found;
  }

  /** Room for so many texts, full of what it held; undefined where there is none. */
  takeTexts(texts: number): LoggedTexts | undefined {
    let found = this.texts.pop();
    while (found && found.sizes.length < texts) found = this.texts.pop();
    return found;
  }

  /** Lets go of everything. */
  clear(): void {
    this.columns = [];
    this.texts = [];
  }
}
