import type { BenchCase, BenchOptions } from '../bench-case.ts';

/** Benches that run in a page, by name; each is loaded when it is run. */
const benches: Record<
  string,
  () => Promise<{ cases(options: BenchOptions): AsyncIterable<BenchCase> }>
> = {
  density: () => import('./density.ts'),
  load: () => import('./load.ts'),
  memory: () => import('./memory.ts'),
  playback: () => import('./playback.ts'),
  query: () => import('./query.ts'),
  snapshot: () => import('./snapshot.ts'),
  switches: () => import('./switches.ts'),
};

declare global {
  interface Window {
    /** Runs a bench; what it tells goes to the console of the page on the way. */
    runBench(name: string, options: BenchOptions): Promise<BenchCase[]>;
  }
}

window.runBench = async (name, options) => {
  const bench = benches[name];
  if (!bench) throw new Error(`No bench of the page is named "${name}".`);
  const told: BenchCase[] = [];
  for await (const one of (await bench()).cases(options)) told.push(one);
  return told;
};
