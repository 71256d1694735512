import type { TimeRange } from '../../../src/model/time.ts';
import { compare, type BenchCase, type BenchOptions } from '../bench-case.ts';
import { startDuck } from './duckdb.ts';
import { askDuck, askSource, sameCounts, type Asked, type Counted } from './hosts-a-cell.ts';
import { loadDuck, loadSource } from './made-table.ts';

/** The finest level of cells. Cold queries take coarser and coarser ones: what was counted before is no help. */
const LEVEL = 14;
const LEVELS = 12;
/** Steps of one run: a brush is not moved once. */
const STEPS = 10;
/** Length of the window and of its step, in the whole time and in the window. */
const WINDOW = 0.3;
const STEP = 0.005;

/** Gives one level after the other. */
function levels(): () => Asked {
  let asked = 0;
  return () => ({ level: LEVEL - (asked++ % LEVELS) });
}

/** Gives one window after the other, each a step further. */
function windows({ start, end }: TimeRange): () => Asked {
  const length = Math.round(((end - start) * WINDOW) / 1000) * 1000;
  let step = 0;
  return () => {
    const moved = Math.round((length * STEP * step++) / 1000) * 1000;
    const from = start + length + moved;
    return { level: LEVEL, time: { start: from, end: from + length } };
  };
}

/** Asks one question after the other. */
async function each(times: number, ask: () => Promise<Counted>): Promise<Counted[]> {
  const told: Counted[] = [];
  for (let time = 0; time < times; time++) told.push(await ask());
  return told;
}

async function* casesOf(rows: number, runs: number): AsyncGenerator<BenchCase> {
  const source = await loadSource(rows);
  const duck = await startDuck();
  try {
    await loadDuck(duck, rows);
    const { time } = await source.summary();
    const all = { start: time!.first, end: time!.last };
    const [coldLeft, coldRight] = [levels(), levels()];
    yield await compare<Counted>(
      { bench: 'query', case: 'cold', rows, rival: 'DuckDB-WASM' },
      () => askSource(source, coldLeft()),
      () => askDuck(duck, coldRight()),
      sameCounts,
      runs,
    );
    const [left, right] = [windows(all), windows(all)];
    yield await compare<Counted[]>(
      { bench: 'query', case: 'step', rows, rival: 'DuckDB-WASM' },
      () => each(STEPS, () => askSource(source, left())),
      () => each(STEPS, () => askDuck(duck, right())),
      (a, b) => a.every((counted, step) => sameCounts(counted, b[step]!)),
      runs,
      STEPS,
    );
  } finally {
    source.close();
    await duck.close();
  }
}

/**
 * Distinct hosts a cell: of all hits, and of a window that moves by a small step. First a tenth of the rows, so that the
 * growth is seen.
 */
export async function* cases({ rows, runs }: BenchOptions): AsyncGenerator<BenchCase> {
  const count = rows ?? 10_000_000;
  yield* casesOf(Math.ceil(count / 10), runs);
  yield* casesOf(count, runs);
}
