import { has, hasOne, share, type Format } from '../format.ts';

/** Spamhaus: bots (CERT Insight) and networks (DROP as text and as JSON lines). */
export const spamhaus: readonly Format[] = [
  {
    name: 'Spamhaus CERT Insight',
    matches: (seen) => has(seen, 'ip', 'asn', 'botname') && hasOne(seen, 'lastseen', 'remote_ip'),
    names: {
      time: ['lastseen'],
      lastSeen: [],
      address: ['ip'],
      family: ['botname'],
      server: ['remoteip', 'domain'],
      port: ['remoteport'],
      network: ['asn'],
    },
    otherEnd: 'unknown',
    zone: 'UTC',
  },
  {
    name: 'Spamhaus DROP',
    matches: (seen) =>
      seen.shape !== 'json' &&
      share(seen, 0, /^[\da-f.:]+\/\d+$/i) > 0.5 &&
      share(seen, 1, /^SBL\d+/i) > 0.5,
    positions: { address: 0, family: 1 },
    notice: 'The rows are networks that are not to be trusted, not infected hosts.',
  },
  {
    name: 'Spamhaus DROP, JSON lines',
    matches: (seen) => seen.shape === 'json' && has(seen, 'cidr', 'sblid'),
    names: { address: ['cidr'], family: ['sblid'], server: [], time: [] },
    notice: 'The rows are networks that are not to be trusted, not infected hosts.',
  },
];
