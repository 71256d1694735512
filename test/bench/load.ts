import { defaultDatabases } from '../../scripts/input-files.ts';
import type { BenchCase, BenchOptions } from './bench-case.ts';
import { casesInChromium } from './in-chromium.ts';
import { cases as casesInNode } from './load-in-node.ts';

/** From a file to the first complete density: in Node, where all is one thread, and in Chromium with all workers. */
export async function* cases(options: BenchOptions): AsyncGenerator<BenchCase> {
  if ((await defaultDatabases()).length === 0) {
    throw new Error('The bench needs DB-IP City Lite: the optional package is not installed.');
  }
  yield* casesInNode(options);
  yield* await casesInChromium('load', options);
}
