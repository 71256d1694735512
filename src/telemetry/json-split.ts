const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN = 123;
const CLOSE = 125;

/**
 * Finds the records of JSON as its bytes come: objects, or texts, that stand a number of levels down. Its state is what
 * it is inside of, so that chunks may be cut anywhere.
 */
export class JsonSplitter {
  private depth = 0;
  private quoted = false;
  private escaped = false;
  private start = -1;
  /** Whether the record that is open is a text. */
  private text = false;

  /**
   * @param target levels around a record: 0 for records one after the other, 1 for a list of records
   * @param texts whether texts are records, rather than objects
   */
  constructor(
    private readonly target: number,
    private readonly texts: boolean,
  ) {}

  /** Whether a record has begun and not ended. */
  get open(): boolean {
    return this.start >= 0;
  }

  /**
   * Goes over bytes[from, to).
   * @param from where the last call ended; the start of the bytes must be that of the open record, where one is
   * @param each told where each record starts and ends
   */
  scan(
    bytes: Uint8Array,
    from: number,
    to: number,
    each: (start: number, end: number) => void,
  ): void {
    for (let at = from; at < to; at++) {
      const byte = bytes[at]!;
      if (this.quoted) this.passQuoted(byte, at, each);
      else if (byte === QUOTE) {
        this.quoted = true;
        if (this.texts && this.start < 0 && this.depth === this.target) {
          this.start = at;
          this.text = true;
        }
      } else if (byte === OPEN || byte === OPEN_LIST) {
        const begins = byte === OPEN && !this.texts && this.depth === this.target;
        if (begins && this.start < 0) this.start = at;
        this.depth++;
      } else if (byte === CLOSE || byte === CLOSE_LIST) {
        this.depth = Math.max(0, this.depth - 1);
        if (this.start >= 0 && !this.text && this.depth === this.target) this.close(at, each);
      }
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

  private passQuoted(byte: number, at: number, each: (start: number, end: number) => void): void {
    if (this.escaped) this.escaped = false;
    else if (byte === BACKSLASH) this.escaped = true;
    else if (byte === QUOTE) {
      this.quoted = false;
      if (this.text && this.depth === this.target) this.close(at, each);
    }
  }

  private close(at: number, each: (start: number, end: number) => void): void {
    const start = this.start;
    this.start = -1;
    this.text = false;
    each(start, at + 1);
  }
}
