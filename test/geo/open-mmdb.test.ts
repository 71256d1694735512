import { describe, expect, it } from 'vitest';
import { networks } from '../../src/geo/networks.ts';
import { openMmdb, type Mmdb } from '../../src/geo/open-mmdb.ts';
import { countNetworks } from '../../src/geo/search-tree.ts';
import { InputError } from '../../src/model/input-error.ts';
import {
  hasSuite,
  idAt,
  suiteDatabase,
  suiteDatabaseNames,
  suiteSource,
  suiteSourceNames,
} from './test-databases.ts';

const open = (name: string): Mmdb => openMmdb(suiteDatabase(name), name);
const at = (database: Mmdb, address: string) => database.decode(idAt(database.tree, address));

/** Source and database disagree about these two. */
const apart = new Set(['2001:480:1::/64', '2001:480:2::/64']);

/** JSON without the difference between number types; numbers to six digits. */
function rounded(value: unknown): unknown {
  const text = JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'bigint') return Number(part);
    return typeof part === 'number' ? Number(part.toPrecision(6)) : part;
  });
  return JSON.parse(text) as unknown;
}

const damaged = [
  'GeoIP2-City-Test-Broken-Double-Format',
  'GeoIP2-City-Test-Invalid-Node-Count',
  'MaxMind-DB-test-broken-pointers-24',
  'MaxMind-DB-test-broken-search-tree-24',
];
const whole = suiteDatabaseNames().filter((name) => !damaged.includes(name));

describe.skipIf(!hasSuite)('openMmdb on the conformance suite', () => {
  it('has the suite', () => {
    expect(whole.length).toBe(36);
    expect(suiteSourceNames().length).toBe(17);
  });

  it('finds in every database what it was made from', () => {
    let compared = 0;
    for (const name of suiteSourceNames()) {
      const database = open(name);
      for (const [network, record] of suiteSource(name)) {
        if (name === 'GeoIP2-IP-Risk-Test' && apart.has(network)) continue;
        const found = at(database, network.split('/')[0]!);
        expect(rounded(found), `${name} ${network}`).toEqual(rounded(record));
        compared++;
      }
    }
    expect(compared).toBe(5068);
  });

  it.each(whole)('decodes every network of %s and counts them alike', (name) => {
    const database = open(name);
    let count = 0;
    for (const network of networks(database)) {
      expect(database.decode(network.id)).not.toBeNull();
      count++;
    }
    expect(count).toBe(countNetworks(database.tree));
  });

  it.each([24, 28, 32])('reads IPv4, IPv6 and mixed trees of %i bits', (bits) => {
    const v4 = open(`MaxMind-DB-test-ipv4-${bits}`);
    expect(at(v4, '1.1.1.1')).toEqual({ ip: '1.1.1.1' });
    expect(at(v4, '1.1.1.23')).toEqual({ ip: '1.1.1.16' });
    expect(at(v4, '1.1.1.33')).toBeNull();
    const v6 = open(`MaxMind-DB-test-ipv6-${bits}`);
    expect(at(v6, '::1:ffff:ffff')).toEqual({ ip: '::1:ffff:ffff' });
    expect(at(v6, '::2:0:59')).toEqual({ ip: '::2:0:58' });
    expect(at(v6, '::2:0:60')).toBeNull();
    const mixed = open(`MaxMind-DB-test-mixed-${bits}`);
    const first = { ip: '::1.1.1.1' };
    expect(at(mixed, '1.1.1.1')).toEqual(first);
    expect(at(mixed, '::ffff:1.1.1.1')).toEqual(first);
    expect(at(mixed, '2002:101:101::')).toEqual(first);
    expect([...networks(mixed)].length).toBe(11);
  });

  it('finds the networks of an IPv4 tree with their prefixes', () => {
    const found = [...networks(open('MaxMind-DB-test-ipv4-24'))].map((network) =>
      network.family === 4 ? [network.v4 & 255, network.prefix] : [],
    );
    const expected = [
      [1, 32],
      [2, 31],
      [4, 30],
      [8, 29],
      [16, 28],
      [32, 32],
    ];
    expect(found).toEqual(expected);
  });

  it('looks IPv4 up where the tree has no IPv4 part', () => {
    const database = open('MaxMind-DB-no-ipv4-search-tree');
    expect(at(database, '1.2.3.4')).toBe('::/64');
    expect(at(database, '::1')).toBe('::/64');
  });

  it('decodes every type', () => {
    const database = open('MaxMind-DB-test-decoder');
    const record = at(database, '1.1.1.0') as Record<string, unknown>;
    expect(record).toMatchObject({
      array: [1, 2, 3],
      boolean: true,
      double: 42.123456,
      int32: -268435456,
      map: { mapX: { arrayX: [7, 8, 9], utf8_stringX: 'hello' } },
      uint16: 100,
      uint64: 1152921504606846976n,
      uint128: 1329227995784915872903807060280344576n,
      utf8_string: 'unicode! ☯ - ♫',
    });
    expect(record['float']).toBeCloseTo(1.1, 6);
    expect(at(database, '255.255.255.255')).toMatchObject({
      double: Infinity,
      uint128: 2n ** 128n - 1n,
    });
    expect(at(database, '0.0.0.0')).toMatchObject({ array: [], uint128: 0n, utf8_string: '' });
  });

  it('follows pointers in the metadata', () => {
    const database = open('MaxMind-DB-test-metadata-pointers');
    expect(database.type).toBe('Lots of pointers in metadata');
    expect(database.description).toContain('Lots of pointers in metadata');
  });
});

describe.skipIf(!hasSuite)('openMmdb on damaged databases', () => {
  it('refuses a tree that does not fit the file', () => {
    expect(() => open('GeoIP2-City-Test-Invalid-Node-Count')).toThrow(/100000 nodes/);
  });

  it('refuses the record with a double of the wrong size', () => {
    const database = open('GeoIP2-City-Test-Broken-Double-Format');
    expect(() => at(database, '2001:220::')).toThrow(InputError);
  });

  it('refuses the record whose pointer leads outside, and reads the others', () => {
    const database = open('MaxMind-DB-test-broken-pointers-24');
    expect(at(database, '1.1.1.1')).toEqual({ ip: '1.1.1.1' });
    expect(() => at(database, '1.1.1.16')).toThrow(InputError);
  });

  it('refuses the branches of a broken tree, and reads the others', () => {
    const database = open('MaxMind-DB-test-broken-search-tree-24');
    expect(at(database, '1.1.1.1')).toEqual({ ip: '1.1.1.1' });
    expect(() => at(database, '255.255.255.255')).toThrow(/search tree leads outside/);
    expect(() => [...networks(database)]).toThrow(/does not end/);
  });

  it('ends on a database cut off or changed anywhere', () => {
    const original = suiteDatabase('MaxMind-DB-test-mixed-28');
    for (let at = 0; at < original.length; at += 7) {
      const changed = original.slice();
      changed[at] = changed[at]! ^ 0xff;
      for (const bytes of [changed, original.slice(0, at), original.slice(at)]) {
        try {
          const database = openMmdb(bytes, 'changed');
          for (const network of networks(database)) database.decode(network.id);
        } catch (error) {
          expect(error, `byte ${at}`).toBeInstanceOf(InputError);
        }
      }
    }
  });
});

describe('openMmdb on what is no database', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  it.each([
    [bytes('time,ip\n2020-01-01,1.2.3.4\n'), /CSV text .* "time,ip"/],
    [bytes('hello'), /text \(5 bytes\)/],
    [new Uint8Array(), /an empty file/],
    [Uint8Array.of(0x1f, 0x8b, 8, 0), /a gzip archive/],
    [Uint8Array.of(0, 1, 2), /3 bytes that begin 00 01 02/],
  ])('says what it found: case %#', (input, message) => {
    expect(() => openMmdb(input, 'wrong.bin')).toThrow(message);
    expect(() => openMmdb(input, 'wrong.bin')).toThrow(InputError);
  });
});
