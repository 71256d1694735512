import { countryCodeOfBytes } from '../model/country-code.ts';
import type { TextCoders } from './dictionaries.ts';
import type { HitBuffer } from './hit-buffer.ts';
import type { PlainPlan, PlainRows } from './plain-rows.ts';
import type { ServerCoder } from './server-coder.ts';

export type { PlainPlan, PlainRows };

const MOST_PORT = 65_535;

/** What rows are put into, and how. */
export interface PlainTarget {
  hits: HitBuffer;
  dictionaries: TextCoders;
  servers: ServerCoder;
  /** Rows so far. */
  rows: number;
  /** Whether rows name countries. */
  placed: boolean;
  /** Time of rows whose file has none; null where they have their own. */
  undated: number | null;
}

/** Numbers of countries by their two letters, the first one lowest. */
let countries: Uint16Array | undefined;

function countryNumbers(): Uint16Array {
  if (countries) return countries;
  countries = new Uint16Array(1 << 16);
  for (let letters = 0; letters < countries.length; letters++) {
    countries[letters] = countryCodeOfBytes(letters & 255, letters >> 8);
  }
  return countries;
}

type Coded = 'machine' | 'family' | 'server' | 'network';

/** Puts a column behind the others, unless it says nothing. */
function put({ hits }: PlainTarget, name: Coded, from: Uint32Array, count: number): void {
  const values = from.subarray(0, count);
  let any = 0;
  for (let i = 0; i < count; i++) any |= values[i]!;
  if (any === 0) return;
  hits.columns[name].set(values, hits.columns.length);
  hits.written[name] = true;
}

/** Ports of rows; where a row has none, the one that its server's text names. */
function putPorts(
  { port, serverPort }: PlainRows,
  roles: PlainPlan['roles'],
  count: number,
  { hits: { columns, written } }: PlainTarget,
): void {
  const [hasPort, hasServer] = [roles.has('port'), roles.has('server')];
  const at = columns.length;
  let any = 0;
  for (let i = 0; i < count; i++) {
    let own = hasPort ? port[i]! : 0;
    if (own > MOST_PORT) own = 0;
    if (hasServer && own === 0) own = serverPort[i]!;
    columns.port[at + i] = own;
    any |= own;
  }
  if (any !== 0) written.port = true;
}

/** Puts rows that were read many at a time behind the hits, with the numbers that reading them one by one would give. */
export function putPlain(
  plain: PlainRows,
  roles: PlainPlan['roles'],
  count: number,
  target: PlainTarget,
): void {
  const { hits, dictionaries, servers, rows, placed, undated } = target;
  const { machine, family } = dictionaries;
  hits.makeRoom(count);
  const { columns } = hits;
  const at = columns.length;
  if (roles.has('family')) {
    plain.nameFamilies(count, family);
    put(target, 'family', plain.family, count);
  }
  if (roles.has('machine')) {
    put(target, 'machine', machine.codesOf(plain.machines(count)), count);
  }
  if (roles.has('network')) put(target, 'network', plain.network, count);
  if (roles.has('server')) {
    plain.nameServers(count, servers);
    put(target, 'server', plain.server, count);
  }
  if (roles.has('port') || roles.has('server')) putPorts(plain, roles, count, target);
  if (placed && roles.has('country')) {
    const numbers = countryNumbers();
    for (let i = 0; i < count; i++) columns.country[at + i] = numbers[plain.country[i]!]!;
  }
  for (let i = 0; i < count; i++) columns.row[at + i] = rows + i + 1;
  if (undated === null) columns.time.set(plain.time.subarray(0, count), at);
  else columns.time.fill(undated, at, at + count);
  columns.addressFamily.fill(4, at, at + count);
  columns.address.set(plain.address.subarray(0, count), at);
  columns.length = at + count;
}
