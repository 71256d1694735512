import { describe, expect, it } from 'vitest';
import type { Filter, GroupBy } from '../../src/model/query.ts';
import { DAY } from '../../src/model/time.ts';
import { makeHits, madeStart } from './made-up-telemetry.ts';
import { loadedEngine } from './loaded-engine.ts';

const time = { start: madeStart + 3 * DAY, end: madeStart + 9 * DAY };
/** Windows come last: one that moves works links out. */
const filters: Filter[] = [
  {},
  { where: { country: ['GB', 'FR'] } },
  { where: { family: ['mirai', ''] } },
  { precision: 'country' },
  { time },
  { where: { country: ['GB', 'FR'] }, time },
  { where: { family: ['simda'], network: ['AS64497', ''] }, time },
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

describe('machines, once links are worked out', () => {
  it.each([1, 2])('are as many as before, whatever is asked (%i)', async (seed) => {
    const hits = makeHits(seed, 3000);
    const [before, after] = [await loadedEngine(hits), await loadedEngine(hits)];
    for (const _ of after.prepareQueries());
    for (const filter of filters) {
      for (const groupBy of groupings) {
        const query = { filter, measure: 'machines', groupBy } as const;
        expect(await after.aggregate(query)).toEqual(await before.aggregate(query));
      }
    }
  });
});
