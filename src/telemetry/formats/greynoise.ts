import { has, hasOne, type Format } from '../format.ts';

/** GreyNoise: addresses that scan the Internet, with a classification. */
export const greynoise: Format = {
  name: 'GreyNoise scanners',
  matches: (seen) =>
    has(seen, 'ip', 'classification') && hasOne(seen, 'last_seen', 'actor', 'noise'),
  names: {
    time: ['lastseen', 'lastseentimestamp', 'firstseen'],
    lastSeen: [],
    address: ['ip'],
    family: ['tags', 'actor', 'classification'],
    server: [],
  },
  zone: 'UTC',
};
