import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeEngine, type AtlasEngine } from '../src/engine/atlas-engine.ts';
import { packHolding, unpackHolding } from '../src/engine/keep-holding.ts';
import type { LoadRequest } from '../src/model/source.ts';
import {
  cellQuery,
  countriesQuery,
  everything,
  rankingQuery,
  timelineQuery,
  totalQuery,
} from '../src/state/queries.ts';
import { ByteDictionary } from '../src/telemetry/dictionaries.ts';
import { demoRequest } from './input-files.ts';

/** Levels of cells that a world view asks for, on a phone and on a wall. */
const LEVELS = [9, 10, 11];
const DAY = 86_400_000;

/** Asks what the page asks of everything as it opens: it is counted here once, not at every visit. */
async function askFirstQuestions(engine: AtlasEngine): Promise<void> {
  const machines = { ...everything, measure: 'machines', counting: 'new' } as const;
  const hits = { ...everything, measure: 'hits', counting: 'active' } as const;
  for (const level of LEVELS) await engine.aggregate(cellQuery(machines, level));
  await engine.aggregate(countriesQuery(machines));
  await engine.aggregate(rankingQuery(machines, 'server', Infinity));
  await engine.aggregate(totalQuery(machines));
  await engine.aggregate(timelineQuery(machines, DAY));
  await engine.aggregate(timelineQuery(hits, DAY));
}

/**
 * What the engine makes of a request as `readyHolding` takes it: its files are read here once, not at every visit.
 * Databases are named, not contained, since they lie beside it; so are no ids of machines, which nobody looks up.
 */
export async function columnsOf(request: LoadRequest): Promise<Buffer> {
  const engine = makeEngine();
  await engine.load(request, () => undefined);
  await askFirstQuestions(engine);
  const { dictionaries, ...holding } = unpackHolding(new Uint8Array(Buffer.concat(engine.pack())));
  const databases = holding.databases.map(({ input: { name }, info }) => ({
    input: { name, url: name },
    opened: null,
    info,
  }));
  const machine = ByteDictionary.of(dictionaries.machine.withoutTexts);
  return Buffer.concat(
    packHolding({ ...holding, databases, dictionaries: { ...dictionaries, machine } }),
  );
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const folder = resolve(import.meta.dirname, '../public/generated/simda');
  await writeFile(join(folder, 'telemetry.columns'), await columnsOf(await demoRequest()));
}
