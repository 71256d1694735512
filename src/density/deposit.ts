import type { FieldCells } from './density-field.ts';
import type { FieldLevel, FieldPlan } from './field-plan.ts';
import { CLASSES, type FieldRoom } from './field-scratch.ts';
import { RADIANS } from '../model/earth.ts';

/** Where the grid has nothing of a column or row. */
const OUTSIDE = -1;

/** Positions as columns and rows that many of them share. */
export interface CellGrid {
  /** Index in `longitudes` of each position. */
  column: Uint32Array;
  /** Index in `latitudes` of each position. */
  row: Uint32Array;
  /** Degrees. */
  longitudes: Float64Array;
  latitudes: Float64Array;
}

/** The grid that cells lie on; where they lie on none, each has a column and row of its own. */
export function gridOfCells(cells: FieldCells): CellGrid {
  if (cells.grid) return cells.grid;
  const own = Uint32Array.from({ length: cells.length }, (_, n) => n);
  return { column: own, row: own, longitudes: cells.longitude, latitudes: cells.latitude };
}

/** How many cells each class has. */
export function countClasses({ accuracyClass, length }: FieldCells): Uint32Array {
  const counts = new Uint32Array(CLASSES);
  // Every second one apart: neighbours are often of one class, and each would wait for the one before.
  const others = new Uint32Array(CLASSES);
  const even = length - (length % 2);
  for (let n = 0; n < even; n += 2) {
    counts[accuracyClass[n]!]!++;
    others[accuracyClass[n + 1]!]!++;
  }
  if (even < length) counts[accuracyClass[even]!]!++;
  for (let each = 0; each < CLASSES; each++) counts[each]! += others[each]!;
  return counts;
}

/**
 * Puts cells into the room by class, in order within a class: every cell is looked at once, however many kernels there are.
 * @param counts of each class
 * @returns where the cells of each class begin; one element more than classes
 */
export function sortCells(
  { weight, accuracyClass, length }: FieldCells,
  { column, row }: CellGrid,
  counts: Uint32Array,
  { cellColumn, cellRow, cellWeight, unsorted, kernels }: FieldRoom,
): Uint32Array {
  const starts = new Uint32Array(CLASSES + 1);
  for (let each = 0; each < CLASSES; each++) starts[each + 1] = starts[each]! + counts[each]!;
  unsorted.column.set(column.subarray(0, length));
  unsorted.row.set(row.subarray(0, length));
  unsorted.weight.set(weight.subarray(0, length));
  unsorted.accuracyClass.set(accuracyClass.subarray(0, length));
  unsorted.next.set(starts.subarray(0, CLASSES));
  kernels.sortByClass(
    unsorted.column.byteOffset,
    unsorted.row.byteOffset,
    unsorted.weight.byteOffset,
    unsorted.accuracyClass.byteOffset,
    length,
    unsorted.next.byteOffset,
    cellColumn.byteOffset,
    cellRow.byteOffset,
    cellWeight.byteOffset,
  );
  return starts;
}

/** Writes the shares of the three cells about a place, which a quadratic B-spline gives them. `f`: -0.5 to 0.5. */
function writeShares(out: Float32Array, at: number, f: number): void {
  const before = 0.5 * (0.5 - f) * (0.5 - f);
  const after = 0.5 * (0.5 + f) * (0.5 + f);
  out[at] = before;
  out[at + 1] = 1 - before - after;
  out[at + 2] = after;
}

/** What `deposit` looks up of each column. */
function fillColumns(
  { origin, wraps }: FieldPlan,
  { stepLongitude, column0, columns }: FieldLevel,
  longitudes: Float64Array,
  span: number,
  { columnTable }: FieldRoom,
): void {
  const offsets = new Int32Array(columnTable.buffer, columnTable.byteOffset, columnTable.length);
  const perDegree = 1 / stepLongitude;
  // Longitudes are taken within half a turn of the view's middle.
  const west = wraps ? -180 : origin + span / 2 - 180;
  for (let n = 0; n < longitudes.length; n++) {
    let turn = longitudes[n]! - west;
    if (turn < 0 || turn >= 360) turn -= 360 * Math.floor(turn / 360);
    const x = (turn + west - origin) * perDegree - column0;
    const column = Math.floor(x);
    const at = 8 * n;
    const isInside = column >= 1 && column < columns - 1;
    if (!isInside && !wraps) {
      offsets[at + 4] = OUTSIDE;
      continue;
    }
    writeShares(columnTable, at, x - column - 0.5);
    columnTable[at + 3] = 0;
    for (let side = 0; side < 3; side++) {
      const own = column + side - 1;
      offsets[at + 4 + side] = 4 * (isInside ? own : (own + columns) % columns);
    }
  }
}

/** What `deposit` looks up of each row. */
function fillRows(
  { step, row0, rows, columns }: FieldLevel,
  latitudes: Float64Array,
  { rowTable }: FieldRoom,
): void {
  const offsets = new Int32Array(rowTable.buffer, rowTable.byteOffset, rowTable.length);
  const perDegree = RADIANS / step;
  for (let n = 0; n < latitudes.length; n++) {
    const y = latitudes[n]! * perDegree - row0;
    const row = Math.floor(y);
    const isInside = row >= 1 && row < rows - 1;
    offsets[4 * n] = isInside ? 4 * (row - 1) * columns : OUTSIDE;
    if (isInside) writeShares(rowTable, 4 * n + 1, y - row - 0.5);
  }
}

/**
 * Makes what deposits cells. It adds the weight of every cell of one kernel to that kernel's grid, spread over 3 x 3 grid
 * cells by the quadratic B-spline, whose variance is a quarter of a grid cell squared wherever the position lies in it
 * ("triangular shaped cloud": Hockney and Eastwood, Computer Simulation Using Particles, 1988). Cells outside the window of
 * their level are left out. What that takes is worked out once for each column and row of a level, not for each cell.
 *
 * @param grid that the cells lie on
 * @param starts where each class begins in the room: see `sortCells`
 * @param span width of the view in degrees
 * @returns what takes a kernel's index in the plan and a grid of its level's `columns * rows`, zeroed, in the room
 */
export function makeDeposit(
  plan: FieldPlan,
  grid: CellGrid,
  starts: Uint32Array,
  span: number,
  room: FieldRoom,
): (kernel: number, into: Float32Array) => void {
  const { cellColumn, cellRow, cellWeight, columnTable, rowTable, kernels } = room;
  let filled = -1;
  return (kernel, into) => {
    const index = plan.kernels[kernel]!.level;
    const level = plan.levels[index]!;
    if (filled !== index) {
      fillColumns(plan, level, grid.longitudes, span, room);
      fillRows(level, grid.latitudes, room);
      filled = index;
    }
    plan.kernelOfClass.forEach((own, each) => {
      const [from, to] = [starts[each]!, starts[each + 1]!];
      if (own !== kernel || from === to) return;
      kernels.deposit(
        cellColumn.byteOffset + 4 * from,
        cellRow.byteOffset + 4 * from,
        cellWeight.byteOffset + 4 * from,
        to - from,
        columnTable.byteOffset,
        rowTable.byteOffset,
        into.byteOffset,
        4 * level.columns,
      );
    });
  };
}
