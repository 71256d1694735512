import { has, hasOne, type Format } from '../format.ts';

/** CERT-EU feeds: names with blanks, of which "source" stands twice. */
export const certEu: Format = {
  name: 'CERT-EU feed',
  matches: (seen) => has(seen, 'source ip') && hasOne(seen, 'source time', 'observation time'),
  names: {
    time: ['sourcetime', 'observationtime'],
    address: ['sourceip'],
    family: ['target', 'threattype', 'type', 'description'],
    server: ['domainname', 'url'],
    network: ['sourceasn', 'asn'],
    weight: ['count'],
  },
  otherEnd: 'unknown',
  serverIsUrl: true,
  zone: 'UTC',
};
