import { MAX_LATITUDE } from '../model/mercator.ts';
import { splineIntegral } from './blur-kernel.ts';
import type { FieldView } from './density-field.ts';
import { EARTH_RADIUS_KM, RADIANS } from '../model/earth.ts';
import { mercatorOf, sigmaKm } from './sphere.ts';

/** Cells that a kernel's sigma spans on its level, at least. */
const CELLS_PER_SIGMA = 1.5;
/** Sigmas that differ by less than this share one kernel. */
const SAME_SIGMA = 0.01;
/** How far outside the view a host still counts, in sigmas. */
const MARGIN = 3.7;
/** Beyond it meridians are so close that a margin in degrees is not worth growing. */
const MARGIN_LATITUDE = 80;

/** One kernel: a sigma and the level on which it is drawn. */
export interface FieldKernel {
  /** Radians on the sphere. */
  sigma: number;
  level: number;
}

/** A window of a grid that is uniform in latitude and longitude. Row 0 is the southernmost. */
export interface FieldLevel {
  /** Latitude step, radians. */
  step: number;
  /** Longitude step, degrees. */
  stepLongitude: number;
  /** First column and row of the window, counted from the origin's longitude and the equator. */
  column0: number;
  row0: number;
  columns: number;
  rows: number;
  /** Indices of its kernels in the plan, narrowest first. */
  kernels: number[];
  /** Cosine of each row's latitude, 0 beyond the poles. */
  cosine: Float64Array;
  /** Share of each row's spline that lies on the map, between the latitudes where Web Mercator ends. */
  visible: Float64Array;
}

/** How a field is made: kernels, a pyramid of levels, and which class goes where. */
export interface FieldPlan {
  /** Narrowest first. */
  kernels: FieldKernel[];
  /** Finest first; each step is twice the one before. */
  levels: FieldLevel[];
  /** Kernel of each accuracy class, -1 where no cell has it. */
  kernelOfClass: Int8Array;
  /** Longitude of column 0 of the whole grid, degrees. */
  origin: number;
  /** True where the columns go round the earth. */
  wraps: boolean;
  /** Latitude of the view that is farthest from the equator, degrees. */
  farthest: number;
}

/**
 * Kernels for the classes that occur. Classes whose sigmas are nearly equal share one of the variance between theirs: no
 * peak is off by more than 1 %.
 */
function planKernels(occurring: readonly number[], sigmas: readonly number[]) {
  const kernelOfClass = new Int8Array(sigmas.length).fill(-1);
  const kernels: FieldKernel[] = [];
  const order = [...occurring].sort((a, b) => sigmas[a]! - sigmas[b]!);
  let narrowest = -Infinity;
  for (const accuracyClass of order) {
    const sigma = sigmas[accuracyClass]!;
    if (sigma > narrowest * (1 + SAME_SIGMA)) {
      narrowest = sigma;
      kernels.push({ sigma, level: 0 });
    } else kernels.at(-1)!.sigma = Math.sqrt((narrowest ** 2 + sigma ** 2) / 2);
    kernelOfClass[accuracyClass] = kernels.length - 1;
  }
  return { kernels, kernelOfClass };
}

/** The part of a view that Web Mercator has. */
interface Frame {
  south: number;
  north: number;
  farthest: number;
  /** Cosine of the latitude that is nearest to the equator. */
  cosineNearest: number;
}

function frameOf(view: FieldView): Frame {
  const north = Math.min(view.north, MAX_LATITUDE);
  const south = Math.max(view.south, -MAX_LATITUDE);
  const nearest = north > 0 && south < 0 ? 0 : Math.min(Math.abs(north), Math.abs(south));
  const farthest = Math.max(Math.abs(north), Math.abs(south));
  return { south, north, farthest, cosineNearest: Math.cos(nearest * RADIANS) };
}

/** Degrees of longitude outside the view from where a sigma still reaches in. */
function longitudeMargin(sigma: number, farthest: number): number {
  return (MARGIN * sigma) / Math.cos(Math.min(MARGIN_LATITUDE, farthest) * RADIANS) / RADIANS;
}

/** The finest latitude step, radians: the narrowest sigma over 1.5, but never finer than the view's pixels. */
function finestStep(view: FieldView, frame: Frame, narrowest: number): number {
  const row = (mercatorOf(view.north) - mercatorOf(view.south)) / view.height;
  const column = ((view.east - view.west) / view.width) * RADIANS;
  return Math.max(narrowest / CELLS_PER_SIGMA, Math.min(row, column) * frame.cosineNearest);
}

/**
 * Plans the pyramid of a field. A kernel is drawn on the coarsest level on which its sigma still spans 1.5 cells.
 *
 * @param radiiKm radius of every class, km
 * @param occurring accuracy classes that some cell has; at least one
 */
export function planField(
  view: FieldView,
  smoothingKm: number,
  radiiKm: readonly number[],
  occurring: readonly number[],
): FieldPlan {
  const frame = frameOf(view);
  const sigmas = radiiKm.map((radius) => sigmaKm(smoothingKm, radius) / EARTH_RADIUS_KM);
  const { kernels, kernelOfClass } = planKernels(occurring, sigmas);
  const step = finestStep(view, frame, kernels[0]!.sigma);
  for (const kernel of kernels) {
    const octaves = Math.log2(kernel.sigma / (CELLS_PER_SIGMA * step));
    kernel.level = Math.max(0, Math.floor(octaves + 0.1));
  }
  const widest = kernels.at(-1)!;
  const span = view.east - view.west;
  const wraps = span + 2 * longitudeMargin(widest.sigma, frame.farthest) >= 355;
  let stepLongitude = step / frame.cosineNearest / RADIANS;
  if (wraps) {
    const coarsest = 2 ** widest.level;
    const columns = Math.max(4 * coarsest, Math.ceil(360 / stepLongitude / coarsest) * coarsest);
    stepLongitude = 360 / columns;
  }
  const levels = Array.from({ length: widest.level + 1 }, (_, level) => {
    const steps = { step: step * 2 ** level, stepLongitude: stepLongitude * 2 ** level };
    const own = [...kernels.keys()].filter((index) => kernels[index]!.level === level);
    const sigma = own.length > 0 ? kernels[own.at(-1)!]!.sigma : 0;
    return { ...steps, ...windowOf(frame, { ...steps, span, wraps, sigma }), kernels: own };
  });
  const origin = wraps ? -180 : view.west;
  return { kernels, levels, kernelOfClass, origin, wraps, farthest: frame.farthest };
}

interface Grid {
  step: number;
  stepLongitude: number;
  /** Width of the view, degrees. */
  span: number;
  wraps: boolean;
  /** The widest that this grid carries, radians. */
  sigma: number;
}

/** The window of a grid that a view and the reach of the grid's kernels need. */
function windowOf(frame: Frame, { step, stepLongitude, span, wraps, sigma }: Grid) {
  const degrees = step / RADIANS;
  const marginRows = (MARGIN * sigma) / step + 3;
  const marginColumns = longitudeMargin(sigma, frame.farthest) / stepLongitude + 3;
  const row0 = Math.floor(Math.max(frame.south / degrees - marginRows, -90 / degrees)) - 2;
  const rows = Math.ceil(Math.min(frame.north / degrees + marginRows, 90 / degrees)) + 2 - row0;
  const column0 = wraps ? 0 : Math.floor(-marginColumns) - 2;
  const columns = wraps
    ? Math.round(360 / stepLongitude)
    : Math.ceil(span / stepLongitude + marginColumns) + 2 - column0;
  const cosine = new Float64Array(rows);
  const visible = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const latitude = (row0 + row + 0.5) * degrees;
    cosine[row] = Math.abs(latitude) >= 90 ? 0 : Math.cos(latitude * RADIANS);
    visible[row] =
      splineIntegral((MAX_LATITUDE - latitude) / degrees) -
      splineIntegral((-MAX_LATITUDE - latitude) / degrees);
  }
  return { column0, row0, columns, rows, cosine, visible };
}
