import { describe, expect, it } from 'vitest';
import { readFilter, settleFilter, type FilterFlags } from '../../scripts/filter-flags.ts';
import type { makeEngine } from '../../src/engine/atlas-engine.ts';

/** An engine whose data has these families. */
const engine = {
  aggregate: () => Promise.resolve({ keys: ['simda', 'zeus, old', ''] }),
} as unknown as ReturnType<typeof makeEngine>;

const settled = (flags: FilterFlags) => settleFilter(engine, readFilter(flags));

describe('flags that filter', () => {
  it('are repeated or have commas, each value once', async () => {
    const flags = { country: ['BR,NL', 'BR'], network: ['AS64496'], prefix: ['192.0.2.*'] };
    expect(await settled(flags)).toEqual({
      where: { country: ['BR', 'NL'], network: ['AS64496'] },
      prefixes: ['192.0.2.0/24'],
    });
    expect(await settled({})).toEqual({});
  });

  it('take a name with a comma as a whole, and the empty one for what is not known', async () => {
    const { where } = await settled({ family: ['zeus, old', 'simda,'] });
    expect(where).toEqual({ family: ['zeus, old', 'simda', ''] });
  });

  it('read times in UTC, to a day or finer', () => {
    const { time } = readFilter({ time: '2026-03-01T06:00Z..2026-03-02' });
    expect(time).toEqual({ start: Date.UTC(2026, 2, 1, 6), end: Date.UTC(2026, 2, 2) });
  });

  it.each<[FilterFlags, RegExp]>([
    [{ time: '2026-03-02' }, /expected FROM\.\.TO in UTC/],
    [{ time: '2026-03-02..2026-03-01' }, /is no range of time/],
    [{ time: '2026-03-01T06:00..2026-03-02' }, /is no range of time/],
    [{ country: ['BR,Brazil'] }, /--country "Brazil"; expected ISO codes/],
    [{ network: ['64496'] }, /such as AS64496/],
    [{ prefix: ['192.0.2.0/33'] }, /--prefix "192\.0\.2\.0\/33" is no address or prefix/],
    [{ family: ['simba'] }, /"simba" is not in the data; expected one of simda, zeus, old/],
  ])('%j is refused in a line', async (flags, words) => {
    await expect((async () => settled(flags))()).rejects.toThrow(words);
  });
});
