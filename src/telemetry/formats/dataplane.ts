import { share, type Format } from '../format.ts';

/** DataPlane.org feeds: AS number, AS name, address, last seen, category, parted by pipes with blanks. */
export const dataplane: Format = {
  name: 'DataPlane feed',
  matches: (seen) =>
    seen.shape === 'csv' &&
    share(seen, 2, /^[\da-f.:]+$/i) > 0.4 &&
    share(seen, 0, /^(?:\d+|NA)$/i) > 0.4 &&
    share(seen, 3, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) > 0.4 &&
    share(seen, 4, /^[a-z\d_-]+$/i) > 0.4,
  positions: { network: 0, address: 2, time: 3, family: 4 },
  zone: 'UTC',
};
