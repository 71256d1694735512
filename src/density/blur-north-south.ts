import { blurKernel } from './blur-kernel.ts';
import type { FieldLevel } from './field-plan.ts';
import type { FieldScratch } from './field-scratch.ts';

/**
 * Blurs a grid across its rows and keeps the mass of every source row. On the sphere the kernel from latitude p0 to p is
 * about exp(-(p - p0)² / 2 sigma²) * sqrt(cos p / cos p0): so each source row is divided by what the map would receive of
 * it, all rows pass one symmetric kernel, and each target row is multiplied by sqrt(cos).
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
  const kernel = blurKernel(scratch, variance);
  const reach = kernel.length - 1;
  const root = level.cosine.map(Math.sqrt);
  const occupied = scaleSources(grid, level, kernel, root);
  grid.fill(0, rows * columns, (rows + 1) * columns);
  const sums = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    const offset = row * columns;
    const factor = root[row]!;
    if (factor === 0 || !anyNear(occupied, row, reach)) {
      out.fill(0, offset, offset + columns);
      continue;
    }
    addRows(grid, sums, kernel, row, rows);
    for (let x = 0; x < columns; x++) out[offset + x] = factor * sums[x]!;
  }
}

/** Divides every row by what the map receives of it; tells which rows hold anything. */
function scaleSources(
  grid: Float32Array,
  { columns, rows, visible }: FieldLevel,
  kernel: Float64Array,
  root: Float64Array,
): Uint8Array {
  const occupied = new Uint8Array(rows);
  const reach = kernel.length - 1;
  for (let source = 0; source < rows; source++) {
    const line = grid.subarray(source * columns, (source + 1) * columns);
    if (isEmpty(line)) continue;
    occupied[source] = 1;
    let received = 0;
    const end = Math.min(rows - 1, source + reach);
    for (let row = Math.max(0, source - reach); row <= end; row++) {
      received += kernel[Math.abs(row - source)]! * root[row]! * visible[row]!;
    }
    const factor = received > 0 ? 1 / received : 0;
    for (let x = 0; x < columns; x++) line[x]! *= factor;
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
