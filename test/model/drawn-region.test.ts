import { geoDistance } from 'd3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnRegion } from '../../src/model/drawn-region.ts';
import { EARTH_RADIUS_KM } from '../../src/model/earth.ts';
import { makeInside, type Box, type Circle, type Polygon } from '../../src/model/region.ts';
import { regionOutline } from '../../src/model/region-outline.ts';

const draw = (tool: 'box' | 'lasso' | 'circle', line: [number, number][], pixel = 0.01) =>
  drawnRegion(tool, line, pixel, 64);

describe('what a hand draws', () => {
  it('is a box from corner to corner, in any direction', () => {
    const box = { kind: 'box', west: 4.21, south: 50, east: 9.8, north: 54 };
    expect(
      draw('box', [
        [4.2103, 54],
        [9.8, 50],
      ]),
    ).toEqual(box);
    expect(
      draw('box', [
        [9.8, 50],
        [7, 60],
        [4.2103, 54],
      ]),
    ).toEqual(box);
  });

  it('is a box over the antimeridian where the hand passed it', () => {
    const box = { kind: 'box', west: 170, south: -10, east: -170, north: 10 };
    expect(
      draw('box', [
        [170, 10],
        [190, -10],
      ]),
    ).toEqual(box);
    expect(
      draw('box', [
        [-170, 10],
        [-190, -10],
      ]),
    ).toEqual(box);
  });

  it('reaches the pole where it reaches the edge of the map', () => {
    expect(
      draw('box', [
        [0, 85.2],
        [40, 60],
      ]),
    ).toMatchObject({ south: 60, north: 90 });
    const lasso = draw('lasso', [
      [0, 60],
      [40, 60],
      [40, 85.5],
      [0, 85.5],
    ]) as Polygon;
    expect(makeInside(lasso)(20, 89)).toBe(true);
  });

  it('is a circle from its middle, with a round radius', () => {
    const circle = draw('circle', [
      [13.402, 52.52],
      [13.402, 55.22],
    ]) as Circle;
    expect(circle).toEqual({ kind: 'circle', longitude: 13.4, latitude: 52.52, radiusKm: 300 });
    const beyond = draw('circle', [
      [181, 0],
      [190, 0],
    ]) as Circle;
    expect(beyond).toMatchObject({ longitude: -179, radiusKm: 1000 });
  });

  it('is nothing where it does not move', () => {
    for (const tool of ['box', 'lasso', 'circle'] as const) {
      expect(draw(tool, [[5, 5]])).toBeNull();
      expect(
        draw(tool, [
          [5, 5],
          [5, 5],
        ]),
      ).toBeNull();
    }
  });

  it('is a lasso with few corners that keeps what the hand went round', () => {
    const line = Array.from({ length: 2000 }, (_, i): [number, number] => {
      const turn = (2 * Math.PI * i) / 2000;
      const wobble = 1 + 0.2 * Math.sin(9 * turn) + 0.01 * Math.sin(211 * turn);
      return [175 + 15 * wobble * Math.cos(turn), 10 + 12 * wobble * Math.sin(turn)];
    });
    const lasso = draw('lasso', line) as Polygon;
    expect(lasso.ring.length).toBeLessThanOrEqual(64);
    expect(lasso.ring.length).toBeGreaterThan(20);
    const exact = makeInside({ kind: 'polygon', ring: line });
    const told = makeInside(lasso);
    const point = fc.tuple(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -10, max: 30, noNaN: true }),
    );
    const sample = fc.sample(point, { seed: 7, numRuns: 4000 });
    const wrong = sample.filter((at) => exact(...at) !== told(...at));
    expect(wrong.length).toBeLessThan(20);
    expect(sample.filter((at) => told(...at)).length).toBeGreaterThan(200);
  });
});

describe('an outline', () => {
  it('of a circle is everywhere as far as its radius, and never jumps', () => {
    for (const [longitude, latitude, radiusKm] of [
      [13.4, 52.5, 300],
      [179, -17, 2500],
      [20, 80, 3000],
    ] as const) {
      const circle: Circle = { kind: 'circle', longitude, latitude, radiusKm };
      const [line] = regionOutline(circle);
      for (const [i, [east, north]] of line!.entries()) {
        const km = geoDistance([longitude, latitude], [east, north]) * EARTH_RADIUS_KM;
        if (Math.abs(north) < 85) expect(km).toBeCloseTo(radiusKm, 3);
        if (i > 0) expect(Math.abs(east - line![i - 1]![0])).toBeLessThanOrEqual(180);
      }
    }
  });

  it('of a circle round a pole goes once round the world', () => {
    const [line] = regionOutline({ kind: 'circle', longitude: 20, latitude: 80, radiusKm: 3000 });
    expect(Math.abs(line!.at(-1)![0] - line![0]![0])).toBeCloseTo(360, 6);
  });

  it('of a box goes its own way round', () => {
    const [line] = regionOutline({
      kind: 'box',
      west: 170,
      south: -10,
      east: -170,
      north: 10,
    } satisfies Box);
    expect(Math.max(...line!.map(([x]) => x))).toBe(190);
    expect(
      regionOutline({ kind: 'box', west: -180, south: -90, east: 180, north: 10 }),
    ).toHaveLength(2);
  });
});
