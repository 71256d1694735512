import type { BenchCase, BenchOptions } from './bench-case.ts';
import { casesInChromium } from './in-chromium.ts';

/** A picture of the world as PNG, in time and memory, beside an off-screen map of the same size: cases run in the page. */
export async function* cases(options: BenchOptions): AsyncGenerator<BenchCase> {
  yield* await casesInChromium('snapshot', options);
}
