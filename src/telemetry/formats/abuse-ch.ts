import { has, hasOne, share, type Format, type Sighting } from '../format.ts';

const mozi = 'mozi|mirai|gafgyt|hajime|bashlite';

const urlhaus = {
  subject: 'servers',
  categories: [{ pattern: mozi, subject: 'both' }],
  familyIsCategory: true,
  otherIndicators: true,
  zone: 'UTC',
  remark:
    'The host of a URL is the server that offered malware; with the tag Mozi or Mirai it is an infected device as well.',
  notice: 'The servers of this list offered malware for download; not all of them are C2 servers.',
} satisfies Partial<Format>;

/** Whether the header, which stands in the banner, was cut off with it. */
function isBare({ names, shape }: Sighting): boolean {
  return names.length === 0 && shape === 'csv';
}

const clock = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** Rows of a number, a time, a URL and whether it is online: eight cells until 2020, nine since. */
function isBareUrlhaus(seen: Sighting, width: number): boolean {
  return (
    isBare(seen) &&
    share(seen, 1, clock) > 0.8 &&
    share(seen, 2, /^\w+:\/\//) > 0.8 &&
    share(seen, 3, /^(?:online|offline|unknown)$/i) > 0.8 &&
    seen.rows.filter((row) => row.length === width).length * 2 > seen.rows.length
  );
}

/** Rows of a time, an address, a port, the last day online and a family, since 2021 with a status before the day. */
function isBareFeodo(seen: Sighting, width: 5 | 6): boolean {
  return (
    isBare(seen) &&
    share(seen, 0, clock) > 0.8 &&
    share(seen, 1, /^[\d.]+$/) > 0.8 &&
    share(seen, 2, /^\d{1,5}$/) > 0.8 &&
    share(seen, width - 2, /^(?:\d{4}-\d\d-\d\d)?$/) > 0.8 &&
    share(seen, width - 1, /^[a-z][\w -]*$/i) > 0.8
  );
}

/** abuse.ch: Feodo Tracker, SSL Blacklist, ThreatFox, URLhaus and the old Ransomware Tracker, CSV or JSON. */
export const abuseCh: readonly Format[] = [
  {
    name: 'abuse.ch ThreatFox',
    matches: (seen) =>
      (has(seen, 'ioc_type', 'threat_type') && hasOne(seen, 'ioc_value', 'ioc')) ||
      (isBare(seen) &&
        share(seen, 3, /^(?:ip:port|domain|url|envelope_from|\w+_hash)$/i) > 0.8 &&
        share(seen, 4, /^(?:botnet_cc|payload|cc_skimming)/i) > 0.8),
    positions: { time: 0, address: 2, category: 4, family: 7, lastSeen: 8 },
    names: {
      time: ['firstseenutc', 'firstseen'],
      lastSeen: ['lastseenutc', 'lastseen'],
      address: ['iocvalue', 'ioc'],
      family: ['malwareprintable', 'fkmalware', 'malware', 'malwarealias'],
      category: ['threattype'],
      source: ['reporter'],
      country: [],
      name: [],
    },
    subject: 'aside',
    categories: [{ pattern: '^botnet_cc$', subject: 'servers' }],
    otherIndicators: true,
    zone: 'UTC',
    remark:
      'Rows of the threat type "botnet_cc" with an address are C2 servers; domains, hashes and other threats are set aside.',
  },
  {
    name: 'abuse.ch URLhaus',
    matches: (seen) =>
      (hasOne(seen, 'url') &&
        hasOne(seen, 'dateadded', 'dateaddedutc') &&
        hasOne(seen, 'threat', 'url_status')) ||
      isBareUrlhaus(seen, 9),
    positions: { time: 1, address: 2, status: 3, lastSeen: 4, category: 6 },
    names: {
      time: ['dateadded', 'dateaddedutc'],
      lastSeen: ['lastonline'],
      address: ['ipaddress', 'url', 'host'],
      category: ['tags'],
      family: [],
      status: ['urlstatus'],
      source: ['reporter'],
      name: [],
      network: ['asnumber'],
      country: ['country'],
    },
    ...urlhaus,
  },
  {
    name: 'abuse.ch URLhaus of 2020',
    matches: (seen) => isBareUrlhaus(seen, 8),
    positions: { time: 1, address: 2, status: 3, category: 5 },
    ...urlhaus,
  },
  {
    name: 'abuse.ch URLhaus list of URLs',
    matches: (seen) =>
      seen.shape === 'list' &&
      /URLhaus/i.test(seen.banner) &&
      share(seen, 0, /^https?:\/\//i) > 0.5,
    positions: { address: 0 },
    subject: 'servers',
    otherIndicators: true,
    remark: 'The host of a URL is the server that offered malware; names are set aside.',
    notice: urlhaus.notice,
  },
  {
    name: 'abuse.ch Ransomware Tracker',
    matches: (seen) => has(seen, 'threat', 'malware', 'host') && hasOne(seen, 'IP address(es)'),
    names: {
      time: ['firstseen'],
      address: ['ipaddress'],
      family: ['malware'],
      category: ['threat'],
      status: ['status'],
      name: ['host'],
      network: ['asn'],
      country: ['country'],
    },
    subject: 'aside',
    categories: [{ pattern: '^c2$', subject: 'servers' }],
    otherIndicators: true,
    zone: 'UTC',
    remark:
      'Rows whose threat is "C2" are C2 servers; distribution and payment sites are set aside.',
  },
  {
    name: 'abuse.ch Feodo Tracker',
    matches: (seen) =>
      ((hasOne(seen, 'dst_ip', 'dstip') || has(seen, 'ip_address', 'port')) &&
        hasOne(seen, 'malware') &&
        hasOne(seen, 'first_seen_utc', 'firstseen', 'first_seen') &&
        !hasOne(seen, 'src_ip', 'ip', 'geo')) ||
      isBareFeodo(seen, 5),
    positions: { time: 0, address: 1, port: 2, lastSeen: 3, family: 4 },
    names: {
      time: ['firstseenutc', 'firstseen'],
      lastSeen: ['lastonline'],
      address: ['dstip', 'ipaddress'],
      port: ['dstport', 'port'],
      status: ['c2status', 'status'],
      family: ['malware'],
    },
    subject: 'servers',
    zone: 'UTC',
    remark: 'The dst_ip of this list is the C2 server itself.',
  },
  {
    name: 'abuse.ch Feodo Tracker without its header',
    matches: (seen) => isBareFeodo(seen, 6),
    positions: { time: 0, address: 1, port: 2, status: 3, lastSeen: 4, family: 5 },
    subject: 'servers',
    zone: 'UTC',
    remark: 'Every row is a C2 server.',
  },
  {
    name: 'abuse.ch Feodo Tracker list of addresses',
    matches: (seen) => seen.shape === 'list' && /feodo ?tracker/i.test(seen.banner),
    positions: { address: 0 },
    names: { address: ['dstip', 'ip', 'ipaddress', 'address'] },
    subject: 'servers',
    remark: 'Every line is a C2 server.',
  },
  {
    name: 'abuse.ch tracker list of addresses',
    matches: (seen) =>
      seen.shape === 'list' && /abuse\.ch (?:zeus|palevo|spyeye|ransomware)/i.test(seen.banner),
    positions: { address: 0 },
    names: { address: ['dstip', 'ip', 'ipaddress', 'address'] },
    subject: 'servers',
    remark: 'Every line is a C2 server.',
  },
  {
    name: 'abuse.ch SSL Blacklist',
    matches: (seen) =>
      (has(seen, 'firstseen', 'dstip', 'dstport') && seen.names.length <= 4) ||
      (/SSL(?:BL| ?Blacklist)/i.test(seen.banner) && share(seen, 0, /^[\d.]+$/) > 0.5) ||
      (has(seen, 'dstip', 'dstport') && seen.names.length <= 3),
    names: {
      time: ['firstseen'],
      address: ['dstip'],
      port: ['dstport'],
      family: ['listingreason'],
    },
    positions: { family: 2 },
    subject: 'servers',
    zone: 'UTC',
    remark: 'The DstIP of this list is the C2 server itself.',
  },
];
