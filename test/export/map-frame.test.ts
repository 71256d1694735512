import { geoEqualEarth } from 'd3';
import { wholeWorld } from '../../src/export/picture.ts';
import { describe, expect, it } from 'vitest';
import { kmPerUnit, makeMapFrame } from '../../src/export/map-frame.ts';
import { roundLengthKm } from '../../src/export/scale-bar.ts';

const box = { x: 0, y: 100, width: 1920, height: 900 };

describe('the world', () => {
  const frame = makeMapFrame(box, wholeWorld);

  it('is Equal Earth, as d3 has it', () => {
    const raw = geoEqualEarth().precision(0);
    const scale =
      (frame.project(90, 0)![0] - frame.project(0, 0)![0]) / (raw([90, 0])![0] - raw([0, 0])![0]);
    const [left, top] = frame.project(0, 0)!;
    for (const [longitude, latitude] of [
      [10, 50],
      [-120, -40],
      [179, 70],
      [60, 0],
    ] as const) {
      const [x, y] = frame.project(longitude, latitude)!;
      const [a, b] = raw([longitude, latitude])!;
      const [zeroX, zeroY] = raw([0, 0])!;
      expect(x).toBeCloseTo(left + (a - zeroX) * scale, 2);
      expect(y).toBeCloseTo(top + (b - zeroY) * scale, 2);
    }
  });

  it('reads its rows back', () => {
    for (const [longitude, latitude] of [
      [25, 60],
      [-140, -33],
    ] as const) {
      const [x, y] = frame.project(longitude, latitude)!;
      const row = frame.row!(y)!;
      expect(row.latitude).toBeCloseTo(latitude, 6);
      expect(row.longitudeAtZero + x * row.degreesPerUnit).toBeCloseTo(longitude, 3);
    }
    expect(frame.row!(-5000)).toBeNull();
  });

  it('fits its box', () => {
    expect(frame.project(-180, 0)![0]).toBeGreaterThan(-0.01);
    expect(frame.project(180, 0)![0]).toBeLessThan(1920.01);
  });
});

describe('the globe of the page', () => {
  const on = { width: 1280, height: 720 };
  const seen = { longitude: 30, latitude: 40, zoom: 2, radius: 425, camera: 1080, on };
  const frame = makeMapFrame(box, { kind: 'globe', ...seen });
  const shrink = 900 / 720;

  it('is as large as on the page, and shows what its camera sees', () => {
    const [x, y] = frame.project(30, 41)!;
    expect(x).toBeCloseTo(960, 6);
    // A degree near the middle: as long as on a map of that radius.
    expect(550 - y).toBeCloseTo((seen.radius * shrink * Math.PI) / 180, 1);
    const edge = (Math.acos(1 / (1 + 1080 / 425)) * 180) / Math.PI;
    expect(frame.project(30, 40 - edge + 0.1)).not.toBeNull();
    expect(frame.project(30, 40 - edge - 0.1)).toBeNull();
    expect(frame.spots(-150, -40)).toEqual([]);
    // The edge of the disc, as the page has it.
    const disc = (1080 * 425) / Math.sqrt(1080 * (1080 + 2 * 425));
    const xs = frame.outline!.flatMap((ring) => [...ring].filter((_, n) => n % 2 === 0));
    expect(Math.max(...xs) - 960).toBeCloseTo(disc * shrink, 0);
  });

  it('reads its places back, and nothing beside it', () => {
    for (const [longitude, latitude] of [
      [30, 40],
      [75, 20],
      [-5, 52],
    ] as const) {
      const [x, y] = frame.project(longitude, latitude)!;
      const place = frame.invert(x, y)!;
      expect(place[0]).toBeCloseTo(longitude, 6);
      expect(place[1]).toBeCloseTo(latitude, 6);
    }
    expect(frame.invert(10, 110)).toBeNull();
  });

  it('has a scale bar only where one scale holds', () => {
    expect(frame.scale.kind).toBe('none');
    const near = makeMapFrame(box, { kind: 'globe', ...seen, zoom: 6, radius: 6800 });
    expect(near.scale).toMatchObject({ kind: 'bar', latitude: 40 });
    expect(near.bounds.north).toBeLessThan(56);
    expect(near.bounds.east).toBeLessThan(60);
  });
});

describe('a part in Mercator', () => {
  const frame = makeMapFrame(box, { kind: 'mercator', longitude: 170, latitude: -40, zoom: 4 });

  it('has its centre in the middle and repeats across the antimeridian', () => {
    expect(frame.project(170, -40)!).toEqual([960, 550]);
    expect(frame.bounds.east).toBeGreaterThan(180);
    expect(frame.spots(175, -40)).toHaveLength(1);
    expect(frame.spots(-175, -40)).toHaveLength(1);
  });

  it('has the scale of its latitude', () => {
    // The equator is 40,030 km on the authalic sphere and 512 * 2^4 units wide.
    const expected = (40_030.2 / 8192) * Math.cos((40 * Math.PI) / 180);
    expect(kmPerUnit(frame, -40)).toBeCloseTo(expected, 3);
  });
});

it.each([
  [1, 260, 200],
  [4.5, 260, 1000],
  [0.0021, 260, 0.5],
  [20, 260, 5000],
])('takes a round length: %d km a unit', (toUnit, longest, expected) => {
  expect(roundLengthKm(toUnit, longest)).toBeCloseTo(expected, 9);
});
