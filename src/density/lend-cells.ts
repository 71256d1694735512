import type { CellAggregate, CellPlaces } from '../model/aggregate.ts';

/** Bytes of a cell's column, row and class, and of its value. */
const BYTES_OF_PLACE = 9;
const BYTES_OF_VALUE = 4;
/** Room for as many cells more, of those that there are: the next picture of a playback has about as many. */
const MORE = 1 / 16;
/** A spare that is so many times too large, as after single places were shown, is let go. */
const TOO_LARGE = 4;

/** Cells whose memory was handed over. */
export interface LentCells {
  told: Pick<CellAggregate, 'by' | 'measure' | 'level' | 'length' | 'total'>;
  /** Where the cells lie; null: where those before lie, which then are as many. */
  places: CellPlaces | null;
  value: Float32Array;
}

/** Memory of what cells were lent in. */
export interface LentMemory {
  places: ArrayBuffer | null;
  value: ArrayBuffer | null;
}

/** The spare where it is large enough, and not much too large: fresh memory takes longer to fill. */
function roomFor(bytesACell: number, length: number, spare: ArrayBuffer | null): ArrayBuffer {
  const needed = bytesACell * length;
  const room = bytesACell * Math.ceil(length * (1 + MORE));
  const fits = spare && spare.byteLength >= needed && spare.byteLength <= TOO_LARGE * room;
  return fits ? spare : new ArrayBuffer(room);
}

/** Whether cells share their places, array by array. */
function areAtSamePlaces(cells: CellAggregate, before: CellAggregate): boolean {
  const isSame = (name: 'x' | 'y' | 'accuracyClass' | 'length') => cells[name] === before[name];
  return isSame('length') && isSame('x') && isSame('y') && isSame('accuracyClass');
}

/**
 * Copies cells, so that the copy can be handed over; of those that lie where those before lay, values alone.
 * @param before what was lent last to the same taker; null: nothing
 * @param spare memory to write to
 * @returns also the memory that the copy is in
 * @throws Error where the cells were given back before
 */
export function lendCells(
  cells: CellAggregate,
  before: CellAggregate | null,
  spare: LentMemory,
): { lent: LentCells; memory: LentMemory } {
  const { by, measure, level, length, total } = cells;
  if (cells.value.length < length) throw new Error('Cells were given back before they were drawn.');
  const memory: LentMemory = {
    places: null,
    value: roomFor(BYTES_OF_VALUE, length, spare.value),
  };
  const value = new Float32Array(memory.value!, 0, length);
  value.set(cells.value.subarray(0, length));
  const told = { by, measure, level, length, total };
  if (before && areAtSamePlaces(cells, before)) {
    return { lent: { told, places: null, value }, memory };
  }
  const buffer = (memory.places = roomFor(BYTES_OF_PLACE, length, spare.places));
  const places = {
    x: new Uint32Array(buffer, 0, length),
    y: new Uint32Array(buffer, 4 * length, length),
    accuracyClass: new Uint8Array(buffer, 8 * length, length),
  };
  places.x.set(cells.x.subarray(0, length));
  places.y.set(cells.y.subarray(0, length));
  places.accuracyClass.set(cells.accuracyClass.subarray(0, length));
  return { lent: { told, places, value }, memory };
}

/** What lent memory there is to hand over. */
export function buffersOfLent({ places, value }: LentMemory): ArrayBuffer[] {
  return [places, value].filter((buffer) => buffer !== null);
}

/**
 * Takes lent cells.
 * @param before those that were taken before them
 * @returns also the memory that is not needed any more
 * @throws Error where places are missing
 */
export function takeLent(
  { told, places, value }: LentCells,
  before: CellAggregate | null,
): { cells: CellAggregate; memory: LentMemory } {
  const at = places ?? before;
  if (!at) throw new Error('Cells were lent without their places, and none were there before.');
  const { x, y, accuracyClass } = at;
  const bufferOf = ({ buffer }: ArrayBufferView) => (buffer instanceof ArrayBuffer ? buffer : null);
  return {
    cells: { ...told, x, y, accuracyClass, value },
    memory: {
      places: before && places ? bufferOf(before.x) : null,
      value: before && bufferOf(before.value),
    },
  };
}
