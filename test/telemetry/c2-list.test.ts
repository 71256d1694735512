import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/model/input-error.ts';
import { readC2List } from '../../src/telemetry/c2-list.ts';

const readList = (text: string) => readC2List(new Blob([text]).stream(), 'c2.csv');
const read = async (text: string) => (await readList(text)).servers;

describe('readC2List', () => {
  it('reads servers with status, place and times', async () => {
    const [first, second] = await read(
      [
        'first_seen_utc,dst_ip,dst_port,c2_status,last_online,malware,country',
        '2026-01-02 03:04:05,198.51.100.1,443,online,2026-02-01,Dridex,NL',
        ',203.0.113.7,,offline,,QakBot,',
      ].join('\n'),
    );
    expect(first).toMatchObject({
      address: '198.51.100.1',
      port: 443,
      status: 'active',
      family: 'Dridex',
      country: 'NL',
      firstSeen: Date.UTC(2026, 0, 2, 3, 4, 5),
      lastSeen: Date.UTC(2026, 1, 1),
    });
    expect(second).toMatchObject({ address: '203.0.113.7', port: null, firstSeen: null });
  });

  it('keeps servers that are known by name, and one of each address', async () => {
    const servers = await read(
      'address,port,status,last_seen\nc2.example.net,80,sinkhole,\n192.0.2.1,443,,2026-01-02\n192.0.2.1,8443,seized,2026-01-03\n',
    );
    expect(servers).toMatchObject([
      { address: 'c2.example.net', port: 80, status: 'sinkholed' },
      { address: '192.0.2.1', port: 443, status: 'seized', lastSeen: Date.UTC(2026, 0, 3) },
    ]);
  });

  it('refuses what has no column of addresses, and telemetry without servers', async () => {
    await expect(read('name,colour\na,b\n')).rejects.toThrow(InputError);
    await expect(read('timestamp,src_ip\n2026-01-02,192.0.2.1\n')).rejects.toThrow(/no C2 server/);
  });

  it('accounts for every row of the list', async () => {
    const { parts, recognition } = await readList(
      'dst_ip,dst_port,malware\n192.0.2.1,443,QakBot\nnothing here,443,QakBot\n192.0.2.2,443,QakBot\n',
    );
    expect(recognition.format).toContain('CSV');
    expect(parts).toMatchObject([{ rows: 1, hits: 0, tally: { serverRows: 2 } }]);
    expect(parts[0]!.refused.badAddress).toBe(1);
  });
});
