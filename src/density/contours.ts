import { contours } from 'd3';
import type { FieldView } from './density-field.ts';
import { latitudeAt, mercatorOf } from './sphere.ts';
import { scaleTicks, type ColourScale } from './colour-scale.ts';

/** The lines along which a field has one value. */
export interface Contour {
  /** The field's unit. */
  value: number;
  /** Each a line of degrees, longitude and latitude in turn; closed ones end where they begin. */
  lines: Float64Array[];
}

/** Fewer round numbers than this make no picture of a log scale: 2 and 5 times powers of ten come in between. */
const LEAST_LINES = 8;

/**
 * Round numbers on a scale at which lines are drawn: at the ticks of a linear scale but for nothing, on a log scale at
 * powers of ten, and at 2 and 5 times them where few of those fit.
 */
export function contourValues(scale: ColourScale): number[] {
  const [low, high] = scale.domain;
  const ticks = scaleTicks(scale).filter((value) => value > 0);
  if (scale.kind !== 'log' || ticks.length >= LEAST_LINES) return ticks;
  const values: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const digit of [1, 2, 5]) values.push(Number(`${digit}e${power}`));
  }
  return values.filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
}

/** Whether a value is a power of ten: its line is drawn wider. */
export function isMajor(value: number): boolean {
  return Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9;
}

/** A field with its last column again before the first and its first behind the last: lines run over the seam. */
function padded(values: Float32Array, { width, height }: FieldView): Float32Array {
  const wide = new Float32Array((width + 2) * height);
  for (let row = 0; row < height; row++) {
    const line = values.subarray(row * width, (row + 1) * width);
    wide.set(line, row * (width + 2) + 1);
    wide[row * (width + 2)] = line[width - 1]!;
    wide[(row + 1) * (width + 2) - 1] = line[0]!;
  }
  return wide;
}

/** Cuts a ring of pixels where it runs along the edge of the field: there is no line, the field only ends. */
function openLines(
  ring: readonly (readonly number[])[],
  width: number,
  height: number,
): (readonly number[])[][] {
  const onEdge = ([x, y]: readonly number[]) =>
    x! <= 0.5 || y! <= 0.5 || x! >= width - 0.5 || y! >= height - 0.5;
  const first = ring.findIndex(onEdge);
  if (first < 0) return [[...ring]];
  // From the edge on, so that no line is cut at the ring's own beginning.
  const turned = [...ring.slice(first, -1), ...ring.slice(0, first + 1)];
  const lines: (readonly number[])[][] = [];
  let line: (readonly number[])[] = [];
  for (const point of turned) {
    const edge = onEdge(point);
    line.push(point);
    if (!edge) continue;
    if (line.length > 2) lines.push(line);
    line = [point];
  }
  return lines;
}

/**
 * Lines of equal value of a field, by marching squares with linear interpolation (d3-contour): each vertex has the value
 * of its line where the field is read as the map reads it, bilinear between pixel centres.
 *
 * @param values `width * height` of the view, row 0 in the north
 */
export function contourLines(
  values: Float32Array,
  view: FieldView,
  at: readonly number[],
): Contour[] {
  return at.map((value) => ({ value, lines: linesAt(values, view, value) }));
}

function linesAt(values: Float32Array, view: FieldView, value: number): Float64Array[] {
  const wraps = view.east - view.west >= 360 - 1e-9;
  const width = wraps ? view.width + 2 : view.width;
  const grid = wraps ? padded(values, view) : values;
  const shift = wraps ? 1 : 0;
  const perColumn = (view.east - view.west) / view.width;
  const north = mercatorOf(view.north);
  const perRow = (north - mercatorOf(view.south)) / view.height;
  // The generator's types ask for an array, its code for anything that is indexed.
  const made = contours()
    .size([width, view.height])
    .contour(grid as unknown as number[], value);
  return made.coordinates
    .flat()
    .flatMap((ring) => openLines(ring, width, view.height))
    .map((line) =>
      Float64Array.from(
        line.flatMap(([x, y]) => [
          view.west + (x! - shift) * perColumn,
          latitudeAt(north - y! * perRow),
        ]),
      ),
    );
}
