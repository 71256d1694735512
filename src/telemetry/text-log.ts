import type { TextCoder, Texts } from './dictionaries.ts';

/** Texts up to this many bytes are copied byte by byte, which is faster than a call. */
const SHORT = 32;
/** Room after the texts, so that the last one can be read in words. */
const PADDING = 16;

/** Writes texts down, numbered from 1, so that many can be looked up at once later. */
export class TextLog implements TextCoder {
  private length = 0;
  private bytes = new Uint8Array(1 << 16);
  private ends = new Uint32Array(1 << 12);

  code(bytes: Uint8Array, start: number, end: number): number {
    const { length } = this;
    const from = length === 0 ? 0 : this.ends[length - 1]!;
    const size = end - start;
    if (from + size + PADDING > this.bytes.length) this.growBytes(from + size + PADDING);
    if (length === this.ends.length) this.growEnds();
    if (size > SHORT) this.bytes.set(bytes.subarray(start, end), from);
    else for (let i = 0; i < size; i++) this.bytes[from + i] = bytes[start + i]!;
    this.ends[length] = from + size;
    return ++this.length;
  }

  /** Hands over what was written down, and begins again at 1. */
  take(): Texts {
    const { length, bytes, ends } = this;
    this.length = 0;
    this.bytes = new Uint8Array(bytes.length);
    this.ends = new Uint32Array(ends.length);
    return { length, bytes, ends };
  }

  private growBytes(needed: number): void {
    const wider = new Uint8Array(Math.max(this.bytes.length * 2, needed));
    wider.set(this.bytes);
    this.bytes = wider;
  }

  private growEnds(): void {
    const wider = new Uint32Array(this.ends.length * 2);
    wider.set(this.ends);
    this.ends = wider;
  }
}
