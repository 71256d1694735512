// AssemblyScript, not TypeScript: `npm run kernels` compiles it to `plain-rows-wasm.ts`.
// Reads records that are plain: no doubled quote, no line end inside a cell, a dotted quad, an ISO time. It stops before
// the first one that is not, and changes nothing for it: the scanner reads that.

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

/** Two words a wanted column: cells to pass before it, and its role. */
const PLAN: usize = 1024;
/** Families that have a code: slots of 32 bytes, of which 16 are the text, 4 its code and 4 whether it is taken. */
const FAMILIES: usize = 4096;
const FAMILY_SLOTS: u32 = 1024;
const OUT: usize = 65536;
const TIME: usize = OUT;
const ADDRESS: usize = OUT + COLUMN;
const FAMILY: usize = OUT + COLUMN * 2;
const FAMILY_FROM: usize = OUT + COLUMN * 3;
const FAMILY_SIZE: usize = OUT + COLUMN * 4;
const SERVER_FROM: usize = OUT + COLUMN * 5;
const SERVER_SIZE: usize = OUT + COLUMN * 6;
const PORT: usize = OUT + COLUMN * 7;
const NETWORK: usize = OUT + COLUMN * 8;
const COUNTRY: usize = OUT + COLUMN * 9;
const MACHINE_SIZE: usize = OUT + COLUMN * 10;
const MACHINE_WORDS: usize = OUT + COLUMN * 11;

const LONGEST_RECORD: usize = 1 << 20;
const BAIL: usize = 0;

let delimiter: u8 = 44;
let from: usize = 0;
let to: usize = 0;
let position: usize = 0;
let lastDate: i32 = -1;
let lastDays: i32 = 0;

/** Where the last call stopped: the start of the first record that it did not read. */
export function stoppedAt(): usize {
  return position;
}

/** The next delimiter, newline or NUL. */
function findEnd(start: usize): usize {
  const delimiters = i8x16.splat(delimiter);
  let at = start;
  while (true) {
    const bytes = v128.load(at);
    const found = v128.or(
      v128.or(i8x16.eq(bytes, delimiters), i8x16.eq(bytes, i8x16.splat(NEWLINE))),
      i8x16.eq(bytes, i8x16.splat(0)),
    );
    const mask = i8x16.bitmask(found);
    if (mask != 0) return at + ctz(mask);
    at += 16;
  }
}

/** The next quote, newline or NUL. */
function findQuote(start: usize): usize {
  let at = start;
  while (true) {
    const bytes = v128.load(at);
    const found = v128.or(
      v128.or(i8x16.eq(bytes, i8x16.splat(QUOTE)), i8x16.eq(bytes, i8x16.splat(NEWLINE))),
      i8x16.eq(bytes, i8x16.splat(0)),
    );
    const mask = i8x16.bitmask(found);
    if (mask != 0) return at + ctz(mask);
    at += 16;
  }
}

/** The end of the cell whose closing quote stands at `quote`, which must end it. */
function afterQuote(quote: usize): usize {
  if (load<u8>(quote) != QUOTE) return BAIL;
  const next = load<u8>(quote + 1);
  if (next == delimiter || next == NEWLINE) return quote + 1;
  return next == RETURN && load<u8>(quote + 2) == NEWLINE ? quote + 2 : BAIL;
}

/** Passes one cell. */
function skip(at: usize): usize {
  const first = load<u8>(at);
  if (first == QUOTE) return afterQuote(findQuote(at + 1));
  return first == BLANK ? BAIL : findEnd(at);
}

/** Passes one cell and finds its value. */
function span(at: usize): usize {
  const first = load<u8>(at);
  from = at;
  if (first == QUOTE) {
    const quote = findQuote(at + 1);
    from = at + 1;
    to = quote;
    if (to > from && (load<u8>(from) <= BLANK || load<u8>(to - 1) <= BLANK)) return BAIL;
    return afterQuote(quote);
  }
  if (first <= BLANK) {
    to = at;
    return first == NEWLINE || first == delimiter ? at : BAIL;
  }
  const end = findEnd(at);
  to = end;
  while (to > from && load<u8>(to - 1) <= BLANK) to--;
  return end;
}

/** Whether the value may be one of the spellings of nothing, of which none is long. */
function mayBeNothing(): bool {
  const size = to - from;
  const first = load<u8>(from);
  if (size == 1) return first == DASH || first == 63;
  if (size == 3) return load<u8>(from + 1) == SLASH;
  return size == 4 && (first | 32) == 110;
}

function readText(at: usize): usize {
  const end = span(at);
  return end != BAIL && to - from <= 4 && to > from && mayBeNothing() ? BAIL : end;
}

/** The digits of the value as a number to `out`; 0 for an empty cell. */
function readNumber(at: usize, out: usize, digits: usize): usize {
  const end = span(at);
  if (end == BAIL || to - from > digits) return BAIL;
  let value: u32 = 0;
  for (let i = from; i < to; i++) {
    const digit = <u32>load<u8>(i) - 48;
    if (digit > 9) return BAIL;
    value = value * 10 + digit;
  }
  store<u32>(out, value);
  return end;
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

function digit(at: usize): i32 {
  return <i32>load<u8>(at) - 48;
}

/** YYYY-MM-DD, a blank or T, hh:mm:ss, Z or nothing: seconds since 1970 to `out`. */
function readTime(start: usize, out: usize): usize {
  const quoted = load<u8>(start) == QUOTE;
  const at = quoted ? start + 1 : start;
  if (load<u8>(at + 4) != DASH || load<u8>(at + 7) != DASH) return BAIL;
  if (load<u8>(at + 13) != COLON || load<u8>(at + 16) != COLON) return BAIL;
  const separator = load<u8>(at + 10);
  if (separator != BLANK && separator != 84) return BAIL;
  let end = at + (load<u8>(at + 19) == 90 ? 20 : 19);
  if (quoted && load<u8>(end++) != QUOTE) return BAIL;
  if (load<u8>(end) == RETURN) end++;
  const after = load<u8>(end);
  if (after != delimiter && after != NEWLINE) return BAIL;
  const y3 = digit(at),
    y2 = digit(at + 1),
    y1 = digit(at + 2),
    y0 = digit(at + 3);
  const m1 = digit(at + 5),
    m0 = digit(at + 6),
    d1 = digit(at + 8),
    d0 = digit(at + 9);
  const h1 = digit(at + 11),
    h0 = digit(at + 12),
    n1 = digit(at + 14),
    n0 = digit(at + 15);
  const s1 = digit(at + 17),
    s0 = digit(at + 18);
  const hours = h1 * 10 + h0;
  const under = y3 | y2 | y1 | y0 | m1 | m0 | d1 | d0 | h1 | h0 | n1 | n0 | s1 | s0;
  const over = (9 - y3) | (9 - y2) | (9 - y1) | (9 - y0) | (9 - m1) | (9 - m0) | (9 - d1);
  const late = (9 - d0) | (9 - h1) | (9 - h0) | (5 - n1) | (9 - n0) | (5 - s1) | (9 - s0);
  if ((under | over | late | (23 - hours)) < 0) return BAIL;
  const year = y3 * 1000 + y2 * 100 + y1 * 10 + y0;
  const date = year * 10000 + (m1 * 10 + m0) * 100 + d1 * 10 + d0;
  if (date != lastDate) {
    const days = daysOf(year, m1 * 10 + m0, d1 * 10 + d0);
    if (days < 0) return BAIL;
    lastDate = date;
    lastDays = days;
  }
  store<u32>(out, lastDays * 86400 + hours * 3600 + (n1 * 10 + n0) * 60 + s1 * 10 + s0);
  return end;
}

/** A dotted quad that is not 0.0.0.0 to `out`. */
function readAddress(start: usize, out: usize): usize {
  const quoted = load<u8>(start) == QUOTE;
  let at = quoted ? start + 1 : start;
  let value: u32 = 0;
  for (let part = 0; part < 4; part++) {
    let octet = <u32>load<u8>(at) - 48;
    if (octet > 9) return BAIL;
    let next = <u32>load<u8>(++at) - 48;
    if (next <= 9) {
      octet = octet * 10 + next;
      next = <u32>load<u8>(++at) - 48;
      if (next <= 9) {
        octet = octet * 10 + next;
        at++;
      }
    }
    if (octet > 255) return BAIL;
    value = (value << 8) | octet;
    if (part < 3 && load<u8>(at++) != DOT) return BAIL;
  }
  if (quoted && load<u8>(at++) != QUOTE) return BAIL;
  if (load<u8>(at) == RETURN) at++;
  const after = load<u8>(at);
  if ((after != delimiter && after != NEWLINE) || value == 0) return BAIL;
  store<u32>(out, value);
  return at;
}

/** The first `size` bytes of the value, up to 16; zeros behind them. */
function wordsOf(size: usize): v128 {
  const places = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  return v128.and(v128.load(from), i8x16.lt_u(places, i8x16.splat(<i8>size)));
}

function slotOf(words: v128): usize {
  const mixed =
    (i64x2.extract_lane(words, 0) * 0x9e3779b97f4a7c15) ^
    (i64x2.extract_lane(words, 1) * 0xc2b2ae3d27d4eb4f);
  const hash = (<u32>(mixed >> 32)) ^ (<u32>(mixed >> 50));
  return FAMILIES + <usize>((hash & (FAMILY_SLOTS - 1)) << 5);
}

/** Remembers the code of a text of 1 to 16 bytes at `at`; the latest one takes the slot. */
export function learnFamily(at: usize, size: usize, code: u32): void {
  from = at;
  const words = wordsOf(size);
  const slot = slotOf(words);
  v128.store(slot, words);
  store<u32>(slot + 16, code);
  store<u32>(slot + 20, 1);
}

/** Forgets all codes of families. */
export function forgetFamilies(): void {
  memory.fill(FAMILIES, 0, <usize>FAMILY_SLOTS * 32);
}

/** Notes a family: its code where it is known, else 0xffffffff. Answers whether it is. */
function noteFamily(at: usize): bool {
  const size = to - from;
  store<u32>(FAMILY_FROM + at, <u32>from);
  store<u32>(FAMILY_SIZE + at, <u32>size);
  if (size == 0) {
    store<u32>(FAMILY + at, 0);
    return true;
  }
  if (size <= 16) {
    const words = wordsOf(size);
    const slot = slotOf(words);
    const isSame = i64x2.all_true(i64x2.eq(v128.load(slot), words));
    if (isSame && load<u32>(slot + 20) == 1) {
      store<u32>(FAMILY + at, load<u32>(slot + 16));
      return true;
    }
  }
  store<u32>(FAMILY + at, 0xffffffff);
  return false;
}

/** Passes what is left of a record; answers where it ends. */
function skipRest(start: usize): usize {
  let at = start;
  while (true) {
    const stop = findQuote(at);
    const byte = load<u8>(stop);
    if (byte == NEWLINE) return stop;
    if (byte == 0) return BAIL;
    if (stop > start && load<u8>(stop - 1) != delimiter) return BAIL;
    at = afterQuote(findQuote(stop + 1));
    if (at == BAIL || load<u8>(at) == NEWLINE) return at;
  }
}

let unknown = false;

/** Whether the last call met a family without a code. */
export function metUnknown(): bool {
  return unknown;
}

function readCell(role: i32, start: usize, at: usize): usize {
  if (role == 0) {
    const end = readText(start);
    const size = to - from;
    store<u32>(MACHINE_SIZE + at, <u32>size);
    const words = MACHINE_WORDS + (at << 2);
    if (size <= 16) v128.store(words, wordsOf(size));
    else store<u32>(words, <u32>from);
    return end;
  }
  if (role == 1) {
    const end = readText(start);
    if (end != BAIL && !noteFamily(at)) unknown = true;
    return end;
  }
  if (role == 2) {
    const end = readText(start);
    store<u32>(SERVER_FROM + at, <u32>from);
    store<u32>(SERVER_SIZE + at, <u32>(to - from));
    return end;
  }
  if (role == 3) return readTime(start, TIME + at);
  if (role == 4) return readAddress(start, ADDRESS + at);
  if (role == 5) return readNumber(start, PORT + at, 5);
  if (role == 6) return readNumber(start, NETWORK + at, 9);
  const end = span(start);
  const size = to - from;
  if (size != 0 && size != 2) return BAIL;
  store<u32>(COUNTRY + at, size == 0 ? 0 : <u32>load<u16>(from));
  return end;
}

/**
 * Reads records from `start` on that begin before `stop`; behind the data stand a NUL and 64 more bytes.
 * @returns how many were read, up to 8192
 */
export function readRows(start: usize, stop: usize, columns: i32, mark: i32): i32 {
  delimiter = <u8>mark;
  unknown = false;
  let row: usize = 0;
  let record = start;
  while (row < ROWS && record < stop) {
    const first = load<u8>(record);
    if ((first < 48 && first != QUOTE) || first == SEMICOLON) break;
    let at = record;
    for (let column = 0; column < columns; column++) {
      const plan = PLAN + ((<usize>column) << 3);
      for (let gap = load<i32>(plan); gap > 0; gap--) {
        at = skip(at);
        if (at == BAIL) break;
        if (load<u8>(at) != delimiter) {
          at = BAIL;
          break;
        }
        at++;
      }
      if (at == BAIL) break;
      at = readCell(load<i32>(plan + 4), at, row << 2);
      if (at == BAIL) break;
      const after = load<u8>(at);
      if (after == delimiter) at++;
      else if (after != NEWLINE || column < columns - 1) {
        at = BAIL;
        break;
      }
    }
    if (at == BAIL) break;
    // A delimiter behind the last wanted cell was passed; a newline was not.
    if (load<u8>(at - 1) == delimiter) at = skipRest(at);
    if (at == BAIL || at - record > LONGEST_RECORD) break;
    record = at + 1;
    row++;
  }
  position = record;
  return <i32>row;
}
