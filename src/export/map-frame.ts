import { geoClipRectangle, geoStream, type GeoPermissibleObjects, type GeoStream } from 'd3';
import { EARTH_RADIUS_KM, RADIANS } from '../model/earth.ts';
import { latitudeAt, mercatorOf } from '../density/sphere.ts';
import { MAX_LATITUDE, TILE } from '../model/mercator.ts';
import type { Areas, Position } from './basemap.ts';
import { fittedFrame } from './fitted-frame.ts';
import { globeFrame } from './globe-frame.ts';
import { positionWords, type PictureView } from './picture.ts';
import { projectionSpecs } from './projections.ts';
import type { Box, Points } from './scene.ts';
import { worldFrame } from './world-frame.ts';

/** A row of the map: one parallel, on which longitude runs evenly from left to right. */
export interface FrameRow {
  latitude: number;
  /** Longitude at x = 0, degrees, and its step for each unit to the right. */
  longitudeAtZero: number;
  degreesPerUnit: number;
}

export type Spot = readonly [x: number, y: number];

/** What a scale bar may say: one scale holds all over the map well enough, or none does. */
export type FrameScale =
  | { kind: 'bar'; longitude: number; latitude: number; where: 'parallel' | 'middle' }
  | { kind: 'none'; reason: string };

/** A projection laid into a box of the scene. */
export interface MapFrame {
  box: Box;
  /** Scene position of a place in degrees, wherever it lies; null on the far side of the globe. */
  project: (longitude: number, latitude: number) => Spot | null;
  /** The positions of a place inside the box: several where the world is drawn more than once. */
  spots: (longitude: number, latitude: number) => Spot[];
  /** Lines cut to what is seen. */
  lines: (lines: readonly (readonly Position[])[]) => Points[];
  /** Polygons cut to what is seen, as rings for the even-odd rule. */
  rings: (polygons: readonly (readonly (readonly Position[])[])[]) => Points[];
  /** The edge of the earth; null where the whole box is earth. */
  outline: readonly Points[] | null;
  /** What lies on the row at y, null outside the world; null where rows are no parallels. */
  row: ((y: number) => FrameRow | null) | null;
  /** Degrees of a position of the scene; null where there is no earth. */
  invert: (x: number, y: number) => Position | null;
  /** Web Mercator zoom of about the same scale: what labels and groups go by. */
  zoom: number;
  /** What the box shows in degrees; east may pass 180. */
  bounds: { west: number; south: number; east: number; north: number };
  scale: FrameScale;
  /** The map's name in words. */
  words: string;
}

/** Shapes reach so far over the edge of the map, that strokes along the cut are out of sight. */
const BLEED = 6;

/** Whether a spot lies in a box. */
export function isIn({ x, y, width, height }: Box, [left, top]: Spot): boolean {
  return left > x && left < x + width && top > y && top < y + height;
}

/** The corners between which shapes are kept. */
export function clipExtent({ x, y, width, height }: Box): [[number, number], [number, number]] {
  return [
    [x - BLEED, y - BLEED],
    [x + width + BLEED, y + height + BLEED],
  ];
}

/** Runs a geometry through a stream and collects what comes out. */
export function collect(
  object: GeoPermissibleObjects,
  through: (sink: GeoStream) => GeoStream,
): Points[] {
  const found: Points[] = [];
  let points: number[] = [];
  const sink: GeoStream = {
    point: (x, y) => void points.push(x, y),
    lineStart: () => void (points = []),
    lineEnd: () => void (points.length > 2 && found.push(Float64Array.from(points))),
    polygonStart: () => undefined,
    polygonEnd: () => undefined,
    sphere: () => undefined,
  };
  geoStream(object, through(sink));
  return found;
}

/** Edges longer than this are cut, so that they bend with the parallels' lengths. */
const LONGEST_EDGE = 2;

type Project = (longitude: number, latitude: number) => Spot;

/** Sends a line in degrees, moved by a turn, to a stream. */
function sendLine(positions: readonly Position[], turn: number, project: Project, to: GeoStream) {
  const add = (longitude: number, latitude: number) =>
    to.point(...project(longitude + turn, latitude));
  to.lineStart();
  let last: Position | null = null;
  for (const position of positions) {
    const steps = last ? Math.ceil(Math.abs(position[1] - last[1]) / LONGEST_EDGE) : 0;
    for (let step = 1; last && step < steps; step++) {
      const share = step / steps;
      add(last[0] + (position[0] - last[0]) * share, last[1] + (position[1] - last[1]) * share);
    }
    add(...position);
    last = position;
  }
  to.lineEnd();
}

/** Cuts lines and polygons that are projected on a plane without d3, once for each turn of the world. */
function planeCutter(box: Box, turns: readonly number[], project: Project) {
  const [[left, top], [right, bottom]] = clipExtent(box);
  const run = (send: (to: GeoStream) => void): Points[] => {
    const found: Points[] = [];
    let points: number[] = [];
    const clip = geoClipRectangle(
      left,
      top,
      right,
      bottom,
    )({
      point: (x, y) => void points.push(x, y),
      lineStart: () => void (points = []),
      lineEnd: () => void (points.length > 2 && found.push(Float64Array.from(points))),
      polygonStart: () => undefined,
      polygonEnd: () => undefined,
    });
    send(clip);
    return found;
  };
  return {
    lines: (lines: readonly (readonly Position[])[]) =>
      turns.flatMap((turn) =>
        run((to) => lines.forEach((line) => sendLine(line, turn, project, to))),
      ),
    rings: (polygons: readonly (readonly (readonly Position[])[])[]) =>
      turns.flatMap((turn) =>
        polygons.flatMap((polygon) =>
          run((to) => {
            to.polygonStart();
            // A stream closes rings by itself: the last position is the first again.
            polygon.forEach((ring) => sendLine(ring.slice(0, -1), turn, project, to));
            to.polygonEnd();
          }),
        ),
      ),
  };
}

/** The zoom at which a box shows all that a map of a size shows at a zoom. */
function zoomIn(box: Box, { zoom, on }: PictureView & { kind: 'mercator' }): number {
  return on ? zoom + Math.log2(Math.min(box.width / on.width, box.height / on.height)) : zoom;
}

function mercatorFrame(box: Box, view: PictureView & { kind: 'mercator' }): MapFrame {
  const zoom = zoomIn(box, view);
  const perRadian = (TILE * 2 ** zoom) / (2 * Math.PI);
  const [centreX, centreY] = [box.x + box.width / 2, box.y + box.height / 2];
  const middle = mercatorOf(view.latitude);
  const perDegree = perRadian * RADIANS;
  const edge = mercatorOf(MAX_LATITUDE);
  const held = (ordinate: number) => Math.max(-edge, Math.min(edge, ordinate));
  const reach = box.width / 2 / perDegree;
  const [west, east] = [view.longitude - reach, view.longitude + reach];
  const turns: number[] = [];
  for (let turn = Math.floor((west + 180) / 360); turn <= Math.floor((east + 180) / 360); turn++) {
    turns.push(turn * 360);
  }
  const project: Project = (longitude, latitude) => {
    const ordinate = held(mercatorOf(Math.max(-89.9, Math.min(89.9, latitude))));
    return [
      centreX + (longitude - view.longitude) * perDegree,
      centreY - (ordinate - middle) * perRadian,
    ];
  };
  const row = (y: number) => {
    const ordinate = middle - (y - centreY) / perRadian;
    if (Math.abs(ordinate) > edge) return null;
    const longitudeAtZero = view.longitude - centreX / perDegree;
    return { latitude: latitudeAt(ordinate), longitudeAtZero, degreesPerUnit: 1 / perDegree };
  };
  return {
    ...{ box, project, row, zoom, outline: null },
    ...planeCutter(box, turns, project),
    spots: (longitude, latitude) =>
      turns.map((turn) => project(longitude + turn, latitude)).filter((spot) => isIn(box, spot)),
    invert(x, y) {
      const line = row(y);
      return line && [line.longitudeAtZero + x * line.degreesPerUnit, line.latitude];
    },
    bounds: {
      ...{ west, east },
      south: latitudeAt(held(middle - box.height / 2 / perRadian)),
      north: latitudeAt(held(middle + box.height / 2 / perRadian)),
    },
    scale: {
      ...{ kind: 'bar', longitude: view.longitude, latitude: view.latitude, where: 'parallel' },
    },
    words: `the map around ${positionWords(view.longitude, view.latitude)} in Mercator projection`,
  };
}

/**
 * Lays the map of a view into a box. Without the basemap's areas countries cannot be fitted: the world stands in.
 * @param covered of the box, from its left: what is fitted keeps clear of it
 */
export function makeMapFrame(
  box: Box,
  view: PictureView,
  areas: Areas | null = null,
  covered = 0,
): MapFrame {
  if (view.kind === 'mercator') return mercatorFrame(box, view);
  if (view.kind === 'globe') return globeFrame(box, view);
  if (view.kind === 'world') return worldFrame(box, view);
  return fittedFrame(box, view, areas, covered);
}

/** What the map shows and how, in words for the picture's description. */
export function viewWords(view: PictureView): string {
  if (view.kind === 'world') return `the world in ${projectionSpecs[view.projection].name}`;
  if (view.kind === 'mercator' || view.kind === 'globe')
    return `the map around ${positionWords(view.longitude, view.latitude)}`;
  return view.kind === 'countries' ? view.codes.join(', ') : 'a region';
}

/** Kilometres of ground to one unit from west to east along a parallel, at a place. */
export function kmPerUnit(frame: MapFrame, latitude: number, longitude = 0): number {
  const from = frame.project(longitude, latitude);
  const to = frame.project(longitude + 0.01, latitude);
  if (!from || !to) return Infinity;
  const km = EARTH_RADIUS_KM * Math.cos(latitude * RADIANS) * RADIANS * 0.01;
  return km / Math.hypot(to[0] - from[0], to[1] - from[1]);
}
