import type { Format } from '../format.ts';

const either = 'A log tells of both directions: the source of some rows may be the far end.';
const address = String.raw`[\da-fA-F.:]+`;
const port = String.raw`\d{1,5}`;
/** An address of a flow, behind which a port may be glued with a point. */
const flowAddress = String.raw`(?:\d+\.){3}\d+|[\da-f]*:[\da-f:]+`;
/** Starts of flows: a date of any order before the clock, the clock alone, or seconds. */
const raTime = String.raw`(?:\d[\w/-]*[ .T](?:[A-Z][a-z]{2} \d+ )?)?\d\d:\d\d:\d\d(?:\.\d+)?|\d{9,10}(?:\.\d+)?`;

/** Logs whose lines have a form of their own: alerts, web servers, packet filters, flows. */
export const logs: readonly Format[] = [
  {
    name: 'Suricata or Snort fast log',
    matches: () => false,
    line: String.raw`^(?<time>\d\d/\d\d(?:/\d{2,4})?-\d\d:\d\d:\d\d\.\d+) .*?\[\*\*\] +(?:\[\d+:\d+:\d+\] +)?(?<family>.*?) +\[\*\*\].*?\{[\w-]+\} +(?<address>${address}?)(?::${port})? -> (?<server>${address}?)(?::(?<port>${port}))?\s*$`,
    otherEnd: 'peer',
    dayFirst: false,
    yearless: true,
    notice: 'An alert can fire on either direction: the source of some rows may be the far end.',
  },
  {
    name: 'events in CEF or LEEF',
    matches: () => false,
    line: String.raw`^(?:.*?\s)?(?:CEF|LEEF):\d+(?:\.\d+)?\|(?:(?:[^|\\]|\\.)*\|){4}(?<family>(?:[^|\\]|\\.)*)\|(?=.*?[\s|]src=(?<address>\S+))(?:(?=.*?[\s|](?:rt|devTime|start|end)=(?<time>.+?)(?:\s+[\w.]+=|\s*$))|)(?:(?=.*?[\s|]dst=(?<server>\S+))|)(?:(?=.*?[\s|](?:dpt|dstPort)=(?<port>\d+))|)(?:(?=.*?[\s|]cnt=(?<weight>\d+))|)`,
    otherEnd: 'peer',
    remark: 'The src of an event is read as the host, its name as the family.',
    notice: either,
  },
  {
    name: 'web server log',
    matches: () => false,
    line: String.raw`^(?<address>${address}) \S+ .*?\[(?<time>\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\] "`,
    remark:
      'The client of a request is read as the host; paths, user names and agents are not read.',
  },
  {
    name: 'packet filter log',
    matches: () => false,
    line: String.raw`^(?:<\d+>)?(?<time>[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S+) .*?\bSRC=(?<address>\S+) DST=(?<server>\S+)(?:.*?\bDPT=(?<port>\d+))?`,
    otherEnd: 'peer',
    remark:
      'The source of a packet is read as the host; the other end is not taken for a C2 server.',
  },
  {
    name: 'nfdump flows as text',
    matches: () => false,
    asideLine:
      '^(?:Date first seen|Date flow start|Summary:|Time window:|Total flows|Sys:|No matching)',
    line: String.raw`^(?<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+) +(?:\w+ +\w+ +)?-?[\d.]+ +\w+ +(?<address>(?:\d+\.){3}\d+|[\da-f]*:[\da-f:]+(?:\.\.[\da-f:]+)?)(?:[:.][\d.]+)? +<?->? +(?<server>(?:\d+\.){3}\d+|[\da-f]*:[\da-f:]+)(?:[:.](?<port>${port})\b)?`,
    otherEnd: 'peer',
    remark: 'The source of a flow is read; the other end is not taken for a C2 server.',
  },
  {
    name: 'Argus flows as text (ra)',
    matches: () => false,
    yearless: true,
    asideLine: String.raw`^\s*StartTime\b|\s(?:man|arp|rarp|lldp|llc|mdns)\s`,
    line: String.raw`^\s*(?<time>${raTime}) +(?:[\w*&@#!?%$+-]{1,6} +){0,4}?[a-z][\w-]* +(?<address>${flowAddress})(?:\.[\w*-]+| +(?:\d{1,5}|\*))? +(?:<[-?|o]?>?|[-?|o]>|who) +(?<server>${flowAddress})(?:[. ] *(?<port>\d{1,5}|[a-z*][\w*-]*)(?= +\d+ +\d+(?: |$)))? +\d+ +\d+(?: .*?(?<family>flow=\S+).*|.*)$`,
    otherEnd: 'peer',
    remark: 'The source of a flow is read; the other end is not taken for a C2 server.',
  },
  {
    name: 'log of keys and values',
    matches: () => false,
    line: String.raw`^(?=.*?\b(?:srcip|src_ip|src|source_ip|saddr)="?(?<address>${address})\b)(?:(?=.*?\b(?:date|timestamp|eventtime|start|time)="?(?<time>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d[\w.:+-]*)?)?|\d{10,19})(?:"|\s|$))|)(?:(?=.*?\btime="?(?<clock>\d\d:\d\d:\d\d)\b)|)(?:(?=.*?\b(?:dstip|dst_ip|dst|dest_ip|destination_ip|daddr)="?(?<server>${address})\b)|)(?:(?=.*?\b(?:dstport|dst_port|dest_port|dpt|dport)="?(?<port>${port})\b)|)(?:(?=.*?\b(?:attack|virus|threat|malware|signature|family)="?(?<family>[^"]+?)(?:"|\s+[\w.]+=|\s*$))|)`,
    otherEnd: 'peer',
    remark:
      'The source of an event is read as the host; the other end is not taken for a C2 server.',
    notice: either,
  },
];
