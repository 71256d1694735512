import {
  geoAzimuthalEqualArea,
  geoEqualEarth,
  geoNaturalEarth1,
  geoOrthographic,
  type GeoProjection,
} from 'd3';
import { geoRobinson, geoSatellite } from 'd3-geo-projection';
import type { WorldProjection } from './picture.ts';

/** What everybody knows of a projection of the world. */
interface ProjectionSpec {
  name: string;
  make: () => GeoProjection;
  /** Whether parallels are straight and longitude runs evenly on them: a row of pixels has one latitude. */
  hasRows: boolean;
  /** Whether it shows one half of the earth, and can be turned to any latitude. */
  isGlobe: boolean;
}

/** The projections of the world: one entry each. */
export const projectionSpecs: Readonly<Record<WorldProjection, ProjectionSpec>> = {
  'equal-earth': { name: 'Equal Earth', make: geoEqualEarth, hasRows: true, isGlobe: false },
  'natural-earth': { name: 'Natural Earth', make: geoNaturalEarth1, hasRows: true, isGlobe: false },
  robinson: { name: 'Robinson', make: geoRobinson, hasRows: true, isGlobe: false },
  orthographic: {
    name: 'Globe',
    make: () => geoOrthographic().clipAngle(90),
    hasRows: false,
    isGlobe: true,
  },
};

/** The earth from a camera, `distance` radii from its middle: no more than what it sees. */
export function makePerspective(distance: number): GeoProjection {
  const seen = (Math.acos(1 / distance) * 180) / Math.PI;
  // A hair less: at the very edge the rays touch the ground.
  return geoSatellite()
    .distance(distance)
    .clipAngle(seen * (1 - 1e-6));
}

/** The projection of fitted countries and regions: equal areas about their middle. */
export const makeEqualArea = (): GeoProjection => geoAzimuthalEqualArea();
