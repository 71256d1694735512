import { refusalReasons, type RefusalReason, type Refusals } from '../model/telemetry.ts';
import { textOf } from './text-of.ts';

const TEXT_BYTES = 16 * 1024 * 1024;
const TEXT_LENGTH = 200;

/** Collects refused rows: line and reason of all, texts of the first 16 MB. */
export class RefusalLog {
  readonly counts: Record<RefusalReason, number> = {
    malformed: 0,
    noAddress: 0,
    badAddress: 0,
    badTime: 0,
  };
  length = 0;
  private line = new Uint32Array(64);
  private reason = new Uint8Array(64);
  private readonly text: string[] = [];
  private textBytes = 0;

  /** @param bytes the refused record, which is copied */
  add(line: number, reason: RefusalReason, bytes: Uint8Array): void {
    if (this.length === this.line.length) this.grow();
    this.line[this.length] = line;
    this.reason[this.length++] = refusalReasons.indexOf(reason);
    this.counts[reason]++;
    if (this.textBytes >= TEXT_BYTES) return;
    const text = textOf(bytes.subarray(0, TEXT_LENGTH * 4)).slice(0, TEXT_LENGTH);
    this.text.push(text);
    this.textBytes += text.length * 2;
  }

  /** The refused rows so far. */
  refusals(): Refusals {
    return {
      length: this.length,
      line: this.line.slice(0, this.length),
      reason: this.reason.slice(0, this.length),
      text: this.text.slice(),
    };
  }

  private grow(): void {
    const line = new Uint32Array(this.length * 2);
    const reason = new Uint8Array(this.length * 2);
    line.set(this.line);
    reason.set(this.reason);
    this.line = line;
    this.reason = reason;
  }
}

/**
 * Refused rows of the parts of a file as those of the whole.
 * @param parts in the order of the file, each with the number of lines before it
 */
export function joinRefusals(parts: readonly { refusals: Refusals; line: number }[]): Refusals {
  const length = parts.reduce((sum, { refusals }) => sum + refusals.length, 0);
  const joined = {
    length,
    line: new Uint32Array(length),
    reason: new Uint8Array(length),
    text: [] as string[],
  };
  let at = 0;
  let textBytes = 0;
  for (const { refusals, line } of parts) {
    for (let i = 0; i < refusals.length; i++) joined.line[at + i] = refusals.line[i]! + line;
    joined.reason.set(refusals.reason.subarray(0, refusals.length), at);
    for (const text of refusals.text) {
      if (textBytes >= TEXT_BYTES || joined.text.length < at) break;
      joined.text.push(text);
      textBytes += text.length * 2;
    }
    at += refusals.length;
  }
  return joined;
}
