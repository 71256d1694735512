import { has, hasOne, valuesOf, type Format, type Sighting } from '../format.ts';

/** Common to all reports, whatever the year and the order of the columns. */
function isReport(seen: Sighting): boolean {
  const place = hasOne(seen, 'geo', 'src_geo', 'http_referer_geo');
  const address = hasOne(seen, 'ip', 'src_ip', 'http_referer_ip');
  return (
    has(seen, 'timestamp') && place && address && hasOne(seen, 'asn', 'src_asn', 'http_referer_asn')
  );
}

const families = ['infection', 'family', 'malware', 'type', 'tag', 'threat', 'reason', 'category'];
const common = { zone: 'UTC', categories: [] } as const;
const addresses = ['srcip', 'ip'];

const sinkholeRemark =
  'The dst_ip of these reports is the address of the sinkhole and is not taken for a C2 server.';

const sinkholeDns: Format = {
  ...common,
  name: 'Shadowserver sinkhole DNS report',
  matches: (seen) => isReport(seen) && has(seen, 'src_ip', 'query', 'query_type'),
  names: { address: addresses, family: families, server: ['query'] },
  otherEnd: 'sinkhole',
  serverIsUrl: true,
  resolvers: true,
  remark: 'The src_ip of these reports is a resolver that asked, likely not infected itself.',
  notice:
    'The addresses are DNS resolvers that asked the sinkhole: likely not infected hosts, but somebody behind them.',
};

const sinkholeReferer: Format = {
  ...common,
  name: 'Shadowserver sinkhole HTTP referer report',
  matches: (seen) =>
    isReport(seen) && has(seen, 'http_referer_ip') && !hasOne(seen, ...addresses, 'src_ip'),
  names: {
    address: ['httprefererip'],
    network: ['httprefererasn'],
    country: ['httpreferergeo'],
    family: families,
    server: ['httphost'],
  },
  otherEnd: 'sinkhole',
  serverIsUrl: true,
  remark: sinkholeRemark,
  notice: 'The addresses are web sites that sent visitors to the sinkhole, not infected hosts.',
};

const sinkhole: Format = {
  ...common,
  name: 'Shadowserver sinkhole report',
  matches: (seen) =>
    isReport(seen) &&
    has(seen, 'src_ip') &&
    (hasOne(seen, 'infection', 'family', 'type') || has(seen, 'tag', 'http_host')) &&
    hasOne(seen, 'dst_ip', 'http_host') &&
    (/sinkhole/i.test(seen.file) || has(seen, 'public_source') || has(seen, 'http_host')) &&
    !isHoneypot(seen) &&
    !isSpoofer(seen) &&
    !hasOne(seen, 'domain_source', 'signature'),
  names: { address: addresses, family: families, server: ['httphost'] },
  otherEnd: 'sinkhole',
  serverIsUrl: true,
  remark: sinkholeRemark,
};

const drone: Format = {
  ...common,
  name: 'Shadowserver botnet drone report',
  matches: (seen) => isReport(seen) && has(seen, 'ip', 'infection') && hasOne(seen, 'cc_ip', 'cc'),
  names: {
    address: ['ip'],
    family: families,
    server: ['ccip', 'cc'],
    port: ['ccport'],
    category: ['tag'],
  },
  otherEnd: 'c2',
  remark:
    'Where infection or tag is "sinkhole", the other end is a sinkhole and not taken for a C2 server.',
};

const olderSinkhole: Format = {
  ...common,
  name: 'Shadowserver older sinkhole report',
  matches: (seen) =>
    isReport(seen) &&
    hasOne(seen, 'ip', 'src_ip') &&
    has(seen, 'type') &&
    hasOne(seen, 'http_host', 'http_agent', 'url') &&
    !isHoneypot(seen),
  names: {
    address: addresses,
    family: ['infection', 'type', 'tag'],
    server: ['httphost'],
  },
  otherEnd: 'sinkhole',
  serverIsUrl: true,
  remark: sinkholeRemark,
};

const framework = /cobalt|sliver|metasploit|brute.?ratel|havoc|mythic|deimos|post.?exploitation/i;

/** Beside an infection, a tag must say that the address is the server. */
const isServerTag = (seen: Sighting, tag: string) =>
  !has(seen, 'infection') || /(?:^|[^a-z])c2(?:[^a-z]|$)/i.test(tag);

const exploitationFramework: Format = {
  ...common,
  name: 'Shadowserver post-exploitation framework report',
  matches: (seen) =>
    isReport(seen) &&
    has(seen, 'ip') &&
    !hasOne(seen, 'cc_ip', 'cc') &&
    (/post_exploitation/i.test(seen.file) ||
      valuesOf(seen, 'tag').some((tag) => framework.test(tag) && isServerTag(seen, tag))),
  names: {
    address: ['ip'],
    family: ['infection', 'family', 'tag'],
    server: [],
    port: ['port'],
    source: [],
  },
  subject: 'servers',
  remark: 'The ip of these reports is the C2 server itself.',
};

const compromisedWebsite: Format = {
  ...common,
  name: 'Shadowserver compromised website report',
  matches: (seen) => isReport(seen) && has(seen, 'ip') && hasOne(seen, 'cc_url', 'detected_since'),
  names: { address: ['ip'], family: ['family', 'tag', 'category'], server: ['ccurl'] },
  otherEnd: 'c2',
  serverIsUrl: true,
};

/** Columns that only reports of honeypots and darknets have. */
const honeypotColumns = [
  ...['username', 'payload_url', 'client_version', 'pattern', 'http_request_method'],
  ...['sensorid', 'slave_id', 'function_code'],
  ...['avg_pps', 'max_pps', 'attack_src_port', 'attack_src_ip', 'dst_netmask'],
];

/** Reports of honeypots: by the file's name, by columns of their own, or events that are counted without a DNS query. */
function isHoneypot(seen: Sighting): boolean {
  if (!isReport(seen) || !hasOne(seen, 'src_ip', 'ip')) return false;
  if (/honeypot|darknet|brute.?force/i.test(seen.file)) return true;
  if (has(seen, 'domain_source') || !hasOne(seen, 'dst_ip', 'dest_ip')) return false;
  const counted = has(seen, 'count', 'public_source') && !hasOne(seen, 'query', 'http_host');
  return hasOne(seen, ...honeypotColumns) || counted;
}

/** Reports of commands that drones heard: what C2 servers told bots to attack. */
const attackCommand: Format = {
  ...common,
  name: 'Shadowserver DDoS command report',
  matches: (seen) =>
    isReport(seen) &&
    has(seen, 'src_ip', 'dst_ip') &&
    (/honeypot_ddos(?!_amp)/i.test(seen.file) || hasOne(seen, 'attack_src_ip', 'dst_netmask')),
  names: {
    address: ['srcip'],
    port: ['srcport'],
    family: ['family', 'infection', 'tag'],
    network: ['srcasn'],
    country: ['srcgeo'],
    city: ['srccity'],
    name: ['domain', 'srchostname'],
    server: [],
    source: [],
    lastSeen: [],
  },
  subject: 'servers',
  remark:
    'The src_ip is the C2 server that gave the command; the dst_ip is the victim of the attack.',
};

const amplification: Format = {
  ...common,
  name: 'Shadowserver DDoS amplification report',
  matches: (seen) =>
    isReport(seen) &&
    hasOne(seen, 'src_ip', 'ip') &&
    (/ddos_amp|amplification.ddos/i.test(seen.file) ||
      hasOne(seen, 'avg_pps', 'max_pps') ||
      has(seen, 'request', 'sensor_geo') ||
      valuesOf(seen, 'infection').some((infection) => /ddos.?amp/i.test(infection))),
  names: { address: addresses, family: families, server: [] },
  otherEnd: 'honeypot',
  remark:
    'The src_ip (older: ip) is the victim of the attack; the dst_ip, where there is one, is the honeypot.',
  notice:
    'The addresses are victims of amplification attacks, whose source was forged: not infected hosts.',
};

const isSpoofer = (seen: Sighting) =>
  isReport(seen) && (/ip_?spoofer/i.test(seen.file) || has(seen, 'routedspoof'));

const spoofer: Format = {
  ...common,
  name: 'Shadowserver IP spoofer report',
  matches: isSpoofer,
  names: { address: addresses, family: families, server: [] },
  notice: 'The addresses are of networks that let forged packets out, not infected hosts.',
};

const honeypot: Format = {
  ...common,
  name: 'Shadowserver honeypot report',
  matches: isHoneypot,
  names: { address: addresses, family: families, server: [] },
  otherEnd: 'honeypot',
  remark: 'The src_ip is the attacker; the dst_ip, where there is one, is the honeypot.',
};

const participant: Format = {
  ...common,
  name: 'Shadowserver DDoS participant report',
  matches: (seen) =>
    isReport(seen) &&
    has(seen, 'src_ip', 'dst_ip') &&
    (/ddos/i.test(seen.file) || has(seen, 'domain_source')),
  names: { address: addresses, family: families, server: [] },
  otherEnd: 'victim',
  remark: 'The dst_ip is the victim of the attack and is not taken for a C2 server.',
};

const event: Format = {
  ...common,
  name: 'Shadowserver event report',
  matches: (seen) => isReport(seen) && has(seen, 'src_ip'),
  names: { address: addresses, family: families, server: [] },
  remark: 'The src_ip is read; the dst_ip is not taken for a C2 server.',
};

const blocklist: Format = {
  ...common,
  name: 'Shadowserver blocklist report',
  matches: (seen) => isReport(seen) && has(seen, 'ip', 'source', 'reason'),
  names: { address: ['ip'], family: ['tag', 'reason'], server: [] },
  notice: 'The addresses stand on block lists, for the reason that each row names.',
};

const exposed = /(?:^|[-_.])(?:scan6?|accessible|open|vulnerable|device_id|ssl|population)[-_.]/i;

const scan: Format = {
  ...common,
  name: 'Shadowserver scan report',
  matches: (seen) =>
    isReport(seen) && has(seen, 'ip') && !has(seen, 'infection') && exposed.test(seen.file),
  names: { address: ['ip'], family: ['tag'], server: [] },
  notice: 'The addresses are exposed or vulnerable devices that a scan found, not infected hosts.',
};

const malwareUrl: Format = {
  ...common,
  name: 'Shadowserver malware URL report',
  matches: (seen) =>
    isReport(seen) &&
    has(seen, 'ip', 'url') &&
    (/(?:malware|phish|spam)_url/i.test(seen.file) || has(seen, 'source')),
  names: { address: ['ip'], family: ['tag', 'family'], server: [] },
  notice:
    'The addresses offered malware or pages of fraud: many are infected devices, others are servers.',
};

const sandboxNotice =
  'Malware in a sandbox called these servers: ordinary services are among them.';

const sandbox: Format = {
  ...common,
  name: 'Shadowserver sandbox report',
  matches: (seen) =>
    isReport(seen) &&
    has(seen, 'ip', 'md5', 'host') &&
    (/sandbox/i.test(seen.file) || hasOne(seen, 'bytes_in', 'bytes_out', 'user_agent')),
  names: { address: ['ip'], family: ['family', 'tag'], server: [], name: ['host'], source: [] },
  subject: 'servers',
  remark: 'The ip of these reports is what malware called in a sandbox, not an infected host.',
  notice: sandboxNotice,
};

/** Names that malware in a sandbox looked up: no report in the usual form, for it tells of no host. */
const sandboxLookups: Format = {
  ...common,
  name: 'Shadowserver sandbox DNS report',
  matches: (seen) =>
    has(seen, 'timestamp', 'request', 'response') && hasOne(seen, 'md5hash', 'md5', 'md5_hash'),
  names: {
    address: ['response'],
    family: ['family', 'tag'],
    server: [],
    name: ['request'],
    source: [],
  },
  subject: 'servers',
  otherIndicators: true,
  remark: 'The response of these reports is what a name stood for, not an infected host.',
  notice: sandboxNotice,
};

/** Columns of which one says what infects a host. */
const infectionColumns = ['infection', 'family', 'malware', 'threat', 'type', 'cc_ip', 'cc'];

const exposedByIp: Format = {
  ...common,
  name: 'Shadowserver report by IP',
  matches: (seen) =>
    isReport(seen) &&
    has(seen, 'ip') &&
    !hasOne(seen, ...infectionColumns) &&
    !/special|compromised/i.test(seen.file) &&
    !valuesOf(seen, 'status').some((status) => /compromis|infect/i.test(status)),
  names: { address: ['ip'], family: families, server: [] },
  notice:
    'No column names an infection: by their tags, the addresses may be exposed devices, not infected hosts.',
};

const byIp: Format = {
  ...common,
  name: 'Shadowserver report by IP',
  matches: (seen) => isReport(seen) && has(seen, 'ip'),
  names: { address: ['ip'], family: families, server: [] },
};

/** Reports of the Shadowserver Foundation, 2011 to now: a report is known by its columns, in any order. */
export const shadowserver: readonly Format[] = [
  sinkholeDns,
  sinkholeReferer,
  sinkhole,
  drone,
  exploitationFramework,
  compromisedWebsite,
  olderSinkhole,
  attackCommand,
  amplification,
  honeypot,
  spoofer,
  participant,
  event,
  blocklist,
  scan,
  malwareUrl,
  sandbox,
  sandboxLookups,
  exposedByIp,
  byIp,
];
