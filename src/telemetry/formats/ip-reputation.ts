import { has, hasOne, type Format } from '../format.ts';

/** Reputation feeds as JSON with a score: dates with the day first, the category tells which end the address is. */
export const ipReputation: Format = {
  name: 'IP reputation feed',
  matches: (seen) => has(seen, 'ip', 'threat_score') && hasOne(seen, 'category', 'first_seen'),
  names: {
    time: ['lastseen', 'firstseen'],
    lastSeen: [],
    address: ['ip'],
    category: ['category'],
    family: [],
    server: [],
  },
  categories: [{ pattern: 'c&c|c2|cnc|botnet_cc', subject: 'servers' }],
  familyIsCategory: true,
  zone: 'UTC',
  dayFirst: true,
};
