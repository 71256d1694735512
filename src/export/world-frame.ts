import type { GeoProjection } from 'd3';
import type { MultiPoint } from 'geojson';
import { MAX_LATITUDE, TILE } from '../model/mercator.ts';
import type { Position } from './basemap.ts';
import { clipExtent, collect, isIn, type FrameRow, type MapFrame, type Spot } from './map-frame.ts';
import { positionWords, type PictureView } from './picture.ts';
import { projectionSpecs } from './projections.ts';
import type { Box } from './scene.ts';

/** In a radian. */
const DEGREES = 180 / Math.PI;
/** Parallels that a flat world picture shows: all inhabited land. */
const SOUTH = -57;
const NORTH = 84;
/** Curves are followed to within this many units. */
const PRECISION = 0.25;
/** Degrees: areas of the basemap end on the antimeridian, where d3 would cut them again. */
const NUDGE = 1e-4;
/** Around a globe, units. */
const GLOBE_MARGIN = 14;

/** What every frame that is drawn through a projection of d3 has. */
export function projected(
  box: Box,
  projection: GeoProjection,
): Pick<MapFrame, 'box' | 'project' | 'spots' | 'lines' | 'rings' | 'outline'> {
  const through = projection.stream.bind(projection);
  const angle = projection.clipAngle() ?? 0;
  const [turned, tilted] = projection.rotate();
  const centre: Position = [-turned, -tilted];
  const seen = (longitude: number, latitude: number) =>
    // d3 answers 0 where nothing is cut off.
    !(angle > 0) || distance(centre, [longitude, latitude]) < angle;
  const project = (longitude: number, latitude: number): Spot | null =>
    seen(longitude, latitude) ? projection([longitude, latitude]) : null;
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
    outline: collect({ type: 'Sphere' }, through),
  };
}

/** Cosine of the angle from the middle, and its sine over the distance on the map in radii; null beyond the edge. */
type Inverse = (squared: number) => readonly [towards: number, grow: number] | null;

/** Of a globe that is seen from far away. */
export const inverseOrthographic: Inverse = (squared) =>
  squared >= 1 ? null : [Math.sqrt(1 - squared), 1];

/** Of equal areas about the middle. */
export const inverseEqualArea: Inverse = (squared) =>
  squared >= 4 ? null : [1 - squared / 2, Math.sqrt(1 - squared / 4)];

/** Of a globe that is seen from a camera, `distance` radii from its middle: Snyder 23-4. */
export function inversePerspective(distance: number): Inverse {
  const height = distance - 1;
  const most = height / (distance + 1);
  return (squared) => {
    if (squared >= most) return null;
    const root = Math.sqrt(1 - squared / most);
    const grow = (distance - root) / (height + squared / height);
    return [Math.sqrt(Math.max(0, 1 - grow * grow * squared)), grow];
  };
}

/**
 * The inverse of a projection about a point, in closed form: Snyder, Map Projections (1987), 20-14 to 20-18. d3's own
 * takes a hundred times as long, and this is asked for every pixel.
 */
export function azimuthalInverse(inverse: Inverse, projection: GeoProjection): MapFrame['invert'] {
  const radius = projection.scale();
  const [x0, y0] = projection.translate();
  const [turned, tilted] = projection.rotate();
  const [sine, cosine] = [Math.sin(-tilted / DEGREES), Math.cos(-tilted / DEGREES)];
  return (x, y) => {
    const [right, up] = [(x - x0) / radius, (y0 - y) / radius];
    const found = inverse(right * right + up * up);
    if (!found) return null;
    const [towards, grow] = found;
    const [east, north] = [right * grow, up * grow];
    const height = Math.max(-1, Math.min(1, towards * sine + north * cosine));
    const longitude = Math.atan2(east, towards * cosine - north * sine) * DEGREES - turned;
    return [longitude, Math.asin(height) * DEGREES];
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
      [centre - 180 + 10 * NUDGE, 0],
      [centre + 180 - 10 * NUDGE, 0],
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
    .rotate([NUDGE - centre, 0])
    .precision(PRECISION)
    .fitExtent(inner, corners);
  // Where there is room from pole to pole, the poles are shown.
  const poleToPole =
    2 * Math.abs(spec.make().scale(projection.scale()).translate([0, 0])([0, 90])![1]);
  if (poleToPole <= box.height) projection.fitExtent(inner, { type: 'Sphere' });
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
      if (!line || Math.abs((x - left) * line.degreesPerUnit) > 180) return null;
      return [line.longitudeAtZero + x * line.degreesPerUnit, line.latitude];
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
  const radius = projection.scale();
  const frame = projected(box, projection);
  return {
    ...frame,
    row: null,
    invert: azimuthalInverse(inverseOrthographic, projection),
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
