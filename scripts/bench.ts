import { parseArgs } from 'node:util';
import type { BenchCase, BenchOptions } from '../test/bench/bench-case.ts';

/** Benches by name; each is loaded when it is run. */
const benches: Record<
  string,
  () => Promise<{ cases(options: BenchOptions): AsyncIterable<BenchCase> }>
> = {
  density: () => import('../test/bench/density.ts'),
  ingest: () => import('../test/bench/ingest.ts'),
  load: () => import('../test/bench/load.ts'),
  locate: () => import('../test/bench/locate.ts'),
  memory: () => import('../test/bench/memory.ts'),
  playback: () => import('../test/bench/playback.ts'),
  query: () => import('../test/bench/query.ts'),
  rates: () => import('../test/bench/rates.ts'),
  snapshot: () => import('../test/bench/snapshot.ts'),
  switches: () => import('../test/bench/switches.ts'),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string' },
    json: { type: 'boolean' },
    runs: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) {
  console.log(
    `Usage: npm run bench -- NAME [--rows N] [--runs N] [--json]\n  NAME is one of ${Object.keys(benches).join(', ')}`,
  );
  process.exit(0);
}
const name = positionals[0] ?? '';
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
const rows = values.rows === undefined ? null : Number(values.rows);
if (!bench || positionals.length !== 1) {
  console.error(
    `bench: "${positionals.join(' ')}" names no bench; expected one of ${Object.keys(benches).join(', ')}.`,
  );
  process.exit(2);
}
if (rows !== null && (!Number.isInteger(rows) || rows < 1)) {
  console.error(`bench: --rows is "${values.rows}"; expected a whole number from 1.`);
  process.exit(2);
}

let wrong = false;
for await (const told of (await bench()).cases({ rows, runs: Number(values.runs ?? 3) })) {
  wrong ||= !told.equal;
  if (values.json) console.log(JSON.stringify(told));
  else {
    const [ours, rivals] =
      'oursMs' in told
        ? [`${told.oursMs} ms`, `${told.rivalMs} ms`]
        : [`${told.oursBytes} bytes`, `${told.rivalBytes} bytes`];
    console.log(
      `${told.bench} ${told.case} ${told.rows} rows: ${ours}; ${told.rival} ${rivals}; ` +
        `${told.ratio} times; ${told.equal ? 'same answer' : 'ANSWERS DIFFER'}`,
    );
    if ('frames' in told && told.frames) {
      const { cells, engine, field, both } = told.frames;
      console.log(
        `  ${cells} cells; frames a second: ${both} (engine alone ${engine}, field alone ${field})`,
      );
    }
  }
}
process.exitCode = wrong ? 1 : 0;
