import { has, hasOne, type Format } from '../format.ts';

/** What Shodan found open on the Internet, as JSON lines or as the matches of a search. */
export const shodan: Format = {
  name: 'Shodan services',
  matches: (seen) =>
    has(seen, 'ip_str') && hasOne(seen, '_shodan.module', '_shodan.id', 'isp', 'hostnames[]'),
  names: {
    time: ['timestamp'],
    address: ['ipstr'],
    family: ['product', 'shodanmodule'],
    category: ['tags'],
    server: [],
    port: ['port'],
    network: ['asn'],
    country: ['locationcountrycode', 'countrycode'],
    name: [],
    source: [],
    weight: [],
    machine: [],
  },
  categories: [{ pattern: '(?:^|[ ,])c2(?:$|[ ,])', subject: 'servers' }],
  zone: 'UTC',
  remark: 'Services that carry the tag "c2" are C2 servers; the others are hosts.',
  notice:
    'The addresses are services that a scan found open, not infected hosts; those with the tag "c2" are servers.',
};
