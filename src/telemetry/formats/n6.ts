import { has, hasOne, otherKinds, valuesOf, type Format } from '../format.ts';

/** n6 of CERT Polska, CSV and JSON: the category tells which end the address is. */
export const n6: Format = {
  name: 'n6 events',
  matches: (seen) =>
    has(seen, 'time', 'category', 'source') &&
    hasOne(seen, 'ip', 'address[].ip', 'address') &&
    hasOne(seen, 'id', 'confidence', 'restriction'),
  names: {
    time: ['time'],
    address: ['ip', 'addressip'],
    family: ['name'],
    category: ['category'],
    server: ['dip'],
    port: ['dport'],
    detail: ['details'],
    network: ['asn', 'addressasn'],
    country: ['cc', 'addresscc'],
    name: [],
    source: [],
    weight: ['count'],
  },
  categories: [{ pattern: '^cnc$', subject: 'servers' }],
  detail: { family: [], server: ['to'] },
  familyIsCategory: true,
  otherIndicators: true,
  zone: 'UTC',
  remark: 'Rows of the category "cnc" are C2 servers; the other rows are hosts.',
  notice: (seen) => otherKinds(valuesOf(seen, 'category'), /^(?:bots|cnc)$/),
};
