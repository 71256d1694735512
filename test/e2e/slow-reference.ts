import { resolve } from 'node:path';
import { open, type CityResponse } from 'maxmind';
import { sampleRows } from './atlas.ts';

/** An address of the sample where the database puts it. */
export interface Placed {
  longitude: number;
  latitude: number;
  accuracyKm: number;
  country: string;
  isCountryOnly: boolean;
}

const EARTH_KM = 6371.0088;
const RADIANS = Math.PI / 180;
const database = resolve(import.meta.dirname, '../../public/generated/simda/places.mmdb');

/** Every address of the sample once, located with `maxmind` alone. */
export async function placedSample(): Promise<Placed[]> {
  const reader = await open<CityResponse>(database);
  const addresses = new Set((await sampleRows()).map((row) => row.split(',')[1]!));
  return [...addresses].flatMap((address) => {
    const { location, city, subdivisions, country } = reader.get(address) ?? {};
    if (!location) return [];
    const { longitude, latitude, accuracy_radius: accuracyKm } = location;
    const isCountryOnly = !city && !subdivisions;
    return [{ longitude, latitude, accuracyKm, country: country?.iso_code ?? '', isCountryOnly }];
  });
}

/** Great-circle distance in km, by the haversine. */
function distanceKm(a: readonly [number, number], b: readonly [number, number]): number {
  const [p, q] = [a[1] * RADIANS, b[1] * RADIANS];
  const turn = Math.sin(((a[0] - b[0]) * RADIANS) / 2) ** 2;
  const chord = Math.sin((p - q) / 2) ** 2 + Math.cos(p) * Math.cos(q) * turn;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(chord));
}

/** Hosts per 1,000 km² at a point: the Gaussian of every address on the sphere, added up one by one. */
export function densityAt(
  placed: readonly Placed[],
  smoothingKm: number,
  point: readonly [longitude: number, latitude: number],
): number {
  return placed.reduce((sum, { longitude, latitude, accuracyKm, isCountryOnly }) => {
    if (isCountryOnly) return sum;
    const variance = smoothingKm ** 2 + (0.672 * accuracyKm) ** 2;
    const distance = distanceKm(point, [longitude, latitude]);
    return sum + (1000 * Math.exp(-(distance ** 2) / (2 * variance))) / (2 * Math.PI * variance);
  }, 0);
}

/** The point of a flat map at pixels from its middle. */
export function pointOn(
  [longitude, latitude, zoom]: readonly [longitude: number, latitude: number, zoom: number],
  x: number,
  y: number,
): [longitude: number, latitude: number] {
  const world = 512 * 2 ** zoom;
  const north = Math.asinh(Math.tan(latitude * RADIANS)) - (2 * Math.PI * y) / world;
  return [longitude + (360 * x) / world, Math.atan(Math.sinh(north)) / RADIANS];
}
