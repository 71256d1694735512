import { has, share, type Format } from '../format.ts';

/** DShield: the block list of networks and the daily sources with zero-padded addresses. */
export const dshield: readonly Format[] = [
  {
    name: 'DShield block list',
    matches: (seen) =>
      (has(seen, 'start', 'end', 'netblock') && seen.names.length > 4) ||
      (/dshield/i.test(seen.banner) &&
        share(seen, 1, /^\d+\.\d+\.\d+\.\d+$/) > 0.8 &&
        share(seen, 2, /^\d+$/) > 0.8),
    names: { address: ['start'], weight: ['attacks'], family: [], server: [], time: [] },
    positions: { address: 0, weight: 3 },
    notice: 'The rows are networks that attacked; each counts once, at its first address.',
  },
  {
    name: 'DShield daily sources',
    matches: (seen) =>
      share(seen, 0, /^\d{3}\.\d{3}\.\d{3}\.\d{3}$/) > 0.8 &&
      (seen.names.length === 0 || has(seen, 'source ip')),
    names: {
      address: ['sourceip'],
      weight: ['reports', 'count'],
      server: [],
      port: ['targetport', 'port'],
    },
    positions: { address: 0, port: 1, weight: 3, time: 5 },
    zone: 'UTC',
  },
];
