import { thinLine } from '../model/thin-line.ts';
import { contourLines, isMajor, type Contour } from './contours.ts';
import type { FieldView } from './density-field.ts';
import { latitudeAt, mercatorOf } from './sphere.ts';

/** Of a degree: about 10 m. */
const DECIMALS = 4;
const short = (degrees: number) => Number(degrees.toFixed(DECIMALS));

/** Labels of one value, at most: the longest lines have one. */
const MOST_LABELS = 400;

/** Of each side of a view that is not the world: what lies beyond is around the map, or so near its edge that letters are cut. */
const EDGE = 0.22;

/** Of pixels: a line that is drawn so far beside itself looks the same. */
const TOLERANCE = 0.1;

/** Degrees: half of a label on a flat map that is one world wide, whose sides would cut it. */
const SEAM = 18;

/** Whether the vertex of a line that begins at an index lies where labels may stand. */
type IsInside = (line: Float64Array, at: number) => boolean;

/** Where labels are read as wholes: a field is wider than the map that it is made for. */
function innerBox({ west, east, south, north }: FieldView): IsInside {
  if (east - west >= 360 - 1e-9) {
    return (line, at) => 180 - Math.abs((((line[at]! % 360) + 540) % 360) - 180) > SEAM;
  }
  const [x, y] = [(east - west) * EDGE, (mercatorOf(north) - mercatorOf(south)) * EDGE];
  const [top, bottom] = [latitudeAt(mercatorOf(north) - y), latitudeAt(mercatorOf(south) + y)];
  return (line, at) => {
    const [longitude, latitude] = [line[at]!, line[at + 1]!];
    return longitude > west + x && longitude < east - x && latitude > bottom && latitude < top;
  };
}

/** The vertex of a line that is nearest to its middle and inside; -1 where none is. */
function labelAt(line: Float64Array, isInside: IsInside): number {
  const middle = 2 * Math.floor(line.length / 4);
  for (let step = 0; step <= middle; step += 2) {
    if (isInside(line, middle - step)) return middle - step;
    if (middle + step < line.length && isInside(line, middle + step)) return middle + step;
  }
  return -1;
}

/** Where a line's label stands, longest lines first: near its middle. */
function labelsOf({ value, lines }: Contour, isInside: IsInside) {
  const longest = [...lines].sort((a, b) => b.length - a.length).slice(0, MOST_LABELS);
  return longest.flatMap((line) => {
    const at = labelAt(line, isInside);
    if (at < 0) return [];
    return {
      type: 'Feature',
      properties: { value, major: isMajor(value), rank: -line.length },
      geometry: { type: 'Point', coordinates: [short(line[at]!), short(line[at + 1]!)] },
    };
  });
}

/** A line in pixels of the field. */
function inPixels(line: Float64Array, { west, east, south, north, width, height }: FieldView) {
  const perRow = (mercatorOf(north) - mercatorOf(south)) / height;
  return line.map((degrees, at) =>
    at % 2 === 0 ? ((degrees - west) / (east - west)) * width : mercatorOf(degrees) / perRow,
  );
}

function linesOf({ value, lines }: Contour, view: FieldView) {
  const coordinates = lines.map((line) =>
    thinLine(inPixels(line, view), TOLERANCE).map((at) => [short(line[at]!), short(line[at + 1]!)]),
  );
  return {
    type: 'Feature',
    properties: { value, major: isMajor(value) },
    geometry: { type: 'MultiLineString', coordinates },
  };
}

/**
 * The contours of a field as bytes of GeoJSON, so that a map can parse them off the main thread: a MultiLineString for
 * each value and Points where labels may stand, smaller `rank` first, with `value` and `major` (a power of ten). Lines come
 * without points that nobody would miss: MapLibre's worker hands all that it parsed back to the main thread.
 */
export function contourBytes(
  values: Float32Array,
  view: FieldView,
  at: readonly number[],
): Uint8Array<ArrayBuffer> {
  const isInside = innerBox(view);
  const features = contourLines(values, view, at)
    .filter(({ lines }) => lines.length > 0)
    .flatMap((contour) => [linesOf(contour, view), ...labelsOf(contour, isInside)]);
  return new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features }));
}
