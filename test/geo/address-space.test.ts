import fc from 'fast-check';
import { Reader, type Response } from 'maxmind';
import { describe, expect, it } from 'vitest';
import { writeMmdb } from '../../scripts/mmdb-writer.ts';
import { measureAddressSpace, type AddressSpace } from '../../src/geo/address-space.ts';
import { openDatabase, type GeoDatabase } from '../../src/geo/open-database.ts';
import { randomDatabase, textOf4 } from './random-databases.ts';
import { hasSuite, suiteDatabase } from './test-databases.ts';

const record = (city: string, latitude: number) => ({
  city: { names: { en: city } },
  country: { iso_code: 'TR' },
  location: { latitude, longitude: 1 },
});

function database(networks: [string, object][], ipVersion: 4 | 6 = 6): GeoDatabase {
  const options = { type: 'Test-City', ipVersion, built: 0, description: 'a test' } as const;
  const entries = networks.map(([network, value]) => ({ network, record: value as never }));
  return openDatabase(writeMmdb(options, entries), 'test.mmdb');
}

function byCity({ places, four, six }: AddressSpace) {
  const sums: Record<string, [number, number]> = {};
  for (let place = 0; place < places.length; place++) {
    sums[places.cities[places.city[place]!]!] = [four[place]!, six[place]!];
  }
  return sums;
}

/** Sums of IPv4 by a name, by asking maxmind for one network after the other; null: no part of any sum. */
function sumsByMaxmind<R extends object>(
  bytes: Uint8Array,
  nameOf: (record: R) => string | null,
): Record<string, number> {
  const reader = new Reader<Response>(Buffer.from(bytes));
  const sums: Record<string, number> = {};
  for (let address = 0; address < 2 ** 32;) {
    const [found, prefix] = reader.getWithPrefixLength(textOf4(address));
    const size = 2 ** (32 - Math.min(32, Math.max(0, prefix)));
    const name = found && nameOf(found as unknown as R);
    if (name !== null) sums[name] = (sums[name] ?? 0) + size - (address % size);
    address += size - (address % size);
  }
  return sums;
}

const cityOf = (record: { city?: { names?: { en?: string } }; country?: object }) =>
  record.city || record.country ? (record.city?.names?.en ?? '') : null;

function fourByCity({ places, four }: AddressSpace): Record<string, number> {
  const sums: Record<string, number> = {};
  for (let place = 0; place < places.length; place++) {
    if (four[place] === 0) continue;
    const name = places.cities[places.city[place]!]!;
    sums[name] = (sums[name] ?? 0) + four[place]!;
  }
  return sums;
}

describe('address space', () => {
  it('sums prefixes of IPv4, and of IPv6 in /48', async () => {
    const space = await measureAddressSpace([
      database([
        ['11.0.0.0/16', record('Ankara', 40)],
        ['11.0.1.0/24', record('Bursa', 41)],
        ['11.0.1.7/32', record('Ankara', 40)],
        ['2400::/32', record('Bursa', 41)],
        ['2400:0:1::/50', record('Ankara', 40)],
      ]),
    ]);
    expect(byCity(space)).toEqual({
      Ankara: [65_536 - 256 + 1, 0.25],
      Bursa: [255, 65_536 - 0.25],
    });
  });

  it('counts an address where the first database with a position puts it', async () => {
    const first = database([['11.0.0.0/24', record('Ankara', 40)]], 4);
    const second = database(
      [
        ['11.0.0.0/23', record('Bursa', 41)],
        ['12.0.0.0/30', record('Ankara', 40)],
      ],
      4,
    );
    expect(byCity(await measureAddressSpace([first, second]))).toEqual({
      Ankara: [260, 0],
      Bursa: [256, 0],
    });
    expect(byCity(await measureAddressSpace([second, first]))).toEqual({
      Ankara: [4, 0],
      Bursa: [512, 0],
    });
  });

  it('sums networks by their AS number', async () => {
    const options = { type: 'Test-ASN', ipVersion: 4, built: 0, description: 'a test' } as const;
    const asn = (number: number) => ({
      autonomous_system_number: number,
      autonomous_system_organization: 'made up',
    });
    const bytes = writeMmdb(options, [
      { network: '11.0.0.0/24', record: asn(64_500) },
      { network: '12.0.0.0/16', record: asn(64_500) },
      { network: '13.0.0.0/30', record: asn(64_501) },
    ]);
    const { networks } = await measureAddressSpace([openDatabase(bytes, 'asn.mmdb')]);
    expect([...networks]).toEqual([
      [64_500, { four: 65_792, six: 0 }],
      [64_501, { four: 4, six: 0 }],
    ]);
  });

  it('is the same from the tree and flattened, and what maxmind gives, in random databases', async () => {
    await fc.assert(
      fc.asyncProperty(randomDatabase, async ({ bytes }) => {
        const opened = openDatabase(bytes.slice(), 'random');
        const fromTree = await measureAddressSpace([opened]);
        const flat = openDatabase(bytes.slice(), 'random');
        flat.flatten();
        const fromTables = await measureAddressSpace([flat]);
        expect([...fromTables.six]).toEqual([...fromTree.six]);
        expect([...fromTables.four]).toEqual([...fromTree.four]);
        expect(fourByCity(fromTree)).toEqual(sumsByMaxmind(bytes, cityOf));
      }),
      { seed: 11, numRuns: 100 },
    );
  });

  it.skipIf(!hasSuite)('is what maxmind gives of its own test database', async () => {
    const bytes = suiteDatabase('GeoIP2-City-Test');
    const space = await measureAddressSpace([openDatabase(bytes, 'GeoIP2-City-Test.mmdb')]);
    const sums = fourByCity(space);
    const expected = sumsByMaxmind(bytes, cityOf);
    expect(Object.keys(sums).length).toBeGreaterThan(5);
    for (const [name, sum] of Object.entries(sums)) {
      if (name !== '') expect(sum, name).toBe(expected[name]);
    }
  });

  it.skipIf(!hasSuite)('is what maxmind gives of its own test database of networks', async () => {
    const bytes = suiteDatabase('GeoLite2-ASN-Test');
    const { networks } = await measureAddressSpace([openDatabase(bytes, 'GeoLite2-ASN-Test.mmdb')]);
    const sums = [...networks].filter(([, { four }]) => four > 0);
    const expected = sumsByMaxmind(bytes, (record: { autonomous_system_number?: number }) =>
      record.autonomous_system_number ? String(record.autonomous_system_number) : null,
    );
    expect(sums.length).toBeGreaterThan(5);
    expect(Object.fromEntries(sums.map(([asn, { four }]) => [String(asn), four]))).toEqual(
      expected,
    );
  });

  it('tells what share is done, more each time, and all at the end', async () => {
    const shares: number[] = [];
    const databases = [database([['11.0.0.0/16', record('Ankara', 40)]])];
    await measureAddressSpace(databases, undefined, (share) => shares.push(share));
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...new Set(shares)].sort((a, b) => a - b));
  });

  it('ends where it is aborted', async () => {
    const controller = new AbortController();
    const running = measureAddressSpace(
      [database([['11.0.0.0/16', record('Ankara', 40)]])],
      controller.signal,
    );
    controller.abort();
    await expect(running).rejects.toThrow(/abort/i);
  });
});
