import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeMmdb } from '../../scripts/mmdb-writer.ts';
import { makeEngine } from '../../src/engine/atlas-engine.ts';
import type { InputFile } from '../../src/model/source.ts';

function summaryOf(telemetry: InputFile, databases: InputFile[] = []) {
  return makeEngine().load(
    { telemetry: [telemetry], servers: [], databases, mode: 'replace', reconstruction: false },
    () => undefined,
  );
}

const report = (text: string): InputFile => ({ name: 'report.csv', blob: new Blob([text]) });

describe('a summary', () => {
  it('warns of resolvers that asked a sinkhole, and counts them apart', async () => {
    const name = 'shadowserver-sinkhole-dns.csv';
    const bytes = readFileSync(resolve(import.meta.dirname, '../fixtures', name));
    const { files, ledger, notices } = await summaryOf({ name, blob: new Blob([bytes]) });
    expect(files[0]!.resolvers).toBe(ledger.hits);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(/^\d+ hits are of DNS resolvers .* likely not infected/);
  });

  it('warns of a database that is more than a year from the telemetry', async () => {
    const options = { type: 'Old-City', ipVersion: 4, description: '' } as const;
    const entry = { network: '198.51.100.0/24', record: { country: { iso_code: 'TR' } } };
    const built = (year: number): InputFile => {
      const bytes = writeMmdb({ ...options, built: Date.UTC(year, 0, 1) }, [entry]);
      return { name: `${year}.mmdb`, blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) };
    };
    const rows = report('timestamp,src_ip\n2026-06-01T00:00:00Z,198.51.100.1\n');
    const { notices, databases } = await summaryOf(rows, [built(2020), built(2026)]);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain('built on 2020-01-01, the telemetry is of 2026-06-01');
    expect(databases.map(({ name, used }) => [name, used])).toEqual([
      ['2020.mmdb', { four: 1, six: 0 }],
      ['2026.mmdb', { four: 0, six: 0 }],
    ]);
  });

  it('offers events only where a row stands for several', async () => {
    const rows = (count: string) => `src_ip,count\n198.51.100.1,${count}\n198.51.100.2,1\n`;
    expect((await summaryOf(report(rows('1')))).measures).not.toContain('events');
    expect((await summaryOf(report(rows('3')))).measures).toContain('events');
  });

  it('takes the country of the latest row of a host, and tells of none where no file names any', async () => {
    const rows = [
      ...['timestamp,src_ip,country', '2026-01-03T00:00:00Z,198.51.100.1,DE'],
      ...['2026-01-01T00:00:00Z,198.51.100.1,FR', '2026-01-04T00:00:00Z,198.51.100.1,--'],
      ...['2026-01-01T00:00:00Z,198.51.100.2,ZZ', ''],
    ];
    const turkey = { network: '198.51.100.0/24', record: { country: { iso_code: 'TR' } } };
    const bytes = writeMmdb({ type: 'X', ipVersion: 4, built: 0, description: '' }, [turkey]);
    const database = {
      name: 'x.mmdb',
      blob: new Blob([bytes as Uint8Array<ArrayBuffer>]),
    };
    const against = await summaryOf(report(rows.join('\n')), [database]);
    const pairs = [{ file: 'DE', database: 'TR', hosts: 1 }];
    expect(against.fileCountries).toEqual({ agree: 0, disagree: 1, onlyFile: 0, pairs });
    const { fileCountries, ledger } = await summaryOf(report(rows.join('\n')));
    expect(fileCountries).toEqual({ agree: 0, disagree: 0, onlyFile: 1, pairs: [] });
    expect(ledger.located.country).toBe(1);
    expect((await summaryOf(report('src_ip\n198.51.100.1\n'))).fileCountries).toBeNull();
  });
});
