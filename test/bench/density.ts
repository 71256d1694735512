import type { BenchCase, BenchOptions } from './bench-case.ts';
import { casesInChromium } from './in-chromium.ts';

/** Field and map, from cells whose weights changed to the picture: cases run in the page. */
export async function* cases(options: BenchOptions): AsyncGenerator<BenchCase> {
  yield* await casesInChromium('density', options);
}
