import { FIRST_POINTER, ALIAS, eachRange, type RangeSink } from './tree-ranges.ts';
import type { PrefixTable, PrefixTables } from './prefix-table.ts';
import type { SearchTree } from './search-tree.ts';

/** Slots of the heads that share all but their last 16 bits. */
const PAGE = 8192;

/**
 * Ranges of addresses in ascending order, each to the start of the next one, and the id of its record (0: none). Starts:
 * the address of IPv4; the first 53 bits of one of IPv6, the most that a number holds: what is finer belongs to the last
 * of its ranges. Branches that are broken, and IPv4 again under an alias, have no record here.
 */
export interface AddressRanges {
  starts: Float64Array;
  ids: Uint32Array;
}

/** Number behind the last start of each family, and how many starts make a unit: an address of IPv4, a /48 of IPv6. */
export const addressEnds = {
  four: { end: 2 ** 32, unit: 1 },
  six: { end: 2 ** 53, unit: 2 ** 5 },
} as const;

/** Gathers ranges, of which neighbours with the same record become one. */
class RangeList {
  private starts = new Float64Array(1 << 12);
  private ids = new Uint32Array(1 << 12);
  private length = 0;

  add(start: number, value: number): void {
    const id = value < FIRST_POINTER ? value : 0;
    const last = this.length - 1;
    if (last >= 0 && this.starts[last] === start) this.ids[last] = id;
    else if (last < 0 || this.ids[last] !== id) {
      if (this.length === this.ids.length) this.grow();
      this.starts[this.length] = start;
      this.ids[this.length++] = id;
    }
  }

  private grow(): void {
    const { starts, ids } = this;
    this.starts = new Float64Array(starts.length * 2);
    this.starts.set(starts);
    this.ids = new Uint32Array(ids.length * 2);
    this.ids.set(ids);
  }

  finish(): AddressRanges {
    return { starts: this.starts.slice(0, this.length), ids: this.ids.slice(0, this.length) };
  }
}

const startOfSix = (high: number, low: number) => (high >>> 0) * 2 ** 21 + (low >>> 11);

/** Heads of a table in order: their first bits, and their values. */
function eachHead(table: PrefixTable, visit: (head: number, value: number) => void): void {
  const { pages, slots, heads } = table;
  let at = 0;
  for (let prefix = 0; prefix < pages.length; prefix++) {
    const page = pages[prefix]!;
    if (page >= FIRST_POINTER) continue;
    for (let slot = 0; slot < PAGE; slot++) {
      const bits = slots[page * PAGE + slot]! & 255;
      for (let bit = 0; bits >>> bit !== 0; bit++) {
        if (((bits >>> bit) & 1) === 0) continue;
        visit(prefix * 65_536 + slot * 8 + bit, heads[++at]!);
      }
    }
  }
}

/** The ranges of a table: `startOf` makes a start of a head and the bits after it. */
function rangesOfTable(table: PrefixTable, startOf: (head: number, low: number) => number) {
  const list = new RangeList();
  const { deep } = table;
  eachHead(table, (head, value) => {
    if (value < FIRST_POINTER || value >= ALIAS) return list.add(startOf(head, 0), value);
    const block = value - FIRST_POINTER;
    list.add(startOf(head, 0), deep[block + 1]!);
    for (let at = block + 2; at < block + deep[block]! * 2; at += 2) {
      list.add(startOf(head, deep[at]!), deep[at + 1]!);
    }
  });
  return list.finish();
}

/** The ranges of a flattened database. */
export function rangesOfTables({ four, six }: PrefixTables): Record<'four' | 'six', AddressRanges> {
  return {
    four: rangesOfTable(four, (head, low) => head * 256 + low),
    six: six ? rangesOfTable(six, startOfSix) : new RangeList().finish(),
  };
}

/** The ranges of a tree; none of a family whose branches lead back. */
export function rangesOfTree(tree: SearchTree): Record<'four' | 'six', AddressRanges> {
  const walk = (record: number, bits: 32 | 64, startOf: (high: number, low: number) => number) => {
    const list = new RangeList();
    const sink: RangeSink = {
      range: (high, low, value) => list.add(startOf(high, low), value),
      below: () => 0,
    };
    const part = { record, depth: 0, bits, alias: bits === 64 ? tree.ipv4Root : -1 };
    const isWhole = eachRange(tree, part, { left: tree.nodeCount }, sink);
    return (isWhole ? list : new RangeList()).finish();
  };
  return {
    four: walk(tree.ipv4Root, 32, (high) => high >>> 0),
    six: tree.ipVersion === 6 ? walk(0, 64, startOfSix) : new RangeList().finish(),
  };
}
