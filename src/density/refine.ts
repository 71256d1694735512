import type { FieldLevel } from './field-plan.ts';
import type { FieldRoom } from './field-scratch.ts';

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
  { kernels, line }: FieldRoom,
): void {
  const width = coarseLevel.columns;
  const span = refinedSpan(coarseLevel, level);
  for (let row = 0; row < level.rows; row++) {
    const global = row + level.row0;
    const near = (global >> 1) - coarseLevel.row0;
    if (near < 0 || near >= coarseLevel.rows) continue;
    const far = near + (global & 1 ? 1 : -1);
    const hasFar = far >= 0 && far < coarseLevel.rows;
    const at = (source: number) => coarse.byteOffset + 4 * source * width;
    const beside = hasFar ? 0.125 : 0;
    const other = at(hasFar ? far : near);
    const middle = line.byteOffset + 4;
    kernels.mixRows(other, at(near), other, beside, 0.375, 0, middle, width);
    line[0] = wraps ? line[width]! : 0;
    line[width + 1] = wraps ? line[1]! : 0;
    const target = out.byteOffset + 4 * (row * level.columns + span.column);
    kernels.addRefined(middle + 4 * span.near, target, span.count);
    for (const { column, near: cell, far: next } of span.ends) {
      out[row * level.columns + column]! += 0.375 * line[cell + 1]! + 0.125 * line[next + 1]!;
    }
  }
}

/** Which coarse cells have both their fine ones in a row, and the fine ones at the ends that are alone. */
function refinedSpan(coarse: FieldLevel, { column0, columns }: FieldLevel) {
  const nearOf = (column: number) => ((column + column0) >> 1) - coarse.column0;
  const ends: { column: number; near: number; far: number }[] = [];
  const alone = (column: number) => {
    const near = nearOf(column);
    const far = near + ((column + column0) & 1 ? 1 : -1);
    if (near >= 0 && near < coarse.columns) ends.push({ column, near, far });
  };
  let first = 0;
  if (column0 & 1) alone(first++);
  let end = columns;
  if ((column0 + end) & 1) alone(--end);
  while (first < end && nearOf(first) < 0) first += 2;
  while (first < end && nearOf(end - 1) >= coarse.columns) end -= 2;
  return { column: first, near: nearOf(first), count: (end - first) / 2, ends };
}
