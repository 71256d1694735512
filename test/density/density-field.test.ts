import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { densityField, type FieldCells, type FieldView } from '../../src/density/density-field.ts';
import { makeScratch } from '../../src/density/field-scratch.ts';
import { fieldCells } from '../../src/density/field-cells.ts';
import { makeRandom } from '../../scripts/telemetry-text.ts';
import { EARTH_RADIUS_KM, RADIANS } from '../../src/model/earth.ts';
import { latitudeAt, mercatorOf, pixelAreaKm2, sigmaKm } from '../../src/density/sphere.ts';
import { accuracyClassesKm, PIN_CLASS } from '../../src/model/place.ts';

interface Point {
  longitude: number;
  latitude: number;
  weight: number;
  accuracyClass: number;
}

function cellsOf(points: readonly Point[]): FieldCells {
  return {
    length: points.length,
    longitude: Float64Array.from(points, (point) => point.longitude),
    latitude: Float64Array.from(points, (point) => point.latitude),
    weight: Float32Array.from(points, (point) => point.weight),
    accuracyClass: Uint8Array.from(points, (point) => point.accuracyClass),
  };
}

const world: FieldView = {
  west: -180,
  east: 180,
  south: -85.0511287798066,
  north: 85.0511287798066,
  width: 512,
  height: 512,
};

/** Density times area over all pixels: what the field says there is. */
function massOf(field: Float32Array, view: FieldView): number {
  let mass = 0;
  for (let row = 0; row < view.height; row++) {
    const area = pixelAreaKm2(view, row) / 1000;
    for (let column = 0; column < view.width; column++) {
      mass += field[row * view.width + column]! * area;
    }
  }
  return mass;
}

/** The same by brute force: a spherical Gaussian of every point at the centre of one pixel. */
function kernelAt(
  points: readonly Point[],
  smoothingKm: number,
  [longitude, latitude]: [number, number],
): number {
  return points.reduce((sum, point) => {
    const sigma = sigmaKm(smoothingKm, accuracyClassesKm[point.accuracyClass]!) / EARTH_RADIUS_KM;
    const [a, b] = [latitude * RADIANS, point.latitude * RADIANS];
    const half = Math.sin((a - b) / 2) ** 2;
    const turn = Math.sin(((longitude - point.longitude) * RADIANS) / 2) ** 2;
    const angle = 2 * Math.asin(Math.sqrt(half + Math.cos(a) * Math.cos(b) * turn));
    // Mass one on the sphere: the integral of the kernel is 2 pi sigma^2 but for terms of sigma^4.
    const norm = 2 * Math.PI * sigma ** 2 * EARTH_RADIUS_KM ** 2;
    return sum + (1000 * point.weight * Math.exp(-(angle ** 2) / (2 * sigma ** 2))) / norm;
  }, 0);
}

function centreOf(view: FieldView, column: number, row: number): [number, number] {
  const step = (mercatorOf(view.north) - mercatorOf(view.south)) / view.height;
  return [
    view.west + ((column + 0.5) * (view.east - view.west)) / view.width,
    latitudeAt(mercatorOf(view.north) - (row + 0.5) * step),
  ];
}

describe('densityField', () => {
  it('keeps the mass within 1 % for any smoothing, latitude and accuracy', () => {
    const point = fc.record({
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
      latitude: fc.oneof(
        fc.double({ min: -84, max: 84, noNaN: true }),
        fc.double({ min: 80, max: 85, noNaN: true }),
        fc.double({ min: -85, max: -80, noNaN: true }),
      ),
      weight: fc.integer({ min: 1, max: 1000 }),
      accuracyClass: fc.integer({ min: 0, max: PIN_CLASS - 1 }),
    });
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 400 }),
        (points, smoothingKm) => {
          const field = densityField(cellsOf(points), world, { smoothingKm });
          const weight = points.reduce((sum, { weight: own }) => sum + own, 0);
          expect(Math.abs(massOf(field, world) / weight - 1)).toBeLessThan(0.01);
        },
      ),
      { seed: 11, numRuns: 25 },
    );
  });

  it.each([60, 80, 83.48, 84.9])(
    'is the sum of what each accuracy makes alone at %d degrees',
    (latitude) => {
      const points = Array.from({ length: PIN_CLASS }, (_, accuracyClass) => {
        return { longitude: 10 + 3 * accuracyClass, latitude, weight: 1, accuracyClass };
      });
      const together = densityField(cellsOf(points), world, { smoothingKm: 160 });
      expect(massOf(together, world) / points.length).toBeCloseTo(1, 2);
      const alone = new Float64Array(together.length);
      for (const point of points) {
        densityField(cellsOf([point]), world, { smoothingKm: 160 }).forEach((value, at) => {
          alone[at]! += value;
        });
      }
      const peak = alone.reduce((a, b) => Math.max(a, b), 0);
      const off = alone.reduce((a, b, at) => Math.max(a, Math.abs(b - together[at]!)), 0);
      expect(off / peak).toBeLessThan(0.02);
    },
  );

  it.each([
    ['mid-latitude', 13.4, 52.5],
    ['equator', -60, -3],
    ['far north', 25, 70],
    ['on the antimeridian', 179.9, -17],
  ])(
    'agrees with the great-circle kernel within 1 %% at its peaks: %s',
    (_, longitude, latitude) => {
      const points: Point[] = Array.from({ length: 12 }, (_unused, n) => ({
        longitude: longitude + ((n * 37) % 11) * 0.4 - 2,
        latitude: latitude + ((n * 53) % 7) * 0.3 - 1,
        weight: 1 + n,
        accuracyClass: [3, 6, 8][n % 3]!,
      }));
      const view: FieldView = {
        west: longitude - 6,
        east: longitude + 6,
        south: latitude - 4,
        north: latitude + 4,
        width: 300,
        height: 240,
      };
      const field = densityField(cellsOf(points), view, { smoothingKm: 40 });
      const peak = field.reduce((a, b) => Math.max(a, b), 0);
      let checked = 0;
      for (let row = 10; row < view.height; row += 23) {
        for (let column = 10; column < view.width; column += 29) {
          const value = field[row * view.width + column]!;
          if (value < peak / 2) continue;
          const expected = kernelAt(points, 40, centreOf(view, column, row));
          expect(Math.abs(value / expected - 1)).toBeLessThan(0.01);
          checked++;
        }
      }
      expect(checked).toBeGreaterThan(3);
    },
  );

  it.each([
    ['the world', world],
    [
      'a view over 180 degrees',
      { west: 150, east: 215, south: -30, north: 40, width: 200, height: 240 },
    ],
    ['a town', { west: 10, east: 12, south: 50, north: 51, width: 300, height: 240 }],
  ])('takes cells on a grid as it takes positions of their own, over %s', (_, view) => {
    const random = makeRandom(5);
    const length = 3000;
    const cells = fieldCells({
      ...{ by: 'cell', measure: 'hosts', level: 12, length, total: 0 },
      x: Uint32Array.from({ length }, () => random() % 4096),
      y: Uint32Array.from({ length }, (_, n) => (n % 4 ? random() % 4096 : 1370 + (n % 20))),
      value: Float32Array.from({ length }, () => 1 + (random() % 50)),
      accuracyClass: Uint8Array.from({ length }, () => random() % 14),
    });
    const { longitude, latitude, weight, accuracyClass } = cells;
    const own = { longitude, latitude, weight, accuracyClass, length };
    const options = { smoothingKm: 25 };
    const [onGrid, alone] = [cells, own].map((each) => densityField(each, view, options));
    expect(alone!.some((value) => value > 0)).toBe(true);
    expect(onGrid).toEqual(alone);
  });

  it.each([0, 1, 2, 3])('takes cells by class as it takes them in any order, %d less', (less) => {
    const random = makeRandom(3);
    const length = 500 - less;
    const classes = Uint8Array.from({ length }, () => random() % 14);
    const rest = {
      ...({ by: 'cell', measure: 'hosts', level: 9, length, total: 0 } as const),
      x: Uint32Array.from({ length }, () => random() % 512),
      y: Uint32Array.from({ length }, () => 100 + (random() % 300)),
      value: Float32Array.from({ length }, () => 1 + (random() % 9)),
    };
    const order = [...classes.keys()].sort((a, b) => classes[a]! - classes[b]!);
    const byClass = {
      ...rest,
      x: rest.x.map((_, n) => rest.x[order[n]!]!),
      y: rest.y.map((_, n) => rest.y[order[n]!]!),
      value: rest.value.map((_, n) => rest.value[order[n]!]!),
      accuracyClass: classes.map((_, n) => classes[order[n]!]!),
    };
    const fields = [{ ...rest, accuracyClass: classes }, byClass].map((each) =>
      densityField(fieldCells(each), world, { smoothingKm: 150 }),
    );
    expect(fields[0]!.some((value) => value > 0)).toBe(true);
    expect(fields[1]).toEqual(fields[0]);
  });

  it('gives every frame what it gives alone, whatever memory and plan are kept from the one before', () => {
    const random = makeRandom(9);
    const scratch = makeScratch();
    const near = { west: -10, east: 40, south: 30, north: 60, width: 200, height: 160 };
    for (let frame = 0; frame < 60; frame++) {
      const points = Array.from({ length: 1 + (random() % 40) }, () => ({
        longitude: (random() % 360) - 180,
        latitude: (random() % 170) - 85,
        weight: 1 + (random() % 9),
        accuracyClass: random() % (frame % 5 === 0 ? 3 : 14),
      }));
      const view = frame % 7 === 6 ? near : world;
      const options = { smoothingKm: frame % 11 === 10 ? 90 : 150 };
      const kept = densityField(cellsOf(points), view, options, scratch);
      const alone = densityField(cellsOf(points), view, options, makeScratch());
      expect(Buffer.from(kept.buffer).equals(Buffer.from(alone.buffer))).toBe(true);
    }
  });

  it('is empty where there is nothing', () => {
    const field = densityField(cellsOf([]), world, { smoothingKm: 40 });
    expect(field.every((value) => value === 0)).toBe(true);
  });

  it('refuses a class that has no radius', () => {
    const cells = cellsOf([{ longitude: 0, latitude: 0, weight: 1, accuracyClass: 3 }]);
    expect(() => densityField(cells, world, { smoothingKm: 40, radiiKm: [1, 2] })).toThrow(
      /class 3 has no radius/,
    );
  });
});
