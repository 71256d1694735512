import { has, share, type Format, type Sighting } from '../format.ts';

const isBare = (seen: Sighting) =>
  share(seen, 2, /^[\da-f.:]+$/i) > 0.4 &&
  share(seen, 0, /^(?:\d+|NA)$/i) > 0.4 &&
  share(seen, 3, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) > 0.4 &&
  share(seen, 4, /^[a-z\d_-]+$/i) > 0.4;

/**
 * DataPlane.org feeds: AS number, AS name, address, last seen, category, parted by pipes with blanks; some tell when the
 * address was first seen as well.
 */
export const dataplane: Format = {
  name: 'DataPlane feed',
  matches: (seen) =>
    seen.shape === 'csv' &&
    (has(seen, 'asn', 'asname', 'ipaddr', 'lastseen', 'category') || isBare(seen)),
  names: { time: ['lastseen', 'firstseen'], lastSeen: [], family: ['category'], name: [] },
  positions: { network: 0, address: 2, time: 3, family: 4 },
  zone: 'UTC',
};
