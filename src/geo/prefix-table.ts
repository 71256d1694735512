import { ALIAS, FIRST_POINTER, isAlias } from './tree-ranges.ts';

/**
 * The ranges of a search tree, found by the first bits of an address: its head (24 bits of an IPv4 address, 32 of an
 * IPv6 one). `slots` has a word for every eight heads: below, a bit for each at which a range begins; above, how many
 * begin before them. So two loads give the head's place in `heads`, whatever the order of addresses. The ranks of the
 * bits: Jacobson, Space-efficient static trees and graphs, 1989.
 */
export interface PrefixTable {
  /**
   * IPv6 alone: where the slots of the 65,536 heads with the same first 16 bits are, 8192 in a page; from FIRST_POINTER
   * up, the place in `heads` that all of them share.
   */
  pages: Uint32Array;
  slots: Uint32Array;
  /** An id, BROKEN, an alias, or FIRST_POINTER + the start of a block in `deep`. The first one is not used. */
  heads: Uint32Array;
  /**
   * Ranges inside a head, in blocks: number of ranges, value of the first; then start and value of each other one.
   * Starts are the bits after the head (8 or 32); values are those of heads, pointing into `beyond`.
   */
  deep: Uint32Array;
  /** Ranges inside a /64, in blocks: number of ranges, 0, value; then two words of the start and the value. */
  beyond: Uint32Array;
}

/** Tables of both families; an IPv4 database has no second one. */
export interface PrefixTables {
  four: PrefixTable;
  six: PrefixTable | null;
}

/** Number of bits of a byte up to bit n, by n x 256 + byte. */
export const rankOfBits: Uint8Array = (() => {
  const ranks = new Uint8Array(2048);
  for (let at = 0; at < 2048; at++) {
    let rest = at & 255 & ((2 << (at >>> 8)) - 1);
    for (; rest !== 0; rest &= rest - 1) ranks[at]!++;
  }
  return ranks;
})();

/** Id of an IPv4 address whose head is no single range. */
function inBlock4({ deep }: PrefixTable, value: number, low: number): number {
  if (value >= ALIAS) return value;
  let at = value - FIRST_POINTER;
  const end = at + deep[at]! * 2;
  while (at + 2 < end && deep[at + 2]! <= low) at += 2;
  return deep[at + 1]!;
}

/** Ids of IPv4 addresses in any order; neighbours in the order of addresses find their memory near. */
export function locate4(table: PrefixTable, addresses: Uint32Array): Uint32Array {
  const { pages, slots, heads } = table;
  const ranks = rankOfBits;
  const ids = new Uint32Array(addresses.length);
  let [first, page] = [-1, 0];
  for (let i = 0; i < addresses.length; i++) {
    const address = addresses[i]!;
    if (address >>> 24 !== first) {
      first = address >>> 24;
      page = pages[first]! | 0;
    }
    let head = page & 0x7fffffff;
    if (page >= 0) {
      const slot = slots[(page << 13) | ((address >>> 11) & 8191)]!;
      head = ((slot >>> 8) + ranks[(address & 0x700) | (slot & 255)]!) & 0xffffff;
    }
    const value = heads[head]! | 0;
    ids[i] = value >= 0 ? value : inBlock4(table, value >>> 0, address & 255);
  }
  return ids;
}

/** Where the last search in a block ended: sorted addresses go on from there. */
interface Cursor {
  block: number;
  at: number;
}

/** Pairs of a block that are passed one by one before leaps begin: sorted addresses are mostly found among them. */
const NEAR = 8;

/** The last pair of a block of `deep` that begins at or before `low`: steps, leaps of doubling length, then halving. */
function seek(deep: Uint32Array, block: number, low: number, cursor: Cursor): number {
  const end = block + deep[block]! * 2;
  const goesOn = cursor.block === block && (cursor.at === block || deep[cursor.at]! <= low);
  let at = goesOn ? cursor.at : block;
  const near = Math.min(at + NEAR * 2, end - 2);
  while (at < near && deep[at + 2]! <= low) at += 2;
  if (at === near) at = leap(deep, at, end, low);
  cursor.block = block;
  cursor.at = at;
  return at;
}

function leap(deep: Uint32Array, from: number, end: number, low: number): number {
  let at = from;
  let step = 2;
  while (at + step < end && deep[at + step]! <= low) {
    at += step;
    step *= 2;
  }
  let above = Math.min(at + step, end);
  while (above - at > 2) {
    const middle = at + (((above - at) >>> 2) << 1);
    if (deep[middle]! <= low) at = middle;
    else above = middle;
  }
  return at;
}

/** Value of an address below the first 64 bits, in the block that `value` points to. */
function inBeyond(beyond: Uint32Array, value: number, third: number, fourth: number): number {
  const block = value - FIRST_POINTER;
  let low = 0;
  let above = beyond[block]!;
  while (above - low > 1) {
    const middle = (low + above) >>> 1;
    const at = block + middle * 3;
    const start = beyond[at]!;
    if (start < third || (start === third && beyond[at + 1]! <= fourth)) low = middle;
    else above = middle;
  }
  return beyond[block + low * 3 + 2]!;
}

/** The 32 bits of an address from bit `depth` (0 to 96) on. */
function wordFrom(words: Uint32Array, at: number, depth: number): number {
  const word = at + (depth >>> 5);
  const shift = depth & 31;
  if (shift === 0) return words[word]!;
  return ((words[word]! << shift) | (words[word + 1]! >>> (32 - shift))) >>> 0;
}

/** Id of the IPv6 address at `at`, whose head is no single range. */
function below6(
  { four, six }: PrefixTables,
  words: Uint32Array,
  at: number,
  headValue: number,
  cursor: Cursor,
): number {
  const { deep, beyond } = six!;
  let value = headValue;
  if (value < ALIAS) {
    value = deep[seek(deep, value - FIRST_POINTER, words[at + 1]!, cursor) + 1]!;
    if (value >= FIRST_POINTER && value < ALIAS) {
      value = inBeyond(beyond, value, words[at + 2]!, words[at + 3]!);
    }
  }
  if (!isAlias(value)) return value;
  return locate4(four, Uint32Array.of(wordFrom(words, at, value - ALIAS)))[0]!;
}

/** Ids of IPv6 addresses, four words each, in any order; sorted ones are found faster. */
export function locate6(tables: PrefixTables, words: Uint32Array): Uint32Array {
  const ids = new Uint32Array(words.length >>> 2);
  if (!tables.six) return ids;
  const { pages, slots, heads } = tables.six;
  const ranks = rankOfBits;
  const cursor = { block: -1, at: 0 };
  let [first, page] = [-1, 0];
  for (let i = 0; i < ids.length; i++) {
    const bits = words[i * 4]!;
    if (bits >>> 16 !== first) {
      first = bits >>> 16;
      page = pages[first]! | 0;
    }
    let head = page & 0x7fffffff;
    if (page >= 0) {
      const slot = slots[(page << 13) | ((bits >>> 3) & 8191)]!;
      head = ((slot >>> 8) + ranks[((bits & 7) << 8) | (slot & 255)]!) & 0xffffff;
    }
    const value = heads[head]! | 0;
    ids[i] = value >= 0 ? value : below6(tables, words, i * 4, value >>> 0, cursor);
  }
  return ids;
}

/** All arrays of tables, always in the same order. */
export function arraysOf({ four, six }: PrefixTables): Uint32Array[] {
  return [four, ...(six ? [six] : [])].flatMap(({ pages, slots, heads, deep, beyond }) => [
    pages,
    slots,
    heads,
    deep,
    beyond,
  ]);
}
