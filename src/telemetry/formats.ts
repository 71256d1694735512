import type { Format } from './format.ts';
import { abuseCh } from './formats/abuse-ch.ts';
import { abuseIpDb } from './formats/abuseipdb.ts';
import { bambenek } from './formats/bambenek.ts';
import { c2Configurations, c2Intel } from './formats/c2-intel.ts';
import { certBund } from './formats/cert-bund.ts';
import { certEu } from './formats/cert-eu.ts';
import { cowrie } from './formats/cowrie.ts';
import { csirtg } from './formats/csirtg.ts';
import { dataplane } from './formats/dataplane.ts';
import { dshield } from './formats/dshield.ts';
import { flows } from './formats/flows.ts';
import { greynoise } from './formats/greynoise.ts';
import { idea } from './formats/idea.ts';
import { intelmq } from './formats/intelmq.ts';
import { ipReputation } from './formats/ip-reputation.ts';
import { kibana } from './formats/kibana.ts';
import { logs } from './formats/logs.ts';
import { maltrail } from './formats/maltrail.ts';
import { megatron } from './formats/megatron.ts';
import { microsoftCtip } from './formats/microsoft-ctip.ts';
import { mispAttributes } from './formats/misp.ts';
import { n6 } from './formats/n6.ts';
import { netlab } from './formats/netlab.ts';
import { otx } from './formats/otx.ts';
import { serverList } from './formats/server-list.ts';
import { shadowserver } from './formats/shadowserver.ts';
import { shodan } from './formats/shodan.ts';
import { sinkholeJson } from './formats/sinkhole-json.ts';
import { spamhaus } from './formats/spamhaus.ts';
import { stix } from './formats/stix.ts';
import { suricata } from './formats/suricata.ts';
import { teamCymru } from './formats/team-cymru.ts';
import { tweetfeed } from './formats/tweetfeed.ts';
import { zeek } from './formats/zeek.ts';

/** Known formats; the first that matches counts. */
export const formats: readonly Format[] = [
  ...logs,
  ...shadowserver,
  ...microsoftCtip,
  teamCymru,
  ...spamhaus,
  intelmq,
  certEu,
  ...abuseCh,
  n6,
  certBund,
  zeek,
  suricata,
  cowrie,
  mispAttributes,
  stix,
  ...otx,
  ...abuseIpDb,
  csirtg,
  ...flows,
  kibana,
  dataplane,
  bambenek,
  tweetfeed,
  c2Intel,
  c2Configurations,
  ...dshield,
  netlab,
  maltrail,
  ...sinkholeJson,
  shodan,
  idea,
  megatron,
  greynoise,
  ipReputation,
  serverList,
];

/** The general case: any file whose columns are told by their names or their values. */
export const generalFormat: Format = { name: 'columns by name', matches: () => true };
