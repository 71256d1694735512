import type { CellAggregate } from '../model/aggregate.ts';
import { HexagonBook } from './hexagon-book.ts';
import type { HexagonUnit } from '../model/hexagon-unit.ts';
import type { HexagonGrid } from './hexagon-grid.ts';
import { hexagonValue } from './hexagon-grid.ts';
import { spreadOf, type Spread } from './spread.ts';
import type { FieldView } from './density-field.ts';

/** What of the world hexagons are wanted for, degrees; east may pass 180. */
export type HexagonBox = Pick<FieldView, 'west' | 'east' | 'south' | 'north'>;

/** Places between two steps. */
const PLACES_A_STEP = 4096;

/** Books by resolution and level, kept from call to call. */
export type HexagonBooks = Map<string, HexagonBook>;

function bookOf(books: HexagonBooks, resolution: number, level: number): HexagonBook {
  const key = `${resolution} ${level}`;
  const known = books.get(key);
  if (known) return known;
  const made = new HexagonBook(resolution, level);
  books.set(key, made);
  return made;
}

/** Whether a piece has any ground in a box. */
function touches(piece: readonly number[], box: HexagonBox): boolean {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < piece.length; at += 2) {
    west = Math.min(west, piece[at]!);
    east = Math.max(east, piece[at]!);
    south = Math.min(south, piece[at + 1]!);
    north = Math.max(north, piece[at + 1]!);
  }
  if (south > box.north || north < box.south) return false;
  const turn = Math.ceil((box.west - east) / 360) * 360;
  return west + turn <= box.east;
}

function* sumsOf(
  cells: CellAggregate,
  book: HexagonBook,
): Generator<undefined, Map<number, number>> {
  const sums = new Map<number, number>();
  for (let n = 0; n < cells.length; n++) {
    if (n % PLACES_A_STEP === 0) yield;
    if (cells.value[n] === 0) continue;
    const hexagon = book.numberOf(cells.x[n]!, cells.y[n]!);
    sums.set(hexagon, (sums.get(hexagon) ?? 0) + cells.value[n]!);
  }
  return sums;
}

function gridOf(book: HexagonBook, sums: ReadonlyMap<number, number>): HexagonGrid {
  const numbers = [...sums.keys()];
  const pieces = numbers.flatMap((number, index) =>
    book.pieces[number]!.map((ring) => ({ index, ring })),
  );
  const vertices = pieces.reduce((sum, { ring }) => sum + ring.length / 2, 0);
  const grid: HexagonGrid = {
    resolution: book.resolution,
    length: numbers.length,
    id: BigUint64Array.from(numbers, (number) => BigInt(`0x${book.ids[number]!}`)),
    value: Float64Array.from(sums.values()),
    areaKm2: Float64Array.from(numbers, (number) => book.areasKm2[number]!),
    pieceOf: Uint32Array.from(pieces, ({ index }) => index),
    pieceStart: new Uint32Array(pieces.length + 1),
    positions: new Float64Array(vertices * 2),
    indices: new Uint32Array(Math.max(0, vertices - 2 * pieces.length) * 3),
  };
  let [vertex, at] = [0, 0];
  pieces.forEach(({ ring }, piece) => {
    const count = ring.length / 2;
    grid.positions.set(ring, vertex * 2);
    for (let corner = 1; corner < count - 1; corner++) {
      grid.indices[at++] = vertex;
      grid.indices[at++] = vertex + corner;
      grid.indices[at++] = vertex + corner + 1;
    }
    vertex += count;
    grid.pieceStart[piece + 1] = vertex;
  });
  return grid;
}

/**
 * Counts cells by the H3 hexagon that their centres are in, in steps between which whoever asks can stop.
 * @param cells of the finest level, `PLACE_LEVEL`, for counts that are those of the places themselves
 * @param box what is wanted; null: the world
 */
export function* hexagonSteps(
  cells: CellAggregate,
  resolution: number,
  box: HexagonBox | null,
  books: HexagonBooks = new Map(),
): Generator<undefined, HexagonGrid> {
  const book = bookOf(books, resolution, cells.level);
  const sums = yield* sumsOf(cells, book);
  if (box) {
    for (const number of sums.keys()) {
      if (!book.pieces[number]!.some((piece) => touches(piece, box))) sums.delete(number);
    }
  }
  yield;
  return gridOf(book, sums);
}

/** The same at once. */
export function hexagonsOf(
  cells: CellAggregate,
  resolution: number,
  box: HexagonBox | null = null,
): HexagonGrid {
  const steps = hexagonSteps(cells, resolution, box);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** How the values of a grid's hexagons are spread, each counting once. */
export function hexagonSpread(grid: HexagonGrid, unit: HexagonUnit): Spread {
  return spreadOf(Float64Array.from(grid.value, (_, n) => hexagonValue(grid, n, unit)));
}
