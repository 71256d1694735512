import type { CellAggregate } from '../model/aggregate.ts';
import { cellLatitude, cellLongitude, mercatorY } from '../model/mercator.ts';
import { accuracyClassesKm } from '../model/place.ts';
import type { HexagonBox } from './hexagons.ts';

/** Places with hosts, the largest numbers first. */
export interface PlacePoints {
  length: number;
  /** Degrees; longitude -180 to 180. */
  longitude: Float64Array;
  latitude: Float64Array;
  /** The measure at the place. */
  value: Float64Array;
  /** Radius of the circle that holds a host with 67 % confidence, km, rounded to its class. */
  radiusKm: Float64Array;
}

/** Dots grow with the digits of a number: the same size is the same number everywhere. */
const ONE_PIXELS = 2.5;
const TENFOLD_PIXELS = 3.5;

/** Radius of the dot of a place, CSS pixels. */
export function dotRadius(value: number): number {
  return ONE_PIXELS + TENFOLD_PIXELS * Math.log10(Math.max(1, value));
}

/**
 * The places in a box.
 * @param cells of `PLACE_LEVEL`, one a place and accuracy class
 * @param box degrees; east may pass 180
 */
export function placesIn(cells: CellAggregate, box: HexagonBox): PlacePoints {
  const { level } = cells;
  const scale = 2 ** (32 - level);
  const [top, bottom] = [mercatorY(box.north) / scale, mercatorY(box.south) / scale];
  const perDegree = 2 ** level / 360;
  const turn = 2 ** level;
  const west = (box.west + 180) * perDegree;
  const width = (box.east - box.west) * perDegree;
  const found: number[] = [];
  for (let n = 0; n < cells.length; n++) {
    const y = cells.y[n]!;
    if (cells.value[n] === 0 || y < top || y > bottom) continue;
    const off = cells.x[n]! - west;
    if (off - turn * Math.floor(off / turn) <= width) found.push(n);
  }
  found.sort((a, b) => cells.value[b]! - cells.value[a]! || a - b);
  return {
    length: found.length,
    longitude: Float64Array.from(found, (n) => cellLongitude(cells.x[n]!, level)),
    latitude: Float64Array.from(found, (n) => cellLatitude(cells.y[n]!, level)),
    value: Float64Array.from(found, (n) => cells.value[n]!),
    radiusKm: Float64Array.from(found, (n) => accuracyClassesKm[cells.accuracyClass[n]!]!),
  };
}

/** The place nearest to a position in degrees, and how far it is, in pixels of a zoom; null where there is none. */
export function nearestPlace(
  places: PlacePoints,
  longitude: number,
  latitude: number,
  zoom: number,
): { index: number; pixels: number } | null {
  const perDegree = (512 * 2 ** zoom) / 360;
  const stretch = 1 / Math.cos((latitude * Math.PI) / 180);
  let best: { index: number; pixels: number } | null = null;
  for (let index = 0; index < places.length; index++) {
    const east = places.longitude[index]! - longitude;
    const x = (east - 360 * Math.round(east / 360)) * perDegree;
    const y = (places.latitude[index]! - latitude) * stretch * perDegree;
    const pixels = Math.hypot(x, y);
    if (!best || pixels < best.pixels) best = { index, pixels };
  }
  return best;
}
