const NEWLINE = 10;
const RETURN = 13;
const BLANK = 32;
const QUOTE = 34;
const TAB = 9;
const ONES = 0x01010101;
const QUOTES = QUOTE * ONES;
const BLANKS = BLANK * ONES;
const HIGH_BITS = 0x80808080;

/**
 * Finds the ends of cells in a work buffer whose data ends with a NUL byte; the data itself holds none.
 * Every method takes the position of a cell's first byte and answers that of the byte after the cell: a delimiter, a
 * newline, or the NUL where the data ran out inside the cell.
 */
export class CellScanner {
  /** The work buffer; it goes on for at least four bytes after its data. */
  bytes = new Uint8Array(8);
  private view = new DataView(this.bytes.buffer);
  /** Newlines inside the quoted cells that were passed. */
  embeddedLines = 0;
  /** The closing quote of the last quoted cell, and whether the cell holds pairs of quotes. */
  private closing = 0;
  private paired = false;
  /** The value of the last cell that `slice` read: cell[from, to), without quotes and blanks around it. */
  cell: Uint8Array = this.bytes;
  from = 0;
  to = 0;
  readonly delimiter: number;
  /** The delimiter in each byte of a word. */
  private readonly delimiters: number;
  /** 1 for the bytes that end an unquoted cell. */
  private readonly ends = new Uint8Array(256);
  /** 1 for the bytes to stop at inside quotes, and on the way to the end of a line. */
  private readonly stops = new Uint8Array(256);
  private scratch = new Uint8Array(256);

  constructor(delimiter: number) {
    this.delimiter = delimiter;
    this.delimiters = Math.imul(delimiter, ONES);
    for (const byte of [0, NEWLINE, delimiter]) this.ends[byte] = 1;
    for (const byte of [0, NEWLINE, QUOTE]) this.stops[byte] = 1;
  }

  /** Sets another work buffer. */
  use(bytes: Uint8Array<ArrayBuffer>): void {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Passes one cell. */
  skip(start: number): number {
    const { bytes } = this;
    let at = start;
    while (bytes[at] === BLANK) at++;
    return bytes[at] === QUOTE ? this.closeQuote(at + 1) : this.nextEnd(at);
  }

  /** Passes `count` cells; answers the start of the one after them, or where the record ended, negated, before it. */
  skipMany(start: number, count: number): number {
    const { bytes, ends, delimiter } = this;
    let at = start;
    for (let left = count; left > 0; left--) {
      const first = bytes[at]!;
      if (first === QUOTE || first === BLANK) at = this.skip(at);
      else while (ends[bytes[at]!] === 0) at++;
      if (bytes[at] !== delimiter) return -at;
      at++;
    }
    return at;
  }

  /** From a cell's start, or its end, to the end of the record. */
  skipRecord(start: number): number {
    const { bytes } = this;
    let at = start;
    for (;;) {
      at = this.nextStop(at);
      if (bytes[at] !== QUOTE) return at;
      at = this.opensCell(start, at) ? this.closeQuote(at + 1) : at + 1;
    }
  }

  /** The next delimiter, newline or NUL, quoted or not; looks at four bytes at once, as `nextStop` does. */
  nextEnd(start: number): number {
    const { bytes, view, ends, delimiters } = this;
    let at = start;
    for (;;) {
      const word = view.getInt32(at, true);
      const other = word ^ delimiters;
      if ((((other - ONES) & ~other) | ((word - BLANKS) & ~word)) & HIGH_BITS) {
        if (ends[bytes[at]!] === 1) return at;
        if (ends[bytes[at + 1]!] === 1) return at + 1;
        if (ends[bytes[at + 2]!] === 1) return at + 2;
        if (ends[bytes[at + 3]!] === 1) return at + 3;
      }
      at += 4;
    }
  }

  /** Reads one cell's value into `cell`, `from` and `to`. */
  slice(start: number): number {
    const { bytes } = this;
    let at = start;
    while (bytes[at] === BLANK) at++;
    if (bytes[at] === QUOTE) return this.sliceQuoted(at + 1);
    const end = this.skip(start);
    this.setCell(bytes, at, end);
    return end;
  }

  /** From the byte after an opening quote to the byte after the cell. */
  closeQuote(start: number): number {
    const { bytes } = this;
    let at = start;
    this.paired = false;
    for (;;) {
      at = this.nextStop(at);
      const byte = bytes[at]!;
      if (byte === 0) return at;
      if (byte === NEWLINE) {
        this.embeddedLines++;
        at++;
        continue;
      }
      const next = bytes[at + 1]!;
      this.closing = at;
      if (next === this.delimiter || next === NEWLINE) return at + 1;
      if (next !== QUOTE) {
        const end = this.passBlanks(at + 1);
        if (this.endsCell(end)) return end;
        at++;
      } else {
        this.paired = true;
        at += 2;
      }
    }
  }

  /**
   * The next quote, newline or NUL. Looks at four bytes at once for a quote or any control character: a byte of a word
   * is below n where (word - n in every byte) & ~word has its high bit, as in "Bit Twiddling Hacks" by Sean Anderson.
   */
  private nextStop(start: number): number {
    const { bytes, view, stops } = this;
    let at = start;
    for (;;) {
      const word = view.getInt32(at, true);
      const quotes = word ^ QUOTES;
      if ((((quotes - ONES) & ~quotes) | ((word - BLANKS) & ~word)) & HIGH_BITS) {
        if (stops[bytes[at]!] === 1) return at;
        if (stops[bytes[at + 1]!] === 1) return at + 1;
        if (stops[bytes[at + 2]!] === 1) return at + 2;
        if (stops[bytes[at + 3]!] === 1) return at + 3;
      }
      at += 4;
    }
  }

  private sliceQuoted(start: number): number {
    const end = this.closeQuote(start);
    if (this.paired) this.unpair(start, this.closing);
    else this.setCell(this.bytes, start, this.closing);
    return end;
  }

  /** Copies a quoted value, of each pair of quotes one. */
  private unpair(start: number, end: number): void {
    const { bytes } = this;
    if (end - start > this.scratch.length) this.scratch = new Uint8Array((end - start) * 2);
    const { scratch } = this;
    let to = 0;
    for (let i = start; i < end; i++) {
      scratch[to++] = bytes[i]!;
      if (bytes[i] === QUOTE && bytes[i + 1] === QUOTE && i + 1 < end) i++;
    }
    this.setCell(scratch, 0, to);
  }

  private setCell(bytes: Uint8Array, start: number, end: number): void {
    let from = start;
    let to = end;
    while (from < to && bytes[from]! <= BLANK) from++;
    while (to > from && bytes[to - 1]! <= BLANK) to--;
    this.cell = bytes;
    this.from = from;
    this.to = to;
  }

  private passBlanks(start: number): number {
    const { bytes, delimiter } = this;
    let at = start;
    for (;;) {
      const byte = bytes[at]!;
      if (byte !== BLANK && byte !== RETURN && (byte !== TAB || delimiter === TAB)) return at;
      at++;
    }
  }

  private endsCell(at: number): boolean {
    return this.ends[this.bytes[at]!] === 1;
  }

  /** Whether nothing but blanks stands between a quote and the delimiter, or the start, before it. */
  private opensCell(start: number, quote: number): boolean {
    const { bytes } = this;
    let at = quote - 1;
    while (at >= start && bytes[at] === BLANK) at--;
    return at < start || bytes[at] === this.delimiter;
  }
}
