import { massSteps, type FieldCells, type FieldOptions, type FieldView } from './density-field.ts';
import type { FieldPlan } from './field-plan.ts';
import { makeScratch } from './field-scratch.ts';
import { effectiveSmoothingKm } from './smoothing.ts';
import { EARTH_RADIUS_KM, RADIANS } from './sphere.ts';

/** Areas are counted in units of 1,000 km². */
const UNIT_KM2 = 1000;

/** Reads a density anywhere in a view, in its own unit, as `densityField` has it at the centres of pixels. */
export interface FieldReader {
  /** One sigma that the field really has, km. */
  smoothingKm: number;
  /** Chooses a parallel; false where the field has nothing there. */
  choose: (latitude: number) => boolean;
  /** The value at a longitude of the chosen parallel, degrees; it may lie any number of turns away. */
  read: (longitude: number) => number;
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

const nothing = { choose: () => false, read: () => 0, at: () => 0 };

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
  const { stepLongitude, column0, columns } = plan.levels[0]!;
  const turn = 360 / stepLongitude;
  const line = new Float64Array(columns);

  /** Position in columns: that of all turns which the grid has. */
  const columnOf = (longitude: number) => {
    const u = (longitude - plan.origin) / stepLongitude - column0;
    return u - Math.floor(u / turn) * turn;
  };
  const wrapped = (column: number) => (column < 0 ? column + columns : column % columns);
  const held = (column: number) => Math.max(0, Math.min(columns - 1, column));
  const index = plan.wraps ? wrapped : held;

  return {
    smoothingKm,
    choose(latitude) {
      const weights = rowWeights(plan, latitude);
      if (!weights) return false;
      const { row, below, same, above } = weights;
      const o = row * columns;
      for (let i = 0; i < columns; i++) {
        line[i] =
          below * mass[o - columns + i]! + same * mass[o + i]! + above * mass[o + columns + i]!;
      }
      return true;
    },
    read(longitude) {
      const u = columnOf(longitude);
      const middle = Math.floor(u);
      if (!plan.wraps && middle >= columns) return 0;
      const f = u - middle - 0.5;
      const left = 0.5 * (0.5 - f) ** 2;
      const right = 0.5 * (0.5 + f) ** 2;
      return (
        left * line[index(middle - 1)]! +
        (1 - left - right) * line[index(middle)]! +
        right * line[index(middle + 1)]!
      );
    },
    at(longitude, latitude) {
      const weights = rowWeights(plan, latitude);
      if (!weights) return 0;
      const u = columnOf(longitude);
      const middle = Math.floor(u);
      if (!plan.wraps && middle >= columns) return 0;
      const f = u - middle - 0.5;
      const left = 0.5 * (0.5 - f) ** 2;
      const right = 0.5 * (0.5 + f) ** 2;
      const [a, b, c] = [index(middle - 1), index(middle), index(middle + 1)];
      const { row, below, same, above } = weights;
      const mix = (o: number) =>
        left * mass[o + a]! + (1 - left - right) * mass[o + b]! + right * mass[o + c]!;
      const o = row * columns;
      return below * mix(o - columns) + same * mix(o) + above * mix(o + columns);
    },
  };
}
