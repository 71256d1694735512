import { blurKernel } from './blur-kernel.ts';
import type { FieldLevel } from './field-plan.ts';
import type { FieldRoom } from './field-scratch.ts';

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
  { kernels, taps, tap }: FieldRoom,
): void {
  const { columns, rows } = level;
  const kernel = blurKernel(taps, variance);
  // Rows that are farther apart than the level has rows are not there.
  const reach = Math.min(kernel.length - 1, rows);
  const root = level.cosine.map(Math.sqrt);
  const occupied = scaleSources(grid, level, kernel, root, kernels);
  grid.fill(0, rows * columns, (rows + 1) * columns);
  tap.set(kernel.subarray(0, reach + 1));
  for (let row = 0; row < rows; row++) {
    const offset = row * columns;
    const factor = root[row]!;
    if (factor === 0 || !anyNear(occupied, row, reach)) {
      out.fill(0, offset, offset + columns);
      continue;
    }
    const target = out.byteOffset + 4 * offset;
    const source = grid.byteOffset;
    kernels.sumRows(source, columns, rows, row, tap.byteOffset, reach, factor, target);
  }
}

/** Divides every row by what the map receives of it; tells which rows hold anything. */
function scaleSources(
  grid: Float32Array,
  { columns, rows, visible }: FieldLevel,
  kernel: Float32Array,
  root: Float64Array,
  kernels: FieldRoom['kernels'],
): Uint8Array {
  const occupied = new Uint8Array(rows);
  const reach = kernel.length - 1;
  for (let source = 0; source < rows; source++) {
    const line = grid.byteOffset + 4 * source * columns;
    if (kernels.firstOccupied(line, columns) < 0) continue;
    occupied[source] = 1;
    let received = 0;
    const end = Math.min(rows - 1, source + reach);
    for (let row = Math.max(0, source - reach); row <= end; row++) {
      received += kernel[Math.abs(row - source)]! * root[row]! * visible[row]!;
    }
    kernels.scale(line, columns, received > 0 ? 1 / received : 0);
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
