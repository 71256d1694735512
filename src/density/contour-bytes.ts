import { contourLines, isMajor, type Contour } from './contours.ts';
import type { FieldView } from './density-field.ts';

/** Of a degree: about 10 m. */
const DECIMALS = 4;
const short = (degrees: number) => Number(degrees.toFixed(DECIMALS));

/** Labels of one value, at most: the longest lines have one. */
const MOST_LABELS = 400;

/** Where a line's label stands, longest lines first: its vertex in the middle. */
function labelsOf({ value, lines }: Contour) {
  const longest = [...lines].sort((a, b) => b.length - a.length).slice(0, MOST_LABELS);
  return longest.map((line) => {
    const middle = 2 * Math.floor(line.length / 4);
    return {
      type: 'Feature',
      properties: { value, major: isMajor(value), rank: -line.length },
      geometry: { type: 'Point', coordinates: [short(line[middle]!), short(line[middle + 1]!)] },
    };
  });
}

function linesOf({ value, lines }: Contour) {
  const coordinates = lines.map((line) =>
    Array.from({ length: line.length / 2 }, (_, n) => [
      short(line[2 * n]!),
      short(line[2 * n + 1]!),
    ]),
  );
  return {
    type: 'Feature',
    properties: { value, major: isMajor(value) },
    geometry: { type: 'MultiLineString', coordinates },
  };
}

/**
 * The contours of a field as bytes of GeoJSON, so that a map can parse them off the main thread: a MultiLineString for
 * each value and Points where labels may stand, smaller `rank` first, with `value` and `major` (a power of ten).
 */
export function contourBytes(
  values: Float32Array,
  view: FieldView,
  at: readonly number[],
): Uint8Array<ArrayBuffer> {
  const features = contourLines(values, view, at)
    .filter(({ lines }) => lines.length > 0)
    .flatMap((contour) => [linesOf(contour), ...labelsOf(contour)]);
  return new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features }));
}
