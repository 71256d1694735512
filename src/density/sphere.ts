import { EARTH_RADIUS_KM, RADIANS } from '../model/earth.ts';
import type { FieldView } from './density-field.ts';

/** Web Mercator ordinate of a latitude in degrees: radians, north positive, 0 at the equator. */
export function mercatorOf(latitude: number): number {
  return Math.log(Math.tan(Math.PI / 4 + (latitude * RADIANS) / 2));
}

/** Latitude in degrees of a Web Mercator ordinate in radians. */
export function latitudeAt(ordinate: number): number {
  return (2 * Math.atan(Math.exp(ordinate)) - Math.PI / 2) / RADIANS;
}

/**
 * Sigma in km of the kernel that spreads a host: the smoothing (one sigma) and the accuracy radius together. A circle
 * that holds 67 % of a round Gaussian has a radius of 1 / 0.672 sigma.
 */
export function sigmaKm(smoothingKm: number, accuracyKm: number): number {
  return Math.hypot(smoothingKm, 0.672 * accuracyKm);
}

/** Ground area in km² of one pixel of a row of a field (row 0 is the northernmost), exact on the sphere. */
export function pixelAreaKm2(view: FieldView, row: number): number {
  const north = mercatorOf(view.north);
  const step = (north - mercatorOf(view.south)) / view.height;
  const upper = latitudeAt(north - row * step) * RADIANS;
  const lower = latitudeAt(north - (row + 1) * step) * RADIANS;
  const width = ((view.east - view.west) / view.width) * RADIANS;
  return EARTH_RADIUS_KM ** 2 * width * (Math.sin(upper) - Math.sin(lower));
}
