import type { GeoProjection } from 'd3';
import type { MultiPoint } from 'geojson';
import { MAX_LATITUDE } from '../model/mercator.ts';
import type { Position } from './basemap.ts';
import { clipExtent, collect, isIn, type FrameRow, type MapFrame, type Spot } from './map-frame.ts';
import { positionWords, type PictureView } from './picture.ts';
import { projectionSpecs } from './projections.ts';
import type { Box } from './scene.ts';

const TILE = 512;
/** Parallels that a flat world picture shows: all inhabited land. */
const SOUTH = -57;
const NORTH = 84;
/** Curves are followed to within this many units. */
const PRECISION = 0.25;
/** Around a globe, units. */
const GLOBE_MARGIN = 14;

/** What every frame that is drawn through a projection of d3 has. */
export function projected(
  box: Box,
  projection: GeoProjection,
): Pick<MapFrame, 'box' | 'project' | 'spots' | 'lines' | 'rings' | 'invert' | 'outline'> {
  const through = projection.stream.bind(projection);
  const angle = projection.clipAngle();
  const [turned, tilted] = projection.rotate();
  const centre: Position = [-turned, -tilted];
  const seen = (longitude: number, latitude: number) =>
    angle === null || distance(centre, [longitude, latitude]) < angle;
  const project = (longitude: number, latitude: number): Spot | null =>
    seen(longitude, latitude) ? (projection([longitude, latitude]) as Spot) : null;
  return {
    ...{ box, project },
    spots(longitude, latitude) {
      const spot = project(longitude, latitude);
      return spot && isIn(box, spot) ? [spot] : [];
    },
    lines: (lines) =>
      collect({ type: 'MultiLineString', coordinates: lines as unknown as number[][][] }, through),
    rings: (polygons) =>
      collect(
        { type: 'MultiPolygon', coordinates: polygons as unknown as number[][][][] },
        through,
      ),
    invert(x, y) {
      const found = projection.invert?.([x, y]);
      return found && Number.isFinite(found[0]) && Number.isFinite(found[1]) ? found : null;
    },
    outline: collect({ type: 'Sphere' }, through),
  };
}

/** Great-circle distance in degrees. */
function distance([fromLongitude, fromLatitude]: Position, [toLongitude, toLatitude]: Position) {
  const radians = Math.PI / 180;
  const [a, b] = [fromLatitude * radians, toLatitude * radians];
  const turn = (toLongitude - fromLongitude) * radians;
  const cosine = Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(turn);
  return Math.acos(Math.max(-1, Math.min(1, cosine))) / radians;
}

function reasonFor(name: string): string {
  return `No scale bar: on a map of the world (${name}) the scale changes from place to place.`;
}

function flatFrame(box: Box, view: PictureView & { kind: 'world' }): MapFrame {
  const spec = projectionSpecs[view.projection];
  const { longitude: centre } = view;
  const corners: MultiPoint = {
    type: 'MultiPoint',
    coordinates: [
      [centre - 180 + 1e-6, 0],
      [centre + 180 - 1e-6, 0],
      [centre, NORTH],
      [centre, SOUTH],
    ],
  };
  const inner: [[number, number], [number, number]] = [
    [box.x, box.y],
    [box.x + box.width, box.y + box.height],
  ];
  const projection = spec
    .make()
    .rotate([-centre, 0])
    .precision(PRECISION)
    .fitExtent(inner, corners);
  const [scale, [left, top]] = [projection.scale(), projection.translate()];
  // Without a turn: parallels are asked for by their own ordinate.
  const raw = spec.make().scale(1).translate([0, 0]).precision(0);
  const halfWidth = (latitude: number) => raw([90, latitude])![0] * 2 * scale;
  const pole = -raw([0, 90])![1];
  projection.clipExtent(clipExtent(box));
  const row = (y: number): FrameRow | null => {
    const ordinate = (y - top) / scale;
    // Beyond the poles the inverse finds parallels that are not there.
    const latitude = Math.abs(ordinate) < pole ? raw.invert?.([0, ordinate])?.[1] : undefined;
    if (latitude === undefined) return null;
    const degreesPerUnit = 180 / halfWidth(latitude);
    return { latitude, longitudeAtZero: centre - left * degreesPerUnit, degreesPerUnit };
  };
  const frame = projected(box, projection);
  return {
    ...frame,
    row,
    invert(x, y) {
      const line = row(y);
      const found = line && frame.invert(x, y);
      return found && Math.abs((x - left) * line.degreesPerUnit) <= 180 ? found : null;
    },
    zoom: Math.log2((2 * halfWidth(0)) / TILE),
    bounds: { west: centre - 180, south: -MAX_LATITUDE, east: centre + 180, north: MAX_LATITUDE },
    scale: { kind: 'none', reason: reasonFor(spec.name) },
    words: `the world in ${spec.name} projection`,
  };
}

function globeFrame(box: Box, view: PictureView & { kind: 'world' }): MapFrame {
  const spec = projectionSpecs[view.projection];
  const projection = spec
    .make()
    .rotate([-view.longitude, -view.latitude])
    .precision(PRECISION)
    .scale(Math.min(box.width, box.height) / 2 - GLOBE_MARGIN)
    .translate([box.x + box.width / 2, box.y + box.height / 2])
    .clipExtent(clipExtent(box));
  const [radius, [x0, y0]] = [projection.scale(), projection.translate()];
  const frame = projected(box, projection);
  return {
    ...frame,
    row: null,
    invert: (x, y) => (Math.hypot(x - x0, y - y0) < radius ? frame.invert(x, y) : null),
    zoom: Math.log2((2 * Math.PI * radius) / TILE),
    bounds: {
      west: view.longitude - 180,
      south: -MAX_LATITUDE,
      east: view.longitude + 180,
      north: MAX_LATITUDE,
    },
    scale: { kind: 'none', reason: reasonFor(spec.name) },
    words: `the globe seen from above ${positionWords(view.longitude, view.latitude, 0)}`,
  };
}

/** The whole world in one of its projections; of a globe the half that faces the reader. */
export function worldFrame(box: Box, view: PictureView & { kind: 'world' }): MapFrame {
  return projectionSpecs[view.projection].isGlobe ? globeFrame(box, view) : flatFrame(box, view);
}
