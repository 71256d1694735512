import type { CellAggregate } from '../model/aggregate.ts';
import { nextTask } from '../model/next-task.ts';
import type { CallContext, Handlers } from '../model/rpc.ts';
import { contourBytes } from './contour-bytes.ts';
import { fieldSteps, type FieldCells, type FieldOptions, type FieldView } from './density-field.ts';
import { fieldCells } from './field-cells.ts';
import { makeScratch } from './field-scratch.ts';
import { buffersOfLent, takeLent, type LentCells, type LentMemory } from './lend-cells.ts';
import { fieldSpread, type Spread } from './spread.ts';
import type { HexagonUnit } from '../model/hexagon-unit.ts';
import type { HexagonGrid } from './hexagon-grid.ts';
import type { HexagonBooks, HexagonBox } from './hexagons.ts';

/** Progress of every call that brings cells: the memory of those before, which were lent: see `lendCells`. */
type GivenBack = LentMemory;

/** The calls of the density worker. */
export type FieldProtocol = {
  field: { request: FieldRequest; response: Float32Array; progress: GivenBack };
  /** How a field's values are spread. */
  spread: { request: FieldRequest; response: Spread; progress: GivenBack };
  contours: {
    request: FieldRequest & { at: readonly number[] };
    response: ContouredField;
    progress: GivenBack;
  };
  hexagons: { request: HexagonRequest; response: HexagonGrid; progress: GivenBack };
  /** How hexagons' values are spread. */
  hexagonSpread: {
    request: HexagonRequest & { unit: HexagonUnit };
    response: Spread;
    progress: GivenBack;
  };
};

/** `cells` null means those of the call before. */
export interface FieldRequest {
  cells: LentCells | null;
  view: FieldView;
  options: FieldOptions;
  /** Memory of a field that nobody needs any more, to write this one to; null: fresh memory. */
  into: ArrayBuffer | null;
}

/** `cells` null means those of the call before; `box` null the world. */
export interface HexagonRequest {
  cells: LentCells | null;
  resolution: number;
  box: HexagonBox | null;
}

/** A field, and its contours as bytes of GeoJSON: see `contourBytes`. */
export interface ContouredField {
  field: Float32Array;
  geojson: Uint8Array<ArrayBuffer>;
}

/** Messages are let in after so much work. */
const SLICE_MS = 8;

/** Goes through steps, and lets messages in between; ends where the call is aborted. */
async function inSlices<T>(steps: Generator<undefined, T>, signal: AbortSignal): Promise<T> {
  for (let start = performance.now(); ;) {
    signal.throwIfAborted();
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - start < SLICE_MS) continue;
    await nextTask();
    start = performance.now();
  }
}

/** What a call needs of its context. */
type Context = Pick<CallContext<FieldProtocol[keyof FieldProtocol]>, 'signal' | 'progress'>;

/** The cells of the newest call that brought any, and what they become. */
function holdCells() {
  let cells: CellAggregate | null = null;
  let positions: FieldCells | null = null;
  return {
    take(given: LentCells | null, { progress }: Pick<Context, 'progress'>): CellAggregate {
      if (given) {
        const taken = takeLent(given, cells);
        [cells, positions] = [taken.cells, null];
        const back = buffersOfLent(taken.memory);
        if (back.length > 0) progress(taken.memory, back);
      }
      if (!cells) throw new Error('The density worker was asked for a field before it had cells.');
      return cells;
    },
    positions(given: LentCells | null, context: Pick<Context, 'progress'>): FieldCells {
      const held = this.take(given, context);
      return (positions ??= fieldCells(held));
    },
  };
}

/**
 * Answers the calls of the density worker one after the other, with scratch memory of its own. A call that is aborted
 * ends at its next step. What H3 needs is fetched with the first hexagons.
 */
export function makeFieldHandlers(): Handlers<FieldProtocol> {
  const scratch = makeScratch();
  const books: HexagonBooks = new Map();
  const held = holdCells();
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(make: () => Promise<T>): Promise<T> {
    const made = last.then(make);
    last = made.catch(() => undefined);
    return made;
  }

  const fieldOf = ({ cells, view, options, into }: FieldRequest, context: Context) =>
    inTurn(() => {
      const positions = held.positions(cells, context);
      return inSlices(fieldSteps(positions, view, options, scratch, into), context.signal);
    });

  const hexagonsOf = ({ cells, resolution, box }: HexagonRequest, context: Context) =>
    inTurn(async () => {
      const own = held.take(cells, context);
      const { hexagonSteps } = await import('./hexagons.ts');
      return inSlices(hexagonSteps(own, resolution, box, books), context.signal);
    });

  return {
    async field(request, { transfer, ...context }) {
      const field = await fieldOf(request, context);
      transfer([field.buffer]);
      return field;
    },
    spread: async (request, context) => fieldSpread(await fieldOf(request, context), request.view),
    async contours({ at, ...request }, { transfer, ...context }) {
      const field = await fieldOf(request, context);
      context.signal.throwIfAborted();
      const geojson = contourBytes(field, request.view, at);
      transfer([field.buffer, geojson.buffer]);
      return { field, geojson };
    },
    async hexagons(request, { transfer, ...context }) {
      const grid = await hexagonsOf(request, context);
      transfer(buffersOf(grid));
      return grid;
    },
    async hexagonSpread({ unit, ...request }, context) {
      const grid = await hexagonsOf(request, context);
      const { hexagonSpread } = await import('./hexagons.ts');
      return hexagonSpread(grid, unit);
    },
  };
}

function buffersOf(grid: HexagonGrid): Transferable[] {
  const { id, value, areaKm2, pieceOf, pieceStart, positions, indices } = grid;
  return [id, value, areaKm2, pieceOf, pieceStart, positions, indices].map(
    ({ buffer }) => buffer as ArrayBuffer,
  );
}
