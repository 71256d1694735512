import { defaultDatabases } from '../../scripts/input-files.ts';
import type { BenchCase, BenchOptions } from './bench-case.ts';
import { casesInChromium } from './in-chromium.ts';

/** Bytes a hit, a host and of the whole tab, in Chromium, beside an array of row objects. */
export async function* cases(options: BenchOptions): AsyncGenerator<BenchCase> {
  if ((await defaultDatabases()).length === 0) {
    throw new Error('The bench needs DB-IP City Lite: the optional package is not installed.');
  }
  yield* await casesInChromium('memory', options);
}
