import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinLine } from '../../src/model/thin-line.ts';

/** How far a point lies from the nearest of a line's kept segments, by trying all. */
function beside(points: Float64Array, kept: readonly number[], at: number): number {
  const [x, y] = [points[at]!, points[at + 1]!];
  let least = Infinity;
  for (let n = 1; n < kept.length; n++) {
    const [ax, ay] = [points[kept[n - 1]!]!, points[kept[n - 1]! + 1]!];
    const [bx, by] = [points[kept[n]!]!, points[kept[n]! + 1]!];
    for (let step = 0; step <= 1000; step++) {
      const t = step / 1000;
      least = Math.min(least, Math.hypot(ax + (bx - ax) * t - x, ay + (by - ay) * t - y));
    }
  }
  return least;
}

describe('points of a line that are left out', () => {
  it('are no further than the tolerance beside what is left', () => {
    const coordinate = fc.double({ min: -3, max: 3, noNaN: true });
    const walk = fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(walk, (points) => {
        const flat = Float64Array.from(points.flat());
        const kept = thinLine(flat, 0.1);
        expect(kept[0]).toBe(0);
        expect(kept.at(-1)).toBe(flat.length - 2);
        for (let at = 0; at < flat.length; at += 2) {
          expect(beside(flat, kept, at)).toBeLessThan(0.1 + 0.01);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are most of a smooth ring, which stays a ring', () => {
    const ring = Float64Array.from({ length: 2 * 201 }, (_, n) => {
      const angle = (2 * Math.PI * (n >> 1)) / 200;
      return 30 * (n % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
    });
    const kept = thinLine(ring, 0.1);
    expect(kept.length).toBeLessThan(100);
    expect(kept.length).toBeGreaterThan(20);
  });
});
