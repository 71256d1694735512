import { defaultDatabases } from '../../scripts/input-files.ts';
import type { BenchCase, BenchOptions } from './bench-case.ts';
import { casesInChromium } from './in-chromium.ts';

/** Distinct hosts a cell, cold and as the brush moves, in Chromium beside DuckDB-WASM. */
export async function* cases(options: BenchOptions): AsyncGenerator<BenchCase> {
  if ((await defaultDatabases()).length === 0) {
    throw new Error('The bench needs DB-IP City Lite: the optional package is not installed.');
  }
  yield* await casesInChromium('query', options);
}
