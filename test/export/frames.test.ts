import { geoDistance } from 'd3';
import { describe, expect, it } from 'vitest';
import { EARTH_RADIUS_KM } from '../../src/model/earth.ts';
import { kmPerUnit, makeMapFrame } from '../../src/export/map-frame.ts';
import { wholeWorld, worldProjections, type PictureView } from '../../src/export/picture.ts';
import { scaleBarLength } from '../../src/export/scale-bar.ts';
import { isPrepared, testAssets } from './made-picture.ts';

const box = { x: 0, y: 100, width: 1500, height: 800 };
const netherlands = { kind: 'box', west: 3, south: 50.5, east: 7.5, north: 53.8 } as const;

/** Ground between two spots of a map, by the great circle. */
function groundKm(
  view: PictureView,
  from: readonly [number, number],
  to: readonly [number, number],
) {
  const frame = makeMapFrame(box, view);
  const [a, b] = [frame.invert(...from)!, frame.invert(...to)!];
  return geoDistance([a[0], a[1]], [b[0], b[1]]) * EARTH_RADIUS_KM;
}

describe.each(worldProjections)('the world in %s', (projection) => {
  const view = { ...wholeWorld, projection, longitude: 20, latitude: 0 };
  const frame = makeMapFrame(box, view);

  it('inverts what it projects', () => {
    for (const [longitude, latitude] of [
      [30, 40],
      [-20, -30],
      [60, 5],
    ] as const) {
      const spot = frame.project(longitude, latitude)!;
      const [lon, lat] = frame.invert(...spot)!;
      expect(lon).toBeCloseTo(longitude, 3);
      expect(lat).toBeCloseTo(latitude, 3);
    }
  });

  it('has no scale bar and says why', () => {
    expect(scaleBarLength(frame)).toBeNull();
    expect(frame.scale).toMatchObject({
      kind: 'none',
      reason: expect.stringContaining('scale') as unknown,
    });
  });

  it('keeps its shapes in the box', () => {
    const line = Array.from({ length: 73 }, (_, n) => [n * 5 - 180, 10] as const);
    for (const points of frame.lines([line])) {
      for (let at = 0; at < points.length; at += 2) {
        expect(points[at]).toBeGreaterThan(-10);
        expect(points[at]).toBeLessThan(1510);
      }
    }
  });
});

describe.each<[string, PictureView]>([
  ['Mercator at the equator', { kind: 'mercator', longitude: 10, latitude: 0, zoom: 5 }],
  ['Mercator at 60° N', { kind: 'mercator', longitude: 10, latitude: 60, zoom: 6 }],
  ['a fitted box', netherlands],
])('the scale bar of %s', (_, view) => {
  it('is as long as the ground it stands for', () => {
    const { km, units } = scaleBarLength(makeMapFrame(box, view))!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const ground = groundKm(view, [x - units / 2, y], [x + units / 2, y]);
    expect(Math.abs(ground / km - 1)).toBeLessThan(0.005);
  });
});

it('turns the globe away from what lies behind it', () => {
  const frame = makeMapFrame(box, { ...wholeWorld, projection: 'orthographic', latitude: 50 });
  expect(frame.project(180, -50)).toBeNull();
  expect(frame.spots(0, 50)).toHaveLength(1);
  expect(frame.invert(5, 105)).toBeNull();
});

it('shows all that the map of the page shows', () => {
  const on = { width: 1280, height: 720 };
  const frame = makeMapFrame(box, { kind: 'mercator', longitude: 0, latitude: 0, zoom: 3, on });
  const reach = (360 * on.width) / (512 * 2 ** 3) / 2;
  expect(frame.spots(reach * 0.999, 0)).toHaveLength(1);
  expect(frame.spots(-reach * 0.999, 0)).toHaveLength(1);
});

it.skipIf(!isPrepared)('fits far islands of a country where the rest stays large', async () => {
  const { areas } = (await testAssets()).basemap;
  const covered = 460;
  const fitted = (code: string) =>
    makeMapFrame(box, { kind: 'countries', codes: [code] }, areas, covered);
  const [honolulu] = fitted('US').spots(-157.86, 21.31);
  expect(honolulu![0]).toBeGreaterThan(box.x + covered);
  // An ocean away: France would be a dot.
  const france = fitted('FR');
  expect(france.spots(55.5, -21.1)).toEqual([]);
  expect(kmPerUnit(france, 47, 2)).toBeLessThan(2);
});
