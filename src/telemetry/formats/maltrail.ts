import { share, type Format } from '../format.ts';

/** Sensor logs of Maltrail: time, sensor, source, port, destination, port, protocol, kind, trail, information. */
export const maltrail: Format = {
  name: 'Maltrail log',
  matches: (seen) =>
    seen.names.length === 0 &&
    share(seen, 0, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/) > 0.8 &&
    share(seen, 6, /^(?:TCP|UDP|ICMP)$/i) > 0.8 &&
    share(seen, 2, /^[\da-f.:]+$/i) > 0.8,
  positions: { time: 0, address: 2, server: 4, port: 5, family: 9 },
  otherEnd: 'peer',
  remark: 'The source of a row is read as the host.',
};
