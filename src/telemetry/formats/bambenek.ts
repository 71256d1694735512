import { share, type Format } from '../format.ts';

/** Bambenek's C2 master lists: address, free text, time, manual; no header. */
export const bambenek: Format = {
  name: 'Bambenek C2 list',
  matches: (seen) =>
    seen.names.length === 0 &&
    (share(seen, 1, /C&C/i) > 0.5 || /bambenek/i.test(seen.banner)) &&
    share(seen, 0, /^[\da-f.:]+$/i) > 0.5,
  positions: { address: 0, detail: 1, time: 2 },
  subject: 'servers',
  detail: { family: ['used by'], server: [] },
  zone: 'UTC',
  remark: 'Every row is a C2 server.',
};
