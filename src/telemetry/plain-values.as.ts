// AssemblyScript, not TypeScript: part of `plain-rows.as.ts`.
// Times and addresses in the spellings that nearly all have, without a branch a digit.

const RETURN: u8 = 13;
const BLANK: u8 = 32;
const QUOTE: u8 = 34;
const DASH: u8 = 45;
const DOT: u8 = 46;
const COLON: u8 = 58;

/** How the digits of a dotted quad are moved, 16 bytes for each set of lengths of its parts. */
const MOVES: usize = 4096;

let lastDate: i64 = 0;
let lastDays: i32 = 0;

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
export function readTime(start: usize, end: usize, out: usize): bool {
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
export function readAddress(start: usize, end: usize, out: usize): bool {
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
