import { describe, expect, it } from 'vitest';
import { sightFrom } from '../../src/map/sight.ts';

const size = { width: 1000, height: 600 };

/** CSS pixels of Web Mercator from the equator, the slow way. */
const pixels = (latitude: number, zoom: number) =>
  (Math.atanh(Math.sin((latitude * Math.PI) / 180)) * 512 * 2 ** zoom) / (2 * Math.PI);

describe('sightFrom', () => {
  it('is the box of ground about a flat camera', () => {
    const { box, zoom } = sightFrom({ longitude: 10, latitude: 50, zoom: 4 }, 'mercator', size);
    expect(zoom).toBe(4);
    expect(box).toMatchObject(size);
    const degree = (512 * 2 ** 4) / 360;
    expect([box.west, box.east]).toEqual([10 - 500 / degree, 10 + 500 / degree]);
    expect(pixels(box.north, 4) - pixels(50, 4)).toBeCloseTo(300, 6);
    expect(pixels(50, 4) - pixels(box.south, 4)).toBeCloseTo(300, 6);
  });

  it('stays on the map where a camera is near its edge, or too far away', () => {
    const north = sightFrom({ longitude: 0, latitude: 84, zoom: 3 }, 'mercator', size).box;
    expect(north.north).toBeCloseTo(85.0511, 4);
    expect(pixels(north.north, 3) - pixels(north.south, 3)).toBeCloseTo(600, 6);
    const far = sightFrom({ longitude: 0, latitude: 0, zoom: 0 }, 'mercator', size);
    expect(far.zoom).toBeCloseTo(Math.log2(1000 / 512), 9);
    expect(far.box.east - far.box.west).toBeCloseTo(360, 9);
  });

  it('is the whole world without a camera, on the globe its near side', () => {
    const flat = sightFrom(null, 'mercator', size).box;
    expect(flat.east - flat.west).toBeCloseTo(360, 9);
    const globe = sightFrom(null, 'globe', size).box;
    expect(globe.east - globe.west).toBeGreaterThan(120);
    expect(globe.east - globe.west).toBeLessThanOrEqual(360);
  });
});
