import { has, hasOne, type Format, type Sighting } from '../format.ts';

const misp = (seen: Sighting) =>
  has(seen, 'type', 'value') &&
  hasOne(seen, 'to_ids', 'uuid', 'attribute_tag', 'event_id', 'category');

/** Attributes of MISP, CSV or JSON: ip-src is a host, ip-dst a C2 server, other attributes are set aside. */
export const mispAttributes: Format = {
  name: 'MISP attributes',
  matches: misp,
  recordsUnder: 'Attribute',
  names: {
    time: ['date', 'timestamp', 'firstseen', 'attributetimestamp', 'eventdate'],
    lastSeen: ['lastseen'],
    address: ['value', 'value1'],
    category: ['type'],
    family: ['eventinfo', 'comment', 'attributetag'],
    server: [],
    source: ['eventsourceorg', 'eventmemberorg'],
    name: [],
    country: [],
    weight: [],
  },
  subject: 'aside',
  categories: [
    { pattern: '^ip-src(?:\\|port)?$', subject: 'hosts' },
    { pattern: '^(?:ip-dst(?:\\|port)?|domain\\|ip)$', subject: 'servers' },
  ],
  otherIndicators: true,
  zone: 'UTC',
  remark:
    'Attributes ip-src are hosts, ip-dst and domain|ip are C2 servers; other attributes are set aside.',
};
