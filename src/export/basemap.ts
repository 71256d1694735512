import type { MapFrame } from './map-frame.ts';
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

/** Edges longer than this are cut, so that they bend with the parallels' lengths. */
const LONGEST_EDGE = 2;

/** Projects a line of positions; what lies wholly outside the frame's box gives null. */
function projectLine(frame: MapFrame, positions: readonly Position[], turn: number): Points | null {
  const points: number[] = [];
  const { box } = frame;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const add = (longitude: number, latitude: number) => {
    const [x, y] = frame.project(longitude + turn, latitude);
    points.push(x, y);
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  };
  let last: Position | null = null;
  for (const position of positions) {
    if (last) {
      const steps = Math.ceil(Math.abs(position[1] - last[1]) / LONGEST_EDGE);
      for (let step = 1; step < steps; step++) {
        const share = step / steps;
        add(last[0] + (position[0] - last[0]) * share, last[1] + (position[1] - last[1]) * share);
      }
    }
    add(position[0], position[1]);
    last = position;
  }
  const inside =
    right >= box.x && left <= box.x + box.width && bottom >= box.y && top <= box.y + box.height;
  return inside ? Float64Array.from(points) : null;
}

/** Projects lines, once for each turn of the world that the frame shows; those out of sight are left out. */
export function projectAll(frame: MapFrame, lines: readonly (readonly Position[])[]): Points[] {
  return frame.turns.flatMap((turn) =>
    lines.map((line) => projectLine(frame, line, turn)).filter((line) => line !== null),
  );
}

/** Rings of every country that the frame shows, by code. */
export function countryRings(areas: Areas, frame: MapFrame): Map<string, Points[]> {
  const rings = new Map<string, Points[]>();
  for (const { properties, geometry } of areas.features) {
    const own = projectAll(frame, geometry.coordinates.flat());
    if (own.length > 0) rings.set(properties.id, [...(rings.get(properties.id) ?? []), ...own]);
  }
  return rings;
}

/** Lines that a test of their countries keeps. */
export function boundaryLines(
  lines: Lines,
  frame: MapFrame,
  keeps: (a: string, b: string) => boolean,
): Points[] {
  return lines.features
    .filter(({ properties }) => keeps(properties.a, properties.b))
    .flatMap(({ geometry }) => projectAll(frame, geometry.coordinates));
}
