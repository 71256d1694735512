import { describe, expect, it } from 'vitest';
import {
  colourOf,
  fieldColourOf,
  fitDomain,
  fraction,
  largestOf,
  makeRamp,
  scaleTicks,
  spacedTicks,
  type ColourScale,
} from '../../src/density/colour-scale.ts';

const log: ColourScale = { kind: 'log', domain: [0.1, 1000], ramp: makeRamp('dark') };
const linear: ColourScale = { kind: 'linear', domain: [0, 500], ramp: makeRamp('light') };

/** Relative luminance (WCAG 2.2) of a colour of a ramp. */
function luminance(ramp: Uint8Array, index: number): number {
  const part = (k: number) => {
    const value = ramp[index * 4 + k]! / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(0) + 0.7152 * part(1) + 0.0722 * part(2);
}

describe('colour scale', () => {
  it('places values on a logarithmic and a linear scale, held to the ends', () => {
    expect(fraction(log, 0.1)).toBe(0);
    expect(fraction(log, 10)).toBeCloseTo(0.5);
    expect(fraction(log, 1e9)).toBe(1);
    expect(fraction(log, 0)).toBe(0);
    expect(fraction(linear, 125)).toBeCloseTo(0.25);
  });

  it('gives the ends of the ramp at the ends of the domain', () => {
    expect(colourOf(log, 1000)).toEqual([...log.ramp.subarray(1020, 1024)]);
    expect(colourOf(log, 0.1)).toEqual([...log.ramp.subarray(0, 4)]);
  });

  it('draws nothing below the domain', () => {
    expect(fieldColourOf(log, 0.09)[3]).toBe(0);
    expect(fieldColourOf(log, 0)[3]).toBe(0);
    expect(fieldColourOf(log, 5)[3]).toBeGreaterThan(200);
  });

  it.each([
    [860, 'log', [0.1, 1000]],
    [1000, 'log', [0.1, 1000]],
    [1001, 'log', [0.2, 2000]],
    [42, 'linear', [0, 50]],
    [0, 'log', [0.0001, 1]],
  ] as const)('fits a round domain to %d, %s', (largest, kind, domain) => {
    expect(fitDomain(largest, kind)).toEqual(domain);
  });

  it('finds the largest number that is one', () => {
    expect(largestOf([3, NaN, 7, Infinity, -2])).toBe(7);
    expect(largestOf(new Float32Array(4))).toBe(0);
  });

  it('has round ticks inside its domain', () => {
    expect(scaleTicks(log)).toEqual([0.1, 1, 10, 100, 1000]);
    expect(scaleTicks(linear)).toEqual([0, 100, 200, 300, 400, 500]);
    const few = spacedTicks(log, 0.3);
    expect(few.map(({ value }) => value)).toEqual([0.1, 10, 1000]);
  });

  it.each(['dark', 'light'] as const)(
    'leads away from the background step by step: %s',
    (theme) => {
      const ramp = makeRamp(theme);
      const steps = Array.from({ length: 17 }, (_, n) => luminance(ramp, Math.min(255, n * 16)));
      const away = theme === 'dark' ? steps : steps.map((value) => -value);
      for (let n = 1; n < away.length; n++) expect(away[n]).toBeGreaterThan(away[n - 1]!);
    },
  );

  it('is seen by the colour-blind: lightness alone tells eight steps apart', () => {
    for (const theme of ['dark', 'light'] as const) {
      const ramp = makeRamp(theme);
      const lightness = Array.from({ length: 9 }, (_, n) => {
        const y = luminance(ramp, Math.min(255, n * 32));
        return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
      });
      for (let n = 1; n < lightness.length; n++) {
        expect(Math.abs(lightness[n]! - lightness[n - 1]!)).toBeGreaterThan(4);
      }
    }
  });
});
