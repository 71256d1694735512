import {
  BAD_ADDRESS,
  isNowhere,
  mayHoldAddress,
  NO_ADDRESS,
  parseAddressBytes,
  parseAddressList,
  PORT_WORD,
  PREFIX_WORD,
  type CellAddress,
} from './address.ts';
import { daysOf } from './calendar.ts';
import { CellScanner } from './cell-scanner.ts';
import { DateOrder } from './date-order.ts';
import { textOf } from './text-of.ts';
import { NO_DELIMITER } from './dialect.ts';
import { hasSeparator, isNothing, networkIn, portIn, weightIn } from './number-cell.ts';
import { plainRules, type Recognition, type TimeRules } from './recognition.ts';
import type { Role } from './roles.ts';

const NEWLINE = 10;
const RETURN = 13;
const BLANK = 32;
const QUOTE = 34;
const HASH = 35;
const COMMA = 44;
const DASH = 45;
const DOT = 46;
const COLON = 58;
const SEMICOLON = 59;
const TIME_MARK = 84;
const ZULU = 90;
/** Spellings of nothing have no more bytes than this. */
const LONGEST_NOTHING = 4;
/** A cell of more bytes than this is no list of addresses. */
const LONGEST_LIST = 1 << 18;

/** Columns of texts, in the order of `RowValues.from` and `to`; the first three get dictionary codes. */
export const textRoles = [
  ...(['machine', 'family', 'server', 'category', 'detail', 'status', 'lastSeen'] as const),
  ...(['country', 'city', 'name', 'source', 'mark', 'clock', 'ownPort'] as const),
];

/** Roles as numbers: those of texts are their index in `textRoles`. */
export const roleCodes = {
  ...(Object.fromEntries(textRoles.map((role, i) => [role, i])) as Record<
    (typeof textRoles)[number],
    number
  >),
  time: textRoles.length,
  address: textRoles.length + 1,
  port: textRoles.length + 2,
  network: textRoles.length + 3,
  weight: textRoles.length + 4,
} satisfies Record<Role, number>;

const { time: TIME, address: ADDRESS, port: PORT, network: NETWORK } = roleCodes;
const UNRANKED = 0xff;

/**
 * The wanted values of one record. Each `read` method takes the start of a cell and answers where it ends, as
 * CellScanner does; common spellings are read where they stand, the rest goes through `CellScanner.slice`. Values that
 * come without a scanner are given to `offer`.
 */
export class RowValues {
  /** Seconds since 1970, in element 0: typed, so that no number is boxed. */
  readonly time = new Uint32Array(1);
  timeRead = false;
  /** 4, 6, NO_ADDRESS or BAD_ADDRESS. */
  addressKind = NO_ADDRESS;
  /** Address, port and prefix, as `parseAddressBytes` gives them. */
  readonly words = new Uint32Array(6);
  /** Addresses of the cell beyond the first. */
  others: readonly CellAddress[] = [];
  readonly from = new Int32Array(textRoles.length);
  readonly to = new Int32Array(textRoles.length);
  /** Texts that do not stand in the work buffer as they are. */
  readonly copies: (Uint8Array | null)[] = textRoles.map(() => null);
  port = 0;
  network = 0;
  /** Events that the row stands for; 1 where it does not say. */
  weight = 1;
  /** The address cell as text where it is BAD_ADDRESS; kept only where the file is asked about it. */
  badText = '';
  /** What was found out about day and month. */
  readonly order: DateOrder;
  /** Rank of the column that each role's value came from; a lower one overrides. */
  private readonly ranks = new Uint8Array(textRoles.length + 5).fill(UNRANKED);
  private lastDate = -1;
  private lastDays = 0;
  private readonly cells: CellScanner;
  private readonly delimiter: number;
  /** Text roles that the file has. */
  private readonly texts: readonly number[];

  constructor(
    cells: CellScanner,
    times: TimeRules = plainRules.time,
    wanted: readonly Role[] = ['machine', 'family', 'server'],
    private readonly keepsBad = false,
  ) {
    this.cells = cells;
    this.delimiter = cells.delimiter;
    this.order = new DateOrder(times);
    const codes = new Set(wanted.map((role) => roleCodes[role]));
    this.texts = [...codes].filter((code) => code < textRoles.length);
  }

  /** Forgets the values of the last record. */
  clear(): void {
    const { texts, words } = this;
    this.timeRead = false;
    this.addressKind = NO_ADDRESS;
    this.port = 0;
    this.network = 0;
    this.weight = 1;
    words[PORT_WORD] = 0;
    words[PREFIX_WORD] = 0;
    if (this.others.length > 0) this.others = [];
    for (let i = 0; i < texts.length; i++) {
      const role = texts[i]!;
      this.to[role] = 0;
      this.from[role] = 0;
      if (this.copies[role] !== null) this.copies[role] = null;
    }
  }

  /** Forgets which columns the last record's values came from. */
  clearRanks(): void {
    this.ranks.fill(UNRANKED);
  }

  /** Reads a cell of a role that has several columns: the best one that says something counts. */
  readRanked(role: number, rank: number, start: number): number {
    const { cells } = this;
    const end = cells.slice(start);
    this.offer(role, rank, cells.cell, cells.from, cells.to, cells.cell === cells.bytes);
    return end;
  }

  /**
   * Takes a value that stands alone in bytes[from, to), unless a better column gave one.
   * @param stable whether the bytes stay as they are until the record is settled
   */
  offer(role: number, rank: number, bytes: Uint8Array, from: number, to: number, stable: boolean) {
    if (rank >= this.ranks[role]!) return;
    if (isNothing(bytes, from, to)) return;
    if (role < textRoles.length) {
      this.from[role] = stable ? from : 0;
      this.to[role] = stable ? to : to - from;
      this.copies[role] = stable ? null : bytes.slice(from, to);
    } else if (role === TIME) this.takeTime(bytes, from, to);
    else if (role === ADDRESS) this.takeAddress(bytes, from, to);
    else if (role === PORT) this.port = portIn(bytes, from, to);
    else if (role === NETWORK) this.network = networkIn(bytes, from, to);
    else this.weight = weightIn(bytes, from, to);
    this.ranks[role] = rank;
  }

  /** Rank of the column that gave a role's value; above all ranks where none did. */
  rankOf(role: number): number {
    return this.ranks[role]!;
  }

  /** Whether a value was offered for a role, readable or not. */
  isGiven(role: number): boolean {
    return this.ranks[role]! < UNRANKED;
  }

  /** Adds a further text to one that a role has, after a blank. */
  join(role: number, source: Uint8Array, bytes: Uint8Array, from: number, to: number): void {
    const old = (this.copies[role] ?? source).subarray(this.from[role], this.to[role]);
    const joined = new Uint8Array(old.length + 1 + to - from);
    joined.set(old);
    joined[old.length] = BLANK;
    joined.set(bytes.subarray(from, to), old.length + 1);
    this.copies[role] = joined;
    this.from[role] = 0;
    this.to[role] = joined.length;
  }

  /** The text of a role as a string. */
  textOf(role: number, bytes: Uint8Array): string {
    if (this.to[role] === 0) return '';
    return textOf((this.copies[role] ?? bytes).subarray(this.from[role], this.to[role]));
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
      if (this.ends(bytes[end]!) && this.readClock(bytes, at)) {
        const { toUtc } = this.order;
        if (toUtc && bytes[at + 19] !== ZULU) this.time[0] = Math.max(0, toUtc(this.time[0]!));
        return end;
      }
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
    this.addressKind = value === 0 ? NO_ADDRESS : 4;
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
      if (last - start <= LONGEST_NOTHING && isNothing(bytes, start, last)) return end;
      this.from[role] = start;
      this.to[role] = last;
      return end;
    }
    const end = cells.slice(start);
    const { cell, from, to } = cells;
    if (to - from <= LONGEST_NOTHING && isNothing(cell, from, to)) return end;
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
    const { cells } = this;
    const end = cells.slice(start);
    this.port = portIn(cells.cell, cells.from, cells.to);
    return end;
  }

  /** An AS number, with or without AS before it. */
  readNetwork(start: number): number {
    const { cells } = this;
    const end = cells.slice(start);
    this.network = networkIn(cells.cell, cells.from, cells.to);
    return end;
  }

  readWeight(start: number): number {
    const { cells } = this;
    const end = cells.slice(start);
    this.weight = weightIn(cells.cell, cells.from, cells.to);
    return end;
  }

  private ends(byte: number): boolean {
    return byte === this.delimiter || byte === NEWLINE;
  }

  private readOddTime(start: number): number {
    const { cells } = this;
    let end = cells.slice(start);
    if (this.delimiter === BLANK) end = this.addClock(end);
    this.takeTime(cells.cell, cells.from, cells.to);
    return end;
  }

  /** Where blanks part the cells, a clock after a date is part of it. */
  private addClock(end: number): number {
    const { cells } = this;
    const { bytes } = cells;
    const isDate = cells.cell === bytes && cells.to - cells.from === 10;
    if (!isDate || bytes[end] !== BLANK || bytes[end + 3] !== COLON) return end;
    cells.to = cells.nextEnd(end + 1);
    return cells.to;
  }

  private takeTime(bytes: Uint8Array, from: number, to: number): void {
    const time = this.order.parse(bytes, from, to);
    this.time[0] = time;
    this.timeRead = time >= 0;
  }

  private readOddAddress(start: number): number {
    const { cells } = this;
    const end = cells.slice(start);
    this.takeAddress(cells.cell, cells.from, cells.to);
    if (this.delimiter === NO_DELIMITER && this.addressKind === BAD_ADDRESS && this.cutRemark()) {
      this.takeAddress(cells.cell, cells.from, cells.to);
    }
    return end;
  }

  private takeAddress(bytes: Uint8Array, from: number, to: number): void {
    const { words } = this;
    let kind = parseAddressBytes(bytes, from, to, words);
    const isShort = kind === BAD_ADDRESS && to - from < LONGEST_LIST;
    if (isShort && hasSeparator(bytes, from, to) && mayHoldAddress(bytes, from, to)) {
      const [first, ...others] = parseAddressList(textOf(bytes.subarray(from, to)));
      if (first) {
        kind = first.family;
        words.set(first.words);
        this.others = others;
      }
    }
    if (kind === BAD_ADDRESS && this.keepsBad) this.badText = textOf(bytes.subarray(from, to));
    this.addressKind = kind > 0 && isNowhere(words, kind) ? NO_ADDRESS : kind;
  }

  /** Takes a blank, and a remark after an address, off a line of a list; answers whether there was any. */
  private cutRemark(): boolean {
    const { cells } = this;
    const { cell, from, to } = cells;
    let at = from;
    while (at < to && cell[at]! > BLANK && cell[at] !== HASH && cell[at] !== SEMICOLON) at++;
    if (cell[at] === COMMA || (at > from && cell[at - 1] === COMMA)) at--;
    cells.to = at;
    return at < to;
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
}

/** Values as a recognition wants them. */
export function rowValuesFor(recognition: Recognition, cells: CellScanner): RowValues {
  const { columns, fallbacks = [], rules = plainRules } = recognition;
  const wanted = [...(Object.keys(columns) as Role[]), ...fallbacks.map(({ role }) => role)];
  if (rules.detail) wanted.push('family', 'server');
  const keepsBad = rules.subject !== 'hosts' || rules.categories.length > 0;
  return new RowValues(cells, rules.time, wanted, keepsBad || rules.otherIndicators);
}
