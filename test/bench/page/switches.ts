import { DAY } from '../../../src/model/time.ts';
import { compare, type BenchCase, type BenchOptions } from '../bench-case.ts';
import { startDuck } from './duckdb.ts';
import { askDuck, askSource, sameCounts, type Asked, type Counted } from './hosts-a-cell.ts';
import { madePlaces } from './made-places.ts';
import { loadDuck, loadSource } from './made-table.ts';

/** The level of cells that the map of the world asks for. */
const LEVEL = 11;
/** How long the page is left alone before a switch: what is worked out ahead then is part of the engine. */
const REST_MS = 3000;

/** What a reader switches to, for the first time each time it is asked: the answer is the first change of the picture. */
function switches(first: number): Record<string, (time: number) => Asked> {
  const windowAt = (day: number, days: number) => ({
    start: first + day * DAY,
    end: first + (day + days) * DAY,
  });
  return {
    'switch: finer cells': (n) => ({ level: LEVEL + 1 + n }),
    'switch: hits': (n) => ({ level: LEVEL - n, measure: 'hits' }),
    'switch: daily mean': (n) => ({ level: LEVEL - n, measure: 'meanDailyHosts' }),
    'switch: machines': (n) => ({ level: LEVEL - n, measure: 'machines' }),
    'switch: prefixes': (n) => ({ level: LEVEL - n, measure: 'prefixes' }),
    'switch: a family': (n) => ({ level: LEVEL, family: n }),
    'switch: an area': (n) => ({
      level: LEVEL,
      box: { west: -11.37 - n, south: 20.13, east: 42.21 + n, north: 62.3 },
    }),
    'switch: a first window': () => ({ level: LEVEL, time: windowAt(3, 20) }),
    'switch: another window': (n) => ({ level: LEVEL, time: windowAt(60 - 7 * n, 20 + n) }),
    'switch: machines in a window': (n) => ({
      ...{ level: LEVEL - n, measure: 'machines', time: windowAt(30, 20) },
    }),
    'switch: prefixes in a window': (n) => ({
      ...{ level: LEVEL - n, measure: 'prefixes', time: windowAt(30, 20) },
    }),
  };
}

/** The days of the rows, by which the engine divides a daily mean. */
function daysOf({ first, last }: { first: number; last: number }): number {
  return Math.floor(last / DAY) - Math.floor(first / DAY) + 1;
}

/** Switches of measure, filter, selection and fineness at 10 M rows: times from the question to the cells. */
export async function* cases({ rows, runs }: BenchOptions): AsyncGenerator<BenchCase> {
  const count = rows ?? 10_000_000;
  const database = madePlaces(count);
  const source = await loadSource(count, database);
  const duck = await startDuck();
  try {
    await loadDuck(duck, count, database);
    const time = (await source.summary()).time!;
    await askSource(source, { level: LEVEL });
    await new Promise((rested) => setTimeout(rested, REST_MS));
    for (const [name, askedAt] of Object.entries(switches(time.first))) {
      const [left, right] = [0, 0].map((from) => () => askedAt(from++));
      const divisor = name === 'switch: daily mean' ? daysOf(time) : 1;
      yield await compare<Counted>(
        { bench: 'switches', case: name, rows: count, rival: 'DuckDB-WASM' },
        () => askSource(source, left!()),
        () => askDuck(duck, right!()),
        (ours, rivals) => sameCounts(ours, rivals, divisor),
        // A first window is moved into only once.
        name === 'switch: a first window' ? 1 : runs,
      );
    }
  } finally {
    source.close();
    await duck.close();
  }
}
