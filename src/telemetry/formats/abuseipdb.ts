import { has, hasOne, type Format } from '../format.ts';

/** AbuseIPDB: the CSV of bulk reports, and the blacklist as JSON or CSV. */
export const abuseIpDb: readonly Format[] = [
  {
    name: 'AbuseIPDB bulk report',
    matches: (seen) => has(seen, 'ip', 'categories', 'reportdate'),
    names: { time: ['reportdate'], address: ['ip'], family: ['categories'], server: [] },
    zone: 'America/New_York',
    remark: 'Times without a zone are US Eastern, as AbuseIPDB reads them.',
  },
  {
    name: 'AbuseIPDB blacklist',
    matches: (seen) =>
      hasOne(seen, 'ipAddress', 'ip') &&
      hasOne(seen, 'abuseConfidenceScore', 'Abuse Confidence Score'),
    names: {
      time: ['lastreportedat', 'lastreported'],
      address: ['ipaddress', 'ip'],
      family: [],
      server: [],
    },
    zone: 'UTC',
  },
];
