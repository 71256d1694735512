declare module 'd3-geo-projection' {
  export function geoRobinson(): import('d3').GeoProjection;
}
