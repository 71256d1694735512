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
    matches: (seen) => has(seen, 'ts', 'sa', 'da') && hasOne(seen, 'te', 'td', 'pr'),
    names: {
      time: ['ts'],
      address: ['sa'],
      family: [],
      server: ['da'],
      port: ['dp'],
      network: ['sas'],
    },
    otherEnd: 'peer',
    trailer: 'Summary',
    remark,
  },
];
