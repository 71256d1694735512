/** Rows of a partition, about: what is sorted at a time fits the processor's second cache. */
const ROWS = 1 << 12;
const MOST = 1 << 10;
/** Partitions where nobody knows how many rows will come. */
const UNKNOWN = 1 << 8;
const PREFIXES = 1 << 16;

/**
 * Contiguous ranges of addresses, by their first 16 bits: so hosts, /24 and /48 of two partitions never meet, and hosts
 * of one partition come before those of the next.
 */
export interface Partitions {
  count: number;
  /** Partition of an address by its first 16 bits. */
  of: Uint16Array;
}

/**
 * Partitions that would share rows equally if all rows were like the first ones, and half as well where they are not.
 * @param first first 32 bits of the first rows' addresses
 * @param expected rows to come, about; 0 where that is unknown
 */
export function makePartitions(first: Uint32Array, expected: number): Partitions {
  const count = expected > 0 ? Math.min(MOST, Math.ceil(expected / ROWS)) : UNKNOWN;
  const weights = new Float64Array(PREFIXES).fill(1 / PREFIXES);
  for (let i = 0; i < first.length; i++) weights[first[i]! >>> 16]! += 1 / first.length;
  const of = new Uint16Array(PREFIXES);
  const total = first.length > 0 ? 2 : 1;
  let sum = 0;
  for (let prefix = 0; prefix < PREFIXES; prefix++) {
    of[prefix] = Math.min(count - 1, Math.floor((sum / total) * count));
    sum += weights[prefix]!;
  }
  return { count, of };
}
