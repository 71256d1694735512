import { destination } from './earth.ts';
import { latitudeOfMercator, mercatorDegrees } from './mercator.ts';
import type { Box, Circle, Region } from './region.ts';
import { thinLine } from './thin-line.ts';

type Position = [longitude: number, latitude: number];
/** Lines of [longitude, latitude], degrees; longitudes go on beyond 180, neighbours are joined as their numbers say. */
export type Outline = Position[][];

const STEPS = 180;
/** Sides of a box are divided this finely, so that they follow their parallels wherever they are drawn. */
const STEP_DEGREES = 5;
/** What a square map shows at most. */
const EDGE = 85.0511;

const held = (latitude: number) => Math.max(-EDGE, Math.min(EDGE, latitude));

function boxOutline({ west, south, east, north }: Box): Outline {
  const beyond = east >= west ? east : east + 360;
  const width = Math.min(360, beyond - west);
  const steps = Math.max(1, Math.ceil(width / STEP_DEGREES));
  const along = (latitude: number) =>
    Array.from({ length: steps + 1 }, (_, i): Position => {
      return [west + (width * i) / steps, held(latitude)];
    });
  const [top, bottom] = [along(north), along(south)];
  if (width >= 360) return [top, bottom];
  return [[...top, ...bottom.reverse(), top[0]!]];
}

/** Points of a circle, each within half a turn of the one before. */
function circleOutline({ longitude, latitude, radiusKm }: Circle): Outline {
  const points: Position[] = [];
  for (let step = 0; step <= STEPS; step++) {
    const [east, north] = destination([longitude, latitude], (360 * step) / STEPS, radiusKm);
    const before = points.at(-1)?.[0] ?? longitude;
    points.push([east + 360 * Math.round((before - east) / 360), held(north)]);
  }
  return [points];
}

/** The edge of a region as lines. That of a circle round a pole is a line round the world. */
export function regionOutline(region: Region): Outline {
  switch (region.kind) {
    case 'box':
      return boxOutline(region);
    case 'circle':
      return circleOutline(region);
    case 'polygon': {
      const ring = region.ring.map(([east, north]): Position => [east, held(north)]);
      return [[...ring, ring[0]!]];
    }
  }
}

/**
 * A line drawn by hand with few enough corners, as near to it as they allow on Web Mercator; degrees are rounded to what a
 * pixel is.
 * @param pixelDegrees degrees of longitude of a pixel of the map that it was drawn on
 */
export function simplified(
  line: readonly (readonly [number, number])[],
  pixelDegrees: number,
  mostCorners: number,
): [number, number][] {
  const plane = line.map(([x, y]): Position => [x, mercatorDegrees(held(y))]);
  const points = Float64Array.from(plane.flat());
  let kept = thinLine(points, pixelDegrees);
  for (let tolerance = 2 * pixelDegrees; kept.length > mostCorners; tolerance *= 1.5) {
    kept = thinLine(points, tolerance);
  }
  const decimals = decimalsOf(pixelDegrees);
  return kept
    .map((at) => plane[at / 2]!)
    .map(([x, y]) => [
      Number(x.toFixed(decimals)),
      Number(latitudeOfMercator(y).toFixed(decimals)),
    ]);
}

/** Decimals of degrees that tell pixels apart. */
export function decimalsOf(pixelDegrees: number): number {
  return Math.max(0, Math.min(6, Math.ceil(-Math.log10(pixelDegrees))));
}
