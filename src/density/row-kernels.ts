import { wasm } from './row-kernels-wasm.ts';

/**
 * The density's inner loops over rows of 32-bit floats, four at a time: see `row-kernels.as.ts`, whose doc blocks
 * hold here. Offsets are bytes into `memory`.
 */
export interface RowKernels {
  memory: WebAssembly.Memory;
  firstOccupied(at: number, length: number): number;
  blurGrid(
    grid: number,
    out: number,
    columns: number,
    rows: number,
    wraps: boolean,
    isSplit: boolean,
    tapsOf: number,
    taps: number,
    across: number,
    reach: number,
    factors: number,
    ring: number,
    lines: number,
    padded: number,
  ): void;
  mixRows(
    south: number,
    middle: number,
    north: number,
    below: number,
    same: number,
    above: number,
    out: number,
    columns: number,
  ): void;
  addRefined(line: number, out: number, count: number): void;
  deposit(
    x: number,
    y: number,
    weight: number,
    count: number,
    columns: number,
    rows: number,
    grid: number,
    stride: number,
  ): void;
  sortByClass(
    x: number,
    y: number,
    weight: number,
    kind: number,
    count: number,
    next: number,
    outX: number,
    outY: number,
    outWeight: number,
  ): void;
  readLine(line: number, table: number, out: number, length: number): void;
}

let compiled: WebAssembly.Module | null = null;

/** The loops with a memory of their own, which is empty. */
export function makeRowKernels(): RowKernels {
  compiled ??= new WebAssembly.Module(
    Uint8Array.from(atob(wasm), (letter) => letter.charCodeAt(0)),
  );
  return new WebAssembly.Instance(compiled).exports as unknown as RowKernels;
}
