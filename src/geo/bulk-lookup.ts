import { FIRST_BRANCH, flatten, type RangeTable } from './range-table.ts';
import { BROKEN, idOf, recordOf, walk4, walk6, type SearchTree } from './search-tree.ts';

/** Where addresses are this many times fewer than ranges, ranges are leapt over instead of passed one by one. */
const SPARSE = 16;

/** Last range from `from` on that begins at or before an address: leaps of doubling length, then halving. */
function leap(high: Uint32Array, length: number, from: number, address: number): number {
  let step = 1;
  let low = from;
  while (low + step < length && high[low + step]! <= address) {
    low += step;
    step *= 2;
  }
  let end = Math.min(low + step, length);
  while (end - low > 1) {
    const middle = (low + end) >>> 1;
    if (high[middle]! <= address) low = middle;
    else end = middle;
  }
  return low;
}

/** Ids of sorted IPv4 addresses by one pass over addresses and ranges. */
export function join4(table: RangeTable, sorted: Uint32Array): Uint32Array {
  const { high, value, length } = table;
  const ids = new Uint32Array(sorted.length);
  const sparse = sorted.length * SPARSE < length;
  let range = 0;
  let next = length > 1 ? high[1]! : Infinity;
  for (let i = 0; i < sorted.length; i++) {
    const address = sorted[i]!;
    if (address >= next) {
      if (sparse) range = leap(high, length, range, address);
      else {
        do range++;
        while (range + 1 < length && high[range + 1]! <= address);
      }
      next = range + 1 < length ? high[range + 1]! : Infinity;
    }
    ids[i] = value[range]!;
  }
  return ids;
}

/** True where range `at` begins after the 64 bits of an address. */
function beginsAfter(table: RangeTable, at: number, high: number, low: number): boolean {
  const start = table.high[at]!;
  return start > high || (start === high && table.low[at]! > low);
}

function leap64(table: RangeTable, from: number, high: number, low: number): number {
  let step = 1;
  let at = from;
  while (at + step < table.length && !beginsAfter(table, at + step, high, low)) {
    at += step;
    step *= 2;
  }
  let end = Math.min(at + step, table.length);
  while (end - at > 1) {
    const middle = (at + end) >>> 1;
    if (beginsAfter(table, middle, high, low)) end = middle;
    else at = middle;
  }
  return at;
}

/** Id of the address at `at`, from a branch of the table on. */
function descend(
  tree: SearchTree,
  table: RangeTable,
  branch: number,
  words: Uint32Array,
  at: number,
): number {
  const { node, depth: start } = table.branches[branch]!;
  let record = node;
  for (let depth = start; depth < 128 && record < tree.nodeCount; depth++) {
    record = recordOf(tree, record, (words[at + (depth >>> 5)]! >>> (31 - (depth & 31))) & 1);
  }
  return idOf(tree, record);
}

/** Ids of sorted IPv6 addresses: one pass over the ranges of their first 64 bits, then down where those end in a branch. */
export function join6(tree: SearchTree, table: RangeTable, sortedWords: Uint32Array): Uint32Array {
  const ids = new Uint32Array(sortedWords.length >>> 2);
  let range = 0;
  for (let i = 0; i < ids.length; i++) {
    const at = i * 4;
    range = leap64(table, range, sortedWords[at]!, sortedWords[at + 1]!);
    const value = table.value[range]!;
    ids[i] =
      value < FIRST_BRANCH || value === BROKEN
        ? value
        : descend(tree, table, value - FIRST_BRANCH, sortedWords, at);
  }
  return ids;
}

/** Looks up sorted addresses in bulk; ids as in `SearchTree`. */
export interface BulkLookup {
  locate4(sorted: Uint32Array): Uint32Array;
  locate6(sortedWords: Uint32Array): Uint32Array;
}

/** Flattening a node costs as much as walking this many addresses (measured on DB-IP City Lite). */
const WALKS_PER_NODE = 0.5;

/**
 * Chooses between walking the tree, which needs nothing built, and a table of ranges, which is built when as many
 * addresses have been asked for as would have paid for it.
 */
class Half {
  private asked = 0;
  private table: RangeTable | null | undefined;

  constructor(
    private readonly tree: SearchTree,
    private readonly root: number,
    private readonly bits: 32 | 64,
  ) {}

  tableFor(count: number): RangeTable | null {
    this.asked += count;
    if (this.table === undefined && this.asked > this.tree.nodeCount * WALKS_PER_NODE) {
      this.table = flatten(this.tree, this.root, this.bits);
    }
    return this.table ?? null;
  }
}

/** Bulk lookup in a tree. An IPv4 tree knows no IPv6 address. */
export function makeBulkLookup(tree: SearchTree): BulkLookup {
  const half4 = new Half(tree, tree.ipv4Root, 32);
  const half6 = new Half(tree, 0, 64);
  return {
    locate4(sorted) {
      const table = half4.tableFor(sorted.length);
      return table ? join4(table, sorted) : walk4(tree, sorted);
    },
    locate6(sortedWords) {
      if (tree.ipVersion === 4) return new Uint32Array(sortedWords.length >>> 2);
      const table = half6.tableFor(sortedWords.length >>> 2);
      return table ? join6(tree, table, sortedWords) : walk6(tree, sortedWords);
    },
  };
}
