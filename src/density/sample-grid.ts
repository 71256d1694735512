import type { FieldView } from './density-field.ts';
import type { FieldPlan } from './field-plan.ts';
import { EARTH_RADIUS_KM, RADIANS } from '../model/earth.ts';
import { latitudeAt, mercatorOf } from './sphere.ts';

/** Areas are counted in units of 1,000 km². */
const UNIT_KM2 = 1000;

/** For each column of the view three grid columns and their weights. */
interface ColumnTable {
  column: Int32Array;
  weight: Float64Array;
}

function columnTable(plan: FieldPlan, view: FieldView): ColumnTable {
  const { stepLongitude, column0, columns } = plan.levels[0]!;
  const pixel = (view.east - view.west) / view.width;
  const column = new Int32Array(view.width * 3);
  const weight = new Float64Array(view.width * 3);
  for (let x = 0; x < view.width; x++) {
    let u = (view.west + (x + 0.5) * pixel - plan.origin) / stepLongitude - column0;
    if (plan.wraps) u = ((u % columns) + columns) % columns;
    const middle = Math.floor(u);
    const f = u - middle - 0.5;
    weight[3 * x] = 0.5 * (0.5 - f) ** 2;
    weight[3 * x + 2] = 0.5 * (0.5 + f) ** 2;
    weight[3 * x + 1] = 1 - weight[3 * x]! - weight[3 * x + 2]!;
    for (let k = 0; k < 3; k++) {
      const at = middle - 1 + k;
      column[3 * x + k] = plan.wraps
        ? (at + columns) % columns
        : Math.min(columns - 1, Math.max(0, at));
    }
  }
  return { column, weight };
}

/**
 * Reads the finest grid of a plan at the pixel centres of a view, by quadratic B-splines, and divides by the ground area
 * of a grid cell.
 *
 * @param grid mass of each cell of `plan.levels[0]`
 * @param out `width * height` of the view
 */
export function sampleGrid(
  grid: Float32Array,
  plan: FieldPlan,
  view: FieldView,
  out: Float32Array,
): void {
  const { step, stepLongitude, row0, columns, rows } = plan.levels[0]!;
  const { column, weight } = columnTable(plan, view);
  const north = mercatorOf(view.north);
  const pixel = (north - mercatorOf(view.south)) / view.height;
  const line = new Float64Array(columns);
  for (let y = 0; y < view.height; y++) {
    const latitude = latitudeAt(north - (y + 0.5) * pixel) * RADIANS;
    const v = latitude / step - row0;
    const row = Math.floor(v);
    if (row < 1 || row >= rows - 1) continue;
    const f = v - row - 0.5;
    const area = EARTH_RADIUS_KM ** 2 * Math.cos(latitude) * step * stepLongitude * RADIANS;
    const density = UNIT_KM2 / area;
    const below = 0.5 * (0.5 - f) ** 2 * density;
    const above = 0.5 * (0.5 + f) ** 2 * density;
    const same = density - below - above;
    const o = row * columns;
    for (let i = 0; i < columns; i++) {
      line[i] =
        below * grid[o - columns + i]! + same * grid[o + i]! + above * grid[o + columns + i]!;
    }
    const start = y * view.width;
    for (let x = 0, k = 0; x < view.width; x++, k += 3) {
      out[start + x] =
        weight[k]! * line[column[k]!]! +
        weight[k + 1]! * line[column[k + 1]!]! +
        weight[k + 2]! * line[column[k + 2]!]!;
    }
  }
}
