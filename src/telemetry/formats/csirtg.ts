import { has, share, type Format } from '../format.ts';

/** Feeds of csirtg.io: indicators with their kind, fanged or not. */
export const csirtg: Format = {
  name: 'csirtg feed',
  matches: (seen) =>
    has(seen, 'indicator', 'itype') ||
    (seen.names.length === 0 && share(seen, 2, /^(?:ipv[46]|fqdn|url|email|md5|sha\d+)$/i) > 0.8),
  names: {
    time: ['lasttime', 'reporttime', 'createdat', 'firsttime'],
    address: ['indicator'],
    family: ['tags'],
    server: [],
    name: [],
  },
  positions: { address: 1, time: 9 },
  otherIndicators: true,
  zone: 'UTC',
};
