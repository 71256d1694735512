import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Reader, type Response } from 'maxmind';
import { describe, expect, it } from 'vitest';
import { writeMmdb, type MmdbEntry, type MmdbOptions } from '../../scripts/mmdb-writer.ts';

const options: MmdbOptions = {
  type: 'Test',
  ipVersion: 6,
  built: Date.UTC(2026, 4, 1),
  description: 'a test',
};
const record = (city: string, radius: number) => ({
  city: { names: { en: city } },
  location: { latitude: 12.5, longitude: -7.25, accuracy_radius: radius },
});
const entries: MmdbEntry[] = [
  { network: '192.0.2.0/24', record: record('Alpha', 10) },
  { network: '192.0.2.128/25', record: record('Bravo', 20) },
  { network: '198.51.100.7/32', record: record('Čárka', 1000) },
  { network: '2001:db8::/32', record: record('Delta', 5) },
];
const hasLookup = spawnSync('mmdblookup', ['--version']).status === 0;

describe.each([24, 28, 32] as const)('records of %d bits', (recordSize) => {
  const bytes = writeMmdb({ ...options, recordSize }, entries);
  const reader = new Reader<Response & ReturnType<typeof record>>(Buffer.from(bytes));

  it('is read by maxmind', () => {
    expect(reader.get('192.0.2.1')).toEqual(record('Alpha', 10));
    expect(reader.get('192.0.2.200')).toEqual(record('Bravo', 20));
    expect(reader.get('198.51.100.7')).toEqual(record('Čárka', 1000));
    expect(reader.get('198.51.100.8')).toBeNull();
    expect(reader.get('2001:db8:1::')).toEqual(record('Delta', 5));
    expect(reader.metadata.databaseType).toBe('Test');
    expect(reader.metadata.buildEpoch.getTime()).toBe(options.built);
  });

  it.skipIf(!hasLookup)('is read by libmaxminddb', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mmdb-'));
    const file = join(folder, 'test.mmdb');
    writeFileSync(file, bytes);
    const ask = (ip: string) =>
      spawnSync('mmdblookup', ['--file', file, '--ip', ip, 'city', 'names', 'en'], {
        encoding: 'utf8',
      }).stdout;
    expect(ask('192.0.2.129')).toContain('"Bravo"');
    expect(ask('198.51.100.7')).toContain('"Čárka"');
    expect(ask('2001:db8::5')).toContain('"Delta"');
    rmSync(folder, { recursive: true });
  });
});

it('gives the same bytes twice', () => {
  expect(writeMmdb(options, entries)).toEqual(writeMmdb(options, entries));
});
