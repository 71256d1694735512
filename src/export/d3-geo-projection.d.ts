declare module 'd3-geo-projection' {
  export function geoRobinson(): import('d3').GeoProjection;
  /** The earth from a camera: `distance` from its middle, in its radii. */
  export function geoSatellite(): import('d3').GeoProjection & {
    distance(radii: number): import('d3').GeoProjection;
  };
}
