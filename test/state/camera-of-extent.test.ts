import { expect, it } from 'vitest';
import { cameraOfExtent } from '../../src/state/camera-of-extent.ts';

const size = { width: 1024, height: 512 };

it('looks at the middle of an extent, as near as it fits', () => {
  const camera = cameraOfExtent({ west: 0, east: 45, south: -10, north: 10 }, size);
  expect(camera.longitude).toBe(22.5);
  expect(camera.latitude).toBeCloseTo(0, 9);
  expect((45 / 360) * 512 * 2 ** camera.zoom).toBeLessThanOrEqual(1024);
  expect((45 / 360) * 512 * 2 ** camera.zoom).toBeCloseTo(0.7 * 1024, 0);
});

it('goes over the antimeridian, and comes no nearer than to a town', () => {
  const camera = cameraOfExtent({ west: 175, east: -175, south: -20, north: -20 }, size);
  expect(Math.abs(camera.longitude)).toBe(180);
  expect(cameraOfExtent({ west: 5, east: 5, south: 52, north: 52 }, size).zoom).toBe(5.5);
});
