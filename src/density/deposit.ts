import type { FieldCells } from './density-field.ts';
import type { FieldLevel, FieldPlan } from './field-plan.ts';
import { CLASSES, type FieldRoom, type PlannedField } from './field-scratch.ts';
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

/** Cells by class. */
export interface ClassStarts {
  /** Where those of each class begin once they stand by class; one element more than classes. */
  starts: Uint32Array;
  /** Whether they stand by class as they are. */
  isSorted: boolean;
}

/** Finds where the cells of each class begin. */
export function startsOfClasses({ accuracyClass, length }: FieldCells): ClassStarts {
  const sorted = startsAsTheyStand(accuracyClass, length);
  if (sorted) return { starts: sorted, isSorted: true };
  const starts = new Uint32Array(CLASSES + 1);
  for (let n = 0; n < length; n++) starts[accuracyClass[n]! + 1]!++;
  for (let each = 0; each < CLASSES; each++) starts[each + 1]! += starts[each]!;
  return { starts, isSorted: false };
}

/** The same where cells stand by class as they are, looking at four at a time; null where they do not. */
function startsAsTheyStand(classes: Uint8Array, length: number): Uint32Array | null {
  const isAligned = classes.byteOffset % 4 === 0;
  const fours = isAligned
    ? new Uint32Array(classes.buffer, classes.byteOffset, length >>> 2)
    : new Uint32Array(0);
  const starts = new Uint32Array(CLASSES + 1);
  let n = 0;
  for (let each = 0; each < CLASSES; each++) {
    const four = each * 0x01010101;
    while (n < length) {
      if ((n & 3) === 0 && fours[n >>> 2] === four) n += 4;
      else if (classes[n] === each) n++;
      else break;
    }
    starts[each + 1] = n;
  }
  return n === length ? starts : null;
}

/**
 * Puts cells into the room by class, in order within a class: every cell is looked at once, however many kernels there are.
 * @param classes see `startsOfClasses`
 */
export function placeCells(
  { weight, accuracyClass, length }: FieldCells,
  { column, row }: CellGrid,
  { starts, isSorted }: ClassStarts,
  room: FieldRoom,
): void {
  const { cellColumn, cellRow, cellWeight, unsorted, kernels, placed } = room;
  const isPlaced = isSorted && placed?.column === column && placed.row === row;
  room.placed = isSorted ? { column, row } : null;
  (isSorted ? cellWeight : unsorted.weight).set(weight.subarray(0, length));
  if (isPlaced) return;
  (isSorted ? cellColumn : unsorted.column).set(column.subarray(0, length));
  (isSorted ? cellRow : unsorted.row).set(row.subarray(0, length));
  if (isSorted) return;
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
function columnTable(
  { origin, wraps }: FieldPlan,
  { stepLongitude, column0, columns }: FieldLevel,
  longitudes: Float64Array,
  span: number,
): Float32Array {
  const table = new Float32Array(4 * longitudes.length);
  const offsets = new Int32Array(table.buffer);
  const perDegree = 1 / stepLongitude;
  // Longitudes are taken within half a turn of the view's middle.
  const west = wraps ? -180 : origin + span / 2 - 180;
  for (let n = 0; n < longitudes.length; n++) {
    let turn = longitudes[n]! - west;
    if (turn < 0 || turn >= 360) turn -= 360 * Math.floor(turn / 360);
    const x = (turn + west - origin) * perDegree - column0;
    const column = Math.floor(x);
    const at = 4 * n;
    const isInside = column >= 1 && column < columns - 1;
    if (isInside || wraps) writeShares(table, at, x - column - 0.5);
    offsets[at + 3] = isInside || wraps ? 4 * ((column - 1 + columns) % columns) : OUTSIDE;
  }
  return table;
}

/**
 * What `deposit` looks up of each row.
 * @param part of each row's mass that stays on the map: a share is the more for it
 */
function rowTable(
  { step, row0, rows, columns }: FieldLevel,
  latitudes: Float64Array,
  part: Float64Array,
): Float32Array {
  const table = new Float32Array(4 * latitudes.length);
  const offsets = new Int32Array(table.buffer);
  const perDegree = RADIANS / step;
  for (let n = 0; n < latitudes.length; n++) {
    const y = latitudes[n]! * perDegree - row0;
    const row = Math.floor(y);
    const isInside = row >= 1 && row < rows - 1;
    offsets[4 * n] = isInside ? 4 * (row - 1) * columns : OUTSIDE;
    if (!isInside) continue;
    writeShares(table, 4 * n + 1, y - row - 0.5);
    for (let side = 0; side < 3; side++) {
      const own = part[row + side - 1]!;
      table[4 * n + 1 + side]! *= own > 0 ? 1 / own : 0;
    }
  }
  return table;
}

/** What is looked up of the columns and rows of some cells, as far as it was needed. */
export interface DepositTables {
  longitudes: Float64Array;
  latitudes: Float64Array;
  /** Of columns, by level. */
  ofLevel: (Float32Array | undefined)[];
  /** Of rows, by kernel. */
  ofKernel: (Float32Array | undefined)[];
}

/** The tables of a plan for a grid: those of the cells before where they lay on the same one. */
function tablesOf(planned: PlannedField, { longitudes, latitudes }: CellGrid): DepositTables {
  const { tables } = planned;
  if (tables?.longitudes === longitudes && tables.latitudes === latitudes) return tables;
  return (planned.tables = { longitudes, latitudes, ofLevel: [], ofKernel: [] });
}

/**
 * Makes what deposits cells. It adds the weight of every cell of one kernel to a grid of that kernel's level, spread over
 * 3 x 3 grid cells by the quadratic B-spline, whose variance is a quarter of a grid cell squared wherever the position lies
 * in it ("triangular shaped cloud": Hockney and Eastwood, Computer Simulation Using Particles, 1988). What the kernel's
 * blurs will put beyond the map's edge is added to the cells themselves. Cells outside the window of their level are left
 * out. What that takes is worked out once for each column of a level and row of a kernel, not for each cell.
 *
 * @param grid that the cells lie on
 * @param starts where each class begins in the room: see `startsOfClasses`
 * @param span width of the view in degrees
 * @returns what takes a kernel's index in the plan and a grid of its level's `columns * rows`, in the room
 */
export function makeDeposit(
  planned: PlannedField,
  grid: CellGrid,
  starts: Uint32Array,
  span: number,
  room: FieldRoom,
): (kernel: number, into: Float32Array) => void {
  const { plan, blurs } = planned;
  const { longitudes, latitudes, ofLevel, ofKernel } = tablesOf(planned, grid);
  return (kernel, into) => {
    const index = plan.kernels[kernel]!.level;
    const level = plan.levels[index]!;
    const { part } = blurs[index]![level.kernels.indexOf(kernel)]!;
    room.columnTable.set((ofLevel[index] ??= columnTable(plan, level, longitudes, span)));
    room.rowTable.set((ofKernel[kernel] ??= rowTable(level, latitudes, part)));
    plan.kernelOfClass.forEach((own, each) => {
      const [from, to] = [starts[each]!, starts[each + 1]!];
      if (own !== kernel || from === to) return;
      room.kernels.deposit(
        room.cellColumn.byteOffset + 4 * from,
        room.cellRow.byteOffset + 4 * from,
        room.cellWeight.byteOffset + 4 * from,
        to - from,
        room.columnTable.byteOffset,
        room.rowTable.byteOffset,
        into.byteOffset,
        4 * level.columns,
      );
    });
  };
}
