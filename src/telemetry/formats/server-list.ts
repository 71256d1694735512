import { has, hasOne, type Format, type Sighting } from '../format.ts';

const infected = ['src_ip', 'source_ip', 'machine_id', 'infected_ip', 'bot_id', 'source.ip'];

/** Names of an address that is the infected end where another column is that of the C2 server. */
const either = [
  'ip',
  'address',
  'ip_address',
  'ipaddr',
  'ipv4',
  'host',
  'host_ip',
  'client_ip',
  'victim',
  'victims',
  'bots',
  'infected_hosts',
];

/** Names of the infected end, however they end. */
const isInfectedName = (name: string) =>
  /^(?:src|source|infected|victim|bot|client)(?:ip|ips|ipaddress|ipaddr|addr|address|ipv[46]|host)$/.test(
    name,
  );

function isServerList(seen: Sighting): boolean {
  const address = hasOne(
    seen,
    ...['address', 'ip', 'dst_ip', 'c2', 'c2_ip', 'server', 'server_ip', 'ioc', 'ip_address'],
  );
  const named = hasOne(seen, 'c2', 'c2_ip', 'cnc_ip', 'c2_server', 'c2_address', 'c2_host');
  // Beside a column of C2 servers another address is that of the host that called.
  if (named && (hasOne(seen, ...either) || seen.names.some(isInfectedName))) return false;
  const status = hasOne(seen, 'status', 'c2_status');
  return (address || named) && (status || named) && !hasOne(seen, ...infected) && !has(seen, 'geo');
}

/** A list of C2 servers with a header: an address with a status, or a column that is called C2, and no infected side. */
export const serverList: Format = {
  name: 'C2 list',
  matches: isServerList,
  names: {
    time: ['firstseen', 'firstseenutc', 'firstseenat', 'dateadded'],
    lastSeen: ['lastseen', 'lastseenutc', 'lastseenat', 'lastonline'],
    address: [
      'address',
      'ip',
      'ipaddress',
      'dstip',
      'c2ip',
      'cncip',
      'c2',
      'c2server',
      'c2address',
      'c2host',
      'serverip',
      'server',
      'ioc',
    ],
    port: ['port', 'dstport', 'serverport', 'c2port'],
    family: ['family', 'malware', 'malwareprintable', 'botnet', 'malwarefamily'],
    server: [],
  },
  subject: 'servers',
  remark: 'A list with an address and a status, and no infected side, is a list of servers.',
};
