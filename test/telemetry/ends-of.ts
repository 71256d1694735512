import { expect } from 'vitest';
import { readText } from './read-bytes.ts';

export type Row = Readonly<Record<string, string>>;

/** Which end of each row was read as what, with everything that belongs to an end. */
export function endsOf(text: string, name: string) {
  const { recognition, hits, servers, tally, refused } = readText(text, { name });
  return {
    hosts: hits.map(({ row: _, time: __, ...hit }) => hit),
    servers: servers.map(({ firstSeen: _, lastSeen: __, ...server }) => server),
    asideRows: tally.asideRows,
    refused: Object.values(refused).reduce((sum, count) => sum + count, 0),
    notices: (recognition.notices ?? []).join(' '),
    rules: recognition.rules!,
  };
}

export type Ends = ReturnType<typeof endsOf>;

function csvOf(rows: readonly Row[], names: readonly string[]): string {
  const lines = [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))];
  return `${lines.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\n')}\n`;
}

/** The same rows as CSV with the columns from left to right and from right to left: no position tells the ends. */
export function inBothOrders(rows: readonly Row[], name = 'report.csv'): Ends {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const forth = endsOf(csvOf(rows, names), name);
  const { hosts, servers } = endsOf(csvOf(rows, names.toReversed()), name);
  expect({ hosts, servers }).toEqual({ hosts: forth.hosts, servers: forth.servers });
  return forth;
}

/** The same records as JSON lines with the keys from left to right and from right to left. */
export function asLines(records: readonly object[]): Ends {
  const text = (turn: boolean) =>
    records
      .map((record) => {
        const entries = Object.entries(record);
        return `${JSON.stringify(Object.fromEntries(turn ? entries.toReversed() : entries))}\n`;
      })
      .join('');
  const forth = endsOf(text(false), 'report.json');
  const { hosts, servers } = endsOf(text(true), 'report.json');
  expect({ hosts, servers }).toEqual({ hosts: forth.hosts, servers: forth.servers });
  return forth;
}

/** A row of a Shadowserver report, with everything that belongs to either end. */
export const shadowserver: Row = {
  timestamp: '2026-03-02 01:00:00',
  protocol: 'tcp',
  dst_ip: '203.0.113.9',
  dst_port: '80',
  dst_asn: '64499',
  dst_geo: 'DE',
  dst_hostname: 'sink.example.org',
  src_ip: '192.0.2.7',
  src_port: '50123',
  src_asn: '64496',
  src_geo: 'AT',
};
/** Its infected end. */
export const victim = { address: '192.0.2.7', network: 64496, country: 'AT' };
/** An IntelMQ event, with everything that belongs to either end. */
export const intelmq: Row = {
  'destination.ip': '203.0.113.9',
  'destination.port': '8080',
  'destination.asn': '64499',
  'destination.geolocation.cc': 'DE',
  'destination.geolocation.latitude': '52.5',
  'destination.network': '203.0.113.0/24',
  'time.source': '2026-03-02T01:00:00+00:00',
  'source.ip': '192.0.2.7',
  'source.port': '50123',
  'source.asn': '64496',
  'source.geolocation.cc': 'AT',
  'source.geolocation.latitude': '48.2',
  'source.network': '192.0.2.0/24',
  'classification.type': 'infected-system',
  'malware.name': 'zeus',
};
/** What its infected end is read as. */
export const intelmqHost = { ...victim, family: 'zeus', server: '203.0.113.9', port: 8080 };
