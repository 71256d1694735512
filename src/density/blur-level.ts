import { blurEastWest } from './blur-east-west.ts';
import { blurNorthSouth } from './blur-north-south.ts';
import type { FieldLevel, FieldPlan } from './field-plan.ts';
import { looseGrid, zeroGrid, type FieldScratch } from './field-scratch.ts';
import { RADIANS } from '../model/earth.ts';

/** Where sigma times the slope of the meridians passes this, east-west blur is split around the north-south one. */
const SPLIT_FROM = 0.06;
const SPLIT_LATITUDE = 80;
/** Near the poles rows are taken to be no shorter than this part of the equator, */
const LEAST_COSINE = 0.06;
/** and kernels no wider than this many radians of longitude. */
const MOST_RADIANS = 1.05;
/** Variance in cells² that deposit and reconstruction by quadratic B-splines bring along: a quarter each. */
const SPLINE_VARIANCE = 0.5;

/**
 * Blurs the kernels of one level and gives their sum: zeros where the level has none. Widest first: each step blurs by
 * the difference of two variances and then adds the next grid, so that the wide blurs are shared (Gaussians are a
 * semigroup).
 *
 * @param gridOf the grid of a kernel of the plan: is asked for once, and overwritten before the next is
 * @param name of the sum in the scratch memory
 */
export function blurLevel(
  plan: FieldPlan,
  level: FieldLevel,
  gridOf: (kernel: number) => Float32Array,
  name: string,
  scratch: FieldScratch,
): Float32Array {
  const { columns, rows, kernels } = level;
  const length = columns * rows;
  if (kernels.length === 0) return zeroGrid(scratch, name, length);
  const out = looseGrid(scratch, name, length);
  for (let k = kernels.length - 1; k >= 0; k--) {
    const { sigma } = plan.kernels[kernels[k]!]!;
    const next = k > 0 ? plan.kernels[kernels[k - 1]!]!.sigma : 0;
    const grid = gridOf(kernels[k]!);
    if (k < kernels.length - 1) for (let i = 0; i < length; i++) grid[i]! += out[i]!;
    const splines = k === 0 ? SPLINE_VARIANCE : 0;
    blurOnce(grid, out, { plan, level, sigma, variance: sigma ** 2 - next ** 2, splines }, scratch);
  }
  return out;
}

interface Blur {
  plan: FieldPlan;
  level: FieldLevel;
  /** Radians: the widest sigma that the grid holds. */
  sigma: number;
  /** Radians²: what to blur by. */
  variance: number;
  /** Cells²: what the splines do by themselves. */
  splines: number;
}

/**
 * One spherical Gaussian, to second order: by the haversine d² = R² (dp² + cos p cos p0 dl²). Its east-west variance,
 * variance / (cos p cos p0), is split evenly between source and target rows where it matters.
 */
function blurOnce(
  grid: Float32Array,
  out: Float32Array,
  { plan, level, sigma, variance, splines }: Blur,
  scratch: FieldScratch,
): void {
  const edge = Math.min(plan.farthest + (2 * sigma) / RADIANS, SPLIT_LATITUDE);
  const split = Math.sqrt(variance) * Math.tan(edge * RADIANS) > SPLIT_FROM;
  const eastWest = eastWestVariances(level, variance, splines);
  if (split) for (let row = 0; row < level.rows; row++) eastWest[row]! /= 2;
  const shape = { columns: level.columns, rows: level.rows, wraps: plan.wraps };
  if (split) blurEastWest(grid, shape, eastWest, scratch);
  blurNorthSouth(grid, out, level, variance / level.step ** 2 - splines, scratch);
  blurEastWest(out, shape, eastWest, scratch);
}

function eastWestVariances(level: FieldLevel, variance: number, splines: number): Float64Array {
  const step = level.stepLongitude * RADIANS;
  return level.cosine.map((cosine) => {
    const parallel = Math.max(cosine, LEAST_COSINE) * step;
    return Math.min(variance / parallel ** 2, (MOST_RADIANS / step) ** 2) - splines;
  });
}
