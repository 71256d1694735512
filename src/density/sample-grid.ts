import type { FieldView } from './density-field.ts';
import type { FieldPlan } from './field-plan.ts';
import type { FieldRoom } from './field-scratch.ts';
import { EARTH_RADIUS_KM, RADIANS } from '../model/earth.ts';
import { latitudeAt, mercatorOf } from './sphere.ts';

/** Areas are counted in units of 1,000 km². */
const UNIT_KM2 = 1000;

/**
 * Writes what each column of the view is read from: the byte offset of the first of three numbers in a line that has one
 * more on both sides, and their weights.
 */
function fillTable(plan: FieldPlan, view: FieldView, table: Float32Array): void {
  const { stepLongitude, column0, columns } = plan.levels[0]!;
  const pixel = (view.east - view.west) / view.width;
  const offsets = new Uint32Array(table.buffer, table.byteOffset, table.length);
  for (let x = 0; x < view.width; x++) {
    let u = (view.west + (x + 0.5) * pixel - plan.origin) / stepLongitude - column0;
    if (plan.wraps) u = ((u % columns) + columns) % columns;
    const middle = Math.min(columns - 1, Math.max(0, Math.floor(u)));
    const f = u - middle - 0.5;
    const left = 0.5 * (0.5 - f) ** 2;
    const right = 0.5 * (0.5 + f) ** 2;
    offsets[4 * x] = 4 * middle;
    table[4 * x + 1] = left;
    table[4 * x + 2] = 1 - left - right;
    table[4 * x + 3] = right;
  }
}

/**
 * Reads the finest grid of a plan at the pixel centres of a view, by quadratic B-splines, and divides by the ground area
 * of a grid cell.
 *
 * @param grid mass of each cell of `plan.levels[0]`, in the room
 * @param out `width * height` of the view, zeroed
 */
export function sampleGrid(
  grid: Float32Array,
  plan: FieldPlan,
  view: FieldView,
  out: Float32Array,
  { kernels, line, table, pixels }: FieldRoom,
): void {
  const { step, stepLongitude, row0, columns, rows } = plan.levels[0]!;
  fillTable(plan, view, table);
  const top = mercatorOf(view.north);
  const pixel = (top - mercatorOf(view.south)) / view.height;
  for (let y = 0; y < view.height; y++) {
    const latitude = latitudeAt(top - (y + 0.5) * pixel) * RADIANS;
    const v = latitude / step - row0;
    const row = Math.floor(v);
    if (row < 1 || row >= rows - 1) continue;
    const f = v - row - 0.5;
    const area = EARTH_RADIUS_KM ** 2 * Math.cos(latitude) * step * stepLongitude * RADIANS;
    const density = UNIT_KM2 / area;
    const below = 0.5 * (0.5 - f) ** 2 * density;
    const above = 0.5 * (0.5 + f) ** 2 * density;
    const same = density - below - above;
    const middle = grid.byteOffset + 4 * row * columns;
    const [south, north] = [middle - 4 * columns, middle + 4 * columns];
    const inside = line.byteOffset + 4;
    kernels.mixRows(south, middle, north, below, same, above, inside, columns);
    // The output is zeros already.
    if (kernels.firstOccupied(inside, columns) < 0) continue;
    line[0] = line[plan.wraps ? columns : 1]!;
    line[columns + 1] = line[plan.wraps ? 1 : columns]!;
    kernels.readLine(line.byteOffset, table.byteOffset, pixels.byteOffset, view.width);
    out.set(pixels, y * view.width);
  }
}
