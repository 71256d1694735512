import { RADIANS } from './earth.ts';
/** Latitude at which Web Mercator becomes a square. */
export const MAX_LATITUDE = 85.051128779806604;

/** Side of the whole world at MapLibre's zoom 0, CSS pixels. */
export const TILE = 512;

const WORLD = 2 ** 32;

/** Web Mercator x of a longitude as a 32-bit integer: 0 at 180 west, growing east. */
export function mercatorX(longitude: number): number {
  const turn = (longitude + 180) / 360;
  return Math.floor((turn - Math.floor(turn)) * WORLD) >>> 0;
}

/** Web Mercator y of a latitude as a 32-bit integer: 0 in the north, growing south; held to the square. */
export function mercatorY(latitude: number): number {
  const held = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude));
  const y = 0.5 - Math.log(Math.tan(Math.PI / 4 + (held * RADIANS) / 2)) / (2 * Math.PI);
  return Math.min(WORLD - 1, Math.max(0, Math.floor(y * WORLD)));
}

/** Web Mercator ordinate of a latitude, in degrees of the equator: north positive, 180 at the edge of the square. */
export function mercatorDegrees(latitude: number): number {
  return Math.log(Math.tan(Math.PI / 4 + (latitude * RADIANS) / 2)) / RADIANS;
}

/** The inverse: latitude in degrees of an ordinate in degrees of the equator. */
export function latitudeOfMercator(ordinate: number): number {
  return (2 * Math.atan(Math.exp(ordinate * RADIANS)) - Math.PI / 2) / RADIANS;
}

/** Longitude in degrees of a position in [0, 2^32). */
export function longitudeOf(x: number): number {
  return (x / WORLD) * 360 - 180;
}

/** Latitude in degrees of a position in [0, 2^32). */
export function latitudeOf(y: number): number {
  return (2 * Math.atan(Math.exp(Math.PI * (1 - (2 * y) / WORLD))) - Math.PI / 2) / RADIANS;
}

/** Longitude of the centre of a cell column. A level has 2^level columns, 0 <= level <= 31. */
export function cellLongitude(x: number, level: number): number {
  return longitudeOf((x + 0.5) * 2 ** (32 - level));
}

/** Latitude of the centre of a cell row. */
export function cellLatitude(y: number, level: number): number {
  return latitudeOf((y + 0.5) * 2 ** (32 - level));
}
