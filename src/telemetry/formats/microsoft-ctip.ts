import { has, hasOne, type Format, type Sighting } from '../format.ts';

const sinkholeRemark =
  'The target of these rows is the sinkhole that Microsoft runs and is not taken for a C2 server.';

const dcu = (seen: Sighting) =>
  has(seen, 'SourceIp') &&
  hasOne(seen, 'FileTimeUtc', 'DateTimeReceivedUtc') &&
  hasOne(seen, 'Botnet', 'ThreatCode', 'Malware');

/** Microsoft's Digital Crimes Unit: CSV with Windows FILETIME, JSON lines of Azure, and the Interflow array. */
export const microsoftCtip: readonly Format[] = [
  {
    name: 'Microsoft DCU / CTIP feed',
    matches: dcu,
    names: {
      time: ['filetimeutc', 'datetimereceivedutc', 'datetimereceivedutctxt'],
      address: ['sourceip'],
      family: ['botnet', 'malware', 'threatcode'],
      server: ['httphost', 'httpinfohttphost'],
      port: ['targetport', 'destinationport'],
      network: [
        ...['sourceipasnnr', 'sourceasnumber', 'sourceipinfosourceipasnumber'],
        'sourceipinfosourceipasnnumber',
      ],
      weight: ['totalencounters'],
    },
    otherEnd: 'sinkhole',
    serverIsUrl: true,
    zone: 'UTC',
    remark: sinkholeRemark,
  },
  {
    name: 'Microsoft CTIP Interflow feed',
    matches: (seen) => has(seen, 'networksourceipv4') || has(seen, 'networksourceipv6'),
    names: {
      time: ['firstreporteddatetime', 'lastreporteddatetime', 'ingesteddatetime'],
      address: ['networksourceipv4', 'networksourceipv6'],
      family: ['externalid', 'threattype', 'malwarefamily', 'description'],
      server: [],
      port: ['networkdestinationport'],
      network: ['networksourceasn'],
    },
    otherEnd: 'sinkhole',
    zone: 'UTC',
    remark: sinkholeRemark,
  },
  {
    name: 'Microsoft malicious URL feed',
    matches: (seen) =>
      has(seen, 'indicatorthreattype', 'networkdestinationipv4') &&
      !hasOne(seen, 'networksourceipv4', 'networksourceipv6'),
    names: {
      time: ['firstreporteddatetime', 'lastreporteddatetime'],
      lastSeen: ['lastreporteddatetime'],
      address: ['networkdestinationipv4', 'networkdestinationipv6'],
      family: ['indicatorthreattype'],
      server: [],
      port: ['networkdestinationport'],
      network: ['networkdestinationasn'],
    },
    subject: 'servers',
    asksSubject: () => true,
    zone: 'UTC',
    remark: 'The rows name web servers and no visitor of theirs.',
    notice: 'The addresses served pages of fraud or malware: few of them are C2 servers.',
  },
];
