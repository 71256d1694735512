import { distanceKm } from './earth.ts';
import { MOST_RADIUS_KM, type Box, type Circle, type Polygon, type Region } from './region.ts';
import { decimalsOf, simplified } from './region-outline.ts';

/** How a region is drawn. */
export const drawingTools = ['box', 'lasso', 'circle'] as const;
export type DrawingTool = (typeof drawingTools)[number];

/** What was drawn: positions in the order of drawing, longitudes going on beyond 180. */
type Line = readonly (readonly [longitude: number, latitude: number])[];

/** At the edge of the square map and beyond it: as far as the pole. */
const EDGE = 85.05;

const toPole = (latitude: number) =>
  Math.abs(latitude) < EDGE ? latitude : 90 * Math.sign(latitude);

function wrapped(longitude: number): number {
  const turned = ((((longitude + 180) % 360) + 360) % 360) - 180;
  return turned === -180 && longitude > 0 ? 180 : turned;
}

/** Two digits, at least: nobody draws a radius to the metre. */
function roundRadius(km: number): number {
  const digits = km < 10 ? 1 : 0;
  const step = km >= 1000 ? 10 : km >= 100 ? 5 : 1;
  return Math.min(
    MOST_RADIUS_KM,
    Math.max(0.1, Number((Math.round(km / step) * step || km).toFixed(digits))),
  );
}

function drawnBox(line: Line, decimals: number): Box | null {
  const [from, to] = [line[0]!, line.at(-1)!];
  const round = (degrees: number) => Number(degrees.toFixed(decimals));
  const [left, right] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
  const [low, high] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])];
  const [south, north] = [round(toPole(low)), round(toPole(high))];
  const isWhole = right - left >= 360;
  const [west, east] = isWhole ? [-180, 180] : [round(wrapped(left)), round(wrapped(right))];
  return south < north && left < right ? { kind: 'box', west, south, east, north } : null;
}

function drawnCircle(line: Line, decimals: number): Circle | null {
  const [centre, edge] = [line[0]!, line.at(-1)!];
  const km = distanceKm(centre, edge);
  const longitude = Number(wrapped(centre[0]).toFixed(decimals));
  const latitude = Number(Math.max(-90, Math.min(90, centre[1])).toFixed(decimals));
  return km > 0 ? { kind: 'circle', longitude, latitude, radiusKm: roundRadius(km) } : null;
}

function drawnLasso(line: Line, pixelDegrees: number, mostCorners: number): Polygon | null {
  const corners = simplified(line, pixelDegrees, mostCorners);
  const first = corners[0];
  if (corners.length < 3 || !first) return null;
  const home = wrapped(first[0]) - first[0];
  const decimals = decimalsOf(pixelDegrees);
  const ring = corners.map(([x, y]) => [Number((x + home).toFixed(decimals)), toPole(y)] as const);
  return { kind: 'polygon', ring };
}

/**
 * The region that a hand drew: a box from corner to corner, a circle from its middle to its edge, a lasso round its
 * outline. Null where nothing is inside. Numbers are rounded to what a pixel is.
 * @param pixelDegrees degrees of longitude of a pixel of the map
 */
export function drawnRegion(
  tool: DrawingTool,
  line: Line,
  pixelDegrees: number,
  mostCorners: number,
): Region | null {
  if (line.length < 2) return null;
  const decimals = decimalsOf(pixelDegrees);
  switch (tool) {
    case 'box':
      return drawnBox(line, decimals);
    case 'circle':
      return drawnCircle(line, decimals);
    case 'lasso':
      return drawnLasso(line, pixelDegrees, mostCorners);
  }
}
