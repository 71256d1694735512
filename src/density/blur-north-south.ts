import { blurKernel } from './blur-kernel.ts';
import type { FieldLevel } from './field-plan.ts';
import type { FieldRoom } from './field-scratch.ts';

/** How rows are blurred into each other. */
export interface RowBlur {
  kernel: Float32Array;
  /** Square root of each row's cosine. */
  root: Float64Array;
  /** What each source row is divided by, so that it keeps its mass. */
  sums: Float64Array;
}

/**
 * On the sphere the kernel from latitude p0 to p is about exp(-(p - p0)² / 2 sigma²) * sqrt(cos p / cos p0): so each source
 * row is divided by what it gives, all rows pass one symmetric kernel, and each target row is multiplied by sqrt(cos).
 *
 * @param variance in cells²
 * @param known kernels by variance: see `blurKernel`
 */
export function rowBlur(
  level: FieldLevel,
  variance: number,
  known: Map<number, Float32Array>,
): RowBlur {
  const kernel = blurKernel(known, variance);
  const root = level.cosine.map(Math.sqrt);
  return { kernel, root, sums: correlated(kernel, root) };
}

/** The sum around each element, by a symmetric kernel. */
function correlated(kernel: Float32Array, values: Float64Array): Float64Array {
  const { length } = values;
  const reach = kernel.length - 1;
  return values.map((_, at) => {
    let sum = 0;
    const end = Math.min(length - 1, at + reach);
    for (let i = Math.max(0, at - reach); i <= end; i++)
      sum += kernel[Math.abs(i - at)]! * values[i]!;
    return sum;
  });
}

/**
 * Which part of each source row's mass is on the map in the end.
 * @param after the same of the rows once they are blurred so: what later blurs leave on the map
 */
export function partOnMap({ kernel, root, sums }: RowBlur, after: Float64Array): Float64Array {
  const part = correlated(
    kernel,
    root.map((each, row) => each * after[row]!),
  );
  return part.map((each, row) => (sums[row]! > 0 ? each / sums[row]! : 0));
}

/**
 * Blurs a grid across its rows and keeps the mass of every source row.
 *
 * @param grid is scaled in place; has room for one row more than the level, which is zeroed
 * @param out gets the result
 */
export function blurNorthSouth(
  grid: Float32Array,
  out: Float32Array,
  level: FieldLevel,
  { kernel, root, sums }: RowBlur,
  room: FieldRoom,
): void {
  const { columns, rows } = level;
  // Rows that are farther apart than the level has rows are not there.
  const reach = Math.min(kernel.length - 1, rows);
  const occupied = divideRows(grid, level, sums, room);
  const { tap, kernels } = room;
  grid.fill(0, rows * columns, (rows + 1) * columns);
  tap.set(kernel.subarray(0, reach + 1));
  const source = grid.byteOffset;
  for (let row = 0; row < rows; row++) {
    const offset = row * columns;
    const factor = root[row]!;
    if (factor === 0 || !anyNear(occupied, row, reach)) {
      out.fill(0, offset, offset + columns);
      continue;
    }
    const target = out.byteOffset + 4 * offset;
    kernels.sumRows(source, columns, rows, row, tap.byteOffset, reach, factor, target);
  }
}

/** Divides every row by a number of its own, 0 empties it; tells which rows held anything. */
export function divideRows(
  grid: Float32Array,
  { columns, rows }: Pick<FieldLevel, 'columns' | 'rows'>,
  by: Float64Array,
  { kernels }: Pick<FieldRoom, 'kernels'>,
): Uint8Array {
  const occupied = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const line = grid.byteOffset + 4 * row * columns;
    if (kernels.firstOccupied(line, columns) < 0) continue;
    occupied[row] = 1;
    const factor = by[row]! > 0 ? 1 / by[row]! : 0;
    if (factor !== 1) kernels.scale(line, columns, factor);
  }
  return occupied;
}

function anyNear(occupied: Uint8Array, row: number, reach: number): boolean {
  const end = Math.min(occupied.length - 1, row + reach);
  for (let source = Math.max(0, row - reach); source <= end; source++) {
    if (occupied[source] === 1) return true;
  }
  return false;
}
