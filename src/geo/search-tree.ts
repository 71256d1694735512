/** Id of a branch that ends where no record can be; its `record` is an error. */
export const BROKEN = 0xffffffff;

/** Bytes between tree and data. */
const SEPARATOR = 16;

/**
 * The binary search tree of an MMDB: node n has two records, each another node (below nodeCount), nothing (nodeCount)
 * or a place in the data. A record is called by its id: 0 for nothing, else offset in the data + 1, else BROKEN.
 */
export interface SearchTree {
  bytes: Uint8Array;
  nodeCount: number;
  recordSize: number;
  ipVersion: 4 | 6;
  /** Bytes of the data section. */
  dataLength: number;
  /** Record where IPv4 begins: node 0 of an IPv4 tree, the one at ::/96 of an IPv6 tree (perhaps a leaf). */
  ipv4Root: number;
}

/** Left (bit 0) or right (bit 1) record of a node. */
export function recordOf(tree: SearchTree, node: number, bit: number): number {
  const { bytes, recordSize } = tree;
  if (recordSize === 28) {
    const at = node * 7;
    const middle = bytes[at + 3]!;
    return bit === 0
      ? ((middle & 0xf0) << 20) | (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!
      : ((middle & 15) << 24) | (bytes[at + 4]! << 16) | (bytes[at + 5]! << 8) | bytes[at + 6]!;
  }
  if (recordSize === 24) {
    const at = node * 6 + bit * 3;
    return (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
  }
  const at = node * 8 + bit * 4;
  return (
    ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
  );
}

/** Id of a record that is reached where no bit of the address is left, or that is no node. */
export function idOf(tree: SearchTree, record: number): number {
  const beyond = record - tree.nodeCount;
  if (beyond === 0) return 0;
  const offset = beyond - SEPARATOR;
  return offset < 0 || offset >= tree.dataLength ? BROKEN : offset + 1;
}

/** The tree of a file whose shape is checked. */
export function makeSearchTree(
  bytes: Uint8Array,
  shape: { nodeCount: number; recordSize: number; ipVersion: 4 | 6 },
  dataLength: number,
): SearchTree {
  const tree: SearchTree = { bytes, ...shape, dataLength, ipv4Root: 0 };
  let record = 0;
  if (shape.ipVersion === 6) {
    for (let depth = 0; depth < 96 && record < shape.nodeCount; depth++) {
      record = recordOf(tree, record, 0);
    }
  }
  tree.ipv4Root = record;
  return tree;
}

/**
 * Ids of sorted IPv4 addresses, straight from the tree: each walk begins where it parts from the one before.
 */
export function walk4(tree: SearchTree, sorted: Uint32Array): Uint32Array {
  const ids = new Uint32Array(sorted.length);
  const { nodeCount } = tree;
  const path = new Uint32Array(33).fill(tree.ipv4Root);
  let reached = 0;
  let last = 0;
  for (let i = 0; i < sorted.length; i++) {
    const address = sorted[i]!;
    let depth = Math.min(Math.clz32(address ^ last), reached);
    let record = path[depth]!;
    while (depth < 32 && record < nodeCount) {
      record = recordOf(tree, record, (address >>> (31 - depth)) & 1);
      path[++depth] = record;
    }
    reached = depth;
    last = address;
    ids[i] = idOf(tree, record);
  }
  return ids;
}

/** Number of leading bits that two IPv6 addresses share. */
function sharedBits(words: Uint32Array, a: number, b: number): number {
  for (let word = 0; word < 4; word++) {
    const difference = words[a + word]! ^ words[b + word]!;
    if (difference !== 0) return word * 32 + Math.clz32(difference);
  }
  return 128;
}

/** Ids of sorted IPv6 addresses of four words each, straight from an IPv6 tree. */
export function walk6(tree: SearchTree, sortedWords: Uint32Array): Uint32Array {
  const ids = new Uint32Array(sortedWords.length >>> 2);
  const { nodeCount } = tree;
  const path = new Uint32Array(129);
  let reached = 0;
  for (let i = 0; i < ids.length; i++) {
    const at = i * 4;
    let depth = i === 0 ? 0 : Math.min(sharedBits(sortedWords, at, at - 4), reached);
    let record = path[depth]!;
    while (depth < 128 && record < nodeCount) {
      const word = sortedWords[at + (depth >>> 5)]!;
      record = recordOf(tree, record, (word >>> (31 - (depth & 31))) & 1);
      path[++depth] = record;
    }
    reached = depth;
    ids[i] = idOf(tree, record);
  }
  return ids;
}

/** Number of networks: records that lead to data. Aliases of IPv4 lead to a node, so nothing is counted twice. */
export function countNetworks(tree: SearchTree): number {
  const { bytes, nodeCount, recordSize } = tree;
  const least = nodeCount + SEPARATOR;
  let count = 0;
  if (recordSize === 28) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = nodeCount * 7;
    for (let at = 0; at < end; at += 7) {
      const left = view.getUint32(at);
      if (((left >>> 8) | ((left & 0xf0) << 20)) >= least) count++;
      if ((view.getUint32(at + 3) & 0xfffffff) >= least) count++;
    }
    return count;
  }
  for (let node = 0; node < nodeCount; node++) {
    if (recordOf(tree, node, 0) >= least) count++;
    if (recordOf(tree, node, 1) >= least) count++;
  }
  return count;
}

/** Ids of up to `count` distinct records, taken evenly from all over the tree. */
export function sampleIds(tree: SearchTree, count: number): number[] {
  const ids = new Set<number>();
  const stride = Math.max(1, tree.nodeCount / (count * 4));
  for (let at = 0; at < tree.nodeCount && ids.size < count; at += stride) {
    for (const bit of [0, 1]) {
      const record = recordOf(tree, Math.floor(at), bit);
      const id = record < tree.nodeCount ? 0 : idOf(tree, record);
      if (id !== 0 && id !== BROKEN) ids.add(id);
    }
  }
  return [...ids];
}
