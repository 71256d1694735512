import { has, hasOne, type Format } from '../format.ts';

/** Reports of CERT-SE's Megatron: both ends under the same names, those of the other end with a 2. */
export const megatron: Format = {
  name: 'Megatron report (CERT-SE)',
  matches: (seen) => has(seen, 'ip', 'ip2') && hasOne(seen, 'asn2', 'cc2', 'port2', 'hostname2'),
  names: {
    address: ['ip'],
    server: ['ip2', 'hostname2'],
    port: ['port2'],
    network: ['asn'],
    country: ['cc'],
    name: [],
  },
  otherEnd: 'unknown',
  zone: 'UTC',
  remark: 'The ip is the infected host; the ip2 may be a C2 server, a sinkhole or a victim.',
};
