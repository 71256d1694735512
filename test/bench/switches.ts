import type { BenchCase, BenchOptions } from './bench-case.ts';
import { casesInChromium } from './in-chromium.ts';

/** Switches of measure, filter, selection and fineness, in Chromium beside DuckDB-WASM: cases run in the page. */
export async function* cases(options: BenchOptions): AsyncGenerator<BenchCase> {
  yield* await casesInChromium('switches', options);
}
