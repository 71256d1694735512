import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoRequest } from '../../scripts/input-files.ts';
import { writeMmdb } from '../../scripts/mmdb-writer.ts';
import { defaultPosition } from '../../scripts/reconstruct-database.ts';
import { planReconstruction } from '../../scripts/reconstruct-plan.ts';
import { makeEngine } from '../../src/engine/atlas-engine.ts';
import { pileKey, type Pile } from '../../src/model/pile.ts';
import { dbIpDatabase, hasDbIp, randomWords } from '../geo/test-databases.ts';

const generated = resolve(import.meta.dirname, '../../public/generated/simda/manifest.json');
const dotted = (address: number) =>
  [address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255].join('.');

function loadAddresses(addresses: readonly number[], database: Uint8Array, hitsOfEach = 1) {
  const rows = addresses.flatMap((address) => Array<string>(hitsOfEach).fill(dotted(address)));
  const engine = makeEngine();
  const loaded = engine.load(
    {
      telemetry: [{ name: 'hosts.csv', blob: new Blob([`ip\n${rows.join('\n')}\n`]) }],
      servers: [],
      databases: [{ name: 'places.mmdb', blob: new Blob([database as Uint8Array<ArrayBuffer>]) }],
      mode: 'replace',
      reconstruction: false,
    },
    () => undefined,
  );
  return loaded.then(() => engine);
}

/** Ankara has three quarters of the country's addresses, Bursa less than a hundredth. */
const turkey = writeMmdb(
  { type: 'Test-City', ipVersion: 4, built: 0, description: 'a test' },
  (
    [
      ['11.0.0.0/17', 'Ankara', 40],
      ['11.0.128.0/19', 'Izmir', 38],
      ['11.0.160.0/24', 'Bursa', 41],
      ['11.0.161.0/24', '', 39],
    ] as const
  ).map(([network, city, latitude]) => ({
    network,
    record: {
      ...(city && { city: { names: { en: city } } }),
      country: { iso_code: 'TR' },
      location: { latitude, longitude: 30 },
    },
  })),
);
const ankara = (count: number) => Array.from({ length: count }, (_, i) => 0x0b000000 + i * 7);
const bursa = (count: number) => Array.from({ length: count }, (_, i) => 0x0b00a000 + i);
const country = (count: number) => Array.from({ length: count }, (_, i) => 0x0b00a100 + i);

describe('piles', () => {
  it('are coordinates with more of the hosts than their addresses explain', async () => {
    const engine = await loadAddresses([...ankara(400), ...bursa(100)], turkey);
    const piles = await engine.piles();
    const four = 2 ** 15 + 2 ** 13 + 512;
    expect(piles).toEqual([
      {
        key: 'TR/41,30/city',
        ground: 'excess',
        country: 'TR',
        latitude: 41,
        longitude: 30,
        names: ['Bursa'],
        hosts: 100,
        share: 0.2,
        addresses: { four: 256, six: 0, countryFour: four, countrySix: 0 },
        expected: 256 / four,
      },
    ] satisfies Pile[]);
  });

  it('are judged on hosts, not on hits, and not on small numbers', async () => {
    const few = await loadAddresses([...ankara(60), ...bursa(25)], turkey, 20);
    expect(await few.piles()).toEqual([]);
    const small = await loadAddresses([...ankara(4000), ...bursa(100)], turkey);
    expect(await small.piles()).toEqual([]);
  });

  it('are default coordinates by the word of the database', async () => {
    const engine = await loadAddresses([...ankara(400), ...country(3)], turkey);
    const piles = await engine.piles();
    expect(piles.map(({ key, ground, hosts }) => [key, ground, hosts])).toEqual([
      ['TR/39,30/country', 'default', 3],
    ]);
  });

  it('can be left out of everything', async () => {
    const engine = await loadAddresses([...ankara(400), ...bursa(100)], turkey);
    const [pile] = await engine.piles();
    const filter = { without: [pile!.key] };
    const by = { filter, measure: 'hosts' } as const;
    const cities = await engine.aggregate({
      ...by,
      groupBy: { by: 'dimension', dimension: 'city', limit: 10 },
    });
    expect(cities.labels).toEqual(['Ankara']);
    const cells = await engine.aggregate({ ...by, groupBy: { by: 'cell', level: 8 } });
    expect([cells.length, cells.total]).toEqual([1, 400]);
    expect((await engine.aggregate({ ...by, groupBy: { by: 'total' } })).value.hosts).toBe(400);
  });

  it('end where nobody waits for them any more, and are found when asked for again', async () => {
    const engine = await loadAddresses([...ankara(400), ...bursa(100)], turkey);
    const controller = new AbortController();
    const first = engine.piles(controller.signal);
    controller.abort();
    await expect(first).rejects.toThrow(/abort/i);
    expect(await engine.piles()).toHaveLength(1);
  });

  it.skipIf(!existsSync(generated))(
    'are all default coordinates of the reconstruction and nothing else',
    async () => {
      const engine = makeEngine();
      await engine.load(await demoRequest(), () => undefined);
      const groups = await engine.aggregate({
        filter: { precision: 'country' },
        measure: 'hosts',
        groupBy: { by: 'dimension', dimension: 'country', limit: 300 },
      });
      const expected = planReconstruction()
        .filter((plan) => groups.keys.includes(plan.country.code))
        .map((plan) => pileKey(plan.country.code, ...defaultPosition(plan), 'country'));
      const piles = await engine.piles();
      expect(expected.length).toBeGreaterThan(200);
      expect(piles.map(({ key }) => key).sort()).toEqual(expected.sort());
      expect(piles[0]).toMatchObject({ country: 'US', latitude: 38, longitude: -97 });
    },
    60_000,
  );

  it.skipIf(!hasDbIp)(
    'are none among 300,000 addresses drawn evenly from DB-IP City Lite',
    async () => {
      const random = randomWords(20_150_409);
      const addresses = Array.from({ length: 300_000 }, () => random());
      const engine = await loadAddresses(addresses, dbIpDatabase(4));
      expect(engine.summary().ledger.located.city).toBeGreaterThan(200_000);
      expect(await engine.piles()).toEqual([]);
    },
    60_000,
  );
});
