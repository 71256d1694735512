import { describe, expect, it } from 'vitest';
import { check } from './check.ts';
import { drawFrom, monsters, mutated } from './mutations.ts';
import { fuzzSources } from './sources.ts';

const sources = fuzzSources();
/** Large enough to take long: those that take a second or more are for the long run. */
const quick = ['100,000 columns', 'JSON 200,000 levels deep', 'lists 200,000 levels deep'];

describe('any file', () => {
  it('ends in a ledger or in a clear message, the same for one reader and for many', async () => {
    for (let seed = 1; seed <= 400; seed++) {
      const draw = drawFrom(seed);
      const input = mutated(sources, draw);
      const run = check(input, draw).catch((error: unknown) => {
        throw new Error(`seed ${seed}: ${input.name} by ${input.by.join(', ')}`, { cause: error });
      });
      await expect(run).resolves.toBeUndefined();
    }
  }, 120_000);

  it.each(quick)(
    'may be %s',
    async (name) => {
      await expect(check(monsters[name]!(), drawFrom(1), false)).resolves.toBeUndefined();
    },
    60_000,
  );
});
