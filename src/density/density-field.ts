import { accuracyClassesKm } from '../model/place.ts';
import { blurLevel, planBlurs } from './blur-level.ts';
import {
  gridOfCells,
  makeDeposit,
  placeCells,
  startsOfClasses,
  type CellGrid,
  type ClassStarts,
} from './deposit.ts';
import { planField, type FieldPlan } from './field-plan.ts';
import {
  makeScratch,
  roomOf,
  type FieldRoom,
  type FieldScratch,
  type PlannedField,
} from './field-scratch.ts';
import { refine } from './refine.ts';
import { sampleGrid } from './sample-grid.ts';
import { effectiveSmoothingKm } from './smoothing.ts';

/** Weighted positions. All arrays have at least `length` elements. */
export interface FieldCells {
  /** Degrees. */
  longitude: Float64Array;
  latitude: Float64Array;
  weight: Float32Array;
  /** Index in the radii of the accuracy classes. */
  accuracyClass: Uint8Array;
  length: number;
  /**
   * The grid that the positions lie on, where they lie on one: a deposit is quicker then, and what depends on columns, rows
   * and classes alone is worked out once. These arrays may not be changed.
   */
  grid?: CellGrid;
}

/**
 * Box and pixels of a field. Degrees; east > west, at most 360 apart, and may pass 180. Row 0 is the northernmost; rows
 * are uniform in Mercator y.
 */
export interface FieldView {
  west: number;
  east: number;
  south: number;
  north: number;
  width: number;
  height: number;
}

/** How a field is spread. */
export interface FieldOptions {
  /** One sigma, km. Below two pixels of the view it is raised to that: see `effectiveSmoothingKm`. */
  smoothingKm: number;
  /** Radius of each accuracy class, km. Default: `accuracyClassesKm`. */
  radiiKm?: readonly number[];
}

/** Of all calls that bring none. */
let ownScratch: FieldScratch | undefined;

/**
 * The density of weighted positions on the ground, at the pixel centres of a view: hosts (or whatever the weights count)
 * per 1,000 km² on the sphere. Every position is spread by a Gaussian of sigma² = smoothing² + (0.672 x accuracy radius)²;
 * what that would put beyond the latitudes where Web Mercator ends stays on the map, so that density times area over the
 * world is the sum of the weights.
 *
 * How: positions go as quadratic B-splines to grids that are uniform in latitude and longitude, one grid a sigma, the
 * wider on the coarser levels of a pyramid; each is blurred north-south and east-west, added from coarse to fine, and
 * read at the pixels. Within 1 % of the great-circle kernel at the peaks.
 *
 * @param scratch memory to reuse from call to call; not to be shared by calls that run at the same time. Without it, that
 *   of all calls without it
 * @throws RangeError where a cell has a class without a radius
 */
export function densityField(
  cells: FieldCells,
  view: FieldView,
  options: FieldOptions,
  scratch: FieldScratch = (ownScratch ??= makeScratch()),
): Float32Array<ArrayBuffer> {
  const steps = fieldSteps(cells, view, options, scratch);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * The same in steps of some milliseconds, so that whoever computes it can stop in between.
 * @param into memory to write to where the field is as large, whatever is in it: to have fresh memory takes as long as a
 *   quarter of a field
 */
export function* fieldSteps(
  cells: FieldCells,
  view: FieldView,
  options: FieldOptions,
  scratch: FieldScratch,
  into: ArrayBuffer | null = null,
): Generator<undefined, Float32Array<ArrayBuffer>> {
  const pixels = view.width * view.height;
  const isReused = into?.byteLength === pixels * Float32Array.BYTES_PER_ELEMENT;
  const out = isReused ? new Float32Array(into) : new Float32Array(pixels);
  const gathered = yield* massSteps(cells, view, options, scratch);
  if (!gathered) return isReused ? out.fill(0) : out;
  yield;
  sampleGrid(gathered.mass, gathered.plan, view, { values: out, isZero: !isReused }, gathered.room);
  return out;
}

/** The blurred mass behind a field, the plan of its grid, and the room that it is in. */
export interface FieldMass {
  mass: Float32Array;
  plan: FieldPlan;
  room: FieldRoom;
}

/** Finds the mass behind a field; null where there is no cell. It is lost with the next use of the scratch memory. */
export function* massSteps(
  cells: FieldCells,
  view: FieldView,
  options: FieldOptions,
  scratch: FieldScratch,
): Generator<undefined, FieldMass | null> {
  const radiiKm = options.radiiKm ?? accuracyClassesKm;
  const classes = classesOnce(cells, scratch);
  const occurring = occurringClasses(classes.starts, radiiKm.length);
  if (occurring.length === 0) return null;
  const smoothingKm = effectiveSmoothingKm(view, options.smoothingKm);
  const planned = planOnce(view, smoothingKm, radiiKm, occurring, scratch);
  const grid = gridOfCells(cells);
  const [columns, rows] = [grid.longitudes.length, grid.latitudes.length];
  const room = roomOf(scratch, planned, view.width, { cells: cells.length, columns, rows });
  placeCells(cells, grid, classes, room);
  const deposit = makeDeposit(planned, grid, classes.starts, view.east - view.west, room);
  return { mass: yield* gather(planned, deposit, room), plan: planned.plan, room };
}

/** Where the classes of cells begin; as it was found for the cells before where they lie on the same grid. */
function classesOnce(cells: FieldCells, scratch: FieldScratch): ClassStarts {
  const { grid, accuracyClass, length } = cells;
  const known = scratch.classes;
  if (grid && known?.accuracyClass === accuracyClass && known.length === length) return known.found;
  const found = startsOfClasses(cells);
  scratch.classes = grid ? { accuracyClass, length, found } : null;
  return found;
}

/** The plan of a field, and its blurs; those of the field before where it is the same. */
function planOnce(
  view: FieldView,
  smoothingKm: number,
  radiiKm: readonly number[],
  occurring: readonly number[],
  scratch: FieldScratch,
): PlannedField {
  const { west, east, south, north, width, height } = view;
  const key = [west, east, south, north, width, height, smoothingKm, radiiKm, occurring].join('/');
  if (scratch.planned?.key === key) return scratch.planned;
  const plan = planField(view, smoothingKm, radiiKm, occurring);
  const blurs = plan.levels.map((level) => planBlurs(plan, level, scratch.blurKernels));
  return (scratch.planned = { key, plan, blurs, tables: null });
}

function occurringClasses(starts: Uint32Array, classes: number): number[] {
  const all = [...starts.keys()].slice(0, -1);
  const found = all.filter((each) => starts[each + 1]! > starts[each]!);
  const last = found.at(-1) ?? 0;
  if (last >= classes) {
    throw new RangeError(`Accuracy class ${last} has no radius: there are ${classes} classes.`);
  }
  return found;
}

/** Blurs every level and adds them up, coarse to fine; gives the mass on the finest. */
function* gather(
  { plan, blurs }: PlannedField,
  deposit: (kernel: number, into: Float32Array) => void,
  room: FieldRoom,
): Generator<undefined, Float32Array> {
  for (let index = plan.levels.length - 1; index >= 0; index--) {
    yield;
    const level = plan.levels[index]!;
    const coarser = plan.levels[index + 1];
    const total = room.sums[index & 1]!;
    blurLevel(level, blurs[index]!, plan.wraps, deposit, total, room);
    if (coarser) refine(room.sums[(index + 1) & 1]!, coarser, total, level, plan.wraps, room);
  }
  return room.sums[0];
}
