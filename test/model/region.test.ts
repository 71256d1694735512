import { geoCircle, geoContains, geoDistance } from 'd3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { destination, distanceKm, EARTH_RADIUS_KM } from '../../src/model/earth.ts';
import { makeInside, type Box, type Circle, type Polygon } from '../../src/model/region.ts';

const degrees = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const somewhere = fc.tuple(degrees(-180, 180), degrees(-90, 90));
const runs = { seed: 20261128, numRuns: 2000 };

describe('a circle', () => {
  const someCircle = fc
    .record({ centre: somewhere, radiusKm: degrees(0.5, 19_900) })
    .map(({ centre: [longitude, latitude], radiusKm }): Circle => {
      return { kind: 'circle', longitude, latitude, radiusKm };
    });

  it('holds what is near by great circles, over poles and antimeridian', () => {
    const property = fc.property(someCircle, somewhere, (circle, point) => {
      const km = geoDistance([circle.longitude, circle.latitude], point) * EARTH_RADIUS_KM;
      fc.pre(Math.abs(km - circle.radiusKm) > 1e-3);
      expect(makeInside(circle)(...point)).toBe(km < circle.radiusKm);
    });
    fc.assert(property, runs);
  });

  it('agrees with the spherical polygon of d3 away from its edge', () => {
    const property = fc.property(someCircle, somewhere, (circle, point) => {
      const angle = circle.radiusKm / EARTH_RADIUS_KM / (Math.PI / 180);
      const far = (geoDistance([circle.longitude, circle.latitude], point) * 180) / Math.PI;
      fc.pre(angle < 89 && Math.abs(far - angle) > 0.2);
      const shape = geoCircle().center([circle.longitude, circle.latitude]).radius(angle)();
      expect(makeInside(circle)(...point)).toBe(geoContains(shape, point));
    });
    fc.assert(property, { ...runs, numRuns: 500 });
  });

  it('tells metres apart, where the cosine of an angle would not', () => {
    const circle: Circle = { kind: 'circle', longitude: 4.9, latitude: 52.37, radiusKm: 0.5 };
    for (const bearing of [0, 45, 133, 270]) {
      const at = (km: number) => destination([4.9, 52.37], bearing, km);
      expect(makeInside(circle)(...at(0.4999))).toBe(true);
      expect(makeInside(circle)(...at(0.5001))).toBe(false);
    }
  });

  it('of half a turn holds the world', () => {
    const all: Circle = { kind: 'circle', longitude: 10, latitude: 80, radiusKm: 20_016 };
    expect(makeInside(all)(-170, -80)).toBe(true);
  });
});

describe('the earth', () => {
  it('is left and measured by the same distance', () => {
    const property = fc.property(
      fc.tuple(degrees(-180, 180), degrees(-89.9, 89.9)),
      degrees(0, 360),
      degrees(0.001, 19_000),
      (from, bearing, km) => {
        const to = destination(from, bearing, km);
        expect(distanceKm(from, to)).toBeCloseTo(km, 4);
        expect(geoDistance(from, to) * EARTH_RADIUS_KM).toBeCloseTo(km, 3);
      },
    );
    fc.assert(property, { ...runs, numRuns: 500 });
  });
});

describe('a box', () => {
  it('holds its range of longitudes, the short or the long way round', () => {
    const someBox = fc.record({
      west: degrees(-180, 180),
      width: degrees(0.1, 359),
      south: degrees(-90, 89),
      height: degrees(0.1, 90),
    });
    const property = fc.property(someBox, somewhere, ({ west, width, south, height }, [x, y]) => {
      const beyond = west + width;
      const box: Box = {
        ...{ kind: 'box', west, south, north: Math.min(90, south + height) },
        east: beyond > 180 ? beyond - 360 : beyond,
      };
      const turns = [x - 360, x, x + 360];
      const isBeside = turns.some((turn) => turn >= west && turn <= beyond);
      fc.pre(turns.every((turn) => Math.abs(turn - west) > 1e-9 && Math.abs(turn - beyond) > 1e-9));
      expect(makeInside(box)(x, y)).toBe(isBeside && y >= box.south && y <= box.north);
    });
    fc.assert(property, runs);
  });

  it('holds its own edges, and both sides of the antimeridian', () => {
    const box: Box = { kind: 'box', west: 0.1, south: -85.3, east: 180, north: 89 };
    const inside = makeInside(box);
    for (const x of [0.1, 180, -180]) expect(inside(x, 89)).toBe(true);
    expect(inside(0.0999, 0)).toBe(false);
    expect(inside(90, -85.3)).toBe(true);
    expect(inside(90, 89.01)).toBe(false);
    expect(makeInside({ ...box, west: -180, east: 180 })(-33, 0)).toBe(true);
  });

  it('near a pole tells what the square map shows on its edge', () => {
    const box: Box = { kind: 'box', west: -180, south: 86, east: 180, north: 88 };
    expect([85.5, 87, 89].map((north) => makeInside(box)(20, north))).toEqual([false, true, false]);
  });
});

describe('a lasso', () => {
  /** How often a ring goes round a point on the plane of Mercator, by the angles under which its sides are seen. */
  function turnsRound(ring: Polygon['ring'], point: readonly [number, number]): number {
    const plane = ([east, north]: readonly [number, number]) =>
      [(east * Math.PI) / 180, Math.asinh(Math.tan((north * Math.PI) / 180))] as const;
    const [px, py] = plane(point);
    const angles = ring.map(plane).map(([x, y]) => Math.atan2(y - py, x - px));
    const sum = angles.reduce((total, angle, i) => {
      const step = angles[(i + 1) % angles.length]! - angle;
      return total + step - 2 * Math.PI * Math.round(step / (2 * Math.PI));
    }, 0);
    return Math.round(sum / (2 * Math.PI));
  }

  const someRing = fc.record({
    centre: fc.tuple(degrees(-180, 180), degrees(-60, 60)),
    size: degrees(1, 20),
    corners: fc.integer({ min: 3, max: 24 }),
  });

  it('holds what its ring goes round, beyond the antimeridian too', () => {
    const property = fc.property(
      someRing,
      fc.tuple(degrees(-1.5, 1.5), degrees(-1.5, 1.5)),
      ({ centre: [x, y], size, corners }, [east, north]) => {
        const ring = Array.from({ length: corners }, (_, i) => {
          const turn = (2 * Math.PI * i) / corners;
          return [x + size * Math.cos(turn), y + 0.2 * size * Math.sin(turn)] as const;
        });
        const point = [x + east * size, y + 0.2 * north * size] as const;
        const wrapped =
          point[0] > 180 ? point[0] - 360 : point[0] < -180 ? point[0] + 360 : point[0];
        const told = makeInside({ kind: 'polygon', ring })(wrapped, point[1]);
        expect(told).toBe(turnsRound(ring, point) !== 0);
      },
    );
    fc.assert(property, runs);
  });

  it('leaves out the bay of a shape that is not round', () => {
    const ring = [
      [0, 0],
      [10, 0],
      [10, 10],
      [5, 2],
      [0, 10],
    ] as const;
    const inside = makeInside({ kind: 'polygon', ring });
    expect([inside(1, 5), inside(5, 5), inside(9, 5), inside(5, 1)]).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  it('drawn to the edge of the square map holds what the map shows there', () => {
    const inside = makeInside({
      kind: 'polygon',
      ring: [
        [0, -90],
        [40, -90],
        [40, 90],
        [0, 90],
      ],
    });
    expect([inside(20, 90), inside(20, -90), inside(20, 86), inside(50, 90)]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});
