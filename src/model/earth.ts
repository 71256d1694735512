/** Radius of the sphere that has the area of the earth (authalic), km. */
export const EARTH_RADIUS_KM = 6371.0072;

/** Radians in a degree. */
export const RADIANS = Math.PI / 180;

/** A point of the sphere, one long from its middle. */
export type UnitVector = readonly [x: number, y: number, z: number];

/** The point at a longitude and latitude in degrees. */
export function unitVector(longitude: number, latitude: number): UnitVector {
  const [east, north] = [longitude * RADIANS, latitude * RADIANS];
  return [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)];
}

/** A longitude brought into [-180, 180]. */
export function wrapLongitude(longitude: number): number {
  return Math.abs(longitude) <= 180 ? longitude : ((((longitude + 180) % 360) + 360) % 360) - 180;
}

/** Degrees from a meridian eastwards to another one, over the antimeridian where that is on the way. */
export function degreesEast({ west, east }: { west: number; east: number }): number {
  return east >= west ? east - west : east - west + 360;
}

/** Length of the shortest way between two points, km; exact for near ones too (haversine). */
export function distanceKm(
  [eastA, northA]: readonly [longitude: number, latitude: number],
  [eastB, northB]: readonly [longitude: number, latitude: number],
): number {
  const half = (a: number, b: number) => Math.sin(((b - a) * RADIANS) / 2) ** 2;
  const across = Math.cos(northA * RADIANS) * Math.cos(northB * RADIANS) * half(eastA, eastB);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(half(northA, northB) + across)));
}

/** Where one comes from a point by a bearing (degrees from north, clockwise) and a distance along a great circle. */
export function destination(
  [longitude, latitude]: readonly [longitude: number, latitude: number],
  bearing: number,
  km: number,
): [longitude: number, latitude: number] {
  const [north, turn, angle] = [latitude * RADIANS, bearing * RADIANS, km / EARTH_RADIUS_KM];
  const sine =
    Math.sin(north) * Math.cos(angle) + Math.cos(north) * Math.sin(angle) * Math.cos(turn);
  const east = Math.atan2(
    Math.sin(turn) * Math.sin(angle) * Math.cos(north),
    Math.cos(angle) - Math.sin(north) * sine,
  );
  return [longitude + east / RADIANS, Math.asin(Math.max(-1, Math.min(1, sine))) / RADIANS];
}
