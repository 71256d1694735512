import type { FieldLevel } from './field-plan.ts';

/**
 * Adds to a level what the next coarser one holds: quadratic B-spline subdivision (Chaikin 1974; Lane and Riesenfeld
 * 1980). Every coarse cell gives 1/8 3/8 3/8 1/8 of its mass an axis to four fine ones, so that mass is kept.
 *
 * @param out `columns * rows` of the finer level
 */
export function refine(
  coarse: Float32Array,
  coarseLevel: FieldLevel,
  out: Float32Array,
  level: FieldLevel,
  wraps: boolean,
): void {
  const width = coarseLevel.columns;
  const line = new Float64Array(width);
  for (let row = 0; row < level.rows; row++) {
    const global = row + level.row0;
    const near = (global >> 1) - coarseLevel.row0;
    const far = near + (global & 1 ? 1 : -1);
    if (near < 0 || near >= coarseLevel.rows) continue;
    const hasFar = far >= 0 && far < coarseLevel.rows;
    for (let i = 0; i < width; i++) {
      const beside = hasFar ? 0.125 * coarse[far * width + i]! : 0;
      line[i] = 0.375 * coarse[near * width + i]! + beside;
    }
    refineLine(line, coarseLevel.column0, out, { level, row, wraps });
  }
}

function refineLine(
  line: Float64Array,
  lineColumn0: number,
  out: Float32Array,
  { level, row, wraps }: { level: FieldLevel; row: number; wraps: boolean },
): void {
  const width = line.length;
  const offset = row * level.columns;
  for (let column = 0; column < level.columns; column++) {
    const global = column + level.column0;
    const near = (global >> 1) - lineColumn0;
    if (near < 0 || near >= width) continue;
    let far = near + (global & 1 ? 1 : -1);
    if (wraps) far = (far + width) % width;
    const beside = far >= 0 && far < width ? 0.125 * line[far]! : 0;
    out[offset + column]! += 0.375 * line[near]! + beside;
  }
}
