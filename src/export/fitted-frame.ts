import { geoArea, geoCentroid, type GeoProjection } from 'd3';
import type { MultiPoint, MultiPolygon } from 'geojson';
import { MAX_LATITUDE, TILE } from '../model/mercator.ts';
import type { Areas, Position } from './basemap.ts';
import { clipExtent, type MapFrame } from './map-frame.ts';
import { wholeWorld, type PictureView } from './picture.ts';
import { makeEqualArea } from './projections.ts';
import type { Box } from './scene.ts';
import { azimuthalInverse, inverseEqualArea, projected, worldFrame } from './world-frame.ts';

const PRECISION = 0.25;
/** Of the ground of a country: far islands that are less than the rest of this do not make the others small. */
const MAIN_SHARE = 0.98;
/** Far islands are fitted too where the rest stays as large as this, against a map without them. */
const LEAST_SCALE = 0.75;
/** Around what is fitted, as a part of the box. */
const MARGIN = 0.05;
/** Farther from the middle than this (degrees) the scale is more than 3 % off. */
const ONE_SCALE = 28;
/** Lines of the grid by which the ground in sight is found. */
const PROBES = 24;

type Polygons = Position[][][];
type FittedView = PictureView & { kind: 'countries' | 'box' };

/** The polygons that make up nearly all of a country's ground, and the others, largest first. */
function mainPolygons(polygons: Polygons): { main: Polygons; others: Polygons } {
  const sized = polygons
    .map((polygon) => ({ polygon, area: sizeOf(polygon) }))
    .sort((a, b) => b.area - a.area);
  const total = sized.reduce((sum, { area }) => sum + area, 0);
  let sum = 0;
  const needed = sized.filter(({ area }) => {
    const isNeeded = sum < total * MAIN_SHARE;
    sum += area;
    return isNeeded;
  }).length;
  const sorted = sized.map(({ polygon }) => polygon);
  return { main: sorted.slice(0, needed), others: sorted.slice(needed) };
}

type Extent = readonly [left: number, top: number, right: number, bottom: number];

function extentOf(project: GeoProjection, polygons: Polygons): Extent {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [longitude, latitude] of polygons.flat(2)) {
    const [x, y] = project([longitude, latitude])!;
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
  }
  return [left, top, right, bottom];
}

/** Those of some far polygons that fit beside the main ones into a room without making them much smaller. */
function nearEnough(
  main: Polygons,
  others: Polygons,
  centre: Position,
  room: { width: number; height: number },
): Polygons {
  const project = makeEqualArea().rotate([-centre[0], -centre[1]]).scale(1).translate([0, 0]);
  const scaleOf = ([left, top, right, bottom]: Extent) =>
    Math.min(room.width / (right - left), room.height / (bottom - top));
  let whole = extentOf(project, main);
  const least = scaleOf(whole) * LEAST_SCALE;
  return others.filter((polygon) => {
    const own = extentOf(project, [polygon]);
    const wider: Extent = [
      ...([Math.min(whole[0], own[0]), Math.min(whole[1], own[1])] as const),
      ...([Math.max(whole[2], own[2]), Math.max(whole[3], own[3])] as const),
    ];
    if (scaleOf(wider) < least) return false;
    whole = wider;
    return true;
  });
}

function sizeOf(polygon: Position[][]): number {
  const area = geoArea({ type: 'Polygon', coordinates: polygon as unknown as number[][][] });
  return Math.min(area, 4 * Math.PI - area);
}

const together = (polygons: Polygons): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: polygons as unknown as number[][][][],
});

/** Points of a box's edges, and its middle. */
function boxPoints({ west, south, east, north }: PictureView & { kind: 'box' }): MultiPoint {
  const width = (((east - west) % 360) + 360) % 360 || 360;
  const coordinates: [number, number][] = [];
  for (let step = 0; step <= 16; step++) {
    const share = step / 16;
    const [longitude, latitude] = [west + width * share, south + (north - south) * share];
    coordinates.push([longitude, south], [longitude, north], [west, latitude]);
    coordinates.push([west + width, latitude]);
  }
  return { type: 'MultiPoint', coordinates };
}

/** What is to be seen in a room, and its middle; null where nothing is known of it. */
function subject(view: FittedView, areas: Areas | null, room: { width: number; height: number }) {
  if (view.kind === 'box') {
    const width = (((view.east - view.west) % 360) + 360) % 360 || 360;
    const centre: Position = [view.west + width / 2, (view.south + view.north) / 2];
    return { object: boxPoints(view), centre };
  }
  const countries = (areas?.features ?? [])
    .filter(({ properties }) => view.codes.includes(properties.id))
    .map(({ geometry }) => mainPolygons(geometry.coordinates));
  if (countries.length === 0) return null;
  const main = countries.flatMap((country) => country.main);
  const others = countries.flatMap((country) => country.others);
  const centre = geoCentroid(together(main)) as Position;
  return { object: together([...main, ...nearEnough(main, others, centre, room)]), centre };
}

/** The ground that a frame shows, by asking it on a grid of its box. */
function groundOf(frame: Pick<MapFrame, 'box' | 'invert' | 'project'>, centre: Position) {
  const { x, y, width, height } = frame.box;
  let [south, north] = [90, -90];
  let [west, east] = [0, 0];
  for (let i = 0; i <= PROBES; i++) {
    for (let j = 0; j <= PROBES; j++) {
      const found = frame.invert(x + (width * i) / PROBES, y + (height * j) / PROBES);
      if (!found) continue;
      const turn = ((((found[0] - centre[0] + 180) % 360) + 360) % 360) - 180;
      [west, east] = [Math.min(west, turn), Math.max(east, turn)];
      [south, north] = [Math.min(south, found[1]), Math.max(north, found[1])];
    }
  }
  const hasPole = [90, -90].some((pole) => {
    const spot = frame.project(centre[0], pole);
    return spot && spot[0] >= x && spot[0] <= x + width && spot[1] >= y && spot[1] <= y + height;
  });
  const pad = Math.max((east - west) / PROBES, (north - south) / PROBES);
  const isRound = hasPole || east - west + 2 * pad >= 360;
  return {
    west: isRound ? centre[0] - 180 : centre[0] + west - pad,
    east: isRound ? centre[0] + 180 : centre[0] + east + pad,
    south: Math.max(-MAX_LATITUDE, south - pad),
    north: Math.min(MAX_LATITUDE, hasPole && centre[1] > 0 ? 90 : north + pad),
  };
}

/** Countries or a box of degrees as large as they fit, in equal areas about their middle, with what lies around them. */
export function fittedFrame(
  box: Box,
  view: FittedView,
  areas: Areas | null,
  covered: number,
): MapFrame {
  // Where the legend would leave little of the map, it lies on it.
  const left = covered < box.width * 0.45 ? covered : 0;
  const pad = Math.min(box.width, box.height) * MARGIN;
  const room = { width: box.width - left - 2 * pad, height: box.height - 2 * pad };
  const found = subject(view, areas, room);
  if (!found) return worldFrame(box, wholeWorld);
  const { object, centre } = found;
  const projection = makeEqualArea()
    .rotate([-centre[0], -centre[1]])
    .precision(PRECISION)
    .fitExtent(
      [
        [box.x + left + pad, box.y + pad],
        [box.x + box.width - pad, box.y + box.height - pad],
      ],
      object,
    );
  projection.clipExtent(clipExtent(box));
  const radius = projection.scale();
  const frame = projected(box, projection);
  const invert = azimuthalInverse(inverseEqualArea, projection);
  const bounds = groundOf({ ...frame, invert }, centre);
  const corner = Math.hypot(box.width / 2, box.height / 2);
  const reach = (2 * Math.asin(Math.min(1, corner / (2 * radius))) * 180) / Math.PI;
  const words = view.kind === 'countries' ? view.codes.join(', ') : 'a region';
  return {
    ...frame,
    ...{ row: null, invert, bounds },
    zoom: Math.log2((2 * Math.PI * radius * Math.cos((centre[1] * Math.PI) / 180)) / TILE),
    scale:
      reach <= ONE_SCALE * 1.6
        ? { kind: 'bar', latitude: centre[1], where: 'middle', longitude: centre[0] }
        : {
            kind: 'none',
            reason:
              'No scale bar: on a map of so much of the earth the scale changes from place to place.',
          },
    words: `${words}, in an equal-area projection`,
  };
}
