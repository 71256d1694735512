import { BROKEN, idOf, recordOf, type SearchTree } from './search-tree.ts';

/**
 * The leaves of a search tree in the order of their addresses: range i goes from its start to the next one. Neighbours
 * with the same value are one range. `low` is empty where the keys have 32 bits.
 */
export interface RangeTable {
  length: number;
  /** First 32 bits of the start. */
  high: Uint32Array;
  /** Next 32 bits of the start. */
  low: Uint32Array;
  /** Id of the range; from FIRST_BRANCH up, what is deeper than the keys: branch `value - FIRST_BRANCH`. */
  value: Uint32Array;
  branches: Branch[];
}

/** A node that is deeper than the keys of the table, or the root of an alias of IPv4, and how deep it is. */
export interface Branch {
  node: number;
  depth: number;
}

/** Values from here to BROKEN stand for branches. A data section is smaller. */
export const FIRST_BRANCH = 0x80000000;

class RangeList {
  length = 0;
  private last = -1;
  private readonly branches: Branch[] = [];
  private readonly high: Uint32Array;
  private readonly low: Uint32Array;
  private readonly value: Uint32Array;

  constructor(capacity: number, wide: boolean) {
    this.high = new Uint32Array(capacity);
    this.low = new Uint32Array(wide ? capacity : 0);
    this.value = new Uint32Array(capacity);
  }

  add(high: number, low: number, value: number): void {
    if (value === this.last) return;
    this.high[this.length] = high;
    this.low[this.length] = low;
    this.value[this.length++] = value;
    this.last = value;
  }

  addBranch(high: number, low: number, branch: Branch): void {
    this.add(high, low, FIRST_BRANCH + this.branches.length);
    this.branches.push(branch);
  }

  table(): RangeTable {
    const { length, branches } = this;
    return {
      length,
      high: this.high.slice(0, length),
      low: this.low.slice(0, length),
      value: this.value.slice(0, length),
      branches,
    };
  }
}

/** Nodes that wait while a walk is deeper in the tree; at most one a bit. */
function makeStack(bits: number) {
  return {
    record: new Uint32Array(bits + 1),
    depth: new Uint8Array(bits + 1),
    high: new Uint32Array(bits + 1),
    low: new Uint32Array(bits + 1),
  };
}

/**
 * Flattens a tree from a record down to `bits` (32 or 64) bits, depth first and so in the order of addresses.
 * Null where that is not possible: a tree whose nodes are reached more than once (a loop, or shared branches), or data
 * so long that ids and branches would mix.
 */
export function flatten(tree: SearchTree, root: number, bits: 32 | 64): RangeTable | null {
  const { nodeCount } = tree;
  const alias = bits === 64 ? tree.ipv4Root : -1;
  if (tree.dataLength >= FIRST_BRANCH) return null;
  const ranges = new RangeList(nodeCount + 2, bits === 64);
  const stack = makeStack(bits);
  stack.record[0] = root;
  let top = 1;
  let visits = 0;
  while (top > 0) {
    let record = stack.record[--top]!;
    let depth = stack.depth[top]!;
    const high = stack.high[top]!;
    const low = stack.low[top]!;
    // Goes left as far as it can: the start of the range stays the same, the right halves wait on the stack.
    while (record < nodeCount && depth < bits && record !== alias) {
      if (++visits > nodeCount) return null;
      stack.record[top] = recordOf(tree, record, 1);
      stack.high[top] = depth < 32 ? high | (1 << (31 - depth)) : high;
      stack.low[top] = depth < 32 ? low : low | (1 << (63 - depth));
      stack.depth[top++] = ++depth;
      record = recordOf(tree, record, 0);
    }
    if (record >= nodeCount) ranges.add(high, low, idOf(tree, record));
    else if (bits === 32) ranges.add(high, low, BROKEN);
    else ranges.addBranch(high, low, { node: record, depth });
  }
  return ranges.table();
}
