import { has, hasOne, type Format, type Sighting } from '../format.ts';

const searched = (seen: Sighting) =>
  has(seen, '@timestamp') && hasOne(seen, '_id', '_index', '_score', '@version', '_source');

/** What Kibana exports from Discover, T-Pot among others: any columns, times as the reader's settings wrote them. */
export const kibana: Format = {
  name: 'Kibana export',
  matches: (seen) => searched(seen) || (has(seen, '@timestamp') && seen.shape === 'csv'),
  names: {
    time: ['@timestamp'],
    address: ['srcip', 'sourceip', 'geoipip', 'clientip', 'ip', 'remoteip', 'host', 'srcipkeyword'],
    family: ['alertsignature', 'type', 'eventcategory', 'tags'],
    server: ['destinationip', 'destip', 'dstip'],
    machine: [],
  },
  otherEnd: 'peer',
  remark: 'Kibana writes times in the zone of whoever exported them, unless they carry a zone.',
};
