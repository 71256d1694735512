import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Reader, type AsnResponse, type CityResponse, type Response } from 'maxmind';
import { describe, expect, it } from 'vitest';
import { demoRequest } from '../../scripts/input-files.ts';
import { makeEngine } from '../../src/engine/atlas-engine.ts';
import { rateGroups } from '../../src/model/rate.ts';
import { hasSuite, suiteDatabase } from '../geo/test-databases.ts';
import { textOf4 } from '../geo/random-databases.ts';

const places = resolve(import.meta.dirname, '../../public/generated/simda/places.mmdb');
const byCount = { quantity: 'million', fewBelow: 10, hidesFew: false } as const;

/** Addresses of IPv4 by a key of their record, by asking maxmind for one network after the other. */
function sumsByMaxmind<R extends Response>(bytes: Uint8Array, keyOf: (record: R) => string) {
  const reader = new Reader<R>(Buffer.from(bytes));
  const sums = new Map<string, number>();
  for (let address = 0; address < 2 ** 32;) {
    const [record, prefix] = reader.getWithPrefixLength(textOf4(address));
    const size = 2 ** (32 - prefix);
    if (record) sums.set(keyOf(record), (sums.get(keyOf(record)) ?? 0) + size);
    address += size;
  }
  return sums;
}

describe('rates by addresses', () => {
  it.skipIf(!existsSync(places))(
    'equal those that maxmind alone gives, by country and by city',
    async () => {
      const engine = makeEngine();
      await engine.load(await demoRequest(), () => undefined);
      const bytes = new Uint8Array(readFileSync(places));
      const sums = {
        country: sumsByMaxmind<CityResponse>(bytes, ({ country }) => country!.iso_code),
        city: sumsByMaxmind<CityResponse>(bytes, ({ country, city }) =>
          city ? `${country!.iso_code}//${city.names.en}` : '',
        ),
      };
      for (const dimension of ['country', 'city'] as const) {
        const groups = await engine.aggregate({
          filter: { addressFamily: 4 },
          measure: 'hosts',
          groupBy: { by: 'dimension', dimension, limit: 20_000 },
        });
        const { four, six } = await engine.addresses(dimension, groups.keys);
        expect(Math.max(...six)).toBe(0);
        const known = new Map(groups.keys.map((key, index) => [key, four[index]!]));
        const rated = rateGroups(groups, byCount, (key) => known.get(key)!);
        const counts = new Map(groups.keys.map((key, index) => [key, groups.value[index]!]));
        const named = rated.keys.filter((key) => key !== '');
        expect(named.length).toBeGreaterThan(200);
        named.forEach((key) => {
          const at = rated.keys.indexOf(key);
          expect(rated.value[at], key).toBe((1e6 * counts.get(key)!) / sums[dimension].get(key)!);
        });
      }
    },
    60_000,
  );

  it.skipIf(!hasSuite)('equal those that maxmind alone gives, by network', async () => {
    const bytes = suiteDatabase('GeoLite2-ASN-Test');
    const sums = sumsByMaxmind<AsnResponse>(
      bytes,
      (record) => `AS${record.autonomous_system_number}`,
    );
    const engine = makeEngine();
    await engine.load(
      {
        telemetry: [{ name: 'hosts.csv', blob: new Blob(['ip\n1.128.0.5\n12.81.92.9\n']) }],
        servers: [],
        databases: [{ name: 'asn.mmdb', blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) }],
        mode: 'replace',
        reconstruction: false,
      },
      () => undefined,
    );
    const keys = [...sums.keys()];
    expect(keys.length).toBeGreaterThan(10);
    const { four } = await engine.addresses('network', keys);
    keys.forEach((key, index) => expect(four[index], key).toBe(sums.get(key)));
    expect((await engine.addresses('network', ['AS1'])).four[0]).toBe(0);
  });
});
