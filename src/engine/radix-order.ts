/** Bits of a digit, at most: counts of so many stay in the processor's cache. */
const MOST_BITS = 12;

/** Keys up to so many are sorted in memory that is kept: partitions are many, and small. */
const FEW = 1 << 16;

/** Counts of a digit's values. */
const counts = new Uint32Array(1 << MOST_BITS);
let kept = new Uint32Array(0);

/** Room for an order. */
function spareFor(length: number): Uint32Array {
  if (length > FEW) return new Uint32Array(length);
  if (kept.length < length) kept = new Uint32Array(FEW);
  return kept.subarray(0, length);
}

/** The smallest of keys, and the bits that the others need above it. */
function rangeOf(keys: Uint32Array): { least: number; bits: number } {
  let least = 0xffffffff;
  let most = 0;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (key < least) least = key;
    if (key > most) most = key;
  }
  return { least, bits: keys.length > 0 ? 32 - Math.clz32(most - least) : 0 };
}

/** Puts an order into another by one digit of the keys above `least`; false where all have the same one. */
function sortDigit(
  keys: Uint32Array,
  { from, to }: { from: Uint32Array; to: Uint32Array },
  least: number,
  shift: number,
  mask: number,
): boolean {
  counts.fill(0, 0, mask + 1);
  for (let i = 0; i < keys.length; i++) counts[((keys[i]! - least) >>> shift) & mask]!++;
  if (counts[((keys[0]! - least) >>> shift) & mask] === keys.length) return false;
  let sum = 0;
  for (let digit = 0; digit <= mask; digit++) {
    const count = counts[digit]!;
    counts[digit] = sum;
    sum += count;
  }
  for (let i = 0; i < from.length; i++) {
    const index = from[i]!;
    to[counts[((keys[index]! - least) >>> shift) & mask]!++] = index;
  }
  return true;
}

/**
 * Order that sorts 32-bit keys, stable: least significant digit first, in as few passes over as short digits as the range
 * of the keys allows. Digits that are the same in all keys are skipped.
 * @param order the order so far; it is the order among equal keys, is overwritten, and may be what is returned
 */
export function radixOrder(keys: Uint32Array, order: Uint32Array): Uint32Array {
  const { least, bits } = rangeOf(keys);
  if (bits === 0) return order;
  let from: Uint32Array = order;
  let to = spareFor(order.length);
  const width = Math.ceil(bits / Math.ceil(bits / MOST_BITS));
  const mask = 2 ** width - 1;
  for (let shift = 0; shift < bits; shift += width) {
    if (sortDigit(keys, { from, to }, least, shift, mask)) [from, to] = [to, from];
  }
  if (from !== order) order.set(from);
  return order;
}

/** 0, 1, 2, ... */
export function naturalOrder(length: number): Uint32Array {
  const order = new Uint32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  return order;
}
