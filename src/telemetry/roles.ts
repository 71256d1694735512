import { type Role } from '../model/roles.ts';

export { roles, type Role } from '../model/roles.ts';

/** Roles that only C2 servers have: a file of telemetry alone is not searched for them. */
export const serverRoles: readonly Role[] = [
  ...(['status', 'lastSeen', 'city', 'name', 'source', 'mark'] as const),
];

/** Names of a role's column, folded, the best first. */
export const roleNames: Readonly<Record<Role, readonly string[]>> = {
  time: [
    ...['timestamp', 'time', 'timesource', 'timeobservation', '@timestamp', 'ts', 'datetime'],
    ...['date', 'starttime', 'firstseenutc', 'firstseen', 'firsttime', 'dateadded', 'sourcetime'],
    ...['observationtime', 'reportdate', 'lastseen', 'lastseenutc', 'lastonline', 'lasttime'],
    ...['detectedsince', 'eventdate', 'filetimeutc', 'datetimereceivedutc', 'eventtime', 'seen'],
    ...['firstreporteddatetime', 'lastreportedat', 'dateaddedutc', 'createdat', 'received', 'when'],
    ...['eventtimestamp', 'logtime', 'utctime', 'timeutc', 'timestamputc', 'epoch', 'unixtime'],
    ...['firstseenat', 'lastseenat', 'detectedat', 'detectiontime', 'reportedat', 'timegenerated'],
    ...['lastcheckin', 'checkin', 'lastactivity', 'eventdatetime', 'stime', 'zeitpunkt', 'datum'],
    ...['zeitstempel', 'horodatage', 'dateheure', 'date/heure', 'fecha', 'fechahora', 'zeit'],
  ],
  address: [
    ...['srcip', 'sourceip', 'src', 'saddr', 'srcaddr', 'sa', 'idorigh', 'infectedip', 'botip'],
    ...['victimip', 'hostip', 'ip', 'ipaddress', 'address', 'ipaddr', 'remoteaddr', 'clientip'],
    ...[
      'networksourceipv4',
      'cip',
      'sip',
      'sourceaddress',
      'srcaddress',
      'ipv4',
      'ipv6',
      'ip4',
      'ip6',
    ],
    ...['networksourceipv6', 'httprefererip', 'geoipip', 'srcipkeyword', 'attackerip', 'victim'],
    ...['originip', 'envremoteaddr', 'infectedhost', 'indicator', 'iocvalue', 'ioc', 'network'],
    ...['cidr', 'host', 'client', 'remoteip', 'peerip', 'source', 'value', 'iprange'],
    ...['ipsrc', 'ipv6src', 'src4addr', 'src6addr', 'ipadresse', 'quellip', 'quelladresse'],
    ...['adresseip', 'adresseipsource', 'ipsource', 'direccionip', 'ipdeorigen', 'indirizzoip'],
    ...['iporigen', 'bots', 'victims', 'infectedhosts', 'domain/ip', 'ip/domain', 'domainorip'],
  ],
  clock: [
    ...[
      'time',
      'timeofday',
      'clock',
      'timeutc',
      'eventtime',
      'logtime',
      'uhrzeit',
      'zeit',
      'heure',
      'hora',
    ],
  ],
  machine: ['machineid', 'mid', 'botid', 'uid', 'machine', 'bot', 'botguid', 'hwid'],
  family: [
    ...['infection', 'family', 'malware', 'malwarename', 'malwareprintable', 'malwarefamily'],
    ...['botnet', 'botname', 'threat', 'mwtype', 'trojanfamily', 'malwfamily', 'threatcode'],
    ...['classificationidentifier', 'signature', 'alertsignature', 'tag', 'tags', 'label'],
    ...['threattype', 'botnetfamily', 'malwaretype', 'threatname', 'bottype', 'infectiontype'],
    ...['category', 'categories', 'botnetz', 'schadsoftware', 'maliciel', 'familie', 'familia'],
    ...['c2framework', 'framework', 'famille', 'attackcat', 'attacktype', 'rulename', 'bot'],
  ],
  server: [
    ...['serverip', 'server', 'c2ip', 'c2', 'ccip', 'c2server', 'c2address', 'cncip', 'cnc'],
    ...['controller', 'controllerip', 'ccserver', 'destinationip', 'dstip', 'destip', 'targetip'],
    ...['remoteip', 'idresph', 'dstaddr', 'daddr', 'dst', 'da', 'dip', 'destinationaddress'],
    ...['networkdestinationipv4', 'destination', 'ipdst', 'dst4addr', 'dst6addr', 'zielip'],
    ...['adresseipdestination', 'ipdestination', 'zieladresse', 'ipdedestino', 'ipdestino'],
    ...['c2domain', 'ccdomain', 'c2host', 'c2fqdn', 'cchost', 'ccdns', 'c2url'],
  ],
  port: [
    ...['dstport', 'destinationport', 'destport', 'serverport', 'c2port', 'ccport', 'targetport'],
    ...['remoteport', 'idrespp', 'dport', 'dp', 'tcpdstport', 'udpdstport', 'dpt'],
  ],
  ownPort: [],
  network: ['srcasn', 'sourceasn', 'asn', 'asnumber', 'srcas', 'sourceipasnnr', 'sourceasnumber'],
  weight: [
    ...['count', 'attacks', 'totalencounters', 'attemptcount', 'numberofconnections'],
    ...['eventcount', 'connections', 'hits', 'encounters'],
  ],
  category: [],
  detail: [],
  status: ['status', 'c2status', 'urlstatus'],
  lastSeen: ['lastseen', 'lastseenutc', 'lastonline', 'lastseenat'],
  country: ['country', 'countrycode', 'geo'],
  city: ['city'],
  name: ['name', 'hostname', 'host'],
  source: ['source', 'reference', 'reporter'],
  mark: ['mark'],
};

/** Names of the column that gives the country of a host, folded, the best first; its cells must be ISO codes. */
export const hostCountryNames: readonly string[] = [
  ...['srcgeo', 'sourcegeo', 'sourcegeolocationcc', 'geo', 'srccountry'],
  ...['srccountrycode', 'sourcecountry', 'sourceipcountrycode', 'countrycode', 'country'],
  ...['sourcegeocountryisocode', 'clientgeocountryisocode', 'sourcegeocountrycode'],
  ...['geoenvremoteaddrcountrycode', 'sourceipinfosourceipcountrycode', 'ipgeo', 'srcipgeo'],
  ...[
    'sourcecc',
    'ipcountry',
    'geoipcountrycode2',
    'countrycode2',
    'geoipcountryisocode',
    'geoipcountrycode',
    'srccc',
    'cc',
    'metadatacountrycode',
    'locationcountrycode',
    'land',
    'pays',
    'pais',
    'victimcountry',
    'botcountry',
    'país',
  ],
];

/** Names of times that are nothing else; the others may be. */
const surelyTimes = /(?:time|stamp|date|seen|utc)$|^(?:time|date|first|last|zeitpunkt)/;

/** Whether a folded name is one of times, and of nothing else. */
export function isTimeName(folded: string): boolean {
  return roleNames.time.includes(folded) && surelyTimes.test(folded);
}

/** The zone that a column's name gives in brackets, as in "Time (CET)". */
const zoneInBrackets =
  /[([](?:utc|gmt|ces?t|mes?z|[ep][sd]t|jst|msk|bst|(?:utc|gmt)?[+-]\d{1,2}(?::?\d\d)?|[a-z]+(?:\/[a-z_]+)+)[)\]]/gi;

/** A column's name without the zone that it gives in brackets. */
export function withoutZone(name: string): string {
  return name.replace(zoneInBrackets, '');
}

/** A column name as roles compare it: lower case, without blanks, _, -, dots, list marks, (UTC), (s) and Kibana's `.keyword`. */
export function fold(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/\.keyword$/, '')
    .replace(/^#+/, '')
    .replace(zoneInBrackets, '')
    .replace(/\[\]|\(e?s\)/g, '')
    .replace(/[\s_.-]+/g, '');
}
