import { share, type Format } from '../format.ts';

const address = /^(?:sip|ip)=[\da-f.:]+$/i;

/** Scanners seen by 360 Netlab: a time and sip=1.2.3.4, or the other way round; the family is the file's name. */
export const netlab: Format = {
  name: 'Netlab scanner list',
  matches: (seen) =>
    seen.shape !== 'json' && [0, 1, 2].some((column) => share(seen, column, address) > 0.8),
  zone: 'UTC',
};
