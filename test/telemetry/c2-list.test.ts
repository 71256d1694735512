import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/model/input-error.ts';
import { readC2List } from '../../src/telemetry/c2-list.ts';

describe('readC2List', () => {
  it('reads servers with status, place and times', () => {
    const [first, second] = readC2List(
      [
        'first_seen_utc,dst_ip,dst_port,c2_status,last_online,malware,country',
        '2026-01-02 03:04:05,198.51.100.1,443,online,2026-02-01,Dridex,NL',
        ',203.0.113.7,,offline,,QakBot,',
      ].join('\n'),
      'c2.csv',
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

  it('refuses what has no column of addresses', () => {
    expect(() => readC2List('name,colour\na,b\n', 'c2.csv')).toThrow(InputError);
  });
});
