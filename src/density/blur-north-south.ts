import { blurKernel } from './blur-kernel.ts';
import type { FieldLevel } from './field-plan.ts';
import type { FieldScratch } from './field-scratch.ts';

/** How rows are blurred into each other. */
interface RowBlur {
  kernel: Float64Array;
  /** Square root of each row's cosine. */
  root: Float64Array;
  /** What each source row is divided by, so that it keeps its mass. */
  sums: Float64Array;
}

/**
 * On the sphere the kernel from latitude p0 to p is about exp(-(p - p0)² / 2 sigma²) * sqrt(cos p / cos p0): so each source
 * row is divided by what it gives, all rows pass one symmetric kernel, and each target row is multiplied by sqrt(cos).
 */
function rowBlur(level: FieldLevel, variance: number, scratch: FieldScratch): RowBlur {
  const kernel = blurKernel(scratch, variance);
  const root = level.cosine.map(Math.sqrt);
  return { kernel, root, sums: correlated(kernel, root) };
}

/** The sum around each element, by a symmetric kernel. */
function correlated(kernel: Float64Array, values: Float64Array): Float64Array {
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
 * @param after the same of the rows once they are blurred by this variance: what later blurs leave on the map
 */
export function partOnMap(
  level: FieldLevel,
  variance: number,
  after: Float64Array,
  scratch: FieldScratch,
): Float64Array {
  const { kernel, root, sums } = rowBlur(level, variance, scratch);
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
 * @param variance in cells²
 */
export function blurNorthSouth(
  grid: Float32Array,
  out: Float32Array,
  level: FieldLevel,
  variance: number,
  scratch: FieldScratch,
): void {
  const { columns, rows } = level;
  const { kernel, root, sums } = rowBlur(level, variance, scratch);
  const reach = kernel.length - 1;
  const occupied = divideRows(grid, level, sums);
  grid.fill(0, rows * columns, (rows + 1) * columns);
  const sum = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    const offset = row * columns;
    const factor = root[row]!;
    if (factor === 0 || !anyNear(occupied, row, reach)) {
      out.fill(0, offset, offset + columns);
      continue;
    }
    addRows(grid, sum, kernel, row, rows);
    for (let x = 0; x < columns; x++) out[offset + x] = factor * sum[x]!;
  }
}

/** Divides every row by a number of its own, 0 empties it; tells which rows held anything. */
export function divideRows(
  grid: Float32Array,
  { columns, rows }: Pick<FieldLevel, 'columns' | 'rows'>,
  by: Float64Array,
): Uint8Array {
  const occupied = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const line = grid.subarray(row * columns, (row + 1) * columns);
    if (isEmpty(line)) continue;
    occupied[row] = 1;
    const factor = by[row]! > 0 ? 1 / by[row]! : 0;
    if (factor !== 1) for (let x = 0; x < columns; x++) line[x]! *= factor;
  }
  return occupied;
}

/** A loop, where `some` would make an object of every value that it hands on. */
function isEmpty(line: Float32Array): boolean {
  for (let x = 0; x < line.length; x++) if (line[x] !== 0) return false;
  return true;
}

function anyNear(occupied: Uint8Array, row: number, reach: number): boolean {
  const end = Math.min(occupied.length - 1, row + reach);
  for (let source = Math.max(0, row - reach); source <= end; source++) {
    if (occupied[source] === 1) return true;
  }
  return false;
}

/** Sums the rows around one, two pairs a sweep; the row of zeros at the end stands for all rows outside. */
function addRows(
  grid: Float32Array,
  sums: Float64Array,
  kernel: Float64Array,
  row: number,
  rows: number,
): void {
  const columns = sums.length;
  const reach = kernel.length - 1;
  const at = (source: number) => (source >= 0 && source < rows ? source : rows) * columns;
  const centre = kernel[0]!;
  const here = at(row);
  for (let x = 0; x < columns; x++) sums[x] = centre * grid[here + x]!;
  let i = 1;
  for (; i + 1 <= reach; i += 2) {
    const [w1, w2] = [kernel[i]!, kernel[i + 1]!];
    const [a1, b1, a2, b2] = [at(row - i), at(row + i), at(row - i - 1), at(row + i + 1)];
    for (let x = 0; x < columns; x++) {
      sums[x]! += w1 * (grid[a1 + x]! + grid[b1 + x]!) + w2 * (grid[a2 + x]! + grid[b2 + x]!);
    }
  }
  if (i > reach) return;
  const w = kernel[i]!;
  const [a, b] = [at(row - i), at(row + i)];
  for (let x = 0; x < columns; x++) sums[x]! += w * (grid[a + x]! + grid[b + x]!);
}
