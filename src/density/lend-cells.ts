import type { CellAggregate } from '../model/aggregate.ts';

/** Bytes of a cell's column, row, value and class. */
const BYTES_A_CELL = 13;
/** Room for as many cells more, of those that there are: the next picture of a playback has about as many. */
const MORE = 1 / 16;
/** A spare that is so many times too large, as after single places were shown, is let go. */
const TOO_LARGE = 4;

/** Cells in one buffer, which can be handed over as a whole. */
export interface LentCells {
  cells: CellAggregate;
  buffer: ArrayBuffer;
}

/**
 * Copies cells into one buffer.
 * @param spare a buffer that is written to where it is large enough: fresh memory takes longer than the copy
 */
export function lendCells(cells: CellAggregate, spare: ArrayBuffer | null): LentCells {
  const { length } = cells;
  const needed = BYTES_A_CELL * length;
  const room = BYTES_A_CELL * Math.ceil(length * (1 + MORE));
  const fits = spare && spare.byteLength >= needed && spare.byteLength <= TOO_LARGE * room;
  const buffer = fits ? spare : new ArrayBuffer(room);
  const x = new Uint32Array(buffer, 0, length);
  const y = new Uint32Array(buffer, 4 * length, length);
  const value = new Float32Array(buffer, 8 * length, length);
  const accuracyClass = new Uint8Array(buffer, 12 * length, length);
  x.set(cells.x.subarray(0, length));
  y.set(cells.y.subarray(0, length));
  value.set(cells.value.subarray(0, length));
  accuracyClass.set(cells.accuracyClass.subarray(0, length));
  return { cells: { ...cells, x, y, value, accuracyClass }, buffer };
}

/** The buffer that cells were lent in; null where they were not. */
export function bufferOfLent({ x, y, value, accuracyClass }: CellAggregate): ArrayBuffer | null {
  const { buffer } = x;
  const isOne = [y, value, accuracyClass].every((column) => column.buffer === buffer);
  return isOne && buffer instanceof ArrayBuffer ? buffer : null;
}
