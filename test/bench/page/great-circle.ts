import type { FieldCells, FieldView } from '../../../src/density/density-field.ts';
import { EARTH_RADIUS_KM, RADIANS } from '../../../src/model/earth.ts';
import { latitudeAt, mercatorOf, sigmaKm } from '../../../src/density/sphere.ts';
import { accuracyClassesKm } from '../../../src/model/place.ts';

/**
 * The density at the centre of one pixel of a view by brute force: a spherical Gaussian of every cell, hosts per 1,000
 * km². Haversine distances; the integral of a kernel is 2 pi sigma² but for terms of sigma⁴.
 */
export function greatCircleDensity(
  cells: FieldCells,
  view: FieldView,
  smoothingKm: number,
  pixel: number,
): number {
  const column = pixel % view.width;
  const row = Math.floor(pixel / view.width);
  const longitude = view.west + ((column + 0.5) * (view.east - view.west)) / view.width;
  const north = mercatorOf(view.north);
  const step = (north - mercatorOf(view.south)) / view.height;
  const a = latitudeAt(north - (row + 0.5) * step) * RADIANS;
  let density = 0;
  for (let n = 0; n < cells.length; n++) {
    const radius = accuracyClassesKm[cells.accuracyClass[n]!]!;
    const sigma = sigmaKm(smoothingKm, radius) / EARTH_RADIUS_KM;
    const b = cells.latitude[n]! * RADIANS;
    const turn = Math.sin(((longitude - cells.longitude[n]!) * RADIANS) / 2) ** 2;
    const half = Math.sin((a - b) / 2) ** 2 + Math.cos(a) * Math.cos(b) * turn;
    const angle = 2 * Math.asin(Math.sqrt(half));
    const norm = 2 * Math.PI * (sigma * EARTH_RADIUS_KM) ** 2;
    density += (1000 * cells.weight[n]! * Math.exp(-(angle ** 2) / (2 * sigma ** 2))) / norm;
  }
  return density;
}
