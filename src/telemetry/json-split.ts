import type { JsonShape } from './recognition.ts';

const QUOTE = 34;
const COMMA = 44;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN = 123;
const CLOSE = 125;
/** No level has records now. */
const NOWHERE = -1;

/** What the records of JSON are: objects at a depth, or lists where they are rows, unless something else is said. */
export interface JsonRecords extends Pick<JsonShape, 'depth' | 'under' | 'keyed' | 'rows'> {
  /** Texts are records, rather than objects. */
  texts?: boolean;
}

type OnRecord = (start: number, end: number) => void;

/**
 * Finds the records of JSON as its bytes come: objects, or texts, that stand a number of levels down; objects in lists
 * under a key; or the members of an object. Its state is what it is inside of, so that chunks may be cut anywhere.
 */
export class JsonSplitter {
  private depth = 0;
  private quoted = false;
  private escaped = false;
  private start = -1;
  /** Whether the record that is open is a text. */
  private text = false;
  /** Levels around a record: 0 for records one after the other, 1 for a list of records. */
  private target: number;
  private readonly texts: boolean;
  private readonly keyed: boolean;
  /** What begins a record. */
  private readonly opening: number;
  private readonly key: Uint8Array | null;
  /** Bytes of the key that the string so far has; NOWHERE where it is another. */
  private matched = NOWHERE;
  /** Whether the last string was the key, and nothing but a colon came after it. */
  private named = false;

  constructor({ depth, texts = false, under, keyed = false, rows = false }: JsonRecords) {
    this.opening = rows ? OPEN_LIST : OPEN;
    this.target = under === undefined ? depth : NOWHERE;
    this.texts = texts;
    this.keyed = keyed;
    this.key = under === undefined ? null : new TextEncoder().encode(under);
  }

  /** Whether a record has begun and not ended. */
  get open(): boolean {
    return this.start >= 0;
  }

  /**
   * Goes over bytes[from, to).
   * @param from where the last call ended; the start of the bytes must be that of the open record, where one is
   * @param each told where each record starts and ends
   */
  scan(bytes: Uint8Array, from: number, to: number, each: OnRecord): void {
    for (let at = from; at < to; at++) {
      const byte = bytes[at]!;
      if (this.quoted) this.passQuoted(byte, at, each);
      else if (byte === QUOTE) this.openQuote(at);
      else if (byte === OPEN || byte === OPEN_LIST) this.openLevel(byte, at);
      else if (byte === CLOSE || byte === CLOSE_LIST) this.closeLevel(at, each);
      else if (byte === COMMA && this.keyed) this.closeMember(at, each);
    }
  }

  /** The bytes were moved so that the open record starts at their front. */
  moved(by: number): void {
    if (this.start >= 0) this.start -= by;
  }

  /** Where the open record starts, or `otherwise`. */
  startOr(otherwise: number): number {
    return this.start >= 0 ? this.start : otherwise;
  }

  private openQuote(at: number): void {
    this.quoted = true;
    this.matched = this.key !== null && this.start < 0 ? 0 : NOWHERE;
    this.named = false;
    const begins = (this.texts || this.keyed) && this.depth === this.target;
    if (!begins || this.start >= 0) return;
    this.start = at;
    this.text = this.texts;
  }

  private openLevel(byte: number, at: number): void {
    const isRecord =
      byte === this.opening && !this.texts && !this.keyed && this.depth === this.target;
    if (isRecord && this.start < 0) this.start = at;
    this.depth++;
    if (this.named && byte === OPEN_LIST && this.start < 0) this.target = this.depth;
    this.named = false;
  }

  private closeLevel(at: number, each: OnRecord): void {
    if (this.keyed) this.closeMember(at, each);
    this.depth = Math.max(0, this.depth - 1);
    if (this.start < 0) {
      if (this.key !== null && this.depth < this.target) this.target = NOWHERE;
    } else if (!this.text && !this.keyed && this.depth === this.target) this.close(at + 1, each);
  }

  /** Ends a member before what follows it. */
  private closeMember(at: number, each: OnRecord): void {
    if (this.start >= 0 && this.depth === this.target) this.close(at, each);
  }

  private passQuoted(byte: number, at: number, each: OnRecord): void {
    if (this.escaped) this.escaped = false;
    else if (byte === BACKSLASH) {
      this.escaped = true;
      this.matched = NOWHERE;
    } else if (byte === QUOTE) {
      this.quoted = false;
      this.named = this.key !== null && this.matched === this.key.length;
      if (this.text && this.depth === this.target) this.close(at + 1, each);
    } else if (this.matched !== NOWHERE) {
      this.matched = this.key![this.matched] === byte ? this.matched + 1 : NOWHERE;
    }
  }

  private close(end: number, each: OnRecord): void {
    const start = this.start;
    this.start = -1;
    this.text = false;
    each(start, end);
  }
}
