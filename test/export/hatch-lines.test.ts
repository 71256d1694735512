import { describe, expect, it } from 'vitest';
import { hatchLines } from '../../src/export/hatch-lines.ts';

const square = Float64Array.of(0, 0, 100, 0, 100, 100, 0, 100);
const hole = Float64Array.of(25, 25, 75, 25, 75, 75, 25, 75);

function length(lines: readonly Float64Array[]): number {
  return lines.reduce((sum, [a, b, c, d]) => sum + Math.hypot(c! - a!, d! - b!), 0);
}

describe('hatchLines', () => {
  it('covers an area: lines times their gap', () => {
    expect(length(hatchLines([square], 2)) * 2).toBeCloseTo(10_000, -2);
  });

  it('leaves holes out', () => {
    expect(length(hatchLines([square, hole], 1))).toBeCloseTo(7500, -2);
  });

  it('runs from lower left to upper right, inside', () => {
    for (const [x1, y1, x2, y2] of hatchLines([square], 7)) {
      expect(Math.abs(x2! - x1! + (y2! - y1!))).toBeLessThan(1e-6);
      for (const value of [x1, y1, x2, y2]) {
        expect(value).toBeGreaterThan(-1e-6);
        expect(value).toBeLessThan(100 + 1e-6);
      }
    }
  });
});
