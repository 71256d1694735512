import type { C2Server, HitColumns, RefusalReason, Refusals } from '../model/telemetry.ts';
import { Recoder } from './encoding.ts';
import type { Tally } from './tally.ts';
import type { TelemetryReader } from './read-telemetry.ts';
import type { Encoding } from './recognition.ts';

/** Feeds a reader that reads UTF-8 with the bytes of another encoding. */
export class RecodingReader implements TelemetryReader {
  private readonly inner: TelemetryReader;
  private readonly recoder: Recoder;

  constructor(inner: TelemetryReader, encoding: Encoding) {
    this.inner = inner;
    this.recoder = new Recoder(encoding);
  }

  get rows(): number {
    return this.inner.rows;
  }

  get refused(): Record<RefusalReason, number> {
    return this.inner.refused;
  }

  get waiting(): number {
    return this.inner.waiting;
  }

  get tally(): Tally {
    return this.inner.tally;
  }

  push(chunk: Uint8Array): void {
    this.inner.push(this.recoder.recode(chunk));
  }

  end(): void {
    this.inner.push(this.recoder.recode());
    this.inner.end();
  }

  take(lent = false): HitColumns {
    return this.inner.take(lent);
  }

  servers(): C2Server[] {
    return this.inner.servers();
  }

  refusals(): Refusals {
    return this.inner.refusals();
  }
}
