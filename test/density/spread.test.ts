import { describe, expect, it } from 'vitest';
import { colourOf } from '../../src/density/colour-scale.ts';
import { fieldSpread, ranksOf, shareBelow, spreadOf } from '../../src/density/spread.ts';
import { pixelAreaKm2 } from '../../src/density/sphere.ts';
import { makeScale } from '../../src/density/way-scale.ts';
import { usualColours } from '../../src/model/colour-choice.ts';

/** 1,000 values over three decades, most of them small. */
const values = Float64Array.from({ length: 1000 }, (_, n) => 1000 * (n / 999) ** 3 + 0.5);

const counted = (value: number) => values.filter((other) => other < value).length / values.length;

describe('spreadOf', () => {
  it('tells the share below any value, as counting does', () => {
    const spread = spreadOf(values);
    expect(spread.largest).toBe(1000.5);
    for (const value of [1, 5, 30, 200, 900]) {
      expect(shareBelow(spread, value)).toBeCloseTo(counted(value), 2);
    }
    expect(shareBelow(spread, 1e9)).toBe(1);
    expect(shareBelow(spread, 1e-9)).toBe(0);
    expect(spreadOf([0, 0]).largest).toBe(0);
  });

  it('weighs a field by ground', () => {
    const view = { west: 0, east: 10, south: 0, north: 80, width: 1, height: 2 };
    const [north, south] = [pixelAreaKm2(view, 0), pixelAreaKm2(view, 1)];
    const spread = fieldSpread(Float32Array.of(1, 100), view);
    expect(shareBelow(spread, 10)).toBeCloseTo(north / (north + south), 9);
  });
});

describe('fieldSpread', () => {
  it('is the spread of its pixels, each with its ground, over any span of values', () => {
    const view = { west: -180, east: 180, south: -70, north: 85, width: 128, height: 64 };
    for (const [decades, largest] of [
      [9, 4e5],
      [1, 7e-3],
      [0, 1],
      [12, 3e-30],
    ] as const) {
      const field = Float32Array.from(
        { length: view.width * view.height },
        (_, n) => largest * 10 ** -(decades * ((n * 0.618034) % 1)),
      );
      field.set([0, Infinity, NaN, -1]);
      const slow = spreadOf(field, (n) => pixelAreaKm2(view, Math.floor(n / view.width)));
      const { largest: found, below } = fieldSpread(field, view);
      expect(found).toBe(slow.largest);
      below.forEach((share, bin) => expect(share).toBeCloseTo(slow.below[bin]!, 9));
    }
    expect(fieldSpread(new Float32Array(view.width * view.height), view)).toEqual(spreadOf([]));
  });
});

describe('ranksOf', () => {
  const spread = spreadOf(values);
  const domain = [0.1, 1000] as const;

  it('puts as many values in each part of the colours', () => {
    const ranks = ranksOf(spread, domain);
    const parts = [0, 0, 0, 0];
    for (const value of values) {
      const at = Math.min(255, Math.floor((255 * Math.log10(Math.min(1000, value) / 0.1)) / 4));
      parts[Math.min(3, Math.floor(ranks[at]! * 4))]!++;
    }
    for (const part of parts) expect(Math.abs(part - 250)).toBeLessThan(25);
  });

  it('makes a scale of ranks where the spread is known, and of logarithms where not', () => {
    const parts = { theme: 'dark', drawn: 'areas', colours: usualColours } as const;
    const ranked = makeScale(domain, { ...parts, kind: 'quantile', spread });
    const plain = makeScale(domain, { ...parts, kind: 'quantile', spread: null });
    const log = makeScale(domain, { ...parts, kind: 'log', spread });
    expect([ranked.byRank, plain.byRank, log.byRank]).toEqual([true, false, false]);
    expect(plain.ramp).toEqual(log.ramp);
    // The median of the values has the middle colour.
    const middle = colourOf({ ...log, kind: 'linear', domain: [0, 1] }, 0.5);
    const median = colourOf(ranked, 1000 * 0.125 + 0.5);
    median.forEach((channel, n) => expect(Math.abs(channel - middle[n]!)).toBeLessThan(8));
  });
});
