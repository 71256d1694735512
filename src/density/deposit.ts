import type { FieldCells } from './density-field.ts';
import type { FieldPlan } from './field-plan.ts';
import { RADIANS } from '../model/earth.ts';

/** The indices of each kernel's cells, in order: every cell is looked at once, however many kernels there are. */
export function cellsByKernel(
  { accuracyClass, length }: FieldCells,
  { kernels, kernelOfClass }: FieldPlan,
): Uint32Array[] {
  const counts = new Uint32Array(kernels.length);
  for (let n = 0; n < length; n++) counts[kernelOfClass[accuracyClass[n]!]!]!++;
  const groups = Array.from(counts, (count) => new Uint32Array(count));
  counts.fill(0);
  for (let n = 0; n < length; n++) {
    const kernel = kernelOfClass[accuracyClass[n]!]!;
    groups[kernel]![counts[kernel]!++] = n;
  }
  return groups;
}

/**
 * Adds the weight of every cell of one kernel to that kernel's grid, spread over 3 x 3 grid cells by the quadratic
 * B-spline, whose variance is a quarter of a grid cell squared wherever the position lies in it ("triangular shaped
 * cloud": Hockney and Eastwood, Computer Simulation Using Particles, 1988). Cells outside the window of their level are
 * left out.
 *
 * @param kernel index in the plan: one grid at a time is needed
 * @param own indices of its cells
 * @param grid zeroed, `columns * rows` of the kernel's level
 * @param span width of the view in degrees
 */
export function deposit(
  cells: FieldCells,
  plan: FieldPlan,
  kernel: number,
  own: Uint32Array,
  grid: Float32Array,
  span: number,
): void {
  const { longitude, latitude, weight } = cells;
  const { wraps, origin } = plan;
  const level = plan.levels[plan.kernels[kernel]!.level]!;
  const { columns: width, rows, column0, row0 } = level;
  const perDegreeX = 1 / level.stepLongitude;
  const perDegreeY = RADIANS / level.step;
  // Longitudes are taken within half a turn of the view's middle.
  const west = wraps ? -180 : origin + span / 2 - 180;
  for (let i = 0; i < own.length; i++) {
    const n = own[i]!;
    let turn = longitude[n]! - west;
    if (turn < 0 || turn >= 360) turn -= 360 * Math.floor(turn / 360);
    const x = (turn + west - origin) * perDegreeX - column0;
    const y = latitude[n]! * perDegreeY - row0;
    const column = Math.floor(x);
    const row = Math.floor(y);
    if (row < 1 || row >= rows - 1) continue;
    let left = column - 1;
    let middle = column;
    let right = column + 1;
    if (column < 1 || column >= width - 1) {
      if (!wraps) continue;
      left = (column - 1 + width) % width;
      middle = column % width;
      right = (column + 1) % width;
    }
    const fx = x - column - 0.5;
    const fy = y - row - 0.5;
    const w = weight[n]!;
    const wLeft = 0.5 * (0.5 - fx) * (0.5 - fx);
    const wRight = 0.5 * (0.5 + fx) * (0.5 + fx);
    const wMiddle = 1 - wLeft - wRight;
    const below = 0.5 * (0.5 - fy) * (0.5 - fy) * w;
    const above = 0.5 * (0.5 + fy) * (0.5 + fy) * w;
    const same = w - below - above;
    const o = row * width;
    const south = o - width;
    const north = o + width;
    grid[south + left]! += below * wLeft;
    grid[south + middle]! += below * wMiddle;
    grid[south + right]! += below * wRight;
    grid[o + left]! += same * wLeft;
    grid[o + middle]! += same * wMiddle;
    grid[o + right]! += same * wRight;
    grid[north + left]! += above * wLeft;
    grid[north + middle]! += above * wMiddle;
    grid[north + right]! += above * wRight;
  }
}
