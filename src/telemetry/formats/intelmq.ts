import { has, hasOne, otherKinds, valuesOf, type Format } from '../format.ts';

/** Events of IntelMQ, as JSON lines or as CSV with dotted names: CERT.at, CZ.NIC PROKI and others. */
export const intelmq: Format = {
  name: 'IntelMQ events',
  matches: (seen) =>
    hasOne(seen, 'source.ip', 'source.network') &&
    (hasOne(seen, 'time.source', 'time.observation', 'feed.name', 'feed.provider') ||
      hasOne(seen, 'classification.type', 'classification.taxonomy')) &&
    !has(seen, 'source ip', 'source time', 'domain name'),
  names: {
    time: ['timesource', 'timeobservation'],
    address: ['sourceip', 'sourcenetwork'],
    family: ['malwarename', 'classificationidentifier'],
    server: ['destinationip', 'destinationfqdn'],
    port: ['destinationport'],
    ownPort: ['sourceport'],
    network: ['sourceasn'],
    category: ['classificationtype'],
    country: ['sourcegeolocationcc'],
    source: ['feedname', 'feedprovider'],
    name: [],
    weight: ['extracount', 'eventcount'],
  },
  categories: [{ pattern: '^(?:c2-?server|c&c|cc|command-and-control)$', subject: 'servers' }],
  otherEnd: 'unknown',
  familyIsCategory: true,
  zone: 'UTC',
  remark:
    'With classification.type "c2-server" the source.ip is the C2 server; otherwise it is a host, and the destination.ip may be a sinkhole.',
  notice: (seen) => {
    const types = valuesOf(seen, 'classification.type');
    if (types.every((type) => type === '') && !hasOne(seen, 'malware.name')) {
      return 'No row says by classification.type what was seen: the addresses need not be infected.';
    }
    return otherKinds(types, /infected|malware|drone|botnet|c2|c&c|command|dga/i);
  },
};
