import type { HexagonUnit } from '../model/hexagon-unit.ts';
import { fitDomain, type ColourScale } from './colour-scale.ts';
import { mercatorOf } from './sphere.ts';

/** Mean edge of the hexagons of H3's resolutions 0 to 6 at this scale, km (h3geo.org, table of cell statistics). */
const EDGES_KM = [1281.256, 483.057, 182.513, 68.979, 26.072, 9.854, 3.725];
/** Mean area of the same, km². */
const AREAS_KM2 = [4_357_449, 609_788, 86_801.8, 12_393.4, 1770.3, 252.9, 36.13];
const EQUATOR_KM = 40_075.017;
/** An edge at the equator has at least so many CSS pixels. */
const LEAST_EDGE_PIXELS = 3.5;

/** Occupied hexagons of one resolution, in no promised order. */
export interface HexagonGrid {
  /** Of H3. */
  resolution: number;
  length: number;
  /** H3 index of each hexagon. */
  id: BigUint64Array;
  /** The measure over the places in each hexagon, added up. */
  value: Float64Array;
  /** Of each hexagon on the sphere. */
  areaKm2: Float64Array;
  /** Hexagon that each piece is of: one at the antimeridian has two pieces. */
  pieceOf: Uint32Array;
  /** First vertex of each piece, and behind the last one the number of vertices. */
  pieceStart: Uint32Array;
  /** Longitude and latitude of each vertex, degrees, -180 to 180. */
  positions: Float64Array;
  /** Vertices of triangles. */
  indices: Uint32Array;
}

/** Finest resolution: places are not known better. */
export const FINEST_RESOLUTION = EDGES_KM.length - 1;
/** Resolution that numbers per area are fitted to at every zoom. */
export const FIT_RESOLUTION = 3;

/** Resolution for a zoom: the finest whose edges have 3.5 CSS pixels at the equator. */
export function resolutionFor(zoom: number): number {
  const pixelKm = EQUATOR_KM / (512 * 2 ** zoom);
  const finest = EDGES_KM.findLastIndex((edge) => edge >= LEAST_EDGE_PIXELS * pixelKm);
  return Math.max(0, finest);
}

/** Mean area of a resolution's hexagons, km². */
export function meanAreaKm2(resolution: number): number {
  return AREAS_KM2[resolution] ?? 0;
}

/** A round domain below the largest value of hexagons. Nobody counts a tenth of a host: a log scale of counts starts at 1. */
export function fitHexagons(
  peak: number,
  unit: HexagonUnit,
  kind: ColourScale['kind'],
): readonly [number, number] {
  const [low, high] = fitDomain(peak, kind);
  const isCount = unit === 'count' && kind === 'log';
  return isCount ? [Math.max(1, low), Math.max(10, high)] : [low, high];
}

/** What the colour of a hexagon says: the count, or the count per 1,000 km² of its own ground. */
export function hexagonValue(
  { value, areaKm2 }: Pick<HexagonGrid, 'value' | 'areaKm2'>,
  index: number,
  unit: HexagonUnit,
): number {
  return unit === 'count' ? value[index]! : (value[index]! * 1000) / areaKm2[index]!;
}

/** The hexagon at a position in degrees as it is drawn on Mercator (sides are straight there); -1 where none is. */
export function hexagonAt(grid: HexagonGrid, longitude: number, latitude: number): number {
  const { positions, pieceStart, pieceOf } = grid;
  const x = ((((longitude + 180) % 360) + 360) % 360) - 180;
  const y = mercatorOf(latitude);
  for (let piece = 0; piece < pieceOf.length; piece++) {
    const [first, end] = [pieceStart[piece]!, pieceStart[piece + 1]!];
    let isInside = false;
    for (let i = first, j = end - 1; i < end; j = i++) {
      const [xi, xj] = [positions[2 * i]!, positions[2 * j]!];
      const [below, above] = [positions[2 * i + 1]!, positions[2 * j + 1]!];
      if (below > latitude === above > latitude) continue;
      const [yi, yj] = [mercatorOf(below), mercatorOf(above)];
      if (x < xi + ((xj - xi) * (y - yi)) / (yj - yi)) isInside = !isInside;
    }
    if (isInside) return pieceOf[piece]!;
  }
  return -1;
}
