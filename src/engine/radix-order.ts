/** Bits of a digit, at most: counts of so many stay in the processor's cache. */
const MOST_BITS = 12;

/** Bits that keys need. */
function bitsOf(keys: Uint32Array): number {
  let all = 0;
  for (let i = 0; i < keys.length; i++) all |= keys[i]!;
  return 32 - Math.clz32(all);
}

/**
 * Order that sorts 32-bit keys, stable: least significant digit first, in as few passes over as short digits as the largest
 * key allows. Digits that are the same in all keys are skipped.
 * @param order the order so far; it is the order among equal keys, and is overwritten
 */
export function radixOrder(keys: Uint32Array, order: Uint32Array): Uint32Array {
  let from: Uint32Array = order;
  let to: Uint32Array = new Uint32Array(order.length);
  const bits = bitsOf(keys);
  const width = Math.ceil(bits / Math.ceil(bits / MOST_BITS));
  const mask = (1 << width) - 1;
  for (let shift = 0; shift < bits; shift += width) {
    const counts = new Uint32Array(mask + 1);
    for (let i = 0; i < keys.length; i++) counts[(keys[i]! >>> shift) & mask]!++;
    if (counts.includes(keys.length)) continue;
    let sum = 0;
    for (let digit = 0; digit <= mask; digit++) {
      const count = counts[digit]!;
      counts[digit] = sum;
      sum += count;
    }
    for (let i = 0; i < from.length; i++) {
      const index = from[i]!;
      to[counts[(keys[index]! >>> shift) & mask]!++] = index;
    }
    [from, to] = [to, from];
  }
  return from;
}

/** 0, 1, 2, ... */
export function naturalOrder(length: number): Uint32Array {
  const order = new Uint32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  return order;
}
