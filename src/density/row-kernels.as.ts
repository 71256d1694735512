// AssemblyScript, not TypeScript: `npm run kernels` compiles it to `row-kernels-wasm.ts`. Arguments named `at`, `from`,
// `out` and the like are byte offsets into the module's memory; lengths count numbers of 32 bits.

/** Index of the first number that is not 0; -1 where all are. */
export function firstOccupied(at: usize, length: i32): i32 {
  let x = 0;
  while (x + 4 <= length && !v128.any_true(v128.load(at + <usize>(x << 2)))) x += 4;
  for (; x < length; x++) if (load<f32>(at + <usize>(x << 2)) != 0) return x;
  return -1;
}

/**
 * Convolves a row with a symmetric kernel of `reach` + 1 taps.
 * @param padded the row with `reach` numbers more on both sides
 * @param out of `columns` numbers, elsewhere
 */
function blurLine(padded: usize, out: usize, columns: i32, taps: usize, reach: i32): void {
  const w0 = v128.load32_splat(taps);
  // The last sixteen are done once more where columns are no multiple of sixteen.
  for (let from = 0; columns >= 16 && from < columns; from += 16) {
    const x = <usize>(min(from, columns - 16) << 2);
    const c = padded + <usize>(reach << 2) + x;
    let s0 = f32x4.mul(w0, v128.load(c));
    let s1 = f32x4.mul(w0, v128.load(c, 16));
    let s2 = f32x4.mul(w0, v128.load(c, 32));
    let s3 = f32x4.mul(w0, v128.load(c, 48));
    for (let i = 1; i <= reach; i++) {
      const w = v128.load32_splat(taps + <usize>(i << 2));
      const a = c - <usize>(i << 2);
      const b = c + <usize>(i << 2);
      s0 = f32x4.add(s0, f32x4.mul(w, f32x4.add(v128.load(a), v128.load(b))));
      s1 = f32x4.add(s1, f32x4.mul(w, f32x4.add(v128.load(a, 16), v128.load(b, 16))));
      s2 = f32x4.add(s2, f32x4.mul(w, f32x4.add(v128.load(a, 32), v128.load(b, 32))));
      s3 = f32x4.add(s3, f32x4.mul(w, f32x4.add(v128.load(a, 48), v128.load(b, 48))));
    }
    const o = out + x;
    v128.store(o, s0);
    v128.store(o, s1, 16);
    v128.store(o, s2, 32);
    v128.store(o, s3, 48);
  }
  for (let x = 0; columns < 16 && x < columns; x++) {
    const c = padded + <usize>((reach + x) << 2);
    let sum = load<f32>(taps) * load<f32>(c);
    for (let i = 1; i <= reach; i++) {
      const o = <usize>(i << 2);
      sum += load<f32>(taps + o) * (load<f32>(c - o) + load<f32>(c + o));
    }
    store<f32>(out + <usize>(x << 2), sum);
  }
}

/**
 * Sums rows, each times its weight.
 * @param pairs 16 bytes for each of `reach` + 1 pairs: byte offsets of two rows, and their weights; of the first pair only
 * the first row is taken
 * @param out of `columns` numbers, elsewhere
 */
function sumRows(pairs: usize, out: usize, columns: i32, reach: i32): void {
  const middle = <usize>load<u32>(pairs);
  const w0 = v128.load32_splat(pairs, 8);
  const end = pairs + ((<usize>reach) << 4);
  // The last sixteen are done once more where columns are no multiple of sixteen.
  for (let from = 0; columns >= 16 && from < columns; from += 16) {
    const x = <usize>(min(from, columns - 16) << 2);
    let s0 = f32x4.mul(w0, v128.load(middle + x));
    let s1 = f32x4.mul(w0, v128.load(middle + x, 16));
    let s2 = f32x4.mul(w0, v128.load(middle + x, 32));
    let s3 = f32x4.mul(w0, v128.load(middle + x, 48));
    for (let pair = pairs + 16; pair <= end; pair += 16) {
      const a = <usize>load<u32>(pair) + x;
      const b = <usize>load<u32>(pair, 4) + x;
      const u = v128.load32_splat(pair, 8);
      const w = v128.load32_splat(pair, 12);
      s0 = f32x4.add(s0, f32x4.add(f32x4.mul(u, v128.load(a)), f32x4.mul(w, v128.load(b))));
      s1 = f32x4.add(s1, f32x4.add(f32x4.mul(u, v128.load(a, 16)), f32x4.mul(w, v128.load(b, 16))));
      s2 = f32x4.add(s2, f32x4.add(f32x4.mul(u, v128.load(a, 32)), f32x4.mul(w, v128.load(b, 32))));
      s3 = f32x4.add(s3, f32x4.add(f32x4.mul(u, v128.load(a, 48)), f32x4.mul(w, v128.load(b, 48))));
    }
    const o = out + x;
    v128.store(o, s0);
    v128.store(o, s1, 16);
    v128.store(o, s2, 32);
    v128.store(o, s3, 48);
  }
  for (let x = 0; columns < 16 && x < columns; x++) {
    const o = <usize>(x << 2);
    let sum = load<f32>(pairs, 8) * load<f32>(middle + o);
    for (let pair = pairs + 16; pair <= end; pair += 16) {
      sum += load<f32>(pair, 8) * load<f32>(<usize>load<u32>(pair) + o);
      sum += load<f32>(pair, 12) * load<f32>(<usize>load<u32>(pair, 4) + o);
    }
    store<f32>(out + o, sum);
  }
}

/** Writes what a row has on both sides: its own other end where it goes round the earth, or zeros. `margin`: bytes. */
function padLine(line: usize, stride: usize, margin: usize, wraps: bool): void {
  if (wraps) {
    memory.copy(line - margin, line + stride - margin, margin);
    memory.copy(line + stride, line, margin);
  } else {
    memory.fill(line - margin, 0, margin);
    memory.fill(line + stride, 0, margin);
  }
}

/**
 * Writes one row of a pair, or zeros where there is no such row.
 * @param tap of the kernel across rows; `factors`: 8 bytes a row
 * @returns whether it is zeros
 */
function pairRow(
  pair: usize,
  side: usize,
  lines: usize,
  row: i32,
  rows: i32,
  size: i32,
  tap: f32,
  factors: usize,
  zeros: usize,
): bool {
  const isInside = row >= 0 && row < rows;
  const line = isInside ? <usize>load<u32>(lines + <usize>((row % size) << 2)) : zeros;
  store<u32>(pair + side, <u32>line);
  store<f32>(pair + side, isInside ? tap * load<f32>(factors + <usize>(row << 3)) : 0, 8);
  return line == zeros;
}

/** Writes what is summed for a row. @returns whether that is zeros alone */
function pairRows(
  pairs: usize,
  lines: usize,
  row: i32,
  rows: i32,
  reach: i32,
  across: usize,
  factors: usize,
  zeros: usize,
): bool {
  const size = 2 * reach + 1;
  const factor = load<f32>(factors + <usize>(row << 3), 4);
  let isEmpty = true;
  for (let i = 0; i <= reach; i++) {
    const pair = pairs + <usize>(i << 4);
    const tap = factor * load<f32>(across + <usize>(i << 2));
    const a = pairRow(pair, 0, lines, row - i, rows, size, tap, factors, zeros);
    const b = pairRow(pair, 4, lines, row + i, rows, size, tap, factors, zeros);
    isEmpty = isEmpty && a && b;
  }
  return isEmpty;
}

/**
 * Blurs a grid: every row east-west with a kernel of its own (where `isSplit`), the rows into each other, and every row
 * east-west again. A row is done as soon as the last one that it takes from was met, so that what rows go through stays in
 * the processor's cache.
 * @param out a grid as large, elsewhere; anything may be in it
 * @param wraps whether a row goes round the earth
 * @param tapsOf 8 bytes a row: byte offset of its kernel in `taps`, and its reach, no more than there are columns
 * @param across `reach` + 1 taps for the rows
 * @param factors 8 bytes a row: what it is multiplied by before, and after, rows are blurred into each other
 * @param ring room for 2 `reach` + 2 rows
 * @param lines room for 6 `reach` + 5 numbers
 * @param padded room for three rows
 */
export function blurGrid(
  grid: usize,
  out: usize,
  columns: i32,
  rows: i32,
  wraps: bool,
  isSplit: bool,
  tapsOf: usize,
  taps: usize,
  across: usize,
  reach: i32,
  factors: usize,
  ring: usize,
  lines: usize,
  padded: usize,
): void {
  const stride = <usize>(columns << 2);
  const size = 2 * reach + 1;
  const zeros = ring + <usize>size * stride;
  const pairs = lines + <usize>(size << 2);
  memory.fill(zeros, 0, stride);
  for (let row = 0; row < rows + reach; row++) {
    if (row < rows) {
      const line = grid + <usize>row * stride;
      const factor = load<f32>(factors + <usize>(row << 3));
      let held = line;
      if (factor == 0 || firstOccupied(line, columns) < 0) held = zeros;
      else if (isSplit) {
        held = ring + <usize>(row % size) * stride;
        const own = load<i32>(tapsOf + <usize>(row << 3), 4);
        const middle = padded + <usize>(own << 2);
        memory.copy(middle, line, stride);
        padLine(middle, stride, <usize>(own << 2), wraps);
        blurLine(padded, held, columns, taps + <usize>load<u32>(tapsOf + <usize>(row << 3)), own);
      }
      store<u32>(lines + <usize>((row % size) << 2), <u32>held);
    }
    const done = row - reach;
    if (done < 0) continue;
    const line = out + <usize>done * stride;
    if (pairRows(pairs, lines, done, rows, reach, across, factors, zeros)) {
      memory.fill(line, 0, stride);
      continue;
    }
    const own = load<i32>(tapsOf + <usize>(done << 3), 4);
    const middle = padded + <usize>(own << 2);
    sumRows(pairs, middle, columns, reach);
    padLine(middle, stride, <usize>(own << 2), wraps);
    blurLine(padded, line, columns, taps + <usize>load<u32>(tapsOf + <usize>(done << 3)), own);
  }
}

/** Three rows, each times its weight, to `out`. */
export function mixRows(
  south: usize,
  middle: usize,
  north: usize,
  below: f32,
  same: f32,
  above: f32,
  out: usize,
  columns: i32,
): void {
  let x = 0;
  for (; x + 4 <= columns; x += 4) {
    const o = <usize>(x << 2);
    const sum = f32x4.add(
      f32x4.mul(f32x4.splat(below), v128.load(south + o)),
      f32x4.mul(f32x4.splat(above), v128.load(north + o)),
    );
    const whole = f32x4.add(sum, f32x4.mul(f32x4.splat(same), v128.load(middle + o)));
    v128.store(out + o, whole);
  }
  for (; x < columns; x++) {
    const o = <usize>(x << 2);
    const sum = below * load<f32>(south + o) + above * load<f32>(north + o);
    store<f32>(out + o, sum + same * load<f32>(middle + o));
  }
}

/**
 * Adds to a fine row what a coarse one gives it, 3/8 of the cell it lies in and 1/8 of the nearest beside that, for
 * `count` coarse cells whose two fine ones lie side by side.
 * @param line of the first coarse cell; there is one more on both sides
 * @param out of its first fine cell
 */
export function addRefined(line: usize, out: usize, count: i32): void {
  const three = f32x4.splat(0.375);
  const one = f32x4.splat(0.125);
  let n = 0;
  for (; n + 4 <= count; n += 4) {
    const l = line + <usize>(n << 2);
    const o = out + <usize>(n << 3);
    const near = f32x4.mul(three, v128.load(l));
    const even = f32x4.add(near, f32x4.mul(one, v128.load(l - 4)));
    const odd = f32x4.add(near, f32x4.mul(one, v128.load(l, 4)));
    const first = v128.shuffle<f32>(even, odd, 0, 4, 1, 5);
    const second = v128.shuffle<f32>(even, odd, 2, 6, 3, 7);
    v128.store(o, f32x4.add(v128.load(o), first));
    v128.store(o, f32x4.add(v128.load(o, 16), second), 16);
  }
  for (; n < count; n++) {
    const l = line + <usize>(n << 2);
    const o = out + <usize>(n << 3);
    const near = <f32>0.375 * load<f32>(l);
    store<f32>(o, load<f32>(o) + near + <f32>0.125 * load<f32>(l - 4));
    store<f32>(o, load<f32>(o, 4) + near + <f32>0.125 * load<f32>(l, 4), 4);
  }
}

/** Three numbers of a line, each times its weight; the fourth is anything. `entry`: see `readLine`. */
function weighted(line: usize, entry: usize): v128 {
  const from = v128.load(line + <usize>load<u32>(entry, 12));
  return f32x4.mul(v128.load(entry), from);
}

/**
 * Reads a line at `length` places, four at a time.
 * @param table 16 bytes a place, up to a multiple of four: the weights of three numbers in the line, and the byte offset of
 * the first
 * @param out has room for as many
 */
export function readLine(line: usize, table: usize, out: usize, length: i32): void {
  const none = f32x4.splat(0);
  for (let x = 0; x < length; x += 4) {
    const entry = table + <usize>(x << 4);
    const a = weighted(line, entry);
    const b = weighted(line, entry + 16);
    const c = weighted(line, entry + 32);
    const d = weighted(line, entry + 48);
    // Of each two places their first numbers side by side, and their second ones; their third ones are added.
    const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), thirds(a, b, none));
    const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), thirds(c, d, none));
    const sums = f32x4.add(
      v128.shuffle<f32>(ab, cd, 0, 1, 4, 5),
      v128.shuffle<f32>(ab, cd, 2, 3, 6, 7),
    );
    v128.store(out + <usize>(x << 2), sums);
  }
}

/** The third numbers of two, and zeros. */
function thirds(a: v128, b: v128, none: v128): v128 {
  return v128.shuffle<f32>(v128.shuffle<f32>(a, b, 2, 6, 2, 6), none, 0, 1, 4, 5);
}

/**
 * Adds weighted positions to a grid, each spread over 3 x 3 of its cells.
 * @param x for each position its entry in `columns`; `y`: that in `rows`; `weight`: its weight
 * @param count positions
 * @param columns 16 bytes an entry: the weights of three columns, and the byte offset in a row of the first of them, negative
 * where the grid has none of them; behind the last column of a row comes its first
 * @param rows 16 bytes an entry: byte offset of the southern row, negative where the grid has not all; weights of the three
 * @param stride bytes of a row
 */
export function deposit(
  x: usize,
  y: usize,
  weight: usize,
  count: i32,
  columns: usize,
  rows: usize,
  grid: usize,
  stride: usize,
): void {
  const last = <i32>stride - 12;
  for (let n = 0; n < count; n++) {
    const o = <usize>(n << 2);
    const row = rows + ((<usize>load<u32>(y + o)) << 4);
    const column = columns + ((<usize>load<u32>(x + o)) << 4);
    const south = load<i32>(row);
    const left = load<i32>(column, 12);
    if ((south | left) < 0) continue;
    const w = load<f32>(weight + o);
    const below = w * load<f32>(row, 4);
    const same = w * load<f32>(row, 8);
    const above = w * load<f32>(row, 12);
    let at = grid + <usize>south;
    if (left <= last) {
      const shares = f32x4.replace_lane(v128.load(column), 3, 0);
      at += <usize>left;
      v128.store(at, f32x4.add(v128.load(at), f32x4.mul(shares, f32x4.splat(below))));
      at += stride;
      v128.store(at, f32x4.add(v128.load(at), f32x4.mul(shares, f32x4.splat(same))));
      at += stride;
      v128.store(at, f32x4.add(v128.load(at), f32x4.mul(shares, f32x4.splat(above))));
      continue;
    }
    for (let i = 0; i < 3; i++) {
      const share = i == 0 ? below : i == 1 ? same : above;
      for (let j = 0; j < 3; j++) {
        const cell = at + ((<usize>left + <usize>(j << 2)) % stride);
        store<f32>(cell, load<f32>(cell) + share * load<f32>(column + <usize>(j << 2)));
      }
      at += stride;
    }
  }
}

/**
 * Puts positions where those of their class stand, in order within a class.
 * @param x for each position its column; `y`: its row; `weight`: its weight; `kind`: its class, a byte
 * @param count positions
 * @param next of each of 256 classes the index of its first position in the output; moves on
 */
export function sortByClass(
  x: usize,
  y: usize,
  weight: usize,
  kind: usize,
  count: i32,
  next: usize,
  outX: usize,
  outY: usize,
  outWeight: usize,
): void {
  for (let n = 0; n < count; n++) {
    const own = next + ((<usize>load<u8>(kind + <usize>n)) << 2);
    const at = load<u32>(own);
    store<u32>(own, at + 1);
    const from = <usize>(n << 2);
    const to = <usize>(at << 2);
    store<u32>(outX + to, load<u32>(x + from));
    store<u32>(outY + to, load<u32>(y + from));
    store<u32>(outWeight + to, load<u32>(weight + from));
  }
}
