import { PLACE_LEVEL } from '../../src/model/query.ts';
import { describe, expect, it } from 'vitest';
import { dotRadius, nearestPlace, placesIn } from '../../src/density/place-points.ts';
import type { CellAggregate } from '../../src/model/aggregate.ts';
import { mercatorX, mercatorY } from '../../src/model/mercator.ts';

const made = [
  { longitude: 4.9, latitude: 52.37, value: 12, accuracyClass: 5 },
  { longitude: 179.9, latitude: -17, value: 3, accuracyClass: 0 },
  { longitude: -179.9, latitude: -17.5, value: 400, accuracyClass: 9 },
];
const cells: CellAggregate = {
  by: 'cell',
  measure: 'hosts',
  level: PLACE_LEVEL,
  length: made.length,
  x: Uint32Array.from(made, ({ longitude }) => mercatorX(longitude) >>> 1),
  y: Uint32Array.from(made, ({ latitude }) => mercatorY(latitude) >>> 1),
  accuracyClass: Uint8Array.from(made, ({ accuracyClass }) => accuracyClass),
  value: Float32Array.from(made, ({ value }) => value),
  total: 415,
};

describe('placesIn', () => {
  it('gives the places of a box with their radius, the largest first, across the antimeridian', () => {
    const places = placesIn(cells, { west: 170, east: 190, south: -30, north: 0 });
    expect([...places.value]).toEqual([400, 3]);
    expect([...places.radiusKm]).toEqual([75, 1]);
    expect(places.longitude[0]).toBeCloseTo(-179.9, 6);
    expect(places.latitude[1]).toBeCloseTo(-17, 6);
    expect(placesIn(cells, { west: -180, east: 180, south: -85, north: 85 }).length).toBe(3);
    expect(placesIn(cells, { west: 0, east: 10, south: 0, north: 10 }).length).toBe(0);
  });
});

describe('nearestPlace', () => {
  it('finds the nearest in pixels of the zoom, whatever the turn of the world', () => {
    const places = placesIn(cells, { west: 170, east: 190, south: -30, north: 0 });
    const found = nearestPlace(places, 179.95, -17.5, 6)!;
    expect(places.value[found.index]).toBe(400);
    expect(found.pixels).toBeCloseTo((0.15 * 512 * 64) / 360, 3);
    expect(nearestPlace(placesIn(cells, { west: 0, east: 1, south: 0, north: 1 }), 0, 0, 6)).toBe(
      null,
    );
  });
});

describe('dotRadius', () => {
  it('grows by the same step with every digit', () => {
    expect(dotRadius(1000) - dotRadius(100)).toBeCloseTo(dotRadius(100) - dotRadius(10), 9);
    expect(dotRadius(0.3)).toBe(dotRadius(1));
  });
});
