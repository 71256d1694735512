import { COORDINATE_SYSTEM, type CoordinateSystem } from '@deck.gl/core';
import { RADIANS } from '../../model/earth.ts';
import type { Projection } from '../../model/projection.ts';

/** deck.gl's, m. */
const EARTH_RADIUS_M = 6_370_972;

/** Positions for a deck layer: how many numbers each has, and what they are. */
export interface Positions {
  value: Float64Array;
  size: 2 | 3;
  coordinateSystem: CoordinateSystem;
}

/**
 * Positions of longitude and latitude (degrees, in turn) as a deck layer needs them. On the globe they are metres from its
 * middle: deck.gl's own way there takes sines in 32 bits on the graphics card, which is too coarse beyond zoom 6.
 */
export function positionsOn(projection: Projection, degrees: Float64Array): Positions {
  if (projection === 'mercator') {
    return { value: degrees, size: 2, coordinateSystem: COORDINATE_SYSTEM.LNGLAT };
  }
  const value = new Float64Array((degrees.length / 2) * 3);
  for (let n = 0; 2 * n < degrees.length; n++) {
    const [longitude, latitude] = [degrees[2 * n]! * RADIANS, degrees[2 * n + 1]! * RADIANS];
    const ring = EARTH_RADIUS_M * Math.cos(latitude);
    value[3 * n] = ring * Math.sin(longitude);
    value[3 * n + 1] = -ring * Math.cos(longitude);
    value[3 * n + 2] = EARTH_RADIUS_M * Math.sin(latitude);
  }
  return { value, size: 3, coordinateSystem: COORDINATE_SYSTEM.CARTESIAN };
}
