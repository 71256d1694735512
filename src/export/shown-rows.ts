import type { Geometry, Position } from 'geojson';
import { hexagonValue, resolutionFor } from '../density/hexagon-grid.ts';
import { hexagonsOf } from '../density/hexagons.ts';
import { placesIn } from '../density/place-points.ts';
import { englishName } from './english-names.ts';
import { cutAtAntimeridian } from '../model/arcs.ts';
import { unitFor } from '../model/measure.ts';
import { cellLatitude, cellLongitude, latitudeOf, longitudeOf } from '../model/mercator.ts';
import { accuracyClassesKm } from '../model/place.ts';
import { PLACES_FROM_ZOOM } from '../ways/places.ts';
import type { SymbolPicture } from '../ways/symbols.ts';
import { waySpecs } from '../ways/ways.ts';
import type { Basemap } from './basemap.ts';
import { fieldReaderOf } from './density-image.ts';
import { usualMapBox } from './layout.ts';
import { makeMapFrame, type MapFrame } from './map-frame.ts';
import { pageOf } from './page.ts';
import type { Picture } from './picture.ts';
import { symbolsOf } from './symbols-of.ts';

/** One thing that a picture shows, with its numbers; null where it has none. */
export interface ShownRow {
  /** 'cell', 'hexagon', 'place', 'country', 'server', or what a way calls its symbols. */
  kind: string;
  /** Cell as level/column/row, H3 index, ISO alpha-2 code, or address; both ends of a line. */
  id: string;
  name: string;
  /** Degrees: its middle. */
  longitude: number | null;
  latitude: number | null;
  accuracyKm: number | null;
  areaKm2: number | null;
  /** The measure. */
  count: number | null;
  /** What its colour says, in the unit of the legend. */
  value: number | null;
  geometry: Geometry | null;
}

type Part = Omit<ShownRow, 'kind' | 'id'>;

const nothing: Part = {
  ...{ name: '', longitude: null, latitude: null, accuracyKm: null, areaKm2: null },
  ...{ count: null, value: null, geometry: null },
};

/** A number for a file: seven digits are more than a telemetry knows. */
export function shortNumber(value: number): number {
  return Number(value.toPrecision(7));
}

/** Whether a place is on the map: in its box, and on the side of a globe that is seen. */
const isInside = (frame: MapFrame, longitude: number, latitude: number): boolean =>
  frame.spots(longitude, latitude).length > 0;

const box = (west: number, south: number, east: number, north: number): Geometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});

/** Ring in the order of RFC 7946: the outer one against the clock, holes with it; closed. */
function wound(ring: readonly (readonly [number, number])[], isHole: boolean): Position[] {
  const points: Position[] = ring.map(([x, y]) => [shortNumber(x), shortNumber(y)]);
  const [first, last] = [points[0]!, points.at(-1)!];
  if (first[0] !== last[0] || first[1] !== last[1]) points.push([...first]);
  let area = 0;
  for (let i = 1; i < points.length; i++) {
    area += points[i - 1]![0]! * points[i]![1]! - points[i]![0]! * points[i - 1]![1]!;
  }
  return area > 0 === isHole ? points.reverse() : points;
}

/** The cells of the density, each with the density at its centre as the picture shows it. */
function* cellRows(picture: Picture, frame: MapFrame): Generator<ShownRow> {
  const { cells, smoothingKm } = picture;
  if (!cells || cells.length === 0) return;
  const { level, x, y, accuracyClass, value } = cells;
  const reader = fieldReaderOf(frame, cells, smoothingKm, pageOf(picture).pixelsPerUnit);
  const side = 2 ** (32 - level);
  const occupied = Array.from(value.keys()).filter((n) => value[n] !== 0);
  const order = occupied.sort(
    (a, b) => y[a]! - y[b]! || x[a]! - x[b]! || accuracyClass[a]! - accuracyClass[b]!,
  );
  for (const n of order) {
    const [longitude, latitude] = [cellLongitude(x[n]!, level), cellLatitude(y[n]!, level)];
    if (!isInside(frame, longitude, latitude)) continue;
    const [west, east] = [longitudeOf(x[n]! * side), longitudeOf((x[n]! + 1) * side)];
    const [north, south] = [latitudeOf(y[n]! * side), latitudeOf((y[n]! + 1) * side)];
    const edges = [west, south, east, north].map(shortNumber) as Parameters<typeof box>;
    yield {
      ...nothing,
      ...{ kind: 'cell', id: `${level}/${x[n]!}/${y[n]!}`, longitude, latitude },
      accuracyKm: accuracyClassesKm[accuracyClass[n]!]!,
      count: value[n]!,
      value: reader.at(longitude, latitude),
      geometry: box(...edges),
    };
  }
}

function* hexagonRows(picture: Picture, frame: MapFrame): Generator<ShownRow> {
  if (!picture.cells) return;
  const grid = hexagonsOf(picture.cells, resolutionFor(frame.zoom), frame.bounds);
  const rings: Position[][][] = Array.from({ length: grid.length }, () => []);
  grid.pieceOf.forEach((hexagon, piece) => {
    const ring: [number, number][] = [];
    for (let v = grid.pieceStart[piece]!; v < grid.pieceStart[piece + 1]!; v++) {
      ring.push([grid.positions[2 * v]!, grid.positions[2 * v + 1]!]);
    }
    rings[hexagon]!.push(wound(ring, false));
  });
  const order = [...rings.keys()].sort((a, b) => (grid.id[a]! < grid.id[b]! ? -1 : 1));
  for (const n of order) {
    const pieces = rings[n]!;
    if (!pieces.some((ring) => ring.some(([x, y]) => isInside(frame, x!, y!)))) continue;
    yield {
      ...nothing,
      ...{ kind: 'hexagon', id: grid.id[n]!.toString(16) },
      areaKm2: grid.areaKm2[n]!,
      count: grid.value[n]!,
      value: hexagonValue(grid, n, picture.hexagonUnit),
      geometry:
        pieces.length === 1
          ? { type: 'Polygon', coordinates: [pieces[0]!] }
          : { type: 'MultiPolygon', coordinates: pieces.map((ring) => [ring]) },
    };
  }
}

function* placeRows(picture: Picture, frame: MapFrame): Generator<ShownRow> {
  if (!picture.cells) return;
  const places = placesIn(picture.cells, frame.bounds);
  for (let n = 0; n < places.length; n++) {
    const [longitude, latitude] = [places.longitude[n]!, places.latitude[n]!];
    if (!isInside(frame, longitude, latitude)) continue;
    yield {
      ...nothing,
      ...{ kind: 'place', id: `${latitude.toFixed(4)},${longitude.toFixed(4)}` },
      ...{ longitude, latitude, accuracyKm: places.radiusKm[n]!, count: places.value[n]! },
      geometry: { type: 'Point', coordinates: [shortNumber(longitude), shortNumber(latitude)] },
    };
  }
}

/** Countries: by their number where they are shaded, else what is known to the country only. */
function* countryRows(
  picture: Picture,
  { areas, countries: labels }: Basemap,
  frame: MapFrame,
): Generator<ShownRow> {
  const { shaded, countries, way } = picture;
  const isShaded = way === 'countries' && shaded !== null;
  const groups = isShaded ? shaded : countries;
  if (!groups) return;
  const middles = new Map(
    labels.map(([code, longitude, latitude]) => [code, { longitude, latitude }]),
  );
  for (const [n, id] of groups.keys.entries()) {
    const count = isShaded ? shaded.count[n]! : groups.countryOnly[n]!;
    if (id === '' || !(count > 0)) continue;
    const polygons = areas.features
      .filter(({ properties }) => properties.id === id)
      .flatMap(({ geometry }) => geometry.coordinates);
    if (polygons.length > 0 && frame.rings(polygons).length === 0) continue;
    const coordinates = polygons.map((polygon) => polygon.map((ring, at) => wound(ring, at > 0)));
    yield {
      ...nothing,
      ...{ kind: 'country', id, name: englishName(id), ...middles.get(id), count },
      value: isShaded && shaded.told[n] ? groups.value[n]! : null,
      geometry: coordinates.length > 0 ? { type: 'MultiPolygon', coordinates } : null,
    };
  }
}

/** The symbols of a way that is made of such. */
function* symbolRows({ symbols, words }: SymbolPicture, frame: MapFrame): Generator<ShownRow> {
  const short = ([x, y]: readonly [number, number]) => [shortNumber(x), shortNumber(y)];
  for (const { id, name, value: count, ...symbol } of symbols) {
    const row = { ...nothing, kind: words.single, id, name, count };
    if (symbol.kind === 'circle') {
      const [longitude, latitude] = symbol.at;
      if (!isInside(frame, longitude, latitude)) continue;
      const geometry: Geometry = { type: 'Point', coordinates: short(symbol.at) };
      yield { ...row, longitude, latitude, geometry };
      continue;
    }
    const pieces = cutAtAntimeridian(symbol.line);
    if (frame.lines(pieces).length === 0) continue;
    const coordinates = pieces.map((piece) => piece.map(short));
    const geometry: Geometry =
      coordinates.length === 1
        ? { type: 'LineString', coordinates: coordinates[0]! }
        : { type: 'MultiLineString', coordinates };
    yield { ...row, geometry };
  }
}

function* serverRows({ servers }: Picture, frame: MapFrame): Generator<ShownRow> {
  for (const { address, name, family, status, latitude, longitude, accuracyKm } of servers) {
    const at = longitude !== null && latitude !== null;
    if (at && !isInside(frame, longitude, latitude)) continue;
    yield {
      ...nothing,
      ...{ kind: 'server', id: address, longitude, latitude, accuracyKm },
      name: [name || family, status].filter((word) => word !== '').join(', '),
      geometry: at
        ? { type: 'Point', coordinates: [shortNumber(longitude), shortNumber(latitude)] }
        : null,
    };
  }
}

/** Everything that a picture shows, in an order that depends on nothing but the picture. */
export function* shownRows(picture: Picture, basemap: Basemap): Generator<ShownRow> {
  const frame = makeMapFrame(
    usualMapBox(picture, picture.view, picture.shown),
    picture.view,
    basemap.areas,
  );
  const { way } = picture;
  if (way === 'hexagons') yield* hexagonRows(picture, frame);
  else if (way === 'places' && frame.zoom >= PLACES_FROM_ZOOM) yield* placeRows(picture, frame);
  else if (waySpecs[way].symbols) {
    const symbols = symbolsOf({ ...picture, language: 'en' }, basemap, englishName);
    if (symbols) yield* symbolRows(symbols, frame);
  } else if (way !== 'countries') yield* cellRows(picture, frame);
  if (way === 'countries' || waySpecs[way].hatched) yield* countryRows(picture, basemap, frame);
  yield* serverRows(picture, frame);
}

/** Units of a picture's numbers. */
export function shownUnits(picture: Picture): { count: string; value: string } {
  const { way, measure, hexagonUnit, rating, language } = picture;
  const by = { hexagonUnit, quantity: rating.quantity };
  return { count: unitFor(measure, 2), value: waySpecs[way].unit(measure, by, language) };
}
