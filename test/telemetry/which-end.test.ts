import { describe, expect, it } from 'vitest';
import {
  asLines,
  endsOf,
  inBothOrders,
  intelmq,
  intelmqHost,
  shadowserver,
  victim,
  type Row,
} from './ends-of.ts';

const sinkholeRow: Row = {
  ...shadowserver,
  infection: 'andromeda',
  public_source: 'partner',
  http_host: 'C2.example.net',
};

describe('2.7.1: the dst_ip of a sinkhole report is the sinkhole', () => {
  it('in a sinkhole report of Shadowserver, whose C2 is the http_host', () => {
    const { hosts, servers, rules } = inBothOrders([sinkholeRow]);
    expect(hosts).toEqual([{ ...victim, family: 'andromeda', server: 'c2.example.net', port: 80 }]);
    expect(servers).toEqual([]);
    expect(rules.otherEnd).toBe('sinkhole');
  });

  it('in a sinkhole report of Shadowserver that was asked for by the sinkhole’s own address', () => {
    const { hosts, servers } = inBothOrders([{ ...sinkholeRow, http_host: '203.0.113.9' }]);
    expect(hosts).toEqual([{ ...victim, family: 'andromeda', port: 80 }]);
    expect(servers).toEqual([]);
  });

  it('in a report of Microsoft’s sinkholes by Shadowserver', () => {
    const { http_host: _, ...row } = sinkholeRow;
    const { hosts, servers, rules } = inBothOrders([row], 'event4_microsoft_sinkhole.csv');
    expect(hosts).toEqual([{ ...victim, family: 'andromeda', port: 80 }]);
    expect(servers).toEqual([]);
    expect(rules.otherEnd).toBe('sinkhole');
  });

  it('in a sinkhole report of 2014', () => {
    const row: Row = {
      timestamp: '2014-03-02 01:00:00',
      dst_ip: '203.0.113.9',
      dst_geo: 'DE',
      dst_asn: '64499',
      ip: '192.0.2.7',
      asn: '64496',
      geo: 'AT',
      type: 'zeus',
      http_agent: 'UA',
      http_host: 'c2.example.net',
    };
    const { hosts, servers } = inBothOrders([row]);
    expect(hosts).toEqual([{ ...victim, family: 'zeus', server: 'c2.example.net' }]);
    expect(servers).toEqual([]);
  });

  it('in the CSV of Microsoft’s DCU', () => {
    const { hosts, servers, rules } = inBothOrders([
      {
        TargetIp: '203.0.113.1',
        TargetPort: '80',
        FileTimeUtc: '131349599830000000',
        SourceIp: '192.0.2.7',
        SourceIpAsnNr: 'AS64496',
        SourceIpCountryCode: 'AT',
        Botnet: 'B54-CONFIG',
        HttpHost: 'c2.example.net',
      },
    ]);
    expect(hosts).toEqual([
      { ...victim, family: 'B54-CONFIG', server: 'c2.example.net', port: 80 },
    ]);
    expect(servers).toEqual([]);
    expect(rules.otherEnd).toBe('sinkhole');
  });

  it('in the JSON lines of Microsoft’s CTIP', () => {
    const { hosts, servers } = asLines([
      {
        DestinationIp: '203.0.113.5',
        DestinationPort: '443',
        DestinationIpInfo: { DestinationIpAsNumber: 'AS64499', DestinationIpCountryCode: 'DE' },
        TargetIp: '203.0.113.5',
        DateTimeReceivedUtc: 132348339284870000,
        SourceIp: '192.0.2.7',
        SourcePort: '65116',
        SourceIpInfo: { SourceIpAsNumber: 'AS64496', SourceIpCountryCode: 'AT' },
        ThreatCode: 'B67-SS-TINBA',
      },
    ]);
    expect(hosts).toEqual([{ ...victim, family: 'B67-SS-TINBA', port: 443 }]);
    expect(servers).toEqual([]);
  });

  it('in the Interflow array of Microsoft’s CTIP', () => {
    const record = {
      networkdestinationipv4: '203.0.113.6',
      networkdestinationport: '80',
      networkdestinationasn: '64499',
      networksourceipv4: '192.0.2.7',
      networksourceasn: '64496',
      firstreporteddatetime: '2018-02-06T09:37:02',
      externalid: 'Pushdo',
    };
    const { hosts, servers, rules } = endsOf(JSON.stringify([record, record]), 'feed.json');
    const host = { address: '192.0.2.7', network: 64496, family: 'Pushdo', port: 80 };
    expect(hosts).toEqual([host, host]);
    expect(servers).toEqual([]);
    expect(rules.otherEnd).toBe('sinkhole');
  });

  it('in sinkhole events of BitSight and of BinaryEdge', () => {
    const anubis = asLines([
      {
        _ts: 1466004137,
        trojanfamily: 'Zeus',
        env: { server_addr: '203.0.113.1', server_port: '80', remote_addr: '192.0.2.7' },
      },
    ]);
    expect(anubis.hosts).toEqual([{ address: '192.0.2.7', family: 'Zeus', port: 80 }]);
    expect(anubis.servers).toEqual([]);
    const binaryEdge = asLines([
      {
        target: { ip: '203.0.113.1', port: 23 },
        origin: { type: 'sinkhole', ts: 1538667592640, ip: '192.0.2.7' },
      },
    ]);
    expect(binaryEdge.hosts).toEqual([{ address: '192.0.2.7', port: 23 }]);
    expect(binaryEdge.servers).toEqual([]);
  });

  it('in n6 events, whose dip may be one', () => {
    const { hosts, servers } = asLines([
      {
        dip: '203.0.113.9',
        dport: 80,
        id: '1',
        source: 'some.source',
        restriction: 'public',
        confidence: 'medium',
        category: 'bots',
        time: '2026-03-15T16:20:34Z',
        address: [{ ip: '192.0.2.7', asn: 64496, cc: 'AT' }],
        name: 'virut',
      },
    ]);
    expect(hosts).toEqual([{ ...victim, family: 'virut', server: '203.0.113.9', port: 80 }]);
    expect(servers).toEqual([]);
  });

  it('in CERT-Bund reports, whose dst_ip may be one', () => {
    const { hosts, servers } = inBothOrders([
      {
        asn: '64496',
        dst_ip: '203.0.113.9',
        dst_port: '80',
        ip: '192.0.2.7',
        timestamp: '2026-03-02 01:00:00',
        malware: 'zeus',
        src_port: '1024',
        proto: 'tcp',
      },
    ]);
    expect(hosts).toEqual([
      { address: '192.0.2.7', network: 64496, family: 'zeus', server: '203.0.113.9', port: 80 },
    ]);
    expect(servers).toEqual([]);
  });
});

describe('2.7.1: the source of an IntelMQ event is the host, with its place, network and nothing of the other end', () => {
  it('as CSV and as JSON lines', () => {
    const csv = inBothOrders([intelmq]);
    expect(csv.hosts).toEqual([intelmqHost]);
    expect(csv.servers).toEqual([]);
    const lines = asLines([intelmq]);
    expect(lines.hosts).toEqual([intelmqHost]);
    expect(lines.servers).toEqual([]);
  });

  it('as nested JSON', () => {
    const event = {
      destination: { ip: '203.0.113.9', port: 8080, asn: 64499, geolocation: { cc: 'DE' } },
      source: { ip: '192.0.2.7', port: 50123, asn: 64496, geolocation: { cc: 'AT' } },
      time: { source: '2026-03-02T01:00:00+00:00' },
      classification: { type: 'infected-system' },
      malware: { name: 'zeus' },
    };
    expect(asLines([event])).toMatchObject({ hosts: [intelmqHost], servers: [] });
  });

  it.each(['source.geolocation.cc', 'source.asn'])('also where it has no %s', (missing) => {
    const row = { ...intelmq, [missing]: '' };
    const { [missing === 'source.asn' ? 'network' : 'country']: _, ...bare } =
      intelmqHost as Record<string, unknown>;
    expect(inBothOrders([row]).hosts).toEqual([bare]);
    const { [missing]: __, ...without } = intelmq;
    expect(inBothOrders([without]).hosts).toEqual([bare]);
    expect(asLines([without]).hosts).toEqual([bare]);
  });

  it('refuses an event that names a destination alone, rather than taking it for the host', () => {
    const { 'source.ip': _, 'source.network': __, ...row } = intelmq;
    const { hosts, servers, refused } = inBothOrders([intelmq, row]);
    expect({ hosts, servers, refused }).toEqual({ hosts: [intelmqHost], servers: [], refused: 1 });
  });
});

describe('2.7.2: who asked a sinkhole by DNS is a resolver', () => {
  it('counted apart, with a warning, and the query is the C2', () => {
    const { hosts, servers, rules, notices } = inBothOrders([
      { ...shadowserver, query: 'C2.Example.NET', query_type: 'A', count: '3', family: 'x' },
    ]);
    expect(hosts).toEqual([
      { ...victim, family: 'x', server: 'c2.example.net', port: 80, weight: 3 },
    ]);
    expect(servers).toEqual([]);
    expect(rules.resolvers).toBe(true);
    expect(notices).toMatch(/DNS resolvers .* likely not infected hosts/);
  });

  it('and no other report’s rows are', () => {
    expect(inBothOrders([sinkholeRow]).rules.resolvers).toBe(false);
  });
});

describe('2.7.3: reports whose ends are others', () => {
  it('a referer report names the site that sent the visitor', () => {
    const { hosts, servers, notices } = inBothOrders([
      {
        ...{ dst_ip: '203.0.113.9', dst_asn: '64499', dst_geo: 'DE', http_host: 'c2.example.net' },
        ...{ timestamp: '2026-03-02 01:00:00', http_referer_ip: '192.0.2.7' },
        ...{ http_referer_asn: '64496', http_referer_geo: 'AT', tag: 'x' },
      },
    ]);
    expect(hosts).toEqual([{ ...victim, family: 'x', server: 'c2.example.net' }]);
    expect(servers).toEqual([]);
    expect(notices).toMatch(/web sites that sent visitors/);
  });

  it('the dst_ip of a honeypot report is the honeypot, where there is one', () => {
    for (const dst_ip of ['203.0.113.9', '']) {
      const { hosts, servers, rules } = inBothOrders(
        [{ ...shadowserver, dst_ip, infection: 'mirai', username: 'root' }],
        'event4_honeypot_brute_force.csv',
      );
      expect(hosts).toEqual([{ ...victim, family: 'mirai', port: 80 }]);
      expect(servers).toEqual([]);
      expect(rules.otherEnd).toBe('honeypot');
    }
  });

  it('the dst_ip of a DDoS participant is the victim of the attack', () => {
    const { hosts, servers, rules } = inBothOrders(
      [{ ...shadowserver, infection: 'ddos-participant', domain_source: 'x' }],
      'event4_ddos_participant.csv',
    );
    expect(hosts).toEqual([{ ...victim, family: 'ddos-participant', port: 80 }]);
    expect(servers).toEqual([]);
    expect(rules.otherEnd).toBe('victim');
  });

  it('the src_ip of a command that drones heard is the C2 server', () => {
    const { hosts, servers } = inBothOrders([
      { ...shadowserver, family: 'mirai', dst_netmask: '32' },
    ]);
    expect(hosts).toEqual([]);
    expect(servers).toMatchObject([{ address: '192.0.2.7', family: 'mirai', country: 'AT' }]);
  });

  it('the src_ip of an amplification attack was forged: a victim, and said so', () => {
    const { hosts, servers, notices } = inBothOrders([
      { ...shadowserver, infection: 'ddos-amplification', avg_pps: '3' },
    ]);
    expect(hosts).toMatchObject([victim]);
    expect(servers).toEqual([]);
    expect(notices).toMatch(/victims of amplification attacks/);
  });
});
