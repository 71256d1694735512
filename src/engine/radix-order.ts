/**
 * Order that sorts 32-bit keys, stable: least significant digit first, 11 bits a pass. Digits that are the same in all
 * keys are skipped.
 * @param order the order so far; it is the order among equal keys, and is overwritten
 */
export function radixOrder(keys: Uint32Array, order: Uint32Array): Uint32Array {
  let from: Uint32Array = order;
  let to: Uint32Array = new Uint32Array(order.length);
  for (const shift of [0, 11, 22]) {
    const counts = new Uint32Array(2048);
    for (let i = 0; i < from.length; i++) counts[(keys[i]! >>> shift) & 2047]!++;
    if (counts.includes(keys.length)) continue;
    let sum = 0;
    for (let digit = 0; digit < 2048; digit++) {
      const count = counts[digit]!;
      counts[digit] = sum;
      sum += count;
    }
    for (let i = 0; i < from.length; i++) {
      const index = from[i]!;
      to[counts[(keys[index]! >>> shift) & 2047]!++] = index;
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
