import { has, type Format } from '../format.ts';

/** Reports of CERT-Bund: infected addresses with the malware and what they called. */
export const certBund: Format = {
  name: 'CERT-Bund report',
  matches: (seen) =>
    has(seen, 'asn', 'ip', 'timestamp', 'malware') && !has(seen, 'geo') && seen.names.length < 14,
  names: {
    time: ['timestamp'],
    address: ['ip'],
    family: ['malware'],
    server: ['dsthost', 'destinationhost', 'dstip', 'destinationip'],
    port: ['dstport', 'destinationport'],
    network: ['asn'],
  },
  otherEnd: 'unknown',
  zone: 'UTC',
};
