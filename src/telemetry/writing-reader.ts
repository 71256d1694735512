import type { C2Server, HitColumns, RefusalReason, Refusals } from '../model/telemetry.ts';
import type { HitWriter } from './hit-writer.ts';
import type { Tally } from './tally.ts';

/** What readers share: each hands its rows to a writer, which knows what came of them. */
export abstract class WritingReader {
  protected abstract readonly writer: HitWriter;

  get rows(): number {
    return this.writer.rows;
  }

  get refused(): Record<RefusalReason, number> {
    return this.writer.log.counts;
  }

  /** Rows refused so far. */
  get refusedRows(): number {
    return this.writer.log.length;
  }

  /** Hits waiting to be taken. */
  get waiting(): number {
    return this.writer.waiting;
  }

  get tally(): Tally {
    return this.writer.tally;
  }

  take(lent = false): HitColumns {
    return this.writer.take(lent);
  }

  servers(): C2Server[] {
    return this.writer.servers();
  }

  refusals(): Refusals {
    return this.writer.log.refusals();
  }
}

/** Memory with room for more bytes behind those that fill it: the same where it has that, else wider, with what filled it. */
export function withRoom(
  work: Uint8Array<ArrayBuffer>,
  filled: number,
  more: number,
): Uint8Array<ArrayBuffer> {
  if (filled + more <= work.length) return work;
  const wider = new Uint8Array((filled + more) * 2);
  wider.set(work.subarray(0, filled));
  return wider;
}
