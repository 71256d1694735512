import type { BenchCase, BenchOptions } from './bench-case.ts';
import { casesInChromium } from './in-chromium.ts';

/** Frames of a playback, counted and spread, in Chromium beside DuckDB-WASM: cases run in the page. */
export async function* cases(options: BenchOptions): AsyncGenerator<BenchCase> {
  yield* await casesInChromium('playback', options);
}
