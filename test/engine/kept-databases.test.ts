import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { KeptDatabases } from '../../src/engine/kept-databases.ts';
import { openDatabase, openFlatDatabase } from '../../src/geo/open-database.ts';
import { randomDatabase } from '../geo/random-databases.ts';
import { makeFolder } from './folder-in-memory.ts';

const url = (version: number) => `https://atlas.example/geo/places.mmdb?${version}`;

/** A flattened database with places on both sides of 128.0.0.0. */
function flat() {
  const [first] = fc.sample(randomDatabase, { seed: 7, numRuns: 1 });
  return openDatabase(first!.bytes, 'places.mmdb').flatten()!;
}

it('gives databases back that answer as the MMDB does', async () => {
  await fc.assert(
    fc.asyncProperty(randomDatabase, async ({ bytes, four, six }) => {
      const database = openDatabase(bytes, 'random.mmdb');
      const sorted = Uint32Array.from(four).sort();
      const kept = new KeptDatabases(makeFolder(), () => 1);
      const words = Uint32Array.from(six.flat());
      const each6 = six.map((address) => database.locate6(Uint32Array.from(address))[0]!);
      const expected = [...database.locate4(sorted), ...each6];
      const records = expected.map((id) => database.record(id));
      await kept.write(url(1), database.flatten()!);
      const reopened = openFlatDatabase((await kept.read(url(1)))!);
      expect(reopened.info).toEqual(database.info);
      const found = [...reopened.locate4(sorted), ...reopened.locate6(words)];
      expect(found).toEqual(expected);
      expect(found.map((id) => reopened.record(id))).toEqual(records);
    }),
    { seed: 11, numRuns: 60 },
  );
}, 60_000);

it('keeps one version of an address, beside other addresses', async () => {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const kept = new KeptDatabases(makeFolder(files), () => 1);
  await kept.write(url(1), flat());
  await kept.write('https://atlas.example/geo/other.mmdb?1', flat());
  await kept.write(url(2), flat());
  expect(files.size).toBe(4);
  expect(await kept.read(url(1))).toBeNull();
  expect(await kept.read(url(2))).toEqual(flat());
  expect(await kept.read('https://atlas.example/geo/other.mmdb?1')).toEqual(flat());
  const stored = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  expect(await kept.bytes()).toBeGreaterThan(0.99 * stored);
  await kept.clear();
  expect(await kept.read(url(2))).toBeNull();
  expect(await kept.bytes()).toBe(0);
});

it('does without a file that is damaged, cut off, foreign, or not sealed', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const kept = new KeptDatabases(makeFolder(files), () => 1);
  await kept.write(url(1), flat());
  const [state, seal] = ['state', 'seal'].map((kind) =>
    [...files.keys()].find((name) => name.includes(kind)),
  ) as [string, string];
  const whole = files.get(state)!;
  const places = Array.from({ length: 40 }, (_, i) => Math.floor((whole.length * i) / 40));
  for (const at of [...places, whole.length - 9]) {
    const changed = whole.slice();
    changed[at]! ^= 0x10;
    files.set(state, changed);
    // Filling between arrays belongs to nobody; damage elsewhere is seen.
    const read = await kept.read(url(1));
    if (read) expect(read, `byte ${at}`).toEqual(flat());
  }
  files.set(state, whole.slice(0, -1));
  expect(await kept.read(url(1))).toBeNull();
  files.set(state, new TextEncoder().encode('time,ip\n'.repeat(whole.length / 8)));
  expect(await kept.read(url(1))).toBeNull();
  files.set(state, whole);
  expect(await kept.read(url(1))).toEqual(flat());
  files.delete(seal);
  expect(await kept.read(url(1))).toBeNull();
  await kept.write(url(1), flat());
  expect(await kept.read(url(1))).toEqual(flat());
  warn.mockRestore();
});
