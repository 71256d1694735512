import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/model/input-error.ts';
import type { OtherEnd, Subject } from '../../src/telemetry/recognition.ts';
import { readBytes } from './read-bytes.ts';

const samples = resolve(import.meta.dirname, '../../../shared/samples');
const read = (path: string) =>
  readBytes(new Uint8Array(readFileSync(resolve(samples, path))), {
    name: path.replace(/.*\//, ''),
  });

/** What a real file is: its format, hits, distinct servers, refused rows, and which end is which. */
interface Sample {
  path: string;
  format: RegExp;
  hits: number;
  servers?: number;
  refused?: number;
  aside?: number;
  subject?: Subject;
  otherEnd?: OtherEnd;
  timed?: boolean;
}

const list: Sample[] = [
  { path: 'shadowserver/blocklist.csv', format: /Shadowserver blocklist/, hits: 3 },
  {
    path: 'shadowserver/event4_microsoft_sinkhole.csv',
    format: /Shadowserver sinkhole/,
    hits: 6,
    otherEnd: 'sinkhole',
  },
  {
    path: 'shadowserver/event4_sinkhole.csv',
    format: /Shadowserver sinkhole/,
    hits: 3,
    otherEnd: 'sinkhole',
  },
  {
    path: 'shadowserver/event4_sinkhole_dns.csv',
    format: /Shadowserver sinkhole DNS/,
    hits: 3,
    otherEnd: 'sinkhole',
  },
  {
    path: 'shadowserver/event4_sinkhole_http.csv',
    format: /Shadowserver sinkhole/,
    hits: 5,
    otherEnd: 'sinkhole',
  },
  {
    path: 'shadowserver/event6_sinkhole_http.csv',
    format: /Shadowserver sinkhole/,
    hits: 3,
    otherEnd: 'sinkhole',
  },
  { path: 'shadowserver/special.csv', format: /Shadowserver report by IP/, hits: 3 },
  {
    path: 'shadowserver-legacy/drone-2011.csv',
    format: /Shadowserver botnet drone/,
    hits: 10,
    servers: 1,
    otherEnd: 'c2',
  },
  {
    path: 'shadowserver-legacy/microsoft_sinkhole-2014.csv',
    format: /Shadowserver older sinkhole/,
    hits: 107,
    otherEnd: 'sinkhole',
  },
  {
    path: 'shadowserver-legacy/sinkhole_http_drone.csv',
    format: /Shadowserver older sinkhole/,
    hits: 86,
    otherEnd: 'sinkhole',
  },
  { path: 'cymru/infected_20171031.txt', format: /Team Cymru/, hits: 9 },
  { path: 'intelmq/events.jsonl', format: /IntelMQ/, hits: 25 },
  {
    path: 'microsoft-ctip/dcu_ctip_old.csv',
    format: /Microsoft DCU/,
    hits: 2,
    otherEnd: 'sinkhole',
  },
  { path: 'spamhaus/cert_insight.csv', format: /Spamhaus CERT/, hits: 19 },
  { path: 'spamhaus/drop_small.txt', format: /Spamhaus DROP/, hits: 2, timed: false },
  { path: 'cert-feeds/cert_bund.csv', format: /CERT-Bund/, hits: 2 },
  {
    path: 'abuse.ch/feodo_ipblocklist_2021.csv',
    format: /Feodo/,
    hits: 0,
    servers: 2,
    subject: 'servers',
  },
  {
    path: 'abuse.ch/urlhaus_tld_feed_2019.csv',
    format: /URLhaus/,
    hits: 0,
    servers: 2,
    subject: 'servers',
  },
  {
    path: 'c2-lists/bambenek_c2_ip.csv',
    format: /Bambenek/,
    hits: 0,
    servers: 1,
    subject: 'servers',
  },
  { path: 'csirtg/feed.csv', format: /csirtg/, hits: 25 },
  { path: 'csirtg/feed_defanged.csv', format: /csirtg/, hits: 6 },
  { path: 'plain/malc0de_ip.txt', format: /list of addresses/, hits: 2, timed: false },
  { path: 'oddities/apache_date_no_header.csv', format: /no header/, hits: 3, refused: 1 },
  { path: 'oddities/ddmmyyyy.tsv', format: /tab, no header/, hits: 2 },
  {
    path: 'oddities/preamble_then_header_json_cell.csv',
    format: /columns by name/,
    hits: 1,
    timed: false,
  },
  { path: 'transcribed/ctu13.binetflow', format: /CTU-13/, hits: 2, otherEnd: 'peer' },
  {
    path: 'transcribed/feodo_ipblocklist_2020.csv',
    format: /Feodo/,
    hits: 0,
    servers: 5,
    subject: 'servers',
  },
  {
    path: 'transcribed/feodo_ipblocklist_2024.csv',
    format: /Feodo/,
    hits: 0,
    servers: 10,
    subject: 'servers',
  },
  { path: 'transcribed/n6_report.csv', format: /n6/, hits: 1, servers: 1 },
  {
    path: 'transcribed/sslbl_ip_2020_banner_stripped.csv',
    format: /SSL Blacklist/,
    hits: 0,
    servers: 7,
    subject: 'servers',
  },
  {
    path: 'transcribed/threatfox_full_2024.csv',
    format: /ThreatFox/,
    hits: 0,
    servers: 4,
    aside: 1,
    subject: 'aside',
  },
  { path: 'zeek/conn.jsonl', format: /Zeek/, hits: 50, otherEnd: 'peer' },
  { path: 'zeek/conn.log', format: /Zeek/, hits: 359, refused: 1, otherEnd: 'peer' },
];

describe.skipIf(!existsSync(samples))('real files (skipped where the samples are absent)', () => {
  it.each(list)('$path', (sample) => {
    const { recognition, rows, hits, refusals, servers, tally } = read(sample.path);
    const { subject, otherEnd } = recognition.rules!;
    expect(recognition.format).toMatch(sample.format);
    expect({
      hits: hits.length,
      refused: refusals.length,
      servers: servers.length,
      aside: tally.asideRows,
      subject,
      otherEnd,
    }).toEqual({
      hits: sample.hits,
      refused: sample.refused ?? 0,
      servers: sample.servers ?? 0,
      aside: sample.aside ?? 0,
      subject: sample.subject ?? 'hosts',
      otherEnd: sample.otherEnd ?? 'unknown',
    });
    expect(rows).toBe(hits.length + refusals.length);
    for (const hit of hits) expect(hit.time !== undefined).toBe(sample.timed ?? true);
  });

  it.each([
    ['transcribed/kibana6_discover_export.csv', /@timestamp/],
    ['oddities/semicolon_mixed_eol.csv', /Vendor, Description/],
  ])('%s has no addresses, and the error names its columns', (path, found) => {
    expect(() => read(path)).toThrow(InputError);
    expect(() => read(path)).toThrow(found);
  });

  it('never takes the sinkhole for a C2 server', () => {
    for (const { path, otherEnd } of list.filter((sample) => sample.otherEnd === 'sinkhole')) {
      const { recognition, servers } = read(path);
      const { columns, names = [] } = recognition;
      expect(names[columns.server ?? -1] ?? '', path).not.toMatch(/dst_ip|target/i);
      expect([otherEnd, servers]).toEqual(['sinkhole', []]);
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
