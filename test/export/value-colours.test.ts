import { describe, expect, it } from 'vitest';
import { fieldColourOf, makeRamp, type ColourScale } from '../../src/density/colour-scale.ts';
import { makeFieldReader } from '../../src/density/field-reader.ts';
import { valueColours } from '../../src/export/value-colours.ts';

const ramp = makeRamp('dark');
const scales: Record<string, ColourScale> = {
  'a log scale': { kind: 'log', domain: [0.02, 200], ramp },
  'a log scale of a tenth of an octave': { kind: 'log', domain: [1, 1.07], ramp },
  'a linear scale': { kind: 'linear', domain: [0, 37], ramp },
};

describe('colours by a table', () => {
  it.each(Object.entries(scales))('are those of the legend within a step: %s', (_, scale) => {
    const [low, high] = scale.domain;
    const values = Float32Array.from({ length: 5000 }, (_, n) => {
      const share = n / 4000;
      return scale.kind === 'log' ? low * (high / low) ** share : low + (high - low) * share;
    });
    values.set([0, -1, NaN, low / 2, low, high, 1e30, Infinity]);
    const colours = new Uint32Array(values.length + 3);
    valueColours(scale)(values, colours, 3);
    const bytes = new Uint8Array(colours.buffer, 12);
    for (const [n, value] of values.entries()) {
      const own = bytes.subarray(4 * n, 4 * n + 4);
      const legend = fieldColourOf(scale, value);
      if (legend[3] === 0) expect(own[3]).toBe(0);
      else legend.forEach((channel, k) => expect(Math.abs(own[k]! - channel)).toBeLessThan(1.01));
    }
    expect(colours.subarray(0, 3)).toEqual(new Uint32Array(3));
  });
});

describe('a row of a field', () => {
  const cells = {
    longitude: Float64Array.of(179.9, -60),
    latitude: Float64Array.of(12, 14),
    weight: Float32Array.of(5, 3),
    accuracyClass: Uint8Array.of(5, 7),
    length: 2,
  };
  const views = {
    'the world': { west: -180, east: 180, south: -80, north: 80, width: 800, height: 800 },
    'a part of it, over the antimeridian': {
      ...{ west: 172, east: 190, south: 2, north: 20, width: 400, height: 420 },
    },
  };

  it.each(Object.entries(views))('has the values of its places: %s', (_, view) => {
    const reader = makeFieldReader(cells, view, { smoothingKm: 60 });
    // Also beyond both edges, and some turns away.
    const where = { first: view.west - 400, step: 0.37 };
    const out = new Float32Array(3000);
    let largest = 0;
    for (const latitude of [3, 12, 13.9]) {
      expect(reader.row(latitude, where, out)).toBe(true);
      for (const [n, value] of out.entries()) {
        const alone = reader.at(where.first + n * where.step, latitude);
        largest = Math.max(largest, alone);
        expect(Math.abs(value - alone)).toBeLessThan(1e-6 * Math.max(1, largest));
      }
    }
    expect(largest).toBeGreaterThan(0);
    expect(reader.row(89.9, where, out)).toBe(false);
  });
});
