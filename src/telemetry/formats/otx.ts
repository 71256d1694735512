import { has, share, type Format } from '../format.ts';

/** AlienVault OTX: indicators of a pulse as CSV, and the old reputation.data with # between its cells. */
export const otx: readonly Format[] = [
  {
    name: 'OTX pulse',
    matches: (seen) =>
      has(seen, 'indicator') && (has(seen, 'indicator type') || has(seen, 'type', 'title')),
    names: {
      time: ['created'],
      address: ['indicator'],
      category: ['indicatortype', 'type'],
      family: ['title', 'description'],
      server: [],
      name: [],
      source: [],
    },
    subject: 'aside',
    categories: [{ pattern: '^(?:IPv4|IPv6|CIDR)$', subject: 'servers' }],
    otherIndicators: true,
    zone: 'UTC',
    remark:
      'Indicators that are addresses are taken for servers; domains, hashes and URLs are set aside.',
    notice: 'A pulse does not say whether an address is a C2 server or a host that attacked.',
  },
  {
    name: 'OTX reputation data',
    matches: (seen) =>
      seen.names.length === 0 &&
      share(seen, 3, /host|scan|c&c|spam|malware/i) > 0.8 &&
      share(seen, 0, /^[\da-f.:]+$/i) > 0.8 &&
      share(seen, 1, /^\d+$/) > 0.8,
    positions: { address: 0, category: 3, city: 5, country: 4 },
    categories: [{ pattern: 'c&c', subject: 'servers' }],
    familyIsCategory: true,
    remark: 'Rows that say "C&C" are C2 servers; the other rows are hosts.',
  },
];
