import { has, hasOne, type Format } from '../format.ts';

/** EVE records of Suricata: either end of an alert may be the infected one. */
export const suricata: Format = {
  name: 'Suricata EVE',
  matches: (seen) =>
    has(seen, 'event_type', 'src_ip', 'timestamp') && hasOne(seen, 'dest_ip', 'flow_id'),
  names: {
    time: ['timestamp'],
    address: ['srcip'],
    family: ['alertsignature', 'alertcategory', 'eventtype'],
    server: ['destip'],
    port: ['destport'],
    machine: [],
    network: [],
    weight: [],
  },
  otherEnd: 'peer',
  remark: 'The src_ip is read as the host; choose dest_ip where the alerts fire on replies.',
  notice: 'An alert can fire on either direction: the src_ip of some rows may be the far end.',
};
