import { rowTaps, type RowTaps } from './blur-east-west.ts';
import { partOnMap, rowBlur, type RowBlur } from './blur-north-south.ts';
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

/** One blur of a level's grids: what depends on the plan alone. */
export interface LevelBlur {
  northSouth: RowBlur;
  eastWest: RowTaps;
  /** Whether the east-west blur is split around the other one: then `eastWest` is half of it. */
  isSplit: boolean;
  /** Which part of each row's mass this blur and the later ones leave on the map. */
  part: Float64Array;
}

/**
 * The blurs of a level's kernels, narrowest first: each by the difference to the one before.
 * @param known kernels by variance: see `blurKernel`
 */
export function planBlurs(
  plan: FieldPlan,
  level: FieldLevel,
  known: Map<number, Float32Array>,
): LevelBlur[] {
  const blurs: LevelBlur[] = [];
  level.kernels.forEach((kernel, k) => {
    const { sigma } = plan.kernels[kernel]!;
    const next = k > 0 ? plan.kernels[level.kernels[k - 1]!]!.sigma : 0;
    const splines = k === 0 ? SPLINE_VARIANCE : 0;
    const variance = sigma ** 2 - next ** 2;
    const northSouth = rowBlur(level, variance / level.step ** 2 - splines, known);
    const part = partOnMap(northSouth, blurs.at(-1)?.part ?? level.visible);
    const edge = Math.min(plan.farthest + (2 * sigma) / RADIANS, SPLIT_LATITUDE);
    const isSplit = Math.sqrt(variance) * Math.tan(edge * RADIANS) > SPLIT_FROM;
    const variances = eastWestVariances(level, variance, splines);
    const each = isSplit ? variances.map((whole) => whole / 2) : variances;
    const eastWest = rowTaps(each, level.columns, known);
    blurs.push({ northSouth, eastWest, isSplit, part });
  });
  return blurs;
}

/**
 * Blurs the kernels of one level and gives their sum: zeros where the level has none. Widest first: each step adds the next
 * kernel's cells and blurs by the difference of two variances, so that the wide blurs are shared (Gaussians are a
 * semigroup). What a kernel puts beyond the map's edge is given back to its own cells as they are added (`part`): later it
 * could not be told from what lies there on its way.
 *
 * @param blurs of the level: see `planBlurs`
 * @param deposit adds the cells of a kernel of the plan to a grid
 * @param out gets the sum
 */
export function blurLevel(
  level: FieldLevel,
  blurs: readonly LevelBlur[],
  wraps: boolean,
  deposit: (kernel: number, into: Float32Array) => void,
  out: Float32Array,
  room: FieldRoom,
): void {
  const { columns, rows, kernels } = level;
  // Grids in turn, so that the last blur gives `out`.
  const grids = [out, room.spare] as const;
  grids[kernels.length & 1]!.fill(0, 0, columns * rows);
  for (let k = kernels.length - 1; k >= 0; k--) {
    const from = grids[(k + 1) & 1]!;
    deposit(kernels[k]!, from);
    blurOnce(from, grids[k & 1]!, level, blurs[k]!, wraps, room);
  }
}

/**
 * One spherical Gaussian, to second order: by the haversine d² = R² (dp² + cos p cos p0 dl²). Its east-west
 * variance, variance / (cos p cos p0), is split evenly between source and target rows where it matters.
 */
function blurOnce(
  grid: Float32Array,
  out: Float32Array,
  { columns, rows }: FieldLevel,
  { northSouth: { kernel, factors: ofRows }, eastWest, isSplit }: LevelBlur,
  wraps: boolean,
  { kernels, rowTaps, taps, tap, factors, ring, lines, padded }: FieldRoom,
): void {
  // Rows that are farther apart than the level has rows are not there.
  const reach = Math.min(kernel.length - 1, rows);
  tap.set(kernel.subarray(0, reach + 1));
  rowTaps.set(eastWest.tapsOf);
  taps.set(eastWest.taps);
  factors.set(ofRows);
  kernels.blurGrid(
    grid.byteOffset,
    out.byteOffset,
    columns,
    rows,
    wraps,
    isSplit,
    rowTaps.byteOffset,
    taps.byteOffset,
    tap.byteOffset,
    reach,
    factors.byteOffset,
    ring.byteOffset,
    lines.byteOffset,
    padded.byteOffset,
  );
}

function eastWestVariances(level: FieldLevel, variance: number, splines: number): Float64Array {
  const step = level.stepLongitude * RADIANS;
  return level.cosine.map((cosine) => {
    const parallel = Math.max(cosine, LEAST_COSINE) * step;
    return Math.min(variance / parallel ** 2, (MOST_RADIANS / step) ** 2) - splines;
  });
}
