import { NumberList } from './number-list.ts';
import { rankOfBits, type PrefixTable, type PrefixTables } from './prefix-table.ts';
import { BROKEN, type SearchTree } from './search-tree.ts';
import { ALIAS, FIRST_POINTER, eachRange, type Budget, type RangeSink } from './tree-ranges.ts';

/** Slots of the heads that share all but their last 16 bits. */
const PAGE = 8192;
/** More heads than this cannot be counted in a slot. */
const MOST_HEADS = 0xffffff;
/** Pointers end where aliases begin. */
const MOST_WORDS = ALIAS - FIRST_POINTER;

/** Puts ranges that come in the order of addresses into a table. */
class TableBuilder {
  private readonly heads = new NumberList(1 << 16);
  private readonly deep = new NumberList(1 << 16);
  /** Page number + 1 by the first bits of a head; 0 where no range begins there. */
  private readonly pages: Uint32Array<ArrayBuffer>;
  private pageCount = 0;
  private slots: Uint32Array<ArrayBuffer>;
  private head = -1;
  /** Start of the block of the last head; -1 where it is one range. */
  private block = -1;
  /** Value of the last range. */
  private last = 0;

  /** @param headBits 24 for IPv4, or 32 */
  constructor(private readonly headBits: 24 | 32) {
    this.heads.push(0);
    this.pages = new Uint32Array(2 ** (headBits - 16));
    this.slots = new Uint32Array(PAGE * 4);
  }

  /** Adds the range that begins at `head` and the bits `start` after it. */
  add(head: number, start: number, value: number): void {
    if (head === this.head) this.addInside(start, value);
    else {
      if (this.head + 1 < head) this.endBlock();
      this.addHead(head, start === 0 ? value : this.last);
      if (start !== 0) this.addInside(start, value);
    }
    this.last = value;
  }

  private addHead(head: number, value: number): void {
    this.head = head;
    this.block = -1;
    this.heads.push(value);
    const slot = this.pageOf(head >>> 16) * PAGE + ((head & 0xffff) >>> 3);
    this.slots[slot]! |= 1 << (head & 7);
  }

  private addInside(start: number, value: number): void {
    if (this.block < 0) {
      this.block = this.deep.length;
      const at = this.heads.length - 1;
      this.deep.push(1);
      this.deep.push(this.heads.at(at));
      this.heads.set(at, FIRST_POINTER + this.block);
    }
    this.deep.push(start);
    this.deep.push(value);
    this.deep.set(this.block, this.deep.at(this.block) + 1);
  }

  /** What the last range of a block covers of the heads after it. */
  private endBlock(): void {
    if (this.block >= 0) this.addHead(this.head + 1, this.last);
  }

  private pageOf(prefix: number): number {
    const known = this.pages[prefix]!;
    if (known > 0) return known - 1;
    if ((this.pageCount + 1) * PAGE > this.slots.length) {
      const wider = new Uint32Array(this.slots.length * 2);
      wider.set(this.slots);
      this.slots = wider;
    }
    this.pages[prefix] = ++this.pageCount;
    return this.pageCount - 1;
  }

  /** The table; null where it would have more than its numbers can say. */
  finish(beyond: NumberList): PrefixTable | null {
    if (this.head + 1 < 2 ** this.headBits) this.endBlock();
    if (this.heads.length > MOST_HEADS || this.deep.length > MOST_WORDS) return null;
    const { pages } = this;
    let before = 0;
    for (let prefix = 0; prefix < pages.length; prefix++) {
      const page = pages[prefix]! - 1;
      if (page >= 0) before = this.countPage(page * PAGE, before);
      pages[prefix] = page >= 0 ? page : FIRST_POINTER + before;
    }
    return {
      pages,
      slots: this.slots.slice(0, this.pageCount * PAGE),
      heads: this.heads.array(),
      deep: this.deep.array(),
      beyond: beyond.array(),
    };
  }

  /** Writes into the slots of a page how many heads come before them; gives how many come before the next page. */
  private countPage(start: number, before: number): number {
    let count = before;
    for (let slot = start; slot < start + PAGE; slot++) {
      const bits = this.slots[slot]!;
      this.slots[slot] = (count << 8) | bits;
      count += rankOfBits[0x700 | bits]!;
    }
    return count;
  }
}

function buildFour(
  tree: SearchTree,
  budget: Budget,
): { table: PrefixTable; isDeeper: boolean } | null {
  const builder = new TableBuilder(24);
  let isDeeper = false;
  const sink: RangeSink = {
    range: (high, _, value) => builder.add(high >>> 8, high & 255, value),
    below() {
      isDeeper = true;
      return BROKEN;
    },
  };
  const part = { record: tree.ipv4Root, depth: 0, bits: 32, alias: -1 } as const;
  const table = eachRange(tree, part, budget, sink) ? builder.finish(new NumberList()) : null;
  return table && { table, isDeeper };
}

/** Adds the ranges below a node at bit 64 to `beyond`; gives the start of their block, -1 where that is not possible. */
function addBeyond(tree: SearchTree, node: number, budget: Budget, beyond: NumberList): number {
  const block = beyond.length;
  let count = 0;
  const sink: RangeSink = {
    range(high, low, value) {
      beyond.push(count === 0 ? 0 : high);
      beyond.push(low);
      beyond.push(value);
      count++;
    },
    below: () => BROKEN,
  };
  const part = { record: node, depth: 64, bits: 64, alias: tree.ipv4Root } as const;
  if (!eachRange(tree, part, budget, sink) || beyond.length > MOST_WORDS) return -1;
  beyond.set(block, count);
  return block;
}

function buildSix(tree: SearchTree, budget: Budget): PrefixTable | null {
  const builder = new TableBuilder(32);
  const beyond = new NumberList();
  let isWhole = true;
  const sink: RangeSink = {
    range: (high, low, value) => builder.add(high, low, value),
    below(node) {
      const block = addBeyond(tree, node, budget, beyond);
      if (block < 0) isWhole = false;
      return FIRST_POINTER + block;
    },
  };
  const part = { record: 0, depth: 0, bits: 64, alias: tree.ipv4Root } as const;
  return eachRange(tree, part, budget, sink) && isWhole ? builder.finish(beyond) : null;
}

/**
 * Flattens a search tree into tables.
 * @returns null where that is not possible: a tree whose nodes are reached more than once (a loop, or shared branches),
 * or one so large that ids and pointers would mix
 */
export function buildPrefixTables(tree: SearchTree): PrefixTables | null {
  if (tree.dataLength >= FIRST_POINTER) return null;
  const budget = { left: tree.nodeCount };
  const four = buildFour(tree, budget);
  if (!four) return null;
  if (tree.ipVersion === 4) return { four: four.table, six: null };
  // Below an alias, a branch of more than 32 bits would go on; below ::/96 it ends with the address.
  const six = four.isDeeper ? null : buildSix(tree, budget);
  return six && { four: four.table, six };
}
