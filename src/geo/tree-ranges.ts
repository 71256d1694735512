import { BROKEN, idOf, recordOf, type SearchTree } from './search-tree.ts';

/**
 * Values of ranges from here up are no ids: the builder's pointers, then the aliases of IPv4, then BROKEN. A data
 * section is smaller.
 */
export const FIRST_POINTER = 0x80000000;
/** ALIAS + d stands for all of IPv4, the address being the 32 bits from bit d on. */
export const ALIAS = 0xffffff00;

/** Takes the ranges of a tree in the order of addresses; neighbours with the same value come as one. */
export interface RangeSink {
  /** The range that begins at a key: its first 32 bits, the next 32 (0 where keys have 32), and the value. */
  range(high: number, low: number, value: number): void;
  /** The value of a node that lies below the last bit of the keys. */
  below(node: number): number;
}

/** Where in a tree to begin, and how far to go. */
export interface Part {
  record: number;
  /** Bits of the address above the record. */
  depth: number;
  /** Bits of the keys. */
  bits: 32 | 64;
  /** A record that stands for IPv4; -1 for none. */
  alias: number;
}

/** Nodes that may still be visited: a tree has no more than it says. */
export interface Budget {
  left: number;
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
 * Passes the ranges of a part of a tree to a sink, depth first and so in the order of addresses.
 * @returns false where the tree has a loop, shared branches, or an alias with too few bits left for an IPv4 address
 */
export function eachRange(tree: SearchTree, part: Part, budget: Budget, sink: RangeSink): boolean {
  const { nodeCount } = tree;
  const { bits, alias } = part;
  const stack = makeStack(bits);
  stack.record[0] = part.record;
  let top = 1;
  let last = -1;
  while (top > 0) {
    let record = stack.record[--top]!;
    let depth = stack.depth[top]!;
    const high = stack.high[top]!;
    const low = stack.low[top]!;
    // Goes left as far as it can: the start of the range stays the same, the right halves wait on the stack.
    while (record < nodeCount && depth < bits && record !== alias) {
      if (--budget.left < 0) return false;
      stack.record[top] = recordOf(tree, record, 1);
      stack.high[top] = depth < 32 ? high | (1 << (31 - depth)) : high;
      stack.low[top] = depth < 32 ? low : low | (1 << (63 - depth));
      stack.depth[top++] = ++depth;
      record = recordOf(tree, record, 0);
    }
    let value: number;
    if (record >= nodeCount) value = idOf(tree, record);
    else if (record !== alias) value = sink.below(record);
    else if (part.depth + depth > 96) return false;
    else value = ALIAS + part.depth + depth;
    if (value !== last) sink.range(high, low, value);
    last = value;
  }
  return true;
}

/** True for the value of a range that is an alias of IPv4. */
export function isAlias(value: number): boolean {
  return value >= ALIAS && value !== BROKEN;
}
