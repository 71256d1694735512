import { has, hasOne, otherKinds, type Format, type Sighting } from '../format.ts';

/** The categories of the first events, several of one event apart. */
function kindsOf({ names, rows }: Sighting): string[] {
  const column = names.indexOf('category');
  return rows.flatMap((row) => (row[column] ?? '').split(/\s+/));
}

/** Events in IDEA, which CESNET's Warden passes on: sources and targets are lists, each with lists of addresses. */
export const idea: Format = {
  name: 'IDEA events',
  matches: (seen) =>
    seen.shape === 'json' &&
    hasOne(seen, 'detecttime', 'eventtime') &&
    hasOne(seen, 'source[].ip4[]', 'source[].ip6[]') &&
    has(seen, 'category[]'),
  names: {
    time: ['eventtime', 'detecttime', 'winstarttime', 'createtime'],
    address: ['sourceip4', 'sourceip6'],
    family: ['category'],
    category: ['sourcetype'],
    server: ['targetip4', 'targethostname', 'targetip6'],
    port: ['targetport'],
    weight: [],
    name: [],
    source: [],
    machine: [],
  },
  categories: [{ pattern: '(?:^|\\s)CC(?:\\s|$)', subject: 'servers' }],
  otherEnd: 'unknown',
  zone: 'UTC',
  remark: 'A source of the type "CC" is a C2 server; other sources are hosts.',
  notice: (seen) => otherKinds(kindsOf(seen), /Botnet|Malware|Virus|Trojan|Worm/i),
};
