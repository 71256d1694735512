import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  edgeRadius,
  globeBox,
  globeRadius,
  isOnGlobe,
  isOnNearSide,
  wholeGlobeZoom,
  zoomAtLatitude,
  type GlobeView,
} from '../../src/map/globe-sight.ts';

const RADIANS = Math.PI / 180;
type Vector = [number, number, number];

const views: fc.Arbitrary<GlobeView> = fc.record({
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  latitude: fc.double({ min: -84, max: 84, noNaN: true }),
  zoom: fc.double({ min: 0, max: 8, noNaN: true }),
  width: fc.integer({ min: 300, max: 2000 }),
  height: fc.integer({ min: 300, max: 1200 }),
  camera: fc.integer({ min: 400, max: 1800 }),
});

const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** East, north and up at the middle of a view. */
function axes({ longitude, latitude }: GlobeView): [Vector, Vector, Vector] {
  const [x, y] = [longitude * RADIANS, latitude * RADIANS];
  return [
    [-Math.sin(x), Math.cos(x), 0],
    [-Math.sin(y) * Math.cos(x), -Math.sin(y) * Math.sin(x), Math.cos(y)],
    [Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)],
  ];
}

/** The place that a ray from the camera through a point of the screen meets first, the slow way; null in space. */
function placeUnder(view: GlobeView, x: number, y: number) {
  const [east, north, up] = axes(view);
  const radius = globeRadius(view);
  const eye = up.map((part) => part * (radius + view.camera)) as Vector;
  const [right, above] = [x - view.width / 2, view.height / 2 - y];
  const ray = up.map(
    (part, n) => east[n]! * right + north[n]! * above - part * view.camera,
  ) as Vector;
  const [a, b, c] = [dot(ray, ray), 2 * dot(eye, ray), dot(eye, eye) - radius * radius];
  const inside = b * b - 4 * a * c;
  if (inside < 0) return null;
  const t = (-b - Math.sqrt(inside)) / (2 * a);
  const [px, py, pz] = eye.map((part, n) => (part + ray[n]! * t) / radius) as Vector;
  return { longitude: Math.atan2(py, px) / RADIANS, latitude: Math.asin(pz) / RADIANS };
}

const screen = fc.tuple(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

describe('globe sight', () => {
  it('knows which points of the screen are on the globe, and sees what is there', () => {
    fc.assert(
      fc.property(views, screen, (view, [across, down]) => {
        const point = { x: across * view.width, y: down * view.height };
        const away = Math.hypot(point.x - view.width / 2, point.y - view.height / 2);
        fc.pre(Math.abs(away - edgeRadius(view)) > 1e-3);
        const place = placeUnder(view, point.x, point.y);
        expect(isOnGlobe(view, point)).toBe(place !== null);
        if (!place) return;
        expect(isOnNearSide(view, place)).toBe(true);
        // The other end of the same line through the middle of the earth is behind it.
        const behind = { longitude: place.longitude + 180, latitude: -place.latitude };
        expect(isOnNearSide(view, behind)).toBe(false);
      }),
    );
  });

  it('bounds all that is seen, and not much more', () => {
    fc.assert(
      fc.property(views, (view) => {
        const box = globeBox(view);
        const half = Math.hypot(view.width, view.height) / 2;
        const most = Math.min(edgeRadius(view) - 1e-3, half);
        let [north, south, side] = [-90, 90, 0];
        for (let n = 0; n < 200; n++) {
          const angle = (n / 200) * 2 * Math.PI;
          for (let m = 0; m <= 10; m++) {
            const [x, y] = [(Math.cos(angle) * most * m) / 10, (Math.sin(angle) * most * m) / 10];
            if (Math.abs(x) > view.width / 2 || Math.abs(y) > view.height / 2) continue;
            const place = placeUnder(view, view.width / 2 + x, view.height / 2 + y)!;
            const turned = (((place.longitude - view.longitude + 540) % 360) + 360) % 360;
            side = Math.max(side, Math.abs(turned - 180));
            north = Math.max(north, place.latitude);
            south = Math.min(south, place.latitude);
          }
        }
        expect(side).toBeLessThanOrEqual((box.east - box.west) / 2 + 1e-6);
        expect(north).toBeLessThanOrEqual(box.north + 1e-6);
        expect(south).toBeGreaterThanOrEqual(box.south - 1e-6);
        // The box is that of the circle through the corners of the window.
        const longer = Math.hypot(view.width, view.height) / Math.min(view.width, view.height);
        const cap = north - view.latitude;
        if (box.north < 90) expect(box.north - view.latitude).toBeLessThan(cap * longer * 2.5 + 1);
        expect(box.east - box.west).toBeLessThanOrEqual(360);
      }),
      { numRuns: 25 },
    );
  });

  it('is as fine in its middle as Mercator is', () => {
    const view = { longitude: 10, latitude: 50, zoom: 5, width: 1000, height: 600, camera: 900 };
    const box = globeBox(view);
    expect((box.width * 360) / (box.east - box.west)).toBeCloseTo(512 * 2 ** 5, 6);
  });

  it('fits whole into the window at its least zoom, at any latitude', () => {
    for (const [width, height] of [
      [964, 536],
      [390, 600],
      [1600, 900],
    ] as const) {
      const camera = height * 1.5;
      for (const latitude of [0, 22, -60]) {
        const zoom = zoomAtLatitude(wholeGlobeZoom(width, height, camera), latitude);
        const edge = edgeRadius({ longitude: 0, latitude, zoom, width, height, camera });
        expect((2 * edge) / Math.min(width, height)).toBeCloseTo(0.9, 6);
      }
    }
  });
});
