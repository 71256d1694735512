import { massSteps, type FieldCells, type FieldOptions, type FieldView } from './density-field.ts';
import type { FieldPlan } from './field-plan.ts';
import { makeScratch } from './field-scratch.ts';
import { effectiveSmoothingKm } from './smoothing.ts';
import { EARTH_RADIUS_KM, RADIANS } from '../model/earth.ts';

/** Areas are counted in units of 1,000 km². */
const UNIT_KM2 = 1000;

/** Longitudes in degrees, the first and the step from each to the next; they may lie any number of turns away. */
export interface EvenLongitudes {
  first: number;
  step: number;
}

/** Reads a density anywhere in a view, in its own unit, as `densityField` has it at the centres of pixels. */
export interface FieldReader {
  /** One sigma that the field really has, km. */
  smoothingKm: number;
  /** The values along a parallel, west to east, evenly spaced; false, and nothing written, where the field has none. */
  row: (latitude: number, where: EvenLongitudes, out: Float32Array) => boolean;
  /** The value at a position. */
  at: (longitude: number, latitude: number) => number;
}

/** Weights of the three rows of a quadratic B-spline about a position in rows, per ground area. */
function rowWeights(plan: FieldPlan, latitude: number) {
  const { step, stepLongitude, row0, rows } = plan.levels[0]!;
  const radians = latitude * RADIANS;
  const v = radians / step - row0;
  const row = Math.floor(v);
  if (!(row >= 1 && row < rows - 1)) return null;
  const f = v - row - 0.5;
  const area = EARTH_RADIUS_KM ** 2 * Math.cos(radians) * step * stepLongitude * RADIANS;
  const density = UNIT_KM2 / area;
  const below = 0.5 * (0.5 - f) ** 2 * density;
  const above = 0.5 * (0.5 + f) ** 2 * density;
  return { row, below, same: density - below - above, above };
}

/** Finds the three columns of a B-spline about a longitude, and their weights; one object, since it is asked per pixel. */
function columnLocator(plan: FieldPlan) {
  const { stepLongitude, column0, columns } = plan.levels[0]!;
  const turn = 360 / stepLongitude;
  const wrapped = (column: number) => (column < 0 ? column + columns : column % columns);
  const held = (column: number) => Math.max(0, Math.min(columns - 1, column));
  const index = plan.wraps ? wrapped : held;
  const found = {
    ...{ a: 0, b: 0, c: 0, left: 0, right: 0 },
    /** False where the grid has no such longitude. */
    find(longitude: number): boolean {
      // Any turn of the earth is the same ground.
      const from = (longitude - plan.origin) / stepLongitude - column0;
      const u = from - Math.floor(from / turn) * turn;
      const middle = Math.floor(u);
      if (!plan.wraps && middle >= columns) return false;
      const f = u - middle - 0.5;
      found.left = 0.5 * (0.5 - f) ** 2;
      found.right = 0.5 * (0.5 + f) ** 2;
      found.a = index(middle - 1);
      found.b = index(middle);
      found.c = index(middle + 1);
      return true;
    },
  };
  return found;
}

/** Reads the splines of one row of a grid at even longitudes: `locate.find` for many columns, without its calls. */
function readLine(
  plan: FieldPlan,
  line: Float64Array,
  { first, step }: EvenLongitudes,
  out: Float32Array,
): void {
  const { stepLongitude, column0, columns } = plan.levels[0]!;
  const turn = 360 / stepLongitude;
  const last = columns - 1;
  const perColumn = step / stepLongitude;
  const start = (first - plan.origin) / stepLongitude - column0;
  for (let n = 0; n < out.length; n++) {
    let u = start + n * perColumn;
    // Any turn of the earth is the same ground.
    if (u < 0 || u >= turn) u -= Math.floor(u / turn) * turn;
    const middle = Math.floor(u);
    const f = u - middle - 0.5;
    const left = 0.5 * (0.5 - f) ** 2;
    const right = 0.5 * (0.5 + f) ** 2;
    const same = 1 - left - right;
    if (middle > 0 && middle < last) {
      out[n] = left * line[middle - 1]! + same * line[middle]! + right * line[middle + 1]!;
    } else if (plan.wraps) {
      const [a, c] = [(middle - 1 + columns) % columns, (middle + 1) % columns];
      out[n] = left * line[a]! + same * line[middle % columns]! + right * line[c]!;
    } else if (middle > last) {
      out[n] = 0;
    } else {
      const [a, c] = [Math.max(0, middle - 1), Math.min(last, middle + 1)];
      out[n] = left * line[a]! + same * line[middle]! + right * line[c]!;
    }
  }
}

const nothing = { row: () => false, at: () => 0 };

/**
 * Makes a reader of a density: for pictures in other projections, whose pixels lie on no grid. What is read is the field
 * itself and not something between its pixels.
 *
 * @param view the ground that will be read; its pixels decide how fine the field is
 */
export function makeFieldReader(
  cells: FieldCells,
  view: FieldView,
  options: FieldOptions,
): FieldReader {
  const smoothingKm = effectiveSmoothingKm(view, options.smoothingKm);
  const steps = massSteps(cells, view, options, makeScratch());
  let step = steps.next();
  while (!step.done) step = steps.next();
  if (!step.value) return { ...nothing, smoothingKm };
  const { mass, plan } = step.value;
  const { columns } = plan.levels[0]!;
  const line = new Float64Array(columns);

  const locate = columnLocator(plan);

  return {
    smoothingKm,
    row(latitude, where, out) {
      const weights = rowWeights(plan, latitude);
      if (!weights) return false;
      const { row, below, same, above } = weights;
      const o = row * columns;
      for (let i = 0; i < columns; i++) {
        line[i] =
          below * mass[o - columns + i]! + same * mass[o + i]! + above * mass[o + columns + i]!;
      }
      readLine(plan, line, where, out);
      return true;
    },
    at(longitude, latitude) {
      const weights = rowWeights(plan, latitude);
      if (!weights) return 0;
      if (!locate.find(longitude)) return 0;
      const { a, b, c, left, right } = locate;
      const { row, below, same, above } = weights;
      const mix = (o: number) =>
        left * mass[o + a]! + (1 - left - right) * mass[o + b]! + right * mass[o + c]!;
      const o = row * columns;
      return below * mix(o - columns) + same * mix(o) + above * mix(o + columns);
    },
  };
}
