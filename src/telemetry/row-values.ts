import { NO_ADDRESS, parseAddressBytes } from './address.ts';
import { CellScanner } from './cell-scanner.ts';
import { NO_DELIMITER } from './dialect.ts';
import { BAD_TIME, daysOf, parseTimeBytes } from './time-cell.ts';

const NEWLINE = 10;
const RETURN = 13;
const BLANK = 32;
const QUOTE = 34;
const HASH = 35;
const DASH = 45;
const DOT = 46;
const COLON = 58;
const SEMICOLON = 59;
const TIME_MARK = 84;
const ZULU = 90;

/** Columns of texts that get dictionary codes, in the order of `RowValues.from` and `to`. */
export const textRoles = ['machine', 'family', 'server'] as const;

/**
 * The wanted values of one record. Each `read` method takes the start of a cell and answers where it ends, as
 * CellScanner does; common spellings are read where they stand, the rest goes through `CellScanner.slice`.
 */
export class RowValues {
  /** Seconds since 1970, in element 0: typed, so that no number is boxed. */
  readonly time = new Uint32Array(1);
  timeRead = false;
  /** 4, 6, NO_ADDRESS or BAD_ADDRESS. */
  addressKind = NO_ADDRESS;
  readonly words = new Uint32Array(4);
  readonly from = new Int32Array(textRoles.length);
  readonly to = new Int32Array(textRoles.length);
  /** Texts that do not stand in the work buffer as they are. */
  readonly copies: (Uint8Array | null)[] = textRoles.map(() => null);
  port = 0;
  network = 0;
  private lastDate = -1;
  private lastDays = 0;
  private readonly cells: CellScanner;
  private readonly delimiter: number;

  constructor(cells: CellScanner) {
    this.cells = cells;
    this.delimiter = cells.delimiter;
  }

  /** Forgets the values of the last record. */
  clear(): void {
    this.timeRead = false;
    this.addressKind = NO_ADDRESS;
    this.port = 0;
    this.network = 0;
    for (let i = 0; i < textRoles.length; i++) {
      this.to[i] = 0;
      this.from[i] = 0;
      if (this.copies[i] !== null) this.copies[i] = null;
    }
  }

  readTime(start: number): number {
    const { bytes } = this.cells;
    const quoted = bytes[start] === QUOTE;
    const at = quoted ? start + 1 : start;
    if (bytes[at + 4] === DASH && bytes[at + 7] === DASH && bytes[at + 13] === COLON) {
      let end = at + (bytes[at + 19] === ZULU ? 20 : 19);
      if (quoted && bytes[end] === QUOTE) end++;
      else if (quoted) return this.readOddTime(start);
      if (bytes[end] === RETURN) end++;
      if (this.ends(bytes[end]!) && this.readClock(bytes, at)) return end;
    }
    return this.readOddTime(start);
  }

  /** Dotted quads as they come; anything else the long way. */
  readAddress(start: number): number {
    const { bytes } = this.cells;
    const quoted = bytes[start] === QUOTE;
    let at = quoted ? start + 1 : start;
    let value = 0;
    for (let part = 0; part < 4; part++) {
      let octet = bytes[at]! - 48;
      if (octet >>> 0 > 9) return this.readOddAddress(start);
      let digit = bytes[++at]! - 48;
      if (digit >>> 0 <= 9) {
        octet = octet * 10 + digit;
        digit = bytes[++at]! - 48;
        if (digit >>> 0 <= 9) {
          octet = octet * 10 + digit;
          at++;
        }
      }
      if (octet > 255) return this.readOddAddress(start);
      value = (value << 8) | octet;
      if (part < 3 && bytes[at++] !== DOT) return this.readOddAddress(start);
    }
    if (quoted && bytes[at++] !== QUOTE) return this.readOddAddress(start);
    if (bytes[at] === RETURN) at++;
    if (!this.ends(bytes[at]!)) return this.readOddAddress(start);
    this.words[0] = value;
    this.addressKind = 4;
    return at;
  }

  /** Notes where a text stands; it is looked up only when the row is accepted. */
  readText(start: number, role: number): number {
    const { cells } = this;
    const { bytes } = cells;
    if (bytes[start] !== QUOTE && bytes[start]! > BLANK) {
      const end = cells.nextEnd(start);
      let last = end;
      while (last > start && bytes[last - 1]! <= BLANK) last--;
      this.from[role] = start;
      this.to[role] = last;
      return end;
    }
    const end = cells.slice(start);
    const { cell, from, to } = cells;
    this.from[role] = from;
    this.to[role] = to;
    if (cell !== bytes) {
      this.copies[role] = cell.slice(from, to);
      this.from[role] = 0;
      this.to[role] = to - from;
    }
    return end;
  }

  readPort(start: number): number {
    const end = this.cells.slice(start);
    const port = this.wholeNumber();
    this.port = port > 65535 ? 0 : port;
    return end;
  }

  /** An AS number, with or without AS before it. */
  readNetwork(start: number): number {
    const { cells } = this;
    const end = cells.slice(start);
    const { cell, from, to } = cells;
    if (to - from > 2 && (cell[from]! | 32) === 97 && (cell[from + 1]! | 32) === 115) {
      cells.from += 2;
    }
    const network = this.wholeNumber();
    this.network = network > 0xffffffff ? 0 : network;
    return end;
  }

  private ends(byte: number): boolean {
    return byte === this.delimiter || byte === NEWLINE;
  }

  private readOddTime(start: number): number {
    const { cells } = this;
    const end = cells.slice(start);
    const time = parseTimeBytes(cells.cell, cells.from, cells.to);
    this.time[0] = time;
    this.timeRead = time !== BAD_TIME;
    return end;
  }

  private readOddAddress(start: number): number {
    const { cells } = this;
    const end = cells.slice(start);
    if (this.delimiter === NO_DELIMITER) this.cutRemark();
    this.addressKind = parseAddressBytes(cells.cell, cells.from, cells.to, this.words);
    return end;
  }

  /** Takes a blank, and a remark after an address, off a line of a list. */
  private cutRemark(): void {
    const { cells } = this;
    const { cell, from } = cells;
    let at = from;
    while (at < cells.to && cell[at]! > BLANK && cell[at] !== HASH && cell[at] !== SEMICOLON) at++;
    cells.to = at;
  }

  /** YYYY-MM-DD?hh:mm:ss at a place where dashes and the first colon are known to stand. */
  private readClock(bytes: Uint8Array, at: number): boolean {
    const separator = bytes[at + 10];
    if (bytes[at + 16] !== COLON || (separator !== BLANK && separator !== TIME_MARK)) return false;
    const y3 = bytes[at]! - 48;
    const y2 = bytes[at + 1]! - 48;
    const y1 = bytes[at + 2]! - 48;
    const y0 = bytes[at + 3]! - 48;
    const m1 = bytes[at + 5]! - 48;
    const m0 = bytes[at + 6]! - 48;
    const d1 = bytes[at + 8]! - 48;
    const d0 = bytes[at + 9]! - 48;
    const h1 = bytes[at + 11]! - 48;
    const h0 = bytes[at + 12]! - 48;
    const n1 = bytes[at + 14]! - 48;
    const n0 = bytes[at + 15]! - 48;
    const s1 = bytes[at + 17]! - 48;
    const s0 = bytes[at + 18]! - 48;
    const under = y3 | y2 | y1 | y0 | m1 | m0 | d1 | d0 | h1 | h0 | n1 | n0 | s1 | s0;
    const over = (9 - y3) | (9 - y2) | (9 - y1) | (9 - y0) | (9 - m1) | (9 - m0) | (9 - d1);
    const late = (9 - d0) | (9 - h1) | (9 - h0) | (5 - n1) | (9 - n0) | (5 - s1) | (9 - s0);
    const hours = h1 * 10 + h0;
    if ((under | over | late | (23 - hours)) < 0) return false;
    const date =
      (y3 * 1000 + y2 * 100 + y1 * 10 + y0) * 10_000 + (m1 * 10 + m0) * 100 + (d1 * 10 + d0);
    if (date !== this.lastDate && !this.newDate(date)) return false;
    const clock = hours * 3600 + (n1 * 10 + n0) * 60 + s1 * 10 + s0;
    this.time[0] = Math.imul(this.lastDays, 86_400) + clock;
    this.timeRead = true;
    return true;
  }

  private newDate(date: number): boolean {
    const days = daysOf(Math.floor(date / 10_000), Math.floor(date / 100) % 100, date % 100);
    if (days < 0) return false;
    this.lastDate = date;
    this.lastDays = days;
    return true;
  }

  /** The number in the scanner's cell; 0 where it holds anything but digits. */
  private wholeNumber(): number {
    const { cell, from, to } = this.cells;
    let value = 0;
    for (let i = from; i < to; i++) {
      const digit = cell[i]! - 48;
      if (digit < 0 || digit > 9) return 0;
      value = value * 10 + digit;
    }
    return value;
  }
}
