import { describe, expect, it } from 'vitest';
import { readingNotices } from '../../src/telemetry/reading-notices.ts';
import { readText } from './read-bytes.ts';

function noticesOf(text: string): string[] {
  const { recognition, tally, rows } = readText(text);
  return readingNotices(recognition, tally, rows);
}

describe('readingNotices', () => {
  it('tells of weights that are larger than what is kept of them', () => {
    const rows = ['5000000000', '4294967295', '12'].map((count) => `2026-03-02,192.0.2.1,${count}`);
    expect(noticesOf(`timestamp,src_ip,count\n${rows.join('\n')}\n`)).toEqual([
      '1 row counts for more events than can be told: 4,294,967,295 each.',
    ]);
    expect(noticesOf(`timestamp,src_ip,count\n${rows[1]}\n`)).toEqual([]);
  });

  it('tells of one row and of one header as of one', () => {
    const mixed =
      'date,type,value,to_ids,uuid\n2026-03-02,ip-src,192.0.2.1,1,a\n2026-03-02,md5,0,1,b\n';
    expect(noticesOf(mixed)).toContain(
      '1 row that names neither a host nor a C2 server was set aside.',
    );
    const changed =
      'timestamp,src_ip,family\n2026-03-02,192.0.2.1,a\nsrc_ip,timestamp,x\n192.0.2.2,2026-03-02,b\n';
    expect(noticesOf(changed)).toContain(
      'The header changes once in the file: the columns were found anew each time.',
    );
  });

  it('tells how many more rows than records several addresses make', () => {
    const several = 'timestamp,src_ip\n2026-03-02,192.0.2.1 192.0.2.2 192.0.2.3\n';
    expect(readText(several).tally.further).toBe(2);
    expect(noticesOf(several)).toEqual([
      'Some records name several addresses: each is a row, which makes 2 rows more than there are records.',
    ]);
  });

  it('counts the addresses of a DNS report as resolvers, and says that they are not the infected hosts', () => {
    const report =
      'timestamp,src_ip,src_asn,src_geo,dst_ip,infection,query,query_type,count\n' +
      '2026-03-02 00:00:00,192.0.2.1,64500,AT,198.51.100.1,calypso,C2.example,A,1\n';
    const { recognition, hits } = readText(report);
    expect(recognition.rules).toMatchObject({ resolvers: true, otherEnd: 'sinkhole' });
    expect(hits).toMatchObject([{ address: '192.0.2.1', server: 'c2.example' }]);
    expect(noticesOf(report)[0]).toMatch(/DNS resolvers .* not infected hosts/);
  });

  it.each([
    ['Team Cymru', 'bot', 'category|address|asn|timestamp|optional_information', '|'],
    ['n6', 'bots', 'category,ip,asn,time,source,name,id', ','],
    ['IntelMQ', 'infected-system', 'classification.type,source.ip,source.asn,time.source', ','],
  ])('names the kinds of rows of %s that are no infections', (_, infected, header, mark) => {
    const row = (kind: string) =>
      [kind, '192.0.2.1', '64500', '2026-03-02 00:00:00', 'x', 'x', '1']
        .slice(0, header.split(mark).length)
        .join(mark);
    const told = (...kinds: string[]) => noticesOf(`${header}\n${kinds.map(row).join('\n')}\n`);
    expect(told(infected, infected)).toEqual([]);
    expect(told(infected, 'openresolvers')).toEqual([
      'Rows of "openresolvers" are hosts too, but not known to be infected: choose families to leave them out.',
    ]);
  });

  it('says that a report by IP without any infection may be of exposed devices, whatever its name', () => {
    const report = (columns: string, cells: string) =>
      noticesOf(
        `timestamp,ip,asn,geo,tag${columns}\n2026-03-02 00:00:00,192.0.2.1,64500,AT,x${cells}\n`,
      );
    const exposed = [expect.stringMatching(/exposed devices, not infected hosts/)];
    expect(report('', '')).toEqual(exposed);
    expect(report(',infection', ',gozi')).toEqual([]);
    expect(report(',status', ',likely compromised')).toEqual([]);
  });
});
