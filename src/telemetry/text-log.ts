import { makeScratch } from '../model/scratch.ts';
import type { TextCoder } from './text-coders.ts';
import { roomAfter } from './hit-buffer.ts';
import type { SpareMemory } from './spare-memory.ts';

/** Texts up to this many bytes are kept as words. */
const SHORT = 16;
const WORDS = 4;

/** Keeps the first 0 to 3 bytes of a little-endian word. */
const masks = Int32Array.of(0, 0xff, 0xffff, 0xffffff);

/**
 * Texts that wait for their codes. Text i, from 0 on, has sizes[i] bytes: up to 16 of them stand in four words, zeros
 * behind them, where a dictionary can look at them at once; a longer text stands in `bytes`, from words[4 i] on.
 */
export interface LoggedTexts {
  length: number;
  sizes: Uint32Array;
  words: Int32Array;
  bytes: Uint8Array;
}

/** Writes texts down, numbered from 1, so that many can be looked up at once later. */
export class TextLog implements TextCoder {
  private readonly scratch = makeScratch();
  private length = 0;
  private sizes: Uint32Array = new Uint32Array(1 << 12);
  private words: Int32Array = new Int32Array(WORDS << 12);
  private bytes = new Uint8Array(0);
  private filled = 0;
  private input: Uint8Array = new Uint8Array(SHORT);
  private view: DataView = new DataView(this.input.buffer);

  /** @param spare memory of earlier texts */
  constructor(private readonly spare?: SpareMemory) {}

  code(bytes: Uint8Array, start: number, end: number): number {
    const { length } = this;
    if (length === this.sizes.length) this.grow();
    const size = end - start;
    this.sizes[length] = size;
    if (size <= SHORT && start + SHORT <= bytes.length) this.putWords(bytes, start, size);
    else if (size <= SHORT) {
      const roomy = new Uint8Array(SHORT);
      roomy.set(bytes.subarray(start, end));
      this.putWords(roomy, 0, size);
    } else this.putBytes(bytes.subarray(start, end));
    return ++this.length;
  }

  /** Numbers of many texts, one after the other; 0 for an empty one. Good until the next call. */
  codesOf({ length, sizes, words, bytes }: LoggedTexts): Uint32Array {
    const start = this.length;
    if (start + length > this.sizes.length) this.grow(start + length);
    this.sizes.set(sizes, start);
    this.words.set(words, start * WORDS);
    const numbers = this.scratch(length);
    for (let i = 0; i < length; i++) {
      const size = sizes[i]!;
      numbers[i] = size > 0 ? start + i + 1 : 0;
      if (size <= SHORT) continue;
      this.length = start + i;
      const from = words[i * WORDS]!;
      this.putBytes(bytes.subarray(from, from + size));
    }
    this.length = start + length;
    return numbers;
  }

  /** Hands over what was written down, and begins again at 1. */
  take(): LoggedTexts {
    const { length, sizes, words, bytes } = this;
    this.forget();
    const room = roomAfter(length);
    const found = this.spare?.takeTexts(room);
    this.sizes = found?.sizes ?? new Uint32Array(room);
    this.words = found?.words ?? new Int32Array(room * WORDS);
    this.bytes = new Uint8Array(bytes.length);
    return { length, sizes, words, bytes };
  }

  /** Begins again at 1, as if nothing had been written down. */
  forget(): void {
    this.length = 0;
    this.filled = 0;
  }

  private putWords(bytes: Uint8Array, start: number, size: number): void {
    if (bytes !== this.input) {
      this.input = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    }
    const { view, words } = this;
    const at = this.length * WORDS;
    let word = 0;
    for (; word < size >> 2; word++) words[at + word] = view.getInt32(start + word * 4, true);
    if ((size & 3) !== 0) {
      words[at + word] = view.getInt32(start + word * 4, true) & masks[size & 3]!;
      word++;
    }
    for (; word < WORDS; word++) words[at + word] = 0;
  }

  private putBytes(text: Uint8Array): void {
    const { filled } = this;
    if (filled + text.length > this.bytes.length) {
      const wider = new Uint8Array(Math.max(this.bytes.length * 2, filled + text.length, 1 << 16));
      wider.set(this.bytes);
      this.bytes = wider;
    }
    this.bytes.set(text, filled);
    this.words[this.length * WORDS] = filled;
    this.filled = filled + text.length;
  }

  /** Makes four times the room, or room for so many. */
  private grow(least = 0): void {
    const room = Math.max(this.sizes.length * 4, least);
    const sizes = new Uint32Array(room);
    const words = new Int32Array(room * WORDS);
    sizes.set(this.sizes);
    words.set(this.words);
    this.sizes = sizes;
    this.words = words;
  }
}
