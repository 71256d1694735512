import { has, hasOne, share, type Format } from '../format.ts';

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

/** C2IntelFeeds: what frameworks found by a scan are set to, as CSV, or as the JSON of a search. */
export const c2Configurations: Format = {
  name: 'C2IntelFeeds configurations',
  matches: (seen) =>
    hasOne(seen, 'ip', 'result.ip') &&
    [...seen.names].some((name) => /^(?:result)?c2(?:servers?|urls?)(?:\[\])?$/.test(name)) &&
    [...seen.names].some((name) =>
      /^(?:result)?(?:beacontype|sleeptime|watermark|publickey|key|useragent|hostheader)$/.test(
        name,
      ),
    ),
  names: {
    time: ['firstseen', 'resultfirstseen'],
    address: ['ip', 'resultip'],
    family: [],
    server: [],
    name: [],
    source: [],
    port: ['port', 'resultport'],
    network: ['asn', 'resultasn'],
  },
  subject: 'servers',
  zone: 'UTC',
  remark: 'The ip of a row is the C2 server that a scan found; what it is set to is not read.',
};
