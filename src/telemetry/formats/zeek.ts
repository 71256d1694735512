import { has, hasOne, type Format } from '../format.ts';

/** Logs of Zeek, tab-separated with #fields or JSON lines: the originator is the host, the responder the other end. */
export const zeek: Format = {
  name: 'Zeek log',
  matches: (seen) =>
    has(seen, 'id.orig_h') ||
    (hasOne(seen, 'uid', 'peer_descr', '_path') && has(seen, 'ts') && hasOne(seen, 'src', 'host')),
  names: {
    time: ['ts'],
    address: ['idorigh', 'src', 'host'],
    machine: [],
    family: ['note', 'detailedlabel', 'label', 'threat', 'signature'],
    server: ['idresph', 'dst'],
    port: ['idrespp', 'p'],
    network: [],
    detail: ['tunnelparentslabeldetailedlabel', 'labeldetailedlabel'],
    weight: [],
  },
  detail: { family: ['malicious'], server: [] },
  otherEnd: 'peer',
  zone: 'UTC',
  remark: 'The other end of a connection is not taken for a C2 server.',
};
