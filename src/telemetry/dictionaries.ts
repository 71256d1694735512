import { makeScratch } from '../model/scratch.ts';
import { textOf } from './text-of.ts';
import { hashOf } from './hash-words.ts';
import type { LoggedTexts } from './text-log.ts';

const INITIAL_SLOTS = 1 << 8;
/** Texts up to this many bytes are compared as four words. */
const SHORT = 16;
/** A slot of the index of short texts: four words of text and a code. */
const SHORT_SLOT = 5;
/** A slot of the index of longer texts: a hash and a code. */
const LONG_SLOT = 2;

/** Up to so many slots an index grows fourfold: all that is in it moves each time. */
const FAST_SLOTS = 1 << 19;

/** Keeps the first 0 to 3 bytes of a little-endian word. */
const masks = Int32Array.of(0, 0xff, 0xffff, 0xffffff);

/** Texts that stand for nothing: they share code 0 with the empty text. */
const spellingsOfNothing = new Set(['-', 'null', 'NULL', 'None', 'none', 'n/a', 'N/A']);
const LONGEST_NOTHING = 4;

/** Texts that are looked up together: their slots are fetched at the same time, not one after the other. */
const BLOCK = 128;

/** Texts one after the other: text i, from 0 on, is bytes[ends[i - 1], ends[i]). */
export interface Texts {
  length: number;
  bytes: Uint8Array;
  ends: Uint32Array;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Whether a text whose first four bytes stand in a word stands for nothing. */
function isNothing(length: number, first: number): boolean {
  if (length > LONGEST_NOTHING) return false;
  const bytes = Uint8Array.of(first, first >>> 8, first >>> 16, first >>> 24);
  return spellingsOfNothing.has(textOf(bytes.subarray(0, length)));
}

/** A dictionary as plain data: the text of code c lies in bytes[ends[c - 1], ends[c]). */
export interface DictionaryState {
  limit: number;
  folded: number;
  codes: number;
  bytes: Uint8Array;
  ends: Uint32Array;
}

/**
 * Distinct texts numbered from 0 in the order of their first sight; 0 is the empty text. Works on bytes: a text is
 * decoded only when it is asked for. A text of up to 16 bytes lies whole in its slot of the index, so that a known
 * machine id costs a single look at memory. Texts hold no NUL bytes.
 */
export class ByteDictionary {
  /** Codes that this dictionary may give out, 0 included. */
  readonly limit: number;
  /** Lookups that got the last code because every code was taken. */
  folded = 0;
  private codes = 1;
  private bytes = new Uint8Array(1 << 12);
  private output = viewOf(this.bytes);
  private ends = new Uint32Array(1 << 10);
  private shortSlots = new Int32Array(INITIAL_SLOTS * SHORT_SLOT);
  private shortMask = INITIAL_SLOTS - 1;
  private shorts = 0;
  private longSlots = new Int32Array(INITIAL_SLOTS * LONG_SLOT);
  private longMask = INITIAL_SLOTS - 1;
  private longs = 0;
  /** False where texts came with their codes and none was looked up yet. */
  private isIndexed = true;
  private readonly scratch = makeScratch();
  /** Read by nobody: what was looked at must have been of some use, or it would not be looked at. */
  protected touched = 0;
  private input: Uint8Array = new Uint8Array(SHORT);
  private view = viewOf(this.input);
  /** @param limit codes that fit in the column this is for; the last one is shared by all texts beyond it */
  constructor(limit = 0x7fffffff) {
    this.limit = limit;
  }

  /** The dictionary that a state was taken of: the same texts have the same codes. */
  static of({ limit, folded, codes, bytes, ends }: DictionaryState): ByteDictionary {
    const made = new ByteDictionary(limit);
    made.folded = folded;
    made.codes = codes;
    made.bytes = new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length);
    made.output = viewOf(made.bytes);
    made.ends = new Uint32Array(ends.buffer as ArrayBuffer, ends.byteOffset, ends.length);
    made.isIndexed = false;
    return made;
  }

  /** Makes the index of texts that came with their codes: many are only shown, and never looked up. */
  private makeIndex(): void {
    const { codes, bytes, ends, limit } = this;
    const made = new ByteDictionary(limit);
    for (let code = 1; code < codes; code++) made.code(bytes, ends[code - 1]!, ends[code]!);
    this.shortSlots = made.shortSlots;
    this.shortMask = made.shortMask;
    this.shorts = made.shorts;
    this.longSlots = made.longSlots;
    this.longMask = made.longMask;
    this.longs = made.longs;
    // With room for more texts, and in memory of its own.
    this.bytes = made.bytes;
    this.output = made.output;
    this.ends = made.ends;
    this.isIndexed = true;
  }

  /** All that makes the dictionary up, as views of it: plain data. */
  state(): DictionaryState {
    const { limit, folded, codes } = this;
    const ends = this.ends.subarray(0, codes);
    return { limit, folded, codes, bytes: this.bytes.subarray(0, ends[codes - 1]), ends };
  }

  /** Its codes without their texts: enough to count, not to tell which text is which. */
  get withoutTexts(): DictionaryState {
    const { limit, folded, codes } = this;
    return { limit, folded, codes, bytes: new Uint8Array(0), ends: new Uint32Array(codes) };
  }

  /** The texts of all codes from one on. */
  textsFrom(code: number): Texts {
    const length = this.codes - code;
    const start = this.ends[code - 1]!;
    const bytes = this.bytes.slice(start, this.ends[this.codes - 1]);
    const ends = this.ends.slice(code, this.codes);
    for (let i = 0; i < length; i++) ends[i]! -= start;
    return { length, bytes, ends };
  }

  /** Bytes that it holds. */
  get memory(): number {
    const { bytes, ends, shortSlots, longSlots } = this;
    return bytes.byteLength + ends.byteLength + shortSlots.byteLength + longSlots.byteLength;
  }

  /** Number of codes given out, the empty text's included. */
  get size(): number {
    return this.codes;
  }

  /** Code of the text in bytes[start, end). */
  code(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (length <= 0) return 0;
    if (!this.isIndexed) this.makeIndex();
    if (start + Math.max(length, SHORT) > bytes.length) {
      const roomy = new Uint8Array(length + SHORT);
      roomy.set(bytes.subarray(start, end));
      return this.code(roomy, 0, length);
    }
    if (bytes !== this.input) {
      this.input = bytes;
      this.view = viewOf(bytes);
    }
    return length <= SHORT ? this.shortCode(start, length) : this.longCode(start, length);
  }

  /** Codes of many texts, one after the other; good until the next call. */
  codesOf({ length, sizes, words, bytes }: LoggedTexts): Uint32Array {
    if (!this.isIndexed) this.makeIndex();
    const codes = this.scratch(length);
    const hashes = new Int32Array(BLOCK);
    for (let from = 0; from < length; from += BLOCK) {
      const to = Math.min(from + BLOCK, length);
      for (let i = from; i < to; i++) {
        const at = i * 4;
        hashes[i - from] = hashOf(words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!);
      }
      this.touch(hashes, to - from);
      for (let i = from; i < to; i++) {
        const size = sizes[i]!;
        const at = i * 4;
        if (size === 0) codes[i] = 0;
        else if (size > SHORT) codes[i] = this.code(bytes, words[at]!, words[at]! + size);
        else {
          const a = words[at]!;
          const b = words[at + 1]!;
          const c = words[at + 2]!;
          const d = words[at + 3]!;
          codes[i] = this.wordsCode(hashes[i - from]!, size, a, b, c, d);
        }
      }
    }
    // A whole batch would be held otherwise.
    this.input = new Uint8Array(SHORT);
    this.view = viewOf(this.input);
    return codes;
  }

  /**
   * Looks at the slots of hashes: none of these loads waits for another, so that memory serves many at once, and what is
   * looked up next is in the processor's cache.
   */
  private touch(hashes: Int32Array, length: number): void {
    const { shortSlots: slots, shortMask: mask } = this;
    let all = 0;
    for (let i = 0; i < length; i++) {
      const at = (hashes[i]! & mask) * SHORT_SLOT;
      all |= slots[at]! | slots[at + 4]!;
    }
    this.touched = all;
  }

  /** Text behind a code. */
  text(code: number): string {
    if (code <= 0 || code >= this.codes) return '';
    if (code === this.limit - 1 && this.folded > 0) return '(others)';
    return textOf(this.bytes.subarray(this.ends[code - 1], this.ends[code]));
  }

  private shortCode(start: number, length: number): number {
    const { view } = this;
    let a = view.getInt32(start, true);
    let b = 0;
    let c = 0;
    let d = 0;
    if (length < 4) a &= masks[length]!;
    else if (length > 4) {
      b = view.getInt32(start + 4, true);
      if (length < 8) b &= masks[length - 4]!;
      else if (length > 8) {
        c = view.getInt32(start + 8, true);
        if (length < 12) c &= masks[length - 8]!;
        else if (length > 12) {
          d = view.getInt32(start + 12, true);
          if (length < 16) d &= masks[length - 12]!;
        }
      }
    }
    return this.wordsCode(hashOf(a, b, c, d), length, a, b, c, d);
  }

  /** Code of a text of up to 16 bytes that stands in four words, NUL bytes behind it. */
  private wordsCode(
    hash: number,
    length: number,
    a: number,
    b: number,
    c: number,
    d: number,
  ): number {
    const { shortSlots: slots, shortMask: mask } = this;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const at = slot * SHORT_SLOT;
      const code = slots[at + 4]!;
      if (code === 0) return this.addShort(at, length, a, b, c, d);
      const same = (slots[at]! ^ a) | (slots[at + 1]! ^ b) | (slots[at + 2]! ^ c);
      if ((same | (slots[at + 3]! ^ d)) === 0) return code;
    }
  }

  private addShort(at: number, length: number, a: number, b: number, c: number, d: number): number {
    if (isNothing(length, a)) return 0;
    if (this.codes >= this.limit) return this.fold();
    const { shortSlots: slots } = this;
    const code = this.appendWords(length, a, b, c, d);
    slots[at] = a;
    slots[at + 1] = b;
    slots[at + 2] = c;
    slots[at + 3] = d;
    slots[at + 4] = code;
    if (++this.shorts * 4 > this.shortMask * 3) this.growShorts();
    return code;
  }

  private longCode(start: number, length: number): number {
    const { view, longSlots: slots, longMask: mask } = this;
    const last = start + length - 4;
    let hash = length;
    for (let at = start; at < last; at += 4) {
      hash = Math.imul(hash ^ view.getInt32(at, true), 0x85ebca6b);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash ^ view.getInt32(last, true), 0xc2b2ae35);
    hash ^= hash >>> 13;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const at = slot * LONG_SLOT;
      const code = slots[at + 1]!;
      if (code === 0) {
        if (this.codes >= this.limit) return this.fold();
        slots[at] = hash;
        slots[at + 1] = this.append(start, length);
        if (++this.longs * 4 > mask * 3) this.growLongs();
        return this.codes - 1;
      }
      if (slots[at] === hash && this.holds(code, start, length)) return code;
    }
  }

  private holds(code: number, start: number, length: number): boolean {
    const from = this.ends[code - 1]!;
    if (this.ends[code]! - from !== length) return false;
    const { bytes, input } = this;
    for (let i = 0; i < length; i++) if (bytes[from + i] !== input[start + i]) return false;
    return true;
  }

  private fold(): number {
    this.folded++;
    return this.limit - 1;
  }

  private append(start: number, length: number): number {
    const { input } = this;
    const from = this.makeRoom(length);
    this.bytes.set(input.subarray(start, start + length), from);
    return this.endAt(from + length);
  }

  private appendWords(length: number, a: number, b: number, c: number, d: number): number {
    const from = this.makeRoom(SHORT);
    const { output } = this;
    output.setInt32(from, a, true);
    output.setInt32(from + 4, b, true);
    output.setInt32(from + 8, c, true);
    output.setInt32(from + 12, d, true);
    return this.endAt(from + length);
  }

  /** Where the next text begins, with room for so many bytes. */
  private makeRoom(length: number): number {
    const from = this.ends[this.codes - 1]!;
    if (from + length > this.bytes.length) {
      const wider = new Uint8Array(Math.max(this.bytes.length * 2, from + length));
      wider.set(this.bytes);
      this.bytes = wider;
      this.output = viewOf(wider);
    }
    return from;
  }

  /** The code of the text that was appended, which ends here. */
  private endAt(end: number): number {
    const code = this.codes++;
    if (code >= this.ends.length) {
      const ends = new Uint32Array(this.ends.length * 2);
      ends.set(this.ends);
      this.ends = ends;
    }
    this.ends[code] = end;
    return code;
  }

  private growShorts(): void {
    const old = this.shortSlots;
    const factor = old.length < FAST_SLOTS * SHORT_SLOT ? 4 : 2;
    const mask = (this.shortMask + 1) * factor - 1;
    const slots = new Int32Array((mask + 1) * SHORT_SLOT);
    for (let i = 0; i < old.length; i += SHORT_SLOT) {
      if (old[i + 4] === 0) continue;
      let slot = hashOf(old[i]!, old[i + 1]!, old[i + 2]!, old[i + 3]!) & mask;
      while (slots[slot * SHORT_SLOT + 4] !== 0) slot = (slot + 1) & mask;
      const at = slot * SHORT_SLOT;
      for (let word = 0; word < SHORT_SLOT; word++) slots[at + word] = old[i + word]!;
    }
    this.shortSlots = slots;
    this.shortMask = mask;
  }

  private growLongs(): void {
    const old = this.longSlots;
    const mask = this.longMask * 2 + 1;
    const slots = new Int32Array((mask + 1) * LONG_SLOT);
    for (let i = 0; i < old.length; i += LONG_SLOT) {
      if (old[i + 1] === 0) continue;
      let slot = old[i]! & mask;
      while (slots[slot * LONG_SLOT + 1] !== 0) slot = (slot + 1) & mask;
      slots[slot * LONG_SLOT] = old[i]!;
      slots[slot * LONG_SLOT + 1] = old[i + 1]!;
    }
    this.longSlots = slots;
    this.longMask = mask;
  }
}

/** The dictionaries of a session, shared by the files that are loaded together. */
export interface MutableDictionaries {
  machine: ByteDictionary;
  family: ByteDictionary;
  server: ByteDictionary;
}

/** Empty dictionaries: machine codes have 31 bits, family and server codes 16. */
export function makeDictionaries(): MutableDictionaries {
  return {
    machine: new ByteDictionary(),
    family: new ByteDictionary(0x10000),
    server: new ByteDictionary(0x10000),
  };
}
