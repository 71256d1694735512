import type { FieldCells } from './density-field.ts';
import type { FieldPlan } from './field-plan.ts';
import { RADIANS } from '../model/earth.ts';

/** What the deposit looks up for each accuracy class: its kernel's grid and the place of that grid on the earth. */
function classTable(plan: FieldPlan, grids: readonly Float32Array[]) {
  const classes = plan.kernelOfClass.length;
  const table = {
    perDegreeX: new Float64Array(classes),
    perDegreeY: new Float64Array(classes),
    column0: new Int32Array(classes),
    row0: new Int32Array(classes),
    columns: new Int32Array(classes),
    rows: new Int32Array(classes),
    grid: new Array<Float32Array>(classes).fill(grids[0]!),
  };
  plan.kernelOfClass.forEach((kernel, accuracyClass) => {
    if (kernel < 0) return;
    const level = plan.levels[plan.kernels[kernel]!.level]!;
    table.perDegreeX[accuracyClass] = 1 / level.stepLongitude;
    table.perDegreeY[accuracyClass] = RADIANS / level.step;
    table.column0[accuracyClass] = level.column0;
    table.row0[accuracyClass] = level.row0;
    table.columns[accuracyClass] = level.columns;
    table.rows[accuracyClass] = level.rows;
    table.grid[accuracyClass] = grids[kernel]!;
  });
  return table;
}

/**
 * Adds the weight of every cell to the grid of its kernel, spread over 3 x 3 grid cells by the quadratic B-spline, whose
 * variance is a quarter of a grid cell squared wherever the position lies in it ("triangular shaped cloud": Hockney and
 * Eastwood, Computer Simulation Using Particles, 1988). Cells outside the window of their level are left out.
 *
 * @param grids one grid a kernel of the plan, zeroed, `columns * rows` of its level
 * @param span width of the view in degrees
 */
export function deposit(
  cells: FieldCells,
  plan: FieldPlan,
  grids: readonly Float32Array[],
  span: number,
): void {
  const { perDegreeX, perDegreeY, column0, row0, columns, rows, grid } = classTable(plan, grids);
  const { longitude, latitude, weight, accuracyClass } = cells;
  const { wraps, origin } = plan;
  // Longitudes are taken within half a turn of the view's middle.
  const west = wraps ? -180 : origin + span / 2 - 180;
  for (let n = 0; n < cells.length; n++) {
    const c = accuracyClass[n]!;
    const width = columns[c]!;
    let turn = longitude[n]! - west;
    if (turn < 0 || turn >= 360) turn -= 360 * Math.floor(turn / 360);
    const x = (turn + west - origin) * perDegreeX[c]! - column0[c]!;
    const y = latitude[n]! * perDegreeY[c]! - row0[c]!;
    const column = Math.floor(x);
    const row = Math.floor(y);
    if (row < 1 || row >= rows[c]! - 1) continue;
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
    const g = grid[c]!;
    const o = row * width;
    const south = o - width;
    const north = o + width;
    g[south + left]! += below * wLeft;
    g[south + middle]! += below * wMiddle;
    g[south + right]! += below * wRight;
    g[o + left]! += same * wLeft;
    g[o + middle]! += same * wMiddle;
    g[o + right]! += same * wRight;
    g[north + left]! += above * wLeft;
    g[north + middle]! += above * wMiddle;
    g[north + right]! += above * wRight;
  }
}
