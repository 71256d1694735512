import { has, hasOne, type Format } from '../format.ts';

/** Events of the Cowrie honeypot: the source attacks, the destination is the honeypot. */
export const cowrie: Format = {
  name: 'Cowrie events',
  matches: (seen) =>
    has(seen, 'eventid', 'src_ip', 'session') && hasOne(seen, 'sensor', 'timestamp'),
  names: { time: ['timestamp'], address: ['srcip'], family: ['eventid'], server: [], machine: [] },
  otherEnd: 'honeypot',
  zone: 'UTC',
  remark: 'The dst_ip is the honeypot; user names, passwords and input are not read.',
};
