import { describe, expect, it } from 'vitest';
import { loadText } from '../engine/load-text.ts';
import { asLines, endsOf, inBothOrders, shadowserver, victim } from './ends-of.ts';

describe('2.7.5: hosts of URLhaus', () => {
  it('are infected devices and servers at once with the tag Mozi, servers alone without', () => {
    const row = { dateadded: '2026-03-02 07:00:05', url_status: 'online', threat: 'malware' };
    const { hosts, servers } = inBothOrders([
      { ...row, url: 'http://192.0.2.7:57387/bin.sh', tags: '32-bit,elf,mips,Mozi' },
      { ...row, url: 'http://198.51.100.20/a.exe', tags: 'exe,AgentTesla' },
    ]);
    expect(hosts.map(({ address }) => address)).toEqual(['192.0.2.7']);
    expect(servers.map(({ address }) => address)).toEqual(['192.0.2.7', '198.51.100.20']);
  });
});

describe('2.7.6: logs of connections know two ends and no server', () => {
  it('an alert of Suricata may fire on either direction: that is said, and the other end is not drawn', () => {
    const { hosts, servers, rules, notices } = asLines([
      {
        dest_ip: '198.51.100.6',
        dest_port: 443,
        timestamp: '2026-03-09T04:36:15.161962-0800',
        event_type: 'alert',
        src_ip: '192.0.2.7',
        src_port: 1024,
        alert: { signature: 'ET MALWARE X' },
      },
    ]);
    expect(hosts).toEqual([
      { address: '192.0.2.7', family: 'ET MALWARE X', server: '198.51.100.6', port: 443 },
    ]);
    expect(servers).toEqual([]);
    expect(rules.otherEnd).toBe('peer');
    expect(notices).toMatch(/either direction/);
  });

  it('Zeek’s originator is the host', () => {
    const { hosts, servers, rules } = asLines([
      {
        'id.resp_h': '198.51.100.6',
        'id.resp_p': 443,
        ts: 1379288667.7,
        'id.orig_h': '192.0.2.7',
        'id.orig_p': 1024,
      },
    ]);
    expect(hosts).toEqual([{ address: '192.0.2.7', server: '198.51.100.6', port: 443 }]);
    expect({ servers, otherEnd: rules.otherEnd }).toEqual({ servers: [], otherEnd: 'peer' });
  });

  it('Cowrie’s src_ip attacks its honeypot', () => {
    const { hosts, servers, rules } = asLines([
      {
        ...{ dst_ip: '203.0.113.9', dst_port: 2222, eventid: 'cowrie.session.connect' },
        ...{ src_ip: '192.0.2.7', session: 'a', sensor: 's', timestamp: '2026-03-02T01:00:00Z' },
      },
    ]);
    expect(hosts).toMatchObject([{ address: '192.0.2.7', family: 'cowrie.session.connect' }]);
    expect(hosts[0]).not.toHaveProperty('server');
    expect({ servers, otherEnd: rules.otherEnd }).toEqual({ servers: [], otherEnd: 'honeypot' });
  });

  it.each([
    ['Argus', { StartTime: '2011/08/10 09:46:53.058760' }, ['SrcAddr', 'DstAddr', 'Dport']],
    [
      'nfdump',
      { ts: '2026-03-02 01:00:00', te: '2026-03-02 01:00:01', pr: 'TCP' },
      ['sa', 'da', 'dp'],
    ],
  ])('the source of a flow of %s is the host', (_, row, [source, destination, port]) => {
    const { hosts, servers, rules } = inBothOrders([
      { ...row, [destination!]: '198.51.100.6', [port!]: '443', [source!]: '192.0.2.7' },
    ]);
    expect(hosts).toEqual([{ address: '192.0.2.7', server: '198.51.100.6', port: 443 }]);
    expect({ servers, otherEnd: rules.otherEnd }).toEqual({ servers: [], otherEnd: 'peer' });
  });

  it('the source of a row of Maltrail is the host', () => {
    const { hosts, servers } = endsOf(
      '"2026-03-02 00:00:01.123456" sensor 192.0.2.7 50000 198.51.100.40 53 UDP DNS c2.example.net "mirai (malware)" "(static)"\n',
      '2026-03-02.log',
    );
    expect(hosts).toMatchObject([{ address: '192.0.2.7', server: '198.51.100.40', port: 53 }]);
    expect(servers).toEqual([]);
  });
});

describe('2.7.7: a row may stand for many events', () => {
  it.each([
    [
      'count',
      { ...shadowserver, infection: 'x', public_source: 'y', count: '12', http_host: 'a.example' },
    ],
    [
      'TotalEncounters',
      {
        SourceIp: '192.0.2.7',
        FileTimeUtc: '131349599830000000',
        Botnet: 'x',
        TotalEncounters: '12',
      },
    ],
    ['attempt_count', { time: '2026-03-02 01:00:00', src_ip: '192.0.2.7', attempt_count: '12' }],
  ])('%s is a weight of the one hit, not more rows', (_, row) => {
    const { hosts } = inBothOrders([row]);
    expect(hosts).toMatchObject([{ address: '192.0.2.7', weight: 12 }]);
  });
});

describe('2.7.8: a host repeats through the day', () => {
  it('and is one host of several hits', async () => {
    const rows = ['01:00:00', '09:00:00', '17:00:00'].map((at) => `2026-03-02 ${at},192.0.2.7\n`);
    const { summary } = await loadText(`timestamp,src_ip\n${rows.join('')}`);
    expect(summary.ledger).toMatchObject({ hits: 3, hosts: 1 });
  });
});

describe('2.7.9: places that a file gives', () => {
  it('are those of the source in CERT-EU feeds and in exports of Kibana', () => {
    const certEu = inBothOrders([
      {
        ...{ 'destination cc': 'DE', 'source cc': 'AT', 'source ip': '192.0.2.7' },
        ...{ 'source asn': '64496', 'source time': '2026-04-01 03:13:20Z', target: 'zeus' },
      },
    ]);
    expect(certEu.hosts).toEqual([{ ...victim, family: 'zeus' }]);
    const kibana = inBothOrders([
      {
        ...{ 'geoip_ext.country_code2': 'DE', 'geoip.country_code2': 'AT', src_ip: '192.0.2.7' },
        ...{ '@timestamp': '2026-04-01T03:13:20Z', _id: 'a', type: 'Cowrie' },
      },
    ]);
    expect(kibana.hosts).toEqual([{ address: '192.0.2.7', country: 'AT', family: 'Cowrie' }]);
  });

  it('are none of the host where the other end alone has one', () => {
    const row = { ...shadowserver, src_geo: '', src_asn: '' };
    const { hosts } = inBothOrders([{ ...row, infection: 'x', public_source: 'y' }]);
    expect(hosts).toEqual([{ address: '192.0.2.7', family: 'x', port: 80 }]);
  });
});

describe('2.7.10: what tells who a victim is', () => {
  it('is in no value that was read', () => {
    const secret = { machine_name: 'ANNS-PC', username: 'ann', password: 'hunter2' };
    const more = { email: 'ann@example.com', http_url: '/x?user=ann', payload: 'YW5u' };
    const { hosts } = inBothOrders([
      { ...shadowserver, ...secret, ...more, infection: 'x', public_source: 'y' },
    ]);
    expect(hosts).toEqual([{ ...victim, family: 'x', port: 80 }]);
  });
});
