import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { naturalOrder, radixOrder } from '../../src/engine/radix-order.ts';

describe('radixOrder', () => {
  it('sorts as a stable sort does, whatever the range of the keys', () => {
    const range = fc.tuple(
      fc.constantFrom(0, 1, 0x7fffff00, 0x80000000, 0xfffffff0),
      fc.constantFrom(1, 2, 255, 4096, 4097, 1 << 23, 0xffffffff),
    );
    const keysOf = range.chain(([least, span]) =>
      fc.array(fc.integer({ min: least, max: Math.min(0xffffffff, least + span) }), {
        maxLength: 400,
      }),
    );
    fc.assert(
      fc.property(keysOf, (list) => {
        const keys = Uint32Array.from(list);
        const expected = [...keys.keys()].sort((a, b) => keys[a]! - keys[b]! || a - b);
        expect([...radixOrder(keys, naturalOrder(keys.length))]).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the order it is given among equal keys, and sorts more than fit into the memory it keeps', () => {
    const length = 100_000;
    const keys = Uint32Array.from({ length }, (_, i) => Math.imul(i, 0x9e3779b1) >>> 12);
    const reversed = naturalOrder(length).reverse();
    const expected = [...keys.keys()].sort((a, b) => keys[a]! - keys[b]! || b - a);
    expect([...radixOrder(keys, reversed)]).toEqual(expected);
  });
});
