import { describe, expect, it } from 'vitest';
import {
  asLines,
  endsOf,
  inBothOrders,
  intelmq,
  intelmqHost,
  victim,
  type Row,
} from './ends-of.ts';

describe('2.7.4: a category tells row by row that the address is the C2 server', () => {
  it('in IntelMQ events, with the place and the port of the source', () => {
    const server: Row = {
      ...intelmq,
      'source.ip': '198.51.100.30',
      'source.port': '443',
      'source.geolocation.cc': 'NL',
      'classification.type': 'c2-server',
      'destination.ip': '',
      'destination.port': '',
    };
    const expected = { address: '198.51.100.30', port: 443, family: 'zeus', country: 'NL' };
    for (const { hosts, servers } of [
      inBothOrders([intelmq, server]),
      asLines([intelmq, server]),
    ]) {
      expect(hosts).toEqual([intelmqHost]);
      expect(servers).toEqual([expected]);
    }
  });

  it('in Team Cymru’s reports: the address of a controller; of a bot the host, and dest_addr what it called', () => {
    const text =
      '#category|address|asn|timestamp|optional_information|asninfo\n' +
      'bot|192.0.2.7|64496|2026-03-02 10:00:05|srcport: 1337; family: Conficker B; dest_addr: 198.51.100.22|Example\n' +
      'controller|198.51.100.23|64497|2026-03-02 10:00:06|family: zeus|Example\n';
    const { hosts, servers } = endsOf(text, 'infected.txt');
    expect(hosts).toEqual([
      { address: '192.0.2.7', network: 64496, family: 'Conficker B', server: '198.51.100.22' },
    ]);
    expect(servers).toEqual([{ address: '198.51.100.23', family: 'zeus' }]);
  });

  it('in n6 events: the ip of the category cnc', () => {
    const row = { id: '1', source: 'some.source', time: '2026-03-15T16:20:34Z', asn: '64496' };
    const { hosts, servers } = inBothOrders([
      { ...row, category: 'cnc', ip: '198.51.100.15', cc: 'PL', name: 'zeus' },
      { ...row, category: 'bots', ip: '192.0.2.7', cc: 'AT', name: 'virut' },
      { ...row, category: 'scanning', ip: '192.0.2.8', cc: 'AT', name: '' },
    ]);
    expect(hosts).toEqual([
      { ...victim, family: 'virut' },
      { ...victim, address: '192.0.2.8', family: 'scanning' },
    ]);
    expect(servers).toEqual([{ address: '198.51.100.15', family: 'zeus', country: 'PL' }]);
  });

  it('in the free text of n6: a bot called the address after "to"', () => {
    const { hosts } = inBothOrders([
      {
        ...{ id: '1', source: 's', time: '2026-03-15T16:20:34Z', category: 'bots', name: 'virut' },
        ...{ ip: '192.0.2.7', details: 'tcp from port 22222 to 198.51.100.12:443' },
      },
    ]);
    expect(hosts).toEqual([
      { address: '192.0.2.7', family: 'virut', server: '198.51.100.12', port: 443 },
    ]);
  });

  it('in ThreatFox: botnet_cc, and nothing of payload_delivery', () => {
    const row = { first_seen_utc: '2026-03-02 05:25:36', ioc_type: 'ip:port', reporter: 'ann' };
    const { hosts, servers, asideRows } = inBothOrders([
      { ...row, ioc_value: '198.51.100.90:7777', threat_type: 'botnet_cc', malware_printable: 'X' },
      { ...row, ioc_value: '198.51.100.91:80', threat_type: 'payload_delivery' },
    ]);
    expect(hosts).toEqual([]);
    expect(servers).toEqual([{ address: '198.51.100.90', port: 7777, family: 'X' }]);
    expect(asideRows).toBe(1);
  });

  it('in the Ransomware Tracker: the threat C2, and no payment site', () => {
    const row = { 'Firstseen (UTC)': '2016-03-23 20:35:01', Malware: 'Locky', Host: '' };
    const { hosts, servers, asideRows } = inBothOrders([
      { ...row, Threat: 'C2', 'IP address(es)': '198.51.100.1|198.51.100.2' },
      { ...row, Threat: 'Payment Site', 'IP address(es)': '203.0.113.9' },
    ]);
    expect(hosts).toEqual([]);
    expect(servers.map(({ address }) => address)).toEqual(['198.51.100.1', '198.51.100.2']);
    expect(asideRows).toBe(1);
  });
});

describe('2.7.4: the only address of a C2 list is the server, one of two ends is the host', () => {
  it('in Feodo Tracker’s list: the dst_ip', () => {
    const { hosts, servers } = inBothOrders([
      {
        first_seen_utc: '2026-03-01 10:00:00',
        dst_ip: '198.51.100.9',
        dst_port: '443',
        c2_status: 'online',
        last_online: '2026-03-02',
        malware: 'QakBot',
      },
    ]);
    expect(hosts).toEqual([]);
    expect(servers).toEqual([
      { address: '198.51.100.9', port: 443, family: 'QakBot', status: 'active' },
    ]);
  });

  it('in any other file that has a dst_ip alone', () => {
    const { hosts, servers } = inBothOrders([{ dst_ip: '198.51.100.9', malware: 'QakBot' }]);
    expect(hosts).toEqual([]);
    expect(servers).toMatchObject([{ address: '198.51.100.9', family: 'QakBot' }]);
  });

  it('and not where a src_ip stands beside it', () => {
    const { hosts, servers } = inBothOrders([
      { dst_ip: '198.51.100.9', src_ip: '192.0.2.7', malware: 'QakBot' },
    ]);
    expect(hosts).toEqual([{ address: '192.0.2.7', family: 'QakBot', server: '198.51.100.9' }]);
    expect(servers).toEqual([]);
  });

  it('in Shadowserver’s botnet drones: ip is the host, cc_ip the server', () => {
    const { hosts, servers } = inBothOrders([
      {
        cc_ip: '198.51.100.166',
        cc_port: '80',
        cc_geo: 'US',
        cc_asn: '64501',
        timestamp: '2015-03-01 00:00:05',
        ip: '192.0.2.7',
        port: '3218',
        asn: '64496',
        geo: 'AT',
        infection: 'zeus',
      },
    ]);
    expect(hosts).toEqual([{ ...victim, family: 'zeus', server: '198.51.100.166', port: 80 }]);
    expect(servers).toMatchObject([{ address: '198.51.100.166', family: 'zeus' }]);
  });

  it('where cc is the C2 server of drones of 2011, and the country of n6 events', () => {
    const drone = inBothOrders([
      {
        ...{ cc: '198.51.100.166', cc_asn: '64501', timestamp: '2011-04-23 00:00:05' },
        ...{ ip: '192.0.2.7', asn: '64496', geo: 'AT', infection: 'spyeye' },
      },
    ]);
    expect(drone.hosts).toEqual([{ ...victim, family: 'spyeye', server: '198.51.100.166' }]);
    expect(drone.servers).toMatchObject([{ address: '198.51.100.166' }]);
    const n6 = inBothOrders([
      {
        ...{ cc: 'AT', asn: '64496', ip: '192.0.2.7', id: '1', source: 's', category: 'bots' },
        ...{ time: '2026-03-15T16:20:34Z', name: 'virut' },
      },
    ]);
    expect(n6.hosts).toEqual([{ ...victim, family: 'virut' }]);
    expect(n6.servers).toEqual([]);
  });

  it('in reports of post-exploitation frameworks by Shadowserver: the ip', () => {
    const { hosts, servers } = inBothOrders(
      [
        {
          ...{ timestamp: '2026-03-02 01:00:00', ip: '198.51.100.9', port: '443', geo: 'DE' },
          ...{ asn: '64499', tag: 'cobalt-strike' },
        },
      ],
      '2026-03-02-scan_post_exploitation_framework-at.csv',
    );
    expect(hosts).toEqual([]);
    expect(servers).toEqual([
      { address: '198.51.100.9', port: 443, family: 'cobalt-strike', country: 'DE' },
    ]);
  });

  it('in reports of compromised websites: ip is the host, the cc_url the server', () => {
    const { hosts, servers } = inBothOrders([
      {
        ...{ cc_url: 'http://198.51.100.9/gate.php', timestamp: '2026-03-02 01:00:00' },
        ...{ ip: '192.0.2.7', asn: '64496', geo: 'AT', tag: 'stealrat' },
      },
    ]);
    expect(hosts).toEqual([{ ...victim, family: 'stealrat', server: '198.51.100.9' }]);
    expect(servers).toMatchObject([{ address: '198.51.100.9' }]);
  });
});
