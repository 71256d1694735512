import Papa from 'papaparse';
import { InputError } from '../model/input-error.ts';
import { serverStatuses, type C2Server, type ServerStatus } from '../model/telemetry.ts';
import { fold } from './roles.ts';
import { BAD_TIME, parseTimeBytes } from './time-cell.ts';

type Column =
  | 'address'
  | 'port'
  | 'name'
  | 'family'
  | 'status'
  | 'firstSeen'
  | 'lastSeen'
  | 'country'
  | 'city'
  | 'source'
  | 'mark';

/** Folded names of each column, the best first. */
const columnNames: Readonly<Record<Column, readonly string[]>> = {
  address: ['address', 'ip', 'dstip', 'c2ip', 'c2', 'serverip', 'server', 'ioc', 'iocvalue'],
  port: ['port', 'dstport', 'serverport', 'c2port'],
  name: ['name', 'hostname', 'host'],
  family: ['family', 'malware', 'malwareprintable', 'botnet'],
  status: ['status', 'c2status'],
  firstSeen: ['firstseen', 'firstseenutc', 'dateadded'],
  lastSeen: ['lastseen', 'lastseenutc', 'lastonline'],
  country: ['country', 'countrycode'],
  city: ['city'],
  source: ['source', 'reference', 'reporter'],
  mark: ['mark'],
};

const expected = 'a C2 list as CSV with a header that has a column "address", "ip" or "dst_ip".';
const statusWords: Readonly<Record<string, ServerStatus>> = {
  online: 'active',
  up: 'active',
  offline: 'unknown',
  down: 'unknown',
  sinkhole: 'sinkholed',
};

const encoder = new TextEncoder();

function millisecondsOf(text: string): number | null {
  const bytes = encoder.encode(text);
  const seconds = parseTimeBytes(bytes, 0, bytes.length);
  return seconds === BAD_TIME ? null : seconds * 1000;
}

function portOf(text: string): number | null {
  const port = Number(text);
  return /^\d+$/.test(text) && port > 0 && port < 65536 ? port : null;
}

function statusOf(text: string): ServerStatus {
  const word = text.toLowerCase();
  return serverStatuses.find((status) => status === word) ?? statusWords[word] ?? 'unknown';
}

function markOf(text: string): C2Server['mark'] {
  return text === 'D' || text === 'd' || text === 'A' ? text : '';
}

/** Splits `ip:port` and the brackets of IPv6 off an address; a host name stays as it is. */
function addressOf(text: string): { address: string; port: number | null } {
  const bracketed = /^\[([^\]]+)\](?::(\d+))?$/.exec(text);
  const plain = /^([^:]+):(\d+)$/.exec(text);
  const match = bracketed ?? plain;
  return match
    ? { address: match[1]!, port: portOf(match[2] ?? '') }
    : { address: text, port: null };
}

function serverOf(cell: (column: Column) => string): C2Server | null {
  const { address, port } = addressOf(cell('address'));
  if (address === '') return null;
  return {
    address,
    port: portOf(cell('port')) ?? port,
    name: cell('name'),
    family: cell('family'),
    status: statusOf(cell('status')),
    country: cell('country').toUpperCase(),
    city: cell('city'),
    latitude: null,
    longitude: null,
    accuracyKm: null,
    precision: null,
    firstSeen: millisecondsOf(cell('firstSeen')),
    lastSeen: millisecondsOf(cell('lastSeen')),
    source: cell('source'),
    mark: markOf(cell('mark')),
  };
}

/** Text without its banner; a header inside the last comment is kept. */
function withoutBanner(text: string): string {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const first = lines.findIndex((line) => line.trim() !== '' && !/^\s*#/.test(line));
  const comments = lines.slice(0, Math.max(0, first)).filter((line) => /^\s*#+\s*\S/.test(line));
  const rows = lines.slice(Math.max(0, first)).filter((line) => !line.startsWith('#'));
  const inComment = comments.at(-1)?.replace(/^\s*#+\s*/, '') ?? '';
  const isHeader = columnNames.address.some((name) =>
    inComment
      .split(/[,;\t]/)
      .map(fold)
      .includes(name),
  );
  return [...(isHeader ? [inComment] : []), ...rows].join('\n');
}

/**
 * Reads a list of C2 servers: CSV with a header, columns by name in any order, others left aside; rows without an
 * address are skipped. Places are left null.
 * @throws InputError where there is no column of addresses
 */
export function readC2List(text: string, name: string): C2Server[] {
  const { data } = Papa.parse<string[]>(withoutBanner(text), {
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', ';', '\t', '|'],
  });
  const header = (data[0] ?? []).map((cell) => fold(cell.replaceAll('"', '')));
  const positions = new Map<Column, number>();
  for (const [column, names] of Object.entries(columnNames) as [Column, readonly string[]][]) {
    const found = names.find((candidate) => header.includes(candidate));
    if (found !== undefined) positions.set(column, header.indexOf(found));
  }
  if (!positions.has('address')) {
    const shown = (data[0] ?? []).slice(0, 12).join(', ');
    throw new InputError(`The C2 list "${name}" has the columns: ${shown}.`, expected);
  }
  return data.slice(1).flatMap((row) => {
    const cell = (column: Column) => row[positions.get(column) ?? -1]?.trim() ?? '';
    return serverOf(cell) ?? [];
  });
}
