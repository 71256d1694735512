// AssemblyScript, not TypeScript: `npm run kernels` compiles it to `plain-rows-wasm.ts`.
// Reads records that are plain: no doubled quote, no line end inside a cell, a dotted quad, an ISO time. It stops before
// the first one that is not, and changes nothing for it: the scanner reads that.
//
// The ends of all cells are found first, 64 bytes at a time, as bits: what lies between quotes is the running XOR of the
// quotes (Langdale and Lemire, "Parsing Gigabytes of JSON per Second", 2019). Then a wanted cell is looked up by number.

const NEWLINE: u8 = 10;
const RETURN: u8 = 13;
const BLANK: u8 = 32;
const QUOTE: u8 = 34;
const DASH: u8 = 45;
const DOT: u8 = 46;
const SLASH: u8 = 47;
const COLON: u8 = 58;
const SEMICOLON: u8 = 59;

/** Rows of a call, at most. */
const ROWS: usize = 8192;
const COLUMN: usize = ROWS * 4;

/** Two words a wanted column: its number, and its role. */
const PLAN: usize = 1024;
/** How the digits of a dotted quad are moved, 16 bytes for each set of lengths of its parts. */
const MOVES: usize = 4096;
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
/** Ends that are found at a time: after more than this, no further block of bytes. */
const MOST_ENDS: u32 = 8192;
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
let lastDate: i64 = 0;
let lastDays: i32 = 0;
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

/** Fills the table of moves; once, before anything is read. */
export function makeMoves(): void {
  for (let sizes = 0; sizes < 256; sizes++) {
    let start = 0;
    for (let part = 0; part < 4; part++) {
      const size = ((sizes >> (6 - 2 * part)) & 3) + 1;
      for (let place = 0; place < 4; place++) {
        const at = start + size - 4 + place;
        const isDigit = place >= 4 - size;
        store<u8>(MOVES + <usize>((sizes << 4) + part * 4 + place), isDigit ? <u8>at : 255);
      }
      start += size + 1;
    }
  }
}

/** A bit for each of the 64 bytes from `at` on that are `byte`. */
function bitsOf(a: v128, b: v128, c: v128, d: v128, byte: v128): u64 {
  const low = <u64>(
    ((<u32>i8x16.bitmask(i8x16.eq(a, byte))) | ((<u32>i8x16.bitmask(i8x16.eq(b, byte))) << 16))
  );
  const high = <u64>(
    ((<u32>i8x16.bitmask(i8x16.eq(c, byte))) | ((<u32>i8x16.bitmask(i8x16.eq(d, byte))) << 16))
  );
  return low | (high << 32);
}

/** Notes the places of the next four bits. */
function noteFour(ends: usize, at: usize, bits: u64): u64 {
  let left = bits;
  for (let i: usize = 0; i < 4; i++) {
    store<u32>(ends + (i << 2), <u32>(at + <usize>ctz(left)));
    left &= left - 1;
  }
  return left;
}

/** Of places where quotes are not plain, those that are: a closing quote before a return and a newline. */
function withoutReturns(bad: u64, at: usize): u64 {
  let left = bad;
  while (left != 0) {
    const place = at + <usize>ctz(left);
    if (load<u8>(place) != RETURN || load<u8>(place + 1) != NEWLINE) break;
    left &= left - 1;
  }
  return left;
}

/** Finds the ends of cells from the record at `start` on, up to what is not plain or the data's end. */
function findEnds(start: usize): void {
  const delimiters = i8x16.splat(delimiter);
  const newlines = i8x16.splat(NEWLINE);
  const quotes = i8x16.splat(QUOTE);
  let count: u32 = 0;
  let at = start;
  // Whether the block begins inside quotes; whether a cell begins at it; whether quotes closed before it.
  let inside: u64 = 0;
  let begins: u64 = 1;
  let closed: u64 = 0;
  lines = 0;
  store<u32>(ENDS, <u32>(start - 1));
  store<i32>(LINES, -1);
  while (count <= MOST_ENDS) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const quote = bitsOf(a, b, c, d, quotes);
    let newline: u64 = 0;
    const a10 = i8x16.eq(a, newlines);
    const b10 = i8x16.eq(b, newlines);
    const c10 = i8x16.eq(c, newlines);
    const d10 = i8x16.eq(d, newlines);
    // Most blocks have none.
    if (v128.any_true(v128.or(v128.or(a10, b10), v128.or(c10, d10)))) {
      newline = bitsOf(a, b, c, d, newlines);
    }
    let quoted = quote ^ (quote << 1);
    quoted ^= quoted << 2;
    quoted ^= quoted << 4;
    quoted ^= quoted << 8;
    quoted ^= quoted << 16;
    quoted ^= quoted << 32;
    quoted ^= inside;
    let ends = (bitsOf(a, b, c, d, delimiters) | newline) & ~quoted;
    const closes = quote & ~quoted;
    let bad = quote & quoted & ~((ends << 1) | begins);
    bad |= ((closes << 1) | closed) & ~ends;
    bad |= newline & quoted;
    if (!i8x16.all_true(i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d)))) {
      bad |= bitsOf(a, b, c, d, i8x16.splat(0));
    }
    if (bad != 0) bad = withoutReturns(bad, at);
    if (bad != 0) ends &= (bad & (0 - bad)) - 1;
    for (let left = newline & ends; left != 0; left &= left - 1) {
      const before = <u32>popcnt(ends & ((left & (0 - left)) - 1));
      lines++;
      store<u32>(LINES + ((<usize>lines) << 2), count + before);
    }
    const found = <u32>popcnt(ends);
    let to = ENDS + 4 + ((<usize>count) << 2);
    let left = noteFour(to, at, ends);
    for (let noted: u32 = 4; noted < found; noted += 4) {
      to += 16;
      left = noteFour(to, at, left);
    }
    if (bad != 0) return;
    count += found;
    begins = ends >> 63;
    closed = closes >> 63;
    inside = <u64>((<i64>quoted) >> 63);
    at += 64;
  }
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

function daysOf(year: i32, month: i32, day: i32): i32 {
  if (year < 1970 || year > 2105 || month < 1 || month > 12 || day < 1) return -1;
  const short = month == 4 || month == 6 || month == 9 || month == 11;
  const leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  const length = month == 2 ? (leap ? 29 : 28) : short ? 30 : 31;
  if (day > length) return -1;
  const shifted = month > 2 ? year : year - 1;
  const era = shifted / 400;
  const ofEra = shifted - era * 400;
  const ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719468;
}

// @inline
function digit(at: usize): i32 {
  return <i32>load<u8>(at) - 48;
}

/** YYYY-MM-DD, a blank or T, hh:mm:ss, Z or nothing: seconds since 1970 to `out`. */
// @inline
function readTime(start: usize, end: usize, out: usize): bool {
  let last = end;
  let at = start;
  if (load<u8>(last - 1) == RETURN) last--;
  if (load<u8>(at) == QUOTE) {
    at++;
    last--;
  }
  const size = last - at;
  if (size != 19 && (size != 20 || load<u8>(at + 19) != 90)) return false;
  const text = v128.load(at);
  const most = i8x16(9, 9, 9, 9, -1, 9, 9, -1, 9, 9, -1, 9, 9, -1, 5, 9);
  if (v128.any_true(i8x16.gt_u(i8x16.sub(text, i8x16.splat(48)), most))) return false;
  const marks = i8x16(0, 0, 0, 0, DASH, 0, 0, DASH, 0, 0, 0, 0, 0, COLON, 0, 0);
  if ((i8x16.bitmask(i8x16.eq(text, marks)) & 0x2090) != 0x2090) return false;
  const separator = load<u8>(at + 10);
  if (load<u8>(at + 16) != COLON || (separator != BLANK && separator != 84)) return false;
  const hours = digit(at + 11) * 10 + digit(at + 12);
  const s1 = digit(at + 17);
  const s0 = digit(at + 18);
  if ((s1 | s0 | (5 - s1) | (9 - s0) | (23 - hours)) < 0) return false;
  const date = i64x2.extract_lane(
    i8x16.swizzle(text, i8x16(0, 1, 2, 3, 5, 6, 8, 9, 16, 16, 16, 16, 16, 16, 16, 16)),
    0,
  );
  if (date != lastDate) {
    const century = digit(at) * 10 + digit(at + 1);
    const year = century * 100 + digit(at + 2) * 10 + digit(at + 3);
    const month = digit(at + 5) * 10 + digit(at + 6);
    const days = daysOf(year, month, digit(at + 8) * 10 + digit(at + 9));
    if (days < 0) return false;
    lastDate = date;
    lastDays = days;
  }
  const minutes = digit(at + 14) * 10 + digit(at + 15);
  store<u32>(out, lastDays * 86400 + hours * 3600 + minutes * 60 + s1 * 10 + s0);
  return true;
}

/** A dotted quad that is not 0.0.0.0 to `out`: its digits are moved to four places a part, and weighed all at once. */
// @inline
function readAddress(start: usize, end: usize, out: usize): bool {
  let last = end;
  let at = start;
  if (last > at && load<u8>(last - 1) == RETURN) last--;
  if (load<u8>(at) == QUOTE) {
    at++;
    last--;
  }
  const size = <u32>(last - at);
  if (size - 7 > 8) return false;
  const digits = i8x16.sub(v128.load(at), i8x16.splat(48));
  const bits = ((<u32>1) << size) - 1;
  const dots = (<u32>i8x16.bitmask(i8x16.eq(digits, i8x16.splat(<i8>(DOT - 48))))) & bits;
  const others = (<u32>i8x16.bitmask(i8x16.gt_u(digits, i8x16.splat(9)))) & bits;
  if (others != dots || popcnt(dots) != 3) return false;
  const dot1 = <u32>ctz(dots);
  const dots2 = dots & (dots - 1);
  const dot2 = <u32>ctz(dots2);
  const dot3 = <u32>ctz(dots2 & (dots2 - 1));
  // Digits of the parts, less one: more than three are 3 or more here, none is far more.
  const size1 = dot1 - 1;
  const size2 = dot2 - dot1 - 2;
  const size3 = dot3 - dot2 - 2;
  const size4 = size - dot3 - 2;
  if (size1 > 2 || size2 > 2 || size3 > 2 || size4 > 2) return false;
  const sizes = (size1 << 6) | (size2 << 4) | (size3 << 2) | size4;
  const moved = i8x16.swizzle(digits, v128.load(MOVES + ((<usize>sizes) << 4)));
  const weights = i16x8(0, 100, 10, 1, 0, 100, 10, 1);
  const first = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(moved), weights);
  const second = i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(moved), weights);
  const parts12 = i64x2.add(first, i64x2.shr_u(first, 32));
  const parts34 = i64x2.add(second, i64x2.shr_u(second, 32));
  const part1 = <u32>i64x2.extract_lane(parts12, 0);
  const part2 = <u32>i64x2.extract_lane(parts12, 1);
  const part3 = <u32>i64x2.extract_lane(parts34, 0);
  const part4 = <u32>i64x2.extract_lane(parts34, 1);
  const value = (part1 << 24) | (part2 << 16) | (part3 << 8) | part4;
  if ((part1 | part2 | part3 | part4) > 255 || value == 0) return false;
  store<u32>(out, value);
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
    findEnds(position);
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
