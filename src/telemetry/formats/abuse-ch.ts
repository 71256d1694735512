import { has, hasOne, share, type Format } from '../format.ts';

const mozi = 'mozi|mirai|gafgyt|hajime|bashlite';

/** abuse.ch: Feodo Tracker, SSL Blacklist, ThreatFox, URLhaus and the old Ransomware Tracker, CSV or JSON. */
export const abuseCh: readonly Format[] = [
  {
    name: 'abuse.ch ThreatFox',
    matches: (seen) => has(seen, 'ioc_type', 'threat_type') && hasOne(seen, 'ioc_value', 'ioc'),
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
      hasOne(seen, 'url') &&
      hasOne(seen, 'dateadded', 'dateaddedutc') &&
      hasOne(seen, 'threat', 'url_status'),
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
    subject: 'servers',
    categories: [{ pattern: mozi, subject: 'both' }],
    familyIsCategory: true,
    otherIndicators: true,
    zone: 'UTC',
    remark:
      'The host of a URL is the server that offered malware; with the tag Mozi or Mirai it is an infected device as well.',
    notice:
      'The servers of this list offered malware for download; not all of them are C2 servers.',
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
      (hasOne(seen, 'dst_ip', 'dstip') || has(seen, 'ip_address', 'port')) &&
      hasOne(seen, 'malware') &&
      hasOne(seen, 'first_seen_utc', 'firstseen', 'first_seen') &&
      !hasOne(seen, 'src_ip', 'ip', 'geo'),
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
