import { readFileSync } from 'node:fs';
import { Reader, type Response } from 'maxmind';
import { describe, expect, it } from 'vitest';
import { BulkLookup } from '../../src/geo/bulk-lookup.ts';
import { buildPrefixTables } from '../../src/geo/build-prefix-table.ts';
import { openMmdb } from '../../src/geo/open-mmdb.ts';
import { locate4, locate6 } from '../../src/geo/prefix-table.ts';
import { makeSearchTree, walk4, walk6, type SearchTree } from '../../src/geo/search-tree.ts';
import { eachRange, type Part } from '../../src/geo/tree-ranges.ts';
import {
  dbIpDatabase,
  dbIpPath,
  hasDbIp,
  hasSuite,
  randomWords,
  suiteDatabase,
  suiteDatabaseNames,
} from './test-databases.ts';

const BROKEN_METADATA = 'GeoIP2-City-Test-Invalid-Node-Count';

/** Walks each address on its own, so that no path is kept. */
function single4(tree: SearchTree, sorted: Uint32Array): number[] {
  return Array.from(sorted, (address) => walk4(tree, Uint32Array.of(address))[0]!);
}

function single6(tree: SearchTree, words: Uint32Array): number[] {
  const count = words.length / 4;
  return Array.from({ length: count }, (_, i) => walk6(tree, words.slice(i * 4, i * 4 + 4))[0]!);
}

/** Sorts addresses of four words. */
function sortedWords(addresses: number[][]): Uint32Array {
  const compare = (a: number[], b: number[]) =>
    a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]! || a[3]! - b[3]!;
  return Uint32Array.from([...addresses].sort(compare).flat());
}

/** First 64 bits of the starts of a tree's ranges; none where they cannot be told. */
function startsOf(tree: SearchTree, part: Omit<Part, 'depth' | 'alias'>): [number, number][] {
  const starts: [number, number][] = [];
  const sink = {
    range: (high: number, low: number) => void starts.push([high >>> 0, low >>> 0]),
    below: () => 0,
  };
  const whole = eachRange(
    tree,
    { ...part, depth: 0, alias: -1 },
    { left: tree.nodeCount * 9 },
    sink,
  );
  return whole ? starts : [];
}

/** Addresses near the edges of a tree's ranges, and some anywhere. */
function probes4(tree: SearchTree, seed: number, count: number): Uint32Array {
  const random = randomWords(seed);
  const starts = startsOf(tree, { record: tree.ipv4Root, bits: 32 });
  const probes = Array.from({ length: count }, (_, i) => {
    if (starts.length === 0 || i % 3 === 0) return random();
    return starts[random() % starts.length]![0] + (random() % 3) - 1;
  });
  return Uint32Array.from([...probes, 0, 0xffffffff]).sort();
}

function probes6(tree: SearchTree, seed: number, count: number): Uint32Array {
  const random = randomWords(seed);
  const starts = startsOf(tree, { record: 0, bits: 64 });
  const addresses = Array.from({ length: count }, (_, i): number[] => {
    if (starts.length === 0 || i % 5 === 0) return [random(), random(), random(), random()];
    if (i % 5 === 1) return [0, 0, random() % 3, random() % 0x2000000];
    if (i % 5 === 2) return [0x20020000 + (random() % 0x10000), random(), 0, 0];
    const [high, low] = starts[random() % starts.length]!;
    return [high, (low + (random() % 3) - 1) >>> 0, random(), random()];
  });
  return sortedWords([...addresses, [0, 0, 0, 0], Array<number>(4).fill(0xffffffff)]);
}

describe.skipIf(!hasSuite)('bulk lookup on the conformance suite', () => {
  const names = suiteDatabaseNames().filter((name) => name !== BROKEN_METADATA);

  it.each(names)('finds in the tables of %s what it finds by walking', (name) => {
    const { tree } = openMmdb(suiteDatabase(name), name);
    const sorted4 = probes4(tree, 7, 500);
    const expected4 = single4(tree, sorted4);
    expect([...walk4(tree, sorted4)]).toEqual(expected4);
    const tables = buildPrefixTables(tree);
    if (tables) expect([...locate4(tables.four, sorted4)]).toEqual(expected4);
    expect([...new BulkLookup(tree, null).locate4(sorted4)]).toEqual(expected4);
    if (tree.ipVersion === 4) return;
    const sorted6 = probes6(tree, 11, 500);
    const expected6 = single6(tree, sorted6);
    expect([...walk6(tree, sorted6)]).toEqual(expected6);
    if (tables) expect([...locate6(tables, sorted6)]).toEqual(expected6);
    expect([...new BulkLookup(tree, null).locate6(sorted6)]).toEqual(expected6);
  });

  it('knows no IPv6 address in an IPv4 database', () => {
    const { tree } = openMmdb(suiteDatabase('MaxMind-DB-test-ipv4-24'), 'ipv4');
    const words = Uint32Array.of(0x01010101, 0, 0, 0, 0x20014860, 0x48600000, 0, 0x8888);
    expect([...new BulkLookup(tree, null).locate6(words)]).toEqual([0, 0]);
    expect([...locate6(buildPrefixTables(tree)!, words)]).toEqual([0, 0]);
  });
});

describe('bulk lookup in a tree with a loop', () => {
  it('ends, and calls the branch broken', () => {
    const bytes = new Uint8Array(6 * 2 + 64);
    const tree = makeSearchTree(bytes, { nodeCount: 2, recordSize: 24, ipVersion: 6 }, 32);
    const lookup = new BulkLookup(tree, null);
    expect(lookup.flatten()).toBeNull();
    expect([...lookup.locate4(Uint32Array.of(0, 1, 2 ** 31))]).toEqual(Array(3).fill(0xffffffff));
    expect([...lookup.locate6(new Uint32Array(12))]).toEqual(Array(3).fill(0xffffffff));
  });
});

const text4 = (v: number) => [v >>> 24, (v >>> 16) & 255, (v >>> 8) & 255, v & 255].join('.');

function text6(words: Uint32Array, at: number): string {
  const groups = [...words.slice(at, at + 4)].flatMap((word) => [word >>> 16, word & 0xffff]);
  return groups.map((group) => group.toString(16)).join(':');
}

describe.skipIf(!hasDbIp)('bulk lookup on DB-IP City Lite', () => {
  it('agrees with maxmind on random IPv4 addresses, walked and flattened', () => {
    const mmdb = openMmdb(dbIpDatabase(4), 'dbip');
    const reader = new Reader<Response>(readFileSync(dbIpPath(4)));
    const random = randomWords(3);
    const sorted = Uint32Array.from({ length: 5000 }, random).sort();
    const walked = walk4(mmdb.tree, sorted);
    expect(locate4(buildPrefixTables(mmdb.tree)!.four, sorted)).toEqual(walked);
    sorted.forEach((address, i) => {
      expect(mmdb.decode(walked[i]!)).toEqual(reader.get(text4(address)));
    });
    expect(walked.filter((id) => id > 0).length).toBeGreaterThan(3000);
  });

  it('agrees with maxmind on random IPv6 addresses, walked and flattened', () => {
    const mmdb = openMmdb(dbIpDatabase(6), 'dbip');
    const reader = new Reader<Response>(readFileSync(dbIpPath(6)));
    const words = probes6(mmdb.tree, 5, 5000);
    const walked = walk6(mmdb.tree, words);
    expect(locate6(buildPrefixTables(mmdb.tree)!, words)).toEqual(walked);
    walked.forEach((id, i) => {
      expect(mmdb.decode(id)).toEqual(reader.get(text6(words, i * 4)));
    });
    expect(walked.filter((id) => id > 0).length).toBeGreaterThan(1000);
  });
});
