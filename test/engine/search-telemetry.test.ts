import { beforeAll, describe, expect, it } from 'vitest';
import { makeEngine, type AtlasEngine } from '../../src/engine/atlas-engine.ts';
import { filesOf, madeDatabases, makeHits, type MadeHit } from './made-up-telemetry.ts';

describe('search', () => {
  const hits = makeHits(5, 600);
  let engine: AtlasEngine;
  const find = (text: string, language = 'en') => engine.search(text, language, 10);
  const hosts = (isWanted: (hit: MadeHit) => boolean) =>
    new Set(hits.filter(isWanted).map(({ host }) => host.address)).size;

  beforeAll(async () => {
    engine = makeEngine();
    const request = { servers: [], databases: madeDatabases(), reconstruction: false } as const;
    await engine.load(
      {
        ...request,
        servers: [],
        databases: madeDatabases(),
        telemetry: filesOf(hits),
        mode: 'replace',
      },
      () => undefined,
    );
  });

  it('finds both cities of a name, with where they are and how many hosts they have', async () => {
    const found = await find('paris');
    expect(found.map(({ key }) => key).sort()).toEqual([
      'FR/Ile-de-France/Paris',
      'US/Texas/Paris',
    ]);
    for (const { key, hosts: count, extent } of found) {
      expect(count).toBe(
        hosts(({ host: { place } }) => `${place?.country}/${place?.region}/${place?.city}` === key),
      );
      expect(extent!.west).toBe(extent!.east);
    }
  });

  it('finds countries in the language of the reader, without accents', async () => {
    expect((await find('ver', 'fr'))[0]?.key).toBeUndefined();
    expect((await find('etats-u', 'fr'))[0]).toMatchObject({ kind: 'country', key: 'US' });
    expect((await find('BRAZ'))[0]).toMatchObject({ kind: 'country', key: 'BR' });
  });

  it('finds networks by number and by name, over the antimeridian the short way', async () => {
    const [network] = await find('as 64496');
    const count = hosts(({ host }) => host.network === 'AS64496');
    expect(network).toMatchObject({ kind: 'network', key: 'AS64496', hosts: count });
    expect((await find('made')).every(({ kind }) => kind === 'network')).toBe(true);
    const [fiji] = await find('Fiji');
    expect(fiji?.extent).toMatchObject({ west: 178.4415, east: 178.4415 });
  });

  it('finds the hosts of a prefix, and what the databases say of an address that the data lacks', async () => {
    const [prefix] = await find('11.4.0.0/16');
    const count = hosts(({ host }) => host.address.startsWith('11.4.'));
    expect(prefix).toMatchObject({ kind: 'address', key: '11.4.0.0/16', hosts: count });
    expect(count).toBeGreaterThan(0);
    const [absent] = await find('11.8.255.254');
    expect(absent).toMatchObject({
      hosts: hosts(({ host }) => host.address === '11.8.255.254'),
      country: 'NO',
      told: { place: { city: 'Longyearbyen' }, network: null },
      extent: { west: 15.6267, south: 78.2232 },
    });
    const [low] = await find('11[.]8.0.1');
    expect(low?.told?.network).toEqual({ asn: 64_496 + (8 % 5), name: 'Made' });
    expect((await find('203.0.113.9'))[0]).toMatchObject({ hosts: 0, extent: null });
  });

  it('finds nothing where nothing is sought', async () => {
    expect(await find('  ')).toEqual([]);
    expect(await find('no such name')).toEqual([]);
  });
});
