import type { FieldView } from './density-field.ts';
import { EARTH_RADIUS_KM, RADIANS } from '../model/earth.ts';
import { mercatorOf } from './sphere.ts';

/** A kernel narrower than this many pixels would fall between the pixels' centres. */
const LEAST_PIXELS = 2;

/** Size in km of the finer side of a field's pixel, at the equator. */
export function fieldPixelKm(view: FieldView): number {
  const column = ((view.east - view.west) / view.width) * RADIANS;
  const row = (mercatorOf(view.north) - mercatorOf(view.south)) / view.height;
  return Math.min(column, row) * EARTH_RADIUS_KM;
}

/**
 * The least smoothing, in km (one sigma), that a field of this view can show: two of its pixels, as large as they are at
 * the equator, so that moving north or south at one zoom does not change it.
 */
export function smoothingFloorKm(view: FieldView): number {
  return LEAST_PIXELS * fieldPixelKm(view);
}

/** The smoothing that a field of this view really has, km (one sigma): what was chosen, but never below the floor. */
export function effectiveSmoothingKm(view: FieldView, smoothingKm: number): number {
  return Math.max(smoothingKm, smoothingFloorKm(view));
}
