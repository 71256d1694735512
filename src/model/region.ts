import { degreesEast, EARTH_RADIUS_KM, unitVector } from './earth.ts';
import { mercatorDegrees } from './mercator.ts';

/** Degrees; west > east means that the box passes the antimeridian. */
export interface Box {
  kind: 'box';
  west: number;
  south: number;
  east: number;
  north: number;
}

/**
 * A closed ring of [longitude, latitude] in degrees, straight on Web Mercator. Longitudes go on beyond 180 (or -180)
 * where it passes the antimeridian, so that neighbours are joined as their numbers say.
 */
export interface Polygon {
  kind: 'polygon';
  ring: readonly (readonly [number, number])[];
}

/** All that is no further from a point than a radius, along great circles. */
export interface Circle {
  kind: 'circle';
  /** Degrees. */
  longitude: number;
  latitude: number;
  radiusKm: number;
  /** What is at its centre, for people. */
  around?: string;
}

/** A part of the map. */
export type Region = Box | Polygon | Circle;

/** More corners than these make a link that nobody can pass on. */
export const MOST_CORNERS = 64;

/** A circle of this radius is half the world; of twice that, all of it. */
export const MOST_RADIUS_KM = Math.round(Math.PI * EARTH_RADIUS_KM);

/** Says whether a position, in degrees, is inside. Longitudes may be those of any turn. */
export type Inside = (longitude: number, latitude: number) => boolean;

const turned = (degrees: number) => ((degrees % 360) + 360) % 360;

function insideBox({ west, south, east, north }: Box): Inside {
  const isWhole = east - west >= 360;
  const width = degreesEast({ west, east });
  return (longitude, latitude) => {
    if (latitude < south || latitude > north) return false;
    if (isWhole) return true;
    const from = longitude - west;
    return (from >= 0 && from <= width) || turned(from) <= width;
  };
}

function insideCircle({ longitude, latitude, radiusKm }: Circle): Inside {
  const angle = radiusKm / EARTH_RADIUS_KM;
  if (angle >= Math.PI) return () => true;
  const [x, y, z] = unitVector(longitude, latitude);
  // The square of the straight line through the earth: exact for small circles, where a cosine is not.
  const most = (2 * Math.sin(angle / 2)) ** 2;
  const degrees = (angle * 180) / Math.PI + 1e-9;
  return (east, north) => {
    if (Math.abs(north - latitude) > degrees) return false;
    const [a, b, c] = unitVector(east, north);
    return (a - x) ** 2 + (b - y) ** 2 + (c - z) ** 2 <= most;
  };
}

/** Latitudes of corners that are on the edge of the square map, or beyond it, lie just outside of every position. */
const EDGE = 85.0512;
const ON_MAP = 85.0511;
const held = (latitude: number, most: number) => Math.max(-most, Math.min(most, latitude));

function insidePolygon({ ring }: Polygon): Inside {
  const xs = ring.map(([longitude]) => longitude);
  const ys = ring.map(([, latitude]) => mercatorDegrees(held(latitude, EDGE)));
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const crossings = (x: number, y: number) => {
    let inside = false;
    for (let i = 0, j = xs.length - 1; i < xs.length; j = i++) {
      const crosses = ys[i]! > y !== ys[j]! > y;
      if (crosses && x < ((xs[j]! - xs[i]!) * (y - ys[i]!)) / (ys[j]! - ys[i]!) + xs[i]!)
        inside = !inside;
    }
    return inside;
  };
  return (longitude, latitude) => {
    const y = mercatorDegrees(held(latitude, ON_MAP));
    const first = longitude + Math.ceil((west - longitude) / 360) * 360;
    for (let x = first; x <= east; x += 360) if (crossings(x, y)) return true;
    return false;
  };
}

/** Makes ready to test positions against a region. */
export function makeInside(region: Region): Inside {
  switch (region.kind) {
    case 'box':
      return insideBox(region);
    case 'circle':
      return insideCircle(region);
    case 'polygon':
      return insidePolygon(region);
  }
}
