/** Memory that a field reuses from call to call. Not to be shared by calls that run at the same time. */
export interface FieldScratch {
  /** Grids by name, each as large as the largest that was asked for. */
  grids: Map<string, Float32Array>;
  /** Blur kernels by rounded variance: see `blur-kernel.ts`. */
  kernels: Map<number, Float64Array>;
}

/** Makes empty scratch memory. */
export function makeScratch(): FieldScratch {
  return { grids: new Map(), kernels: new Map() };
}

/** A grid whose first `length` elements are 0; what was under this name before is lost. */
export function zeroGrid(scratch: FieldScratch, name: string, length: number): Float32Array {
  const known = scratch.grids.get(name);
  if (!known || known.length < length) return freshGrid(scratch, name, length);
  return known.fill(0, 0, length);
}

/** A grid with at least `length` elements that hold anything. */
export function looseGrid(scratch: FieldScratch, name: string, length: number): Float32Array {
  const known = scratch.grids.get(name);
  return known && known.length >= length ? known : freshGrid(scratch, name, length);
}

function freshGrid(scratch: FieldScratch, name: string, length: number): Float32Array {
  const grid = new Float32Array(length);
  scratch.grids.set(name, grid);
  return grid;
}
