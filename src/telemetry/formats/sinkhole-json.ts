import { has, hasOne, type Format } from '../format.ts';

/** Events of sinkholes as JSON: BitSight (AnubisNetworks) and BinaryEdge. */
export const sinkholeJson: readonly Format[] = [
  {
    name: 'BitSight / AnubisNetworks sinkhole events',
    matches: (seen) =>
      seen.shape === 'json' &&
      hasOne(seen, 'trojanfamily', 'malw.family', '_origin') &&
      hasOne(seen, 'env.remote_addr', 'src.ip'),
    names: {
      time: ['ts', '_ts', 'seents'],
      address: ['envremoteaddr', 'srcip'],
      family: ['trojanfamily', 'malwfamily'],
      server: ['envservername', 'commhttphost'],
      port: ['envserverport', 'dstport'],
      weight: ['count', 'statscount'],
    },
    otherEnd: 'sinkhole',
    serverIsUrl: true,
    zone: 'UTC',
    remark: 'The server of these events is the sinkhole and is not taken for a C2 server.',
  },
  {
    name: 'BinaryEdge sinkhole events',
    matches: (seen) => seen.shape === 'json' && has(seen, 'origin.ip') && has(seen, 'origin.ts'),
    names: {
      time: ['origints'],
      address: ['originip'],
      family: [],
      server: [],
      port: ['targetport'],
    },
    otherEnd: 'sinkhole',
    zone: 'UTC',
  },
];
