// AssemblyScript, not TypeScript: `npm run kernels` compiles it to `plain-rows-wasm.ts`.
// Reads records that are plain: no doubled quote, no line end inside a cell, a dotted quad, an ISO time. It stops before
// the first one that is not, and changes nothing for it: the scanner reads that. The ends of all cells are found first;
// then a wanted cell is looked up by number, a column at a time.

import { findEnds, MOST_ENDS } from './plain-ends.as';
import { makeMoves, readAddress, readTime } from './plain-values.as';

export { makeMoves };

const RETURN: u8 = 13;
const BLANK: u8 = 32;
const QUOTE: u8 = 34;
const DASH: u8 = 45;
const SLASH: u8 = 47;
const SEMICOLON: u8 = 59;

/** Rows of a call, at most. */
const ROWS: usize = 8192;
const COLUMN: usize = ROWS * 4;

/** Two words a wanted column: its number, and its role. */
const PLAN: usize = 1024;
const OUT: usize = 65536;
const TIME: usize = OUT;
const ADDRESS: usize = OUT + COLUMN;
const FAMILY: usize = OUT + COLUMN * 2;
const FAMILY_FROM: usize = OUT + COLUMN * 3;
const FAMILY_SIZE: usize = OUT + COLUMN * 4;
const SERVER: usize = OUT + COLUMN * 5;
const SERVER_FROM: usize = OUT + COLUMN * 6;
const SERVER_SIZE: usize = OUT + COLUMN * 7;
const SERVER_PORT: usize = OUT + COLUMN * 8;
const PORT: usize = OUT + COLUMN * 9;
const NETWORK: usize = OUT + COLUMN * 10;
const COUNTRY: usize = OUT + COLUMN * 11;
const MACHINE_SIZE: usize = OUT + COLUMN * 12;
const MACHINE_WORDS: usize = OUT + COLUMN * 13;
/** Texts that have a code: slots of 64 bytes, of which 48 are the text, then its code, its size and a port. */
const FAMILIES: usize = OUT + COLUMN * 17;
const SLOTS: u32 = 1024;
const SLOT: usize = 64;
const LONGEST_KNOWN: usize = 48;
const SERVERS: usize = FAMILIES + <usize>SLOTS * SLOT;
/** Where cells end, at delimiters and newlines, from the second word on; the first is the byte before the records. */
const ENDS: usize = SERVERS + <usize>SLOTS * SLOT;
/** Which of the ends, by number, are newlines, from the second word on; the first is -1. */
const LINES: usize = ENDS + ((<usize>MOST_ENDS + 128) << 2);

/** A code that is not known. */
const UNKNOWN: u32 = 0xffffffff;

let delimiter: u8 = 44;
/** The value of the cell that was looked at last. */
let from: usize = 0;
let to: usize = 0;
let position: usize = 0;
let lines: u32 = 0;
let unknownFamily = false;
let unknownServer = false;

/** Where the last call stopped: the start of the first record that it did not read. */
export function stoppedAt(): usize {
  return position;
}

/** Whether the last call met a family without a code. */
export function metFamily(): bool {
  return unknownFamily;
}

/** Whether the last call met a server without a code. */
export function metServer(): bool {
  return unknownServer;
}

/** Finds the value of the cell [start, end); false where blanks have to be taken off inside quotes or before it. */
// @inline
function findValue(start: usize, end: usize): bool {
  from = start;
  to = end;
  if (start == end) return true;
  const first = load<u8>(start);
  if (first == QUOTE) {
    from++;
    to -= load<u8>(end - 1) == RETURN ? 2 : 1;
    return to == from || (load<u8>(from) > BLANK && load<u8>(to - 1) > BLANK);
  }
  while (to > from && load<u8>(to - 1) <= BLANK) to--;
  return first > BLANK || to == from;
}

/** Whether the value may be one of the spellings of nothing, of which none is long. */
// @inline
function mayBeNothing(): bool {
  const size = to - from;
  const first = load<u8>(from);
  if (size == 1) return first == DASH || first == 63;
  if (size == 3) return load<u8>(from + 1) == SLASH;
  return size == 4 && (first | 32) == 110;
}

// @inline
function findText(start: usize, end: usize): bool {
  return findValue(start, end) && (to - from > 4 || to == from || !mayBeNothing());
}

/** The digits of the value, up to 8, as a number to `out`; 0 for an empty cell. */
// @inline
function readNumber(start: usize, end: usize, out: usize, digits: usize): bool {
  if (!findValue(start, end) || to - from > digits) return false;
  if (from == to) {
    store<u32>(out, 0);
    return true;
  }
  // As eight digits with zeros before them, which are added up in pairs, then fours.
  let value = (load<u64>(from) ^ 0x3030303030303030) << (64 - ((to - from) << 3));
  if ((((value + 0x7676767676767676) | value) & 0x8080808080808080) != 0) return false;
  value = value * 10 + (value >> 8);
  const even = (value & 0x000000ff000000ff) * 0x000f424000000064;
  const odd = ((value >> 16) & 0x000000ff000000ff) * 0x0000271000000001;
  store<u32>(out, <u32>((even + odd) >> 32));
  return true;
}

/** The first `size` bytes from `at` on, up to 16; zeros behind them. */
// @inline
function wordsOf(at: usize, size: usize): v128 {
  const places = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  return v128.and(v128.load(at), i8x16.lt_u(places, i8x16.splat(<i8>size)));
}

/** What the three words of a slot hold for the text being looked up. */
let word0: v128 = i64x2.splat(0);
let word1: v128 = i64x2.splat(0);
let word2: v128 = i64x2.splat(0);

/** The slot of the value, of up to 48 bytes, in a table; its words are left in `word0` to `word2`. */
// @inline
function slotOf(table: usize, size: usize): usize {
  word0 = wordsOf(from, size);
  word1 = size > 16 ? wordsOf(from + 16, size - 16) : i64x2.splat(0);
  word2 = size > 32 ? wordsOf(from + 32, size - 32) : i64x2.splat(0);
  const turned = i8x16.shuffle(word1, word1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2);
  const all = v128.xor(v128.xor(word0, turned), i64x2.add(word2, word2));
  const mixed =
    (i64x2.extract_lane(all, 0) * 0x9e3779b97f4a7c15) ^
    (i64x2.extract_lane(all, 1) * 0xc2b2ae3d27d4eb4f);
  const hash = (<u32>(mixed >> 32)) ^ (<u32>(mixed >> 50));
  return table + <usize>(hash & (SLOTS - 1)) * SLOT;
}

/** Remembers the code, and the port, of a text of 1 to 48 bytes at `at`; the latest one takes the slot. */
function learn(table: usize, at: usize, size: usize, code: u32, port: u32): void {
  from = at;
  const slot = slotOf(table, size);
  v128.store(slot, word0);
  v128.store(slot, word1, 16);
  v128.store(slot, word2, 32);
  store<u32>(slot, code, 48);
  store<u32>(slot, <u32>size, 52);
  store<u32>(slot, port, 56);
}

/** Remembers the code of a family of 1 to 48 bytes at `at`. */
export function learnFamily(at: usize, size: usize, code: u32): void {
  learn(FAMILIES, at, size, code, 0);
}

/** Remembers the code of a server of 1 to 48 bytes at `at`, and the port that its text names; 0 for none. */
export function learnServer(at: usize, size: usize, code: u32, port: u32): void {
  learn(SERVERS, at, size, code, port);
}

/** Forgets all codes. */
export function forgetCodes(): void {
  memory.fill(FAMILIES, 0, <usize>SLOTS * SLOT * 2);
}

/** The slot that holds the value; 0 where none does. */
// @inline
function slotWith(table: usize, size: usize): usize {
  if (size > LONGEST_KNOWN) return 0;
  const slot = slotOf(table, size);
  if (load<u32>(slot, 52) != <u32>size) return 0;
  const other0 = v128.xor(v128.load(slot), word0);
  const other1 = v128.xor(v128.load(slot, 16), word1);
  const other2 = v128.xor(v128.load(slot, 32), word2);
  return v128.any_true(v128.or(v128.or(other0, other1), other2)) ? 0 : slot;
}

/** Notes the value as a family: 0 for none, its code where it is known, else UNKNOWN. */
// @inline
function noteFamily(at: usize): void {
  const size = to - from;
  store<u32>(FAMILY_FROM + at, <u32>from);
  store<u32>(FAMILY_SIZE + at, <u32>size);
  const slot: usize = size == 0 ? 0 : slotWith(FAMILIES, size);
  const code = slot != 0 ? load<u32>(slot, 48) : size == 0 ? 0 : UNKNOWN;
  store<u32>(FAMILY + at, code);
  if (code == UNKNOWN) unknownFamily = true;
}

/** Notes the value as a server, as a family, and the port that its text names. */
// @inline
function noteServer(at: usize): void {
  const size = to - from;
  store<u32>(SERVER_FROM + at, <u32>from);
  store<u32>(SERVER_SIZE + at, <u32>size);
  const slot: usize = size == 0 ? 0 : slotWith(SERVERS, size);
  const code = slot != 0 ? load<u32>(slot, 48) : size == 0 ? 0 : UNKNOWN;
  store<u32>(SERVER + at, code);
  store<u32>(SERVER_PORT + at, slot != 0 ? load<u32>(slot, 56) : 0);
  if (code == UNKNOWN) unknownServer = true;
}

// @inline
function noteMachine(at: usize): void {
  const size = to - from;
  store<u32>(MACHINE_SIZE + at, <u32>size);
  const words = MACHINE_WORDS + (at << 2);
  if (size <= 16) v128.store(words, wordsOf(from, size));
  else store<u32>(words, <u32>from);
}

/** As `readColumn`, of one role: each has a loop of its own. */
// @inline
function readCells(cell: usize, role: i32, rows: usize, row: usize): usize {
  for (let i: usize = 0; i < rows; i++) {
    const ends = ENDS + ((<usize>(load<i32>(LINES + (i << 2)) + 1) + cell) << 2);
    const start = <usize>load<u32>(ends) + 1;
    const end = <usize>load<u32>(ends, 4);
    const at = (row + i) << 2;
    let isPlain: bool;
    if (role == 3) isPlain = readTime(start, end, TIME + at);
    else if (role == 4) isPlain = readAddress(start, end, ADDRESS + at);
    else if (role == 5) isPlain = readNumber(start, end, PORT + at, 5);
    else if (role == 6) isPlain = readNumber(start, end, NETWORK + at, 8);
    else if (role == 7) isPlain = readCountry(start, end, COUNTRY + at);
    else {
      isPlain = findText(start, end);
      if (!isPlain) return i;
      if (role == 0) noteMachine(at);
      else if (role == 1) noteFamily(at);
      else noteServer(at);
    }
    if (!isPlain) return i;
  }
  return rows;
}

/** Reads a cell of so many rows into its columns, from a row on; answers how many are plain up to the first other one. */
function readColumn(cell: usize, role: i32, rows: usize, row: usize): usize {
  if (role == 0) return readCells(cell, 0, rows, row);
  if (role == 1) return readCells(cell, 1, rows, row);
  if (role == 2) return readCells(cell, 2, rows, row);
  if (role == 3) return readCells(cell, 3, rows, row);
  if (role == 4) return readCells(cell, 4, rows, row);
  if (role == 5) return readCells(cell, 5, rows, row);
  if (role == 6) return readCells(cell, 6, rows, row);
  return readCells(cell, 7, rows, row);
}

/** The two letters of the value to `out`; 0 for an empty cell. */
// @inline
function readCountry(start: usize, end: usize, out: usize): bool {
  if (!findValue(start, end)) return false;
  const size = to - from;
  store<u32>(out, size == 0 ? 0 : <u32>load<u16>(from));
  return size == 0 || size == 2;
}

/** How many of the records that were found, up to so many, begin before `stop`, as records do, and have the cells that are needed. */
function countRecords(most: usize, stop: usize, needed: u32): usize {
  const found = min<usize>(most, lines);
  for (let i: usize = 0; i < found; i++) {
    const before = load<i32>(LINES + (i << 2));
    const start = <usize>load<u32>(ENDS + ((<usize>(before + 1)) << 2)) + 1;
    const byte = load<u8>(start);
    if ((byte < 48 && byte != QUOTE) || byte == SEMICOLON || start >= stop) return i;
    if (load<i32>(LINES + (i << 2), 4) - before - 1 < <i32>needed) return i;
  }
  return found;
}

/**
 * Reads records from `start` on that begin before `stop`; behind the data stand a NUL and 127 more bytes.
 * @returns how many were read, up to 8192
 */
export function readRows(start: usize, stop: usize, columns: i32, mark: i32): i32 {
  delimiter = <u8>mark;
  unknownFamily = false;
  unknownServer = false;
  const needed = load<u32>(PLAN + ((<usize>columns - 1) << 3));
  let row: usize = 0;
  position = start;
  while (row < ROWS && position < stop) {
    lines = findEnds(position, delimiter, ENDS, LINES);
    const found = countRecords(ROWS - row, stop, needed);
    let plain = found;
    for (let column = 0; column < columns && plain > 0; column++) {
      const plan = PLAN + ((<usize>column) << 3);
      plain = readColumn(<usize>load<u32>(plan), load<i32>(plan, 4), plain, row);
    }
    if (plain > 0) {
      const last = load<i32>(LINES + (plain << 2));
      position = <usize>load<u32>(ENDS + ((<usize>(last + 1)) << 2)) + 1;
      row += plain;
    }
    if (plain < <usize>lines || plain == 0) break;
  }
  return <i32>row;
}
