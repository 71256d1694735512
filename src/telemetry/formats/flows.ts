import { has, hasOne, type Format } from '../format.ts';

const remark = 'The source of a flow is read; the other end is not taken for a C2 server.';

/** Flow records: Argus as in CTU-13, and nfdump. */
export const flows: readonly Format[] = [
  {
    name: 'Argus flows (CTU-13)',
    matches: (seen) => has(seen, 'StartTime', 'SrcAddr', 'DstAddr'),
    names: {
      time: ['starttime'],
      address: ['srcaddr'],
      family: ['label'],
      server: ['dstaddr'],
      port: ['dport'],
      weight: [],
    },
    otherEnd: 'peer',
    remark,
  },
  {
    name: 'nfdump flows',
    matches: (seen) =>
      (has(seen, 'ts', 'sa', 'da') && hasOne(seen, 'te', 'td', 'pr')) ||
      (has(seen, 'firstSeen', 'srcAddr', 'dstAddr') && hasOne(seen, 'flows', 'packets')) ||
      (hasOne(seen, 'src4_addr', 'src6_addr') &&
        hasOne(seen, 'in_packets', 'in_bytes', 'tcp_flags')),
    names: {
      time: ['ts', 'firstseen', 'first'],
      address: ['sa', 'srcaddr', 'src4addr', 'src6addr'],
      family: [],
      server: ['da', 'dstaddr', 'dst4addr', 'dst6addr'],
      port: ['dp', 'dstport'],
      network: ['sas', 'srcas'],
      weight: [],
    },
    otherEnd: 'peer',
    trailer: 'Summary',
    remark,
  },
];
