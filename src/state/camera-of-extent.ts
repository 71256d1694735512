import { degreesEast, wrapLongitude } from '../model/earth.ts';
import type { Extent } from '../model/found.ts';
import { latitudeOfMercator, mercatorDegrees } from '../model/mercator.ts';
import type { Camera } from './choices.ts';

/** Part of the map that an extent fills. */
const FILLED = 0.7;
const CLOSEST = 5.5;
const EDGE = 85;

/** Where to look to see all of an extent in a map of some CSS pixels. */
export function cameraOfExtent(
  { west, south, east, north }: Extent,
  { width, height }: { width: number; height: number },
): Camera {
  const across = degreesEast({ west, east });
  const held = (latitude: number) => mercatorDegrees(Math.max(-EDGE, Math.min(EDGE, latitude)));
  const [low, high] = [held(south), held(north)];
  const zoomFor = (pixels: number, degrees: number) =>
    Math.log2((FILLED * pixels * 360) / (512 * Math.max(degrees, 1e-6)));
  const zoom = Math.min(CLOSEST, zoomFor(width, across), zoomFor(height, high - low));
  return {
    longitude: wrapLongitude(west + across / 2),
    latitude: latitudeOfMercator((low + high) / 2),
    zoom: Math.max(0, zoom),
  };
}
