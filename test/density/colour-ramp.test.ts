import { lab, rgb } from 'd3';
import { describe, expect, it } from 'vitest';
import { makeRamp } from '../../src/density/colour-ramp.ts';
import { paletteIds, usualColours } from '../../src/model/colour-choice.ts';

/** What people without one kind of cone see, linear RGB (Machado, Oliveira and Fernandes, 2009, severity 1). */
const sights = {
  all: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [
    0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
  ],
  deuteranopia: [
    0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881,
  ],
  tritanopia: [
    1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039,
  ],
} as const;

const linear = (channel: number) =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
const coded = (channel: number) => {
  const held = Math.max(0, Math.min(1, channel));
  return held <= 0.0031308 ? held * 12.92 : 1.055 * held ** (1 / 2.4) - 0.055;
};

/** Lightness (CIELAB) of the colours of a ramp as somebody sees them. */
function lightness(ramp: Uint8Array, sight: readonly number[]): number[] {
  return Array.from({ length: 256 }, (_, i) => {
    const [r, g, b] = [0, 1, 2].map((channel) => linear(ramp[4 * i + channel]! / 255));
    const seen = [0, 3, 6].map(
      (row) => 255 * coded(sight[row]! * r! + sight[row + 1]! * g! + sight[row + 2]! * b!),
    );
    return lab(rgb(seen[0]!, seen[1]!, seen[2]!)).l;
  });
}

describe('makeRamp', () => {
  for (const palette of paletteIds) {
    it.each(Object.entries(sights))(`is in order of lightness: ${palette}, %s`, (_, sight) => {
      const seen = lightness(makeRamp('dark', 'areas', { ...usualColours, palette }), sight);
      const steps = Array.from({ length: 16 }, (_, n) => seen[n * 17]!);
      for (let n = 1; n < steps.length; n++) expect(steps[n]! - steps[n - 1]!).toBeGreaterThan(0.5);
      expect(steps.at(-1)! - steps[0]!).toBeGreaterThan(55);
    });
  }

  it('turns with the theme, and with the choice', () => {
    const dark = makeRamp('dark', 'areas');
    const turned = [...Array(256).keys()].flatMap((i) => [
      ...dark.subarray((255 - i) * 4, (256 - i) * 4),
    ]);
    expect([...makeRamp('light', 'areas')]).toEqual(turned);
    const reversed = { ...usualColours, reversed: true };
    expect([...makeRamp('dark', 'areas', reversed)]).toEqual(turned);
    expect(makeRamp('light', 'areas', reversed)).toEqual(dark);
  });

  it('is as opaque as was chosen', () => {
    const half = makeRamp('dark', 'areas', { ...usualColours, opacity: 0.5 });
    const whole = makeRamp('dark', 'areas');
    expect(half[1023]! / whole[1023]!).toBeCloseTo(0.5, 2);
  });
});
