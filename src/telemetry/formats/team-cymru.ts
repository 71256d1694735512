import { has, hasOne, otherKinds, share, type Format, type Sighting } from '../format.ts';

const cymru = (seen: Sighting) =>
  seen.shape === 'csv' &&
  ((has(seen, 'asn', 'timestamp') &&
    hasOne(seen, 'category', 'report') &&
    hasOne(seen, 'comments', 'optional_information', 'info', 'notes') &&
    hasOne(seen, 'ip', 'address')) ||
    (seen.names.length === 0 &&
      share(seen, 0, /^[a-z_]+$/i) > 0.9 &&
      share(seen, 2, /^\d+$/) > 0.9 &&
      share(seen, 3, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) > 0.9));

/** Categories of infections and of their C2 servers: other rows tell of scanners, open resolvers, proxies and the like. */
const infections =
  /^(?:bots?|controllers?|conficker|botnet|infected|beagle|blaster|bancos|dipnet|mydoom|nachi|phatbot|sinit|slammer|stormworm|toxbot|virut|zeus|.*worm)$/i;

/** The categories of the first rows, with or without a header. */
function kindsOf({ names, rows }: Sighting): string[] {
  const column = Math.max(0, names.indexOf('category'), names.indexOf('report'));
  return rows.map((row) => (row[column] ?? '').trim()).filter((kind) => /^[a-z_]+$/i.test(kind));
}

/** Team Cymru's CAP reports, both generations: the malware and the C2 stand in pairs in a cell of free text. */
export const teamCymru: Format = {
  name: 'Team Cymru report',
  matches: cymru,
  names: {
    time: ['timestamp'],
    address: ['ip', 'address'],
    category: ['category', 'report'],
    detail: ['comments', 'optionalinformation', 'info', 'notes'],
    family: [],
    server: [],
    network: ['asn'],
  },
  positions: { category: 0, address: 1, network: 2, time: 3, detail: 4 },
  categories: [{ pattern: '^controllers?$', subject: 'servers' }],
  detail: {
    family: ['family:', 'mwtype', 'malware:', 'family'],
    server: ['dest_addr:', 'destaddr:', 'dstaddr:', 'destaddr', 'dstaddr', 'dest_addr'],
  },
  familyIsCategory: true,
  otherEnd: 'unknown',
  zone: 'UTC',
  remark: 'Rows of the category "controller" are C2 servers; the other rows are hosts.',
  notice: (seen) => otherKinds(kindsOf(seen), infections),
};
