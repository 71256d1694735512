import { describe, expect, it } from 'vitest';
import { makeEngine, type AtlasEngine } from '../../src/engine/atlas-engine.ts';
import type { Filter, GroupBy } from '../../src/model/query.ts';
import { DAY } from '../../src/model/time.ts';
import { filesOf, madeDatabases, makeHits, madeStart } from './made-up-telemetry.ts';

const time = { start: madeStart + 3 * DAY, end: madeStart + 9 * DAY };
const filters: Filter[] = [
  {},
  { time },
  { where: { country: ['GB', 'FR'] } },
  { where: { country: ['GB', 'FR'] }, time },
  { where: { family: ['mirai', ''] } },
  { where: { family: ['simda'], network: ['AS64497', ''] }, time },
  { precision: 'country' },
];

const groupings: GroupBy[] = [
  { by: 'cell', level: 3 },
  { by: 'cell', level: 16 },
  { by: 'dimension', dimension: 'country', limit: 20 },
  { by: 'dimension', dimension: 'network', limit: 20 },
  { by: 'dimension', dimension: 'kind', limit: 20 },
  { by: 'dimension', dimension: 'family', limit: 20 },
  { by: 'total' },
];

async function loaded(seed: number): Promise<AtlasEngine> {
  const engine = makeEngine();
  await engine.load(
    {
      telemetry: filesOf(makeHits(seed, 3000)),
      servers: [],
      databases: madeDatabases(),
      mode: 'replace',
      reconstruction: false,
    },
    () => undefined,
  );
  return engine;
}

describe('machines, once links are worked out', () => {
  it.each([1, 2])('are as many as before, whatever is asked (%i)', async (seed) => {
    const [before, after] = [await loaded(seed), await loaded(seed)];
    const steps = [...after.prepareQueries()];
    expect(steps).toBeInstanceOf(Array);
    for (const filter of filters) {
      for (const groupBy of groupings) {
        const query = { filter, measure: 'machines', groupBy } as const;
        expect(await after.aggregate(query)).toEqual(await before.aggregate(query));
      }
    }
  });
});
