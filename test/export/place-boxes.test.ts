import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxesTouch, isInside, placeCallouts } from '../../src/export/place-boxes.ts';

const within = { x: 0, y: 0, width: 1400, height: 800 };
const callout = fc.record({
  x: fc.integer({ min: 0, max: 1400 }),
  y: fc.integer({ min: 0, max: 800 }),
  radius: fc.integer({ min: 4, max: 40 }),
  width: fc.integer({ min: 20, max: 300 }),
  height: fc.integer({ min: 14, max: 90 }),
});

describe('placeCallouts', () => {
  it('lets no box touch another or what is taken, and none leave the map', () => {
    fc.assert(
      fc.property(fc.array(callout, { maxLength: 40 }), (callouts) => {
        const before = [{ x: 36, y: 500, width: 440, height: 270 }];
        const taken = [...before];
        const placed = placeCallouts(callouts, within, taken).filter((box) => box !== null);
        placed.forEach((box, index) => {
          expect(isInside(box, within)).toBe(true);
          for (const other of [...before, ...placed.slice(index + 1)]) {
            expect(boxesTouch(box, other)).toBe(false);
          }
        });
        expect(taken).toHaveLength(before.length + placed.length);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('has room for a few apart, and says where there is none', () => {
    const small = { radius: 10, width: 100, height: 40 };
    const apart = [300, 700, 1100].map((x) => ({ x, y: 200, ...small }));
    expect(placeCallouts(apart, within, [])).not.toContain(null);
    expect(placeCallouts([{ x: 5, y: 5, ...small }], { ...within, width: 90 }, [])).toEqual([null]);
  });
});
