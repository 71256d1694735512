import { readFile } from 'node:fs/promises';
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

/** Distinct addresses of the sample that called a server, by the country that the database puts them in. */
export async function callersOf(server: string): Promise<Map<string, number>> {
  const reader = await open<CityResponse>(database);
  const cells = (await sampleRows()).map((row) => row.split(','));
  const addresses = new Set(cells.filter((row) => row[4] === server).map((row) => row[1]!));
  const callers = new Map<string, number>();
  for (const address of addresses) {
    const country = reader.get(address)?.country?.iso_code;
    if (country) callers.set(country, (callers.get(country) ?? 0) + 1);
  }
  return callers;
}

/** Where the basemap labels a country, degrees. */
export async function labelPoint(country: string): Promise<readonly [number, number]> {
  const labels = JSON.parse(await readFile(labelFile, 'utf8')) as [string, number, number][];
  const [, longitude, latitude] = labels.find(([code]) => code === country)!;
  return [longitude, latitude];
}

/** The middle of the great circle between two positions. */
export function halfway(
  ...ends: readonly (readonly [longitude: number, latitude: number])[]
): [number, number] {
  const [x, y, z] = [0, 0, 0].map((_, axis) =>
    ends.reduce((sum, [longitude, latitude]) => {
      const [p, l] = [latitude * RADIANS, longitude * RADIANS];
      return sum + [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)][axis]!;
    }, 0),
  ) as [number, number, number];
  return [Math.atan2(y, x) / RADIANS, Math.atan2(z, Math.hypot(x, y)) / RADIANS];
}

const EARTH_KM = 6371.0088;
const RADIANS = Math.PI / 180;
const generated = resolve(import.meta.dirname, '../../public/generated');
const database = resolve(generated, 'simda/places.mmdb');
const labelFile = resolve(generated, 'basemap/countries.json');

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

/** Where a position is on such a map, pixels from its middle: the inverse of `pointOn`. */
export function pixelOf(
  [longitude, latitude, zoom]: readonly [longitude: number, latitude: number, zoom: number],
  [east, north]: readonly [longitude: number, latitude: number],
): [x: number, y: number] {
  const world = 512 * 2 ** zoom;
  const ordinate = (degrees: number) => Math.asinh(Math.tan(degrees * RADIANS));
  return [
    ((east - longitude) * world) / 360,
    ((ordinate(latitude) - ordinate(north)) * world) / (2 * Math.PI),
  ];
}
