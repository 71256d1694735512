import type { FieldView } from './density-field.ts';
import type { FieldPlan } from './field-plan.ts';
import type { FieldRoom } from './field-scratch.ts';
import { EARTH_RADIUS_KM, RADIANS } from '../model/earth.ts';
import { latitudeAt, mercatorOf } from './sphere.ts';

/** Areas are counted in units of 1,000 km². */
const UNIT_KM2 = 1000;

/** Rows of pixels that are handed on at once. */
export const ROWS_AT_ONCE = 8;

/**
 * Writes what each column of the view is read from: the weights of three numbers in a line that has one more on both sides,
 * and the byte offset of the first.
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
    table[4 * x] = left;
    table[4 * x + 1] = 1 - left - right;
    table[4 * x + 2] = right;
    offsets[4 * x + 3] = 4 * middle;
  }
  // What is read beyond the last column, to a multiple of four, is of no use.
  table.fill(0, 4 * view.width);
}

/**
 * Reads the finest grid of a plan at the pixel centres of a view, by quadratic B-splines, and divides by the ground area
 * of a grid cell.
 *
 * @param grid mass of each cell of `plan.levels[0]`, in the room
 * @param out `width * height` of the view, and whether they are 0
 */
export function sampleGrid(
  grid: Float32Array,
  plan: FieldPlan,
  view: FieldView,
  { values: out, isZero }: { values: Float32Array; isZero: boolean },
  room: FieldRoom,
): void {
  const { step, stepLongitude, row0, rows } = plan.levels[0]!;
  const { kernels, pixels } = room;
  fillTable(plan, view, room.table);
  const rowAt = makeRowReader(grid, plan, view.width, room);
  const top = mercatorOf(view.north);
  const pixel = (top - mercatorOf(view.south)) / view.height;
  const { width } = view;
  let held = 0;
  const handOn = (end: number) => {
    if (held > 0) out.set(pixels.subarray(0, held * width), (end - held) * width);
    held = 0;
  };
  for (let y = 0; y < view.height; y++) {
    if (held === ROWS_AT_ONCE) handOn(y);
    const latitude = latitudeAt(top - (y + 0.5) * pixel) * RADIANS;
    const v = latitude / step - row0;
    const row = Math.floor(v);
    const isInside = row >= 1 && row < rows - 1;
    const near = isInside ? [rowAt(row - 1), rowAt(row), rowAt(row + 1)] : [];
    if (near.every(({ isEmpty }) => isEmpty)) {
      handOn(y);
      if (!isZero) out.fill(0, y * width, (y + 1) * width);
      continue;
    }
    const f = v - row - 0.5;
    const area = EARTH_RADIUS_KM ** 2 * Math.cos(latitude) * step * stepLongitude * RADIANS;
    const density = UNIT_KM2 / area;
    const below = 0.5 * (0.5 - f) ** 2 * density;
    const above = 0.5 * (0.5 + f) ** 2 * density;
    const same = density - below - above;
    const [south, middle, north] = near as [ReadRow, ReadRow, ReadRow];
    const into = pixels.byteOffset + 4 * held++ * width;
    kernels.mixRows(south.at, middle.at, north.at, below, same, above, into, width);
  }
  handOn(view.height);
}

/** A row of the grid as it is read at the columns of the view: its byte offset. */
interface ReadRow {
  row: number;
  at: number;
  isEmpty: boolean;
}

/**
 * Makes what reads rows of the grid at the columns of the view. The last three are kept: a view's rows lie closer together
 * than those of its grid, and each of these is read once.
 */
function makeRowReader(
  grid: Float32Array,
  { levels, wraps }: FieldPlan,
  width: number,
  { kernels, line, table, read }: FieldRoom,
): (row: number) => ReadRow {
  const { columns } = levels[0]!;
  const held = [0, 1, 2].map((slot): ReadRow => {
    return { row: -1, at: read.byteOffset + (slot * read.byteLength) / 3, isEmpty: true };
  });
  return (row) => {
    const own = held[row % 3]!;
    if (own.row === row) return own;
    own.row = row;
    const from = row * columns;
    own.isEmpty = kernels.firstOccupied(grid.byteOffset + 4 * from, columns) < 0;
    if (own.isEmpty) line.fill(0);
    else line.set(grid.subarray(from, from + columns), 1);
    line[0] = line[wraps ? columns : 1]!;
    line[columns + 1] = line[wraps ? 1 : columns]!;
    kernels.readLine(line.byteOffset, table.byteOffset, own.at, width);
    return own;
  };
}
