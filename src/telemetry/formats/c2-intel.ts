import { has, share, type Format } from '../format.ts';

/** C2IntelFeeds: an address and what it is, the header in a comment. */
export const c2Intel: Format = {
  name: 'C2IntelFeeds list',
  matches: (seen) =>
    (has(seen, 'ip', 'ioc') && seen.names.length < 5) ||
    (seen.names.length === 0 && share(seen, 1, /^Possible .*C2/i) > 0.5),
  names: { address: ['ip'], family: ['ioc'], server: [], time: [] },
  positions: { address: 0, family: 1 },
  subject: 'servers',
  remark: 'Every row is a C2 server.',
};
