/** Columns of cells. */
export interface CellColumns {
  x: Uint32Array<ArrayBuffer>;
  y: Uint32Array<ArrayBuffer>;
  accuracyClass: Uint8Array<ArrayBuffer>;
  value: Float32Array<ArrayBuffer>;
}

/** Where fewer of the groups than this have a cell, columns are cut to those, and their memory stays. */
const MOSTLY = 3 / 4;
/** The system gives memory by pages of this many bytes, each when it is first written to. */
const PAGE_BYTES = 4096;

/** Of columns that were not handed out. */
let ready: CellColumns | null = null;
/** Groups of the latest answer that was handed out. */
let latest = 0;

function makeColumns(groups: number): CellColumns {
  return {
    x: new Uint32Array(groups),
    y: new Uint32Array(groups),
    accuracyClass: new Uint8Array(groups),
    value: new Float32Array(groups),
  };
}

/** Columns with room for every group; those that are ready, where they have as much. Anything may be in them. */
export function takeColumns(groups: number): CellColumns {
  const taken = ready?.x.length === groups ? ready : makeColumns(groups);
  ready = null;
  return taken;
}

/**
 * The first `length` cells of columns that were taken, as columns whose memory can be given away.
 */
export function cutColumns(columns: CellColumns, length: number): CellColumns {
  const { x, y, accuracyClass, value } = columns;
  if (length < MOSTLY * x.length) {
    ready = columns;
    return {
      x: x.slice(0, length),
      y: y.slice(0, length),
      accuracyClass: accuracyClass.slice(0, length),
      value: value.slice(0, length),
    };
  }
  latest = x.length;
  return {
    x: x.subarray(0, length),
    y: y.subarray(0, length),
    accuracyClass: accuracyClass.subarray(0, length),
    value: value.subarray(0, length),
  };
}

/**
 * Makes columns for another answer as large as the latest one ready, and has the system give their memory: that takes
 * as long as writing the cells, and can be done while nobody waits.
 */
export function readyColumns(): void {
  if (ready || latest === 0) return;
  ready = makeColumns(latest);
  for (const column of Object.values(ready) as CellColumns[keyof CellColumns][]) {
    const step = PAGE_BYTES / column.BYTES_PER_ELEMENT;
    for (let at = 0; at < column.length; at += step) column[at] = 0;
  }
  latest = 0;
}
