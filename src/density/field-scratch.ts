import type { LevelBlur } from './blur-level.ts';
import type { CellGrid, ClassStarts, DepositTables } from './deposit.ts';
import type { FieldPlan } from './field-plan.ts';
import { makeRowKernels, type RowKernels } from './row-kernels.ts';
import { ROWS_AT_ONCE } from './sample-grid.ts';

const PAGE_BYTES = 65_536;
/** Arrays begin at multiples of this many numbers. */
const ALIGNMENT = 4;

/** Most accuracy classes. */
export const CLASSES = 256;

/** What a field reuses from call to call. Not to be shared by calls that run at the same time. */
export interface FieldScratch {
  /** The loops over rows, whose memory all grids are in. */
  kernels: RowKernels;
  /** Blur kernels by rounded variance: see `blur-kernel.ts`. */
  blurKernels: Map<number, Float32Array>;
  /** The latest plan: pictures of a playback have the same one after the other. */
  planned: PlannedField | null;
  /** Where the classes of the latest cells on a grid begin. */
  classes: { accuracyClass: Uint8Array; length: number; found: ClassStarts } | null;
  /** The latest room, and what it was made for. */
  room: { planned: PlannedField; width: number; cells: CellRoom; made: FieldRoom } | null;
}

/** A plan and what follows from it, whatever the weights are. */
export interface PlannedField {
  /** The same for the same plan. */
  key: string;
  plan: FieldPlan;
  /** Blurs of each level. */
  blurs: readonly (readonly LevelBlur[])[];
  /** Of the grid that the latest cells lay on. */
  tables: DepositTables | null;
}

/** Makes scratch memory, empty. */
export function makeScratch(): FieldScratch {
  return {
    ...{ kernels: makeRowKernels(), blurKernels: new Map(), planned: null },
    ...{ classes: null, room: null },
  };
}

/** The arrays of one field, in the kernels' memory. */
export interface FieldRoom {
  kernels: RowKernels;
  /** Sums of levels in turn; anything. */
  sums: readonly [even: Float32Array, odd: Float32Array];
  /** Another grid, as large as the largest of them; anything. */
  spare: Float32Array;
  /** A blur kernel, a row with room on both sides, and a row with one number more on both sides; anything. */
  tap: Float32Array;
  padded: Float32Array;
  line: Float32Array;
  /** A kernel for each row of a level, and two factors; anything. */
  rowTaps: Uint32Array;
  taps: Float32Array;
  factors: Float32Array;
  /** Rows on their way through a blur, and where they are; anything. */
  ring: Float32Array;
  lines: Uint32Array;
  /** What `readLine` looks up for each column of the view, 16 bytes each; three rows that it gave; rows of pixels; anything. */
  table: Float32Array;
  read: Float32Array;
  pixels: Float32Array;
  /** What `deposit` takes: of each cell its column, row and weight, and what it looks up for each column and row; anything. */
  cellColumn: Uint32Array;
  cellRow: Uint32Array;
  cellWeight: Float32Array;
  columnTable: Float32Array;
  rowTable: Float32Array;
  /** The same of cells in the order in which they came, with their classes, and a number for each class; anything. */
  unsorted: {
    column: Uint32Array;
    row: Uint32Array;
    weight: Float32Array;
    accuracyClass: Uint8Array;
    next: Uint32Array;
  };
  /** The cells whose columns and rows stand by class in the room. */
  placed: Pick<CellGrid, 'column' | 'row'> | null;
}

/** How many cells are deposited, and on how many columns and rows they lie. */
export interface CellRoom {
  cells: number;
  columns: number;
  rows: number;
}

/**
 * Room for a plan's grids: that of the field before, with what is in it, where that was as large.
 * @param width pixels of a row of the view
 */
export function roomOf(
  scratch: FieldScratch,
  planned: PlannedField,
  width: number,
  cells: CellRoom,
): FieldRoom {
  const { room } = scratch;
  const isSame =
    room?.planned === planned &&
    room.width === width &&
    room.cells.cells === cells.cells &&
    room.cells.columns === cells.columns &&
    room.cells.rows === cells.rows;
  if (isSame) return room.made;
  const made = makeRoom(scratch, planned, width, cells);
  scratch.room = { planned, width, cells, made };
  return made;
}

/** Makes room; what was there before is lost. */
function makeRoom(
  scratch: FieldScratch,
  { plan, blurs }: PlannedField,
  width: number,
  cells: CellRoom,
): FieldRoom {
  const sizes = plan.levels.map(({ columns, rows }) => columns * rows);
  const longest = Math.max(...plan.levels.flatMap(({ columns, rows }) => [columns, rows]));
  const most = (parity: number) =>
    Math.max(0, ...sizes.filter((_, level) => (level & 1) === parity));
  const all = blurs.flat();
  const taps = Math.max(...all.map(({ eastWest }) => eastWest.taps.length));
  const widest = Math.max(...all.map(({ northSouth }) => northSouth.kernel.length));
  const reach = Math.min(widest - 1, longest);
  const padded = 4 * Math.ceil(width / 4);
  const arrays = allocate(scratch.kernels.memory, {
    ...{
      even: most(0),
      odd: most(1),
      spare: Math.max(...sizes),
      tap: longest + 1,
      padded: 3 * longest,
      line: longest + 2,
    },
    ...{ rowTaps: 2 * longest, taps, factors: 2 * longest },
    ...{ ring: (2 * reach + 2) * longest, lines: 6 * reach + 5 },
    ...{ table: 4 * padded, read: 3 * padded, pixels: ROWS_AT_ONCE * width },
    ...{ cellColumn: cells.cells, cellRow: cells.cells, cellWeight: cells.cells },
    ...{ columnTable: 4 * cells.columns, rowTable: 4 * cells.rows },
    ...{ column: cells.cells, row: cells.cells, weight: cells.cells },
    ...{ accuracyClass: Math.ceil(cells.cells / 4), next: CLASSES },
  });
  const { even, odd, column, row, weight, accuracyClass, next, ...rest } = arrays;
  return {
    kernels: scratch.kernels,
    ...rest,
    sums: [even, odd],
    placed: null,
    ...{ rowTaps: asCodes(rest.rowTaps), lines: asCodes(rest.lines) },
    ...{ cellColumn: asCodes(rest.cellColumn), cellRow: asCodes(rest.cellRow) },
    unsorted: {
      ...{ column: asCodes(column), row: asCodes(row), weight, next: asCodes(next) },
      accuracyClass: new Uint8Array(
        accuracyClass.buffer,
        accuracyClass.byteOffset,
        accuracyClass.byteLength,
      ),
    },
  };
}

function asCodes({ buffer, byteOffset, length }: Float32Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, length);
}

/** Arrays of so many numbers one after the other; the memory grows where it is too small. */
function allocate<Name extends string>(
  memory: WebAssembly.Memory,
  lengths: Record<Name, number>,
): Record<Name, Float32Array> {
  // Before and behind every array four numbers are free: some loops look beyond an end.
  let end = ALIGNMENT;
  const starts = Object.entries<number>(lengths).map(([name, length]) => {
    const start = end;
    end += Math.ceil(length / ALIGNMENT + 1) * ALIGNMENT;
    return [name, start, length] as const;
  });
  const missing = 4 * end - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
  const arrays = starts.map(([name, start, length]) => {
    return [name, new Float32Array(memory.buffer, 4 * start, length)];
  });
  return Object.fromEntries(arrays) as Record<Name, Float32Array>;
}
