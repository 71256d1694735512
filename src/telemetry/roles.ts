/** What a column can mean to the atlas. */
export type Role = 'time' | 'address' | 'machine' | 'family' | 'server' | 'port' | 'network';

export const roles: readonly Role[] = [
  'time',
  'address',
  'machine',
  'family',
  'server',
  'port',
  'network',
];

/** Names of a role's column, folded, the best first. */
export const roleNames: Readonly<Record<Role, readonly string[]>> = {
  time: [
    ...['timestamp', 'time', 'timesource', 'timeobservation', '@timestamp', 'ts', 'datetime'],
    ...['date', 'starttime', 'firstseenutc', 'firstseen', 'firsttime', 'dateadded', 'sourcetime'],
    ...['observationtime', 'reportdate', 'lastseen', 'lastseenutc', 'lastonline', 'lasttime'],
    ...['detectedsince', 'eventdate'],
  ],
  address: [
    ...['srcip', 'sourceip', 'src', 'saddr', 'srcaddr', 'sa', 'idorigh', 'infectedip', 'botip'],
    ...['victimip', 'hostip', 'ip', 'ipaddress', 'address', 'ipaddr', 'remoteaddr', 'clientip'],
    ...['networksourceipv4', 'sip', 'host'],
  ],
  machine: ['machineid', 'mid', 'botid', 'uid', 'machine', 'bot'],
  family: [
    ...['infection', 'family', 'malware', 'malwarename', 'malwareprintable', 'malwarefamily'],
    ...['botnet', 'botname', 'threat', 'mwtype', 'trojanfamily', 'threatcode', 'signature'],
    ...['classificationidentifier', 'tag', 'tags', 'label'],
  ],
  server: [
    ...['serverip', 'server', 'c2ip', 'c2', 'ccip', 'c2server', 'c2address', 'cncip', 'cnc'],
    ...['controller', 'controllerip', 'ccserver', 'destinationip', 'dstip', 'destip', 'targetip'],
    ...['remoteip', 'idresph', 'dstaddr', 'daddr', 'dst'],
  ],
  port: [
    ...['dstport', 'destinationport', 'destport', 'serverport', 'c2port', 'ccport', 'targetport'],
    ...['remoteport', 'idrespp', 'dport', 'dp'],
  ],
  network: ['srcasn', 'sourceasn', 'asn', 'asnumber'],
};

/** A column name as roles compare it: lower case, without blanks, _, - and dots. */
export function fold(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_.-]+/g, '');
}

/**
 * The column of each role by its name. A family's column that is empty in all the first rows gives way to the next
 * best: reports name the malware in one of several columns.
 * @param rows the first rows, without the header
 */
export function rolesByName(
  header: readonly string[],
  names: Readonly<Record<Role, readonly string[]>>,
  rows: readonly (readonly string[])[] = [],
): Partial<Record<Role, number>> {
  const folded = header.map(fold);
  const filled = (column: number) => rows.some((row) => (row[column] ?? '') !== '');
  const columns: Partial<Record<Role, number>> = {};
  for (const role of roles) {
    const found = names[role].map((name) => folded.indexOf(name)).filter((column) => column >= 0);
    const best = (role === 'family' ? found.find(filled) : undefined) ?? found[0];
    if (best !== undefined) columns[role] = best;
  }
  return columns;
}
