import type { MapFrame } from './map-frame.ts';
import { geoArea } from 'd3';
import type { Points } from './scene.ts';

/** Degrees. */
export type Position = readonly [longitude: number, latitude: number];

/** Country areas of the basemap files, cut at the antimeridian: `id` is ISO alpha-2. */
export interface Areas {
  features: {
    properties: { id: string };
    geometry: { coordinates: Position[][][] };
  }[];
}

/** Coasts and borders: countries `a` and `b` on both sides, `b` is '' along a coast. */
export interface Lines {
  features: {
    properties: { a: string; b: string };
    geometry: { coordinates: Position[][] };
  }[];
}

/** A label of the basemap files: country code or city name, degrees, and the zoom from which it is shown. */
export type PlaceLabel = readonly [text: string, longitude: number, latitude: number, zoom: number];

/** The basemap files that a picture is drawn on. */
export interface Basemap {
  areas: Areas;
  lines: Lines;
  countries: readonly PlaceLabel[];
  cities: readonly PlaceLabel[];
}

/** Areas whose rings turn as those of d3 do on the sphere: a ring that would hold more than half of the earth is turned. */
export function turnRings(areas: Areas): Areas {
  const turned = (ring: Position[], isHole: boolean) => {
    const area = geoArea({ type: 'Polygon', coordinates: [ring as unknown as number[][]] });
    return area > 2 * Math.PI !== isHole ? [...ring].reverse() : ring;
  };
  return {
    features: areas.features.map(({ properties, geometry }) => ({
      properties,
      geometry: {
        coordinates: geometry.coordinates.map((polygon) =>
          polygon.map((ring, index) => turned(ring, index > 0)),
        ),
      },
    })),
  };
}

/** What was cut for a frame before: the pictures of a film share one, and so do previews. */
const cutRings = new WeakMap<MapFrame, { of: Areas; rings: Map<string, Points[]> }>();
const cutLines = new WeakMap<MapFrame, { of: Lines; lines: Points[][] }>();

/** Rings of every country that the frame shows, by code. */
export function countryRings(areas: Areas, frame: MapFrame): ReadonlyMap<string, Points[]> {
  const known = cutRings.get(frame);
  if (known?.of === areas) return known.rings;
  const rings = new Map<string, Points[]>();
  for (const { properties, geometry } of areas.features) {
    const own = frame.rings(geometry.coordinates);
    if (own.length > 0) rings.set(properties.id, [...(rings.get(properties.id) ?? []), ...own]);
  }
  cutRings.set(frame, { of: areas, rings });
  return rings;
}

/** Every line of the basemap, cut. */
function linesOf(lines: Lines, frame: MapFrame): Points[][] {
  const known = cutLines.get(frame);
  if (known?.of === lines) return known.lines;
  const cut = lines.features.map(({ geometry }) => frame.lines(geometry.coordinates));
  cutLines.set(frame, { of: lines, lines: cut });
  return cut;
}

/** Lines that a test of their countries keeps. */
export function boundaryLines(
  lines: Lines,
  frame: MapFrame,
  keeps: (a: string, b: string) => boolean,
): Points[] {
  const cut = linesOf(lines, frame);
  return lines.features.flatMap(({ properties }, index) =>
    keeps(properties.a, properties.b) ? cut[index]! : [],
  );
}
