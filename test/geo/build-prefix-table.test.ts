import fc from 'fast-check';
import { Reader, type Response } from 'maxmind';
import { expect, it } from 'vitest';
import { buildPrefixTables } from '../../src/geo/build-prefix-table.ts';
import { openMmdb } from '../../src/geo/open-mmdb.ts';
import { locate4, locate6 } from '../../src/geo/prefix-table.ts';
import { makeSearchTree, walk4, walk6 } from '../../src/geo/search-tree.ts';
import { randomDatabase, textOf4, textOf6 } from './random-databases.ts';

it('gives what walking gives, and what mmdb-lib reads, in random databases', () => {
  fc.assert(
    fc.property(randomDatabase, ({ ipVersion, bytes, four, six }) => {
      const { tree, decode } = openMmdb(bytes, 'random');
      const reader = new Reader<Response>(Buffer.from(bytes));
      const tables = buildPrefixTables(tree);
      expect(tables).not.toBeNull();
      const ids4 = locate4(tables!.four, Uint32Array.from(four));
      four.forEach((address, i) => {
        expect(ids4[i]).toBe(walk4(tree, Uint32Array.of(address))[0]);
        expect(decode(ids4[i]!)).toEqual(reader.get(textOf4(address)));
      });
      const ids6 = locate6(tables!, Uint32Array.from(six.flat()));
      six.forEach((address, i) => {
        if (ipVersion === 4) return expect(ids6[i]).toBe(0);
        expect(ids6[i]).toBe(walk6(tree, Uint32Array.from(address))[0]);
        expect(decode(ids6[i]!)).toEqual(reader.get(textOf6(address)));
      });
    }),
    { seed: 5, numRuns: 150 },
  );
}, 60_000);

/** A tree of 24-bit records, children by node; a negative child is the record at that place in the data. */
function treeOf(nodes: [number, number][], ipVersion: 4 | 6) {
  const bytes = new Uint8Array(nodes.length * 6 + 16 + 32);
  nodes.flat().forEach((child, i) => {
    const value = child >= 0 ? child : nodes.length + 16 - child;
    bytes.set([value >>> 16, (value >>> 8) & 255, value & 255], i * 3);
  });
  return makeSearchTree(bytes, { nodeCount: nodes.length, recordSize: 24, ipVersion }, 32);
}

it('gives no tables for a tree with shared branches', () => {
  expect(buildPrefixTables(treeOf([[1, 1], [-1, -2]], 4))).toBeNull(); // prettier-ignore
});

it('finds IPv4 under an alias', () => {
  // Nodes 0 to 95 lead to ::/96, node 96; 97 stands for nothing. At bit 1 a branch leads to node 96 as well.
  const path: [number, number][] = Array.from({ length: 96 }, (_, depth) => [depth + 1, 97]);
  path[1]![1] = 96;
  const tree = treeOf([...path, [-1, -2]], 6);
  const tables = buildPrefixTables(tree)!;
  const words = [0x40000000, 0, 0, 0, 0x60000000, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0x80000000];
  const found = locate6(tables, Uint32Array.from(words));
  expect([...found]).toEqual([2, 3, 2, 3]);
  expect([...walk6(tree, Uint32Array.from([0x40000000, 0, 0, 0]))]).toEqual([2]);
  expect([...walk6(tree, Uint32Array.from([0x60000000, 0, 0, 0]))]).toEqual([3]);
});
