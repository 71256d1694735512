import { has, hasOne, type Format, type Sighting } from '../format.ts';
import type { CategoryRule } from '../recognition.ts';

/** Where STIX says what an object is about, the most telling first. */
const telling = ['killchainphasesphasename', 'labels', 'indicatortypes', 'type'];

const decided: readonly CategoryRule[] = [
  {
    pattern: 'command.?(?:and|&|n).?control|c&c|c2|cnc|controller|botnet.?server',
    subject: 'servers',
  },
  { pattern: 'infected|compromised|victim|drone|bot.?(?:host|client|member)', subject: 'hosts' },
  {
    pattern:
      '^(?:attack-pattern|campaign|course-of-action|grouping|identity|incident|infrastructure|intrusion-set|location|malware|malware-analysis|marking-definition|note|opinion|relationship|report|sighting|threat-actor|tool|vulnerability|domain-name|url|file|artifact|autonomous-system)$',
    subject: 'aside',
  },
];

/** Whether some object with an address says nothing of which end it is. */
function isOpen(seen: Sighting): boolean {
  const columns = telling.map((name) => seen.names.indexOf(name)).filter((column) => column >= 0);
  const pattern = seen.names.indexOf('pattern');
  const value = seen.names.indexOf('value');
  const ends = decided.slice(0, 2).map((rule) => new RegExp(rule.pattern, 'i'));
  return seen.rows.some((row) => {
    const isNamed = /ipv[46]-addr/.test(row[pattern] ?? '') || (row[value] ?? '') !== '';
    const said = columns.map((column) => row[column] ?? '').find((text) => text !== '') ?? '';
    return isNamed && !ends.some((end) => end.test(said));
  });
}

/** STIX 2 bundles: indicators whose patterns name addresses, and addresses as objects. */
export const stix: Format = {
  name: 'STIX bundle',
  recordsUnder: 'objects',
  matches: (seen) =>
    seen.shape === 'json' &&
    has(seen, 'type', 'id') &&
    (has(seen, 'pattern') || (has(seen, 'value') && hasOne(seen, 'spec_version', 'created'))),
  names: {
    time: ['validfrom', 'firstobserved', 'firstseen', 'created'],
    lastSeen: ['lastobserved', 'lastseen'],
    address: ['pattern', 'value'],
    category: telling,
    family: ['name'],
    server: [],
    name: [],
    source: [],
    country: [],
    weight: [],
    machine: [],
  },
  subject: 'servers',
  categories: decided,
  asksSubject: isOpen,
  otherIndicators: true,
  timeOptional: true,
  zone: 'UTC',
  remark:
    'Kill chain phase, labels and indicator types tell C2 servers from infected hosts; other objects are set aside.',
};
