import { blurEastWest } from './blur-east-west.ts';
import { blurNorthSouth, divideRows, partOnMap } from './blur-north-south.ts';
import type { FieldLevel, FieldPlan } from './field-plan.ts';
import type { FieldRoom } from './field-scratch.ts';
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
 * semigroup). What a kernel puts beyond the map's edge is given back to its own sources before any blur: later it could not
 * be told from what lies there on its way.
 *
 * @param gridOf the grid of a kernel of the plan, in the room: is asked for once, and overwritten before the next is
 * @param out gets the sum
 */
export function blurLevel(
  plan: FieldPlan,
  level: FieldLevel,
  gridOf: (kernel: number) => Float32Array,
  out: Float32Array,
  room: FieldRoom,
): void {
  const { columns, rows, kernels } = level;
  const length = columns * rows;
  if (kernels.length === 0) out.fill(0, 0, length);
  const blurs = kernels.map((kernel, k) => {
    const { sigma } = plan.kernels[kernel]!;
    const next = k > 0 ? plan.kernels[kernels[k - 1]!]!.sigma : 0;
    const splines = k === 0 ? SPLINE_VARIANCE : 0;
    return { plan, level, sigma, variance: sigma ** 2 - next ** 2, splines };
  });
  const parts: Float64Array[] = [];
  for (const blur of blurs) {
    parts.push(partOnMap(level, rowVariance(blur), parts.at(-1) ?? level.visible, room));
  }
  for (let k = kernels.length - 1; k >= 0; k--) {
    const grid = gridOf(kernels[k]!);
    divideRows(grid, level, parts[k]!, room);
    if (k < kernels.length - 1) room.kernels.add(grid.byteOffset, out.byteOffset, length);
    blurOnce(grid, out, blurs[k]!, room);
  }
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

/** North-south variance in cells². */
function rowVariance({ level, variance, splines }: Blur): number {
  return variance / level.step ** 2 - splines;
}

/**
 * One spherical Gaussian, to second order: by the haversine d² = R² (dp² + cos p cos p0 dl²). Its east-west variance,
 * variance / (cos p cos p0), is split evenly between source and target rows where it matters.
 */
function blurOnce(grid: Float32Array, out: Float32Array, blur: Blur, room: FieldRoom): void {
  const { plan, level, sigma, variance, splines } = blur;
  const edge = Math.min(plan.farthest + (2 * sigma) / RADIANS, SPLIT_LATITUDE);
  const split = Math.sqrt(variance) * Math.tan(edge * RADIANS) > SPLIT_FROM;
  const eastWest = eastWestVariances(level, variance, splines);
  if (split) for (let row = 0; row < level.rows; row++) eastWest[row]! /= 2;
  const shape = { columns: level.columns, rows: level.rows, wraps: plan.wraps };
  if (split) blurEastWest(grid, shape, eastWest, room);
  blurNorthSouth(grid, out, level, rowVariance(blur), room);
  blurEastWest(out, shape, eastWest, room);
}

function eastWestVariances(level: FieldLevel, variance: number, splines: number): Float64Array {
  const step = level.stepLongitude * RADIANS;
  return level.cosine.map((cosine) => {
    const parallel = Math.max(cosine, LEAST_COSINE) * step;
    return Math.min(variance / parallel ** 2, (MOST_RADIANS / step) ** 2) - splines;
  });
}
