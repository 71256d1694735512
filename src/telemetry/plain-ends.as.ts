// AssemblyScript, not TypeScript: part of `plain-rows.as.ts`.
// The ends of all cells are found 64 bytes at a time, as bits: what lies between quotes is the running XOR of the quotes
// (Langdale and Lemire, "Parsing Gigabytes of JSON per Second", 2019).

const NEWLINE: u8 = 10;
const RETURN: u8 = 13;
const QUOTE: u8 = 34;

/** Ends that are found at a time: after more than this, no further block of bytes. */
export const MOST_ENDS: u32 = 8192;

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

/**
 * Finds the ends of cells from the record at `start` on, up to what is not plain or the data's end, where a NUL stands.
 * Writes, from the second word on, where they are to `endsAt`, and to `linesAt` which of them, by number, are newlines; the
 * first words are the byte before the records, and -1. Both have room for `MOST_ENDS` and 128 more.
 * @returns how many newlines
 */
export function findEnds(start: usize, delimiter: u8, endsAt: usize, linesAt: usize): u32 {
  let lines: u32 = 0;
  const delimiters = i8x16.splat(delimiter);
  const newlines = i8x16.splat(NEWLINE);
  const quotes = i8x16.splat(QUOTE);
  let count: u32 = 0;
  let at = start;
  // Whether the block begins inside quotes; whether a cell begins at it; whether quotes closed before it.
  let inside: u64 = 0;
  let begins: u64 = 1;
  let closed: u64 = 0;
  store<u32>(endsAt, <u32>(start - 1));
  store<i32>(linesAt, -1);
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
      store<u32>(linesAt + ((<usize>lines) << 2), count + before);
    }
    const found = <u32>popcnt(ends);
    let to = endsAt + 4 + ((<usize>count) << 2);
    let left = noteFour(to, at, ends);
    for (let noted: u32 = 4; noted < found; noted += 4) {
      to += 16;
      left = noteFour(to, at, left);
    }
    if (bad != 0) return lines;
    count += found;
    begins = ends >> 63;
    closed = closes >> 63;
    inside = <u64>((<i64>quoted) >> 63);
    at += 64;
  }
  return lines;
}
