import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBytes } from './read-bytes.ts';

const samples = resolve(import.meta.dirname, '../../../shared/samples');
const read = (path: string) => readBytes(readFileSync(resolve(samples, path)), { name: path });

describe.skipIf(!existsSync(samples))('real files (skipped where the samples are absent)', () => {
  it.each([
    ['shadowserver/event4_sinkhole_http.csv', 5],
    ['shadowserver/event6_sinkhole_http.csv', null],
    ['shadowserver/event4_sinkhole.csv', 3],
  ])('%s: every row is a hit with time, family and server', (path, count) => {
    const { rows, hits, refusals } = read(path);
    if (count !== null) expect(rows).toBe(count);
    expect(refusals).toEqual([]);
    expect(hits).toHaveLength(rows);
    for (const hit of hits) {
      expect(hit.time).toMatch(/^20\d\d-\d\d-\d\dT/);
      expect(hit.address).toMatch(path.includes('event6') ? /:/ : /^\d+\./);
    }
  });

  it('the addresses of a Zeek log, saved as a list', () => {
    const log = readFileSync(resolve(samples, 'zeek/conn.log'), 'utf8');
    const addresses = log
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split('\t')[2]!);
    const { rows, hits } = readBytes(new TextEncoder().encode(addresses.join('\n')), {
      name: 'addresses.txt',
    });
    expect(rows).toBe(addresses.length);
    const known = addresses.filter((address) => address !== '0.0.0.0');
    expect(hits.map(({ address }) => address)).toEqual(known);
  });
});
