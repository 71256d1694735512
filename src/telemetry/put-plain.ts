import { countryCodeOfBytes } from '../model/country-code.ts';
import type { TextCoders } from './text-coders.ts';
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

/** Writes ports of rows; where a row has none, the one that its server's text names. Answers whether there are any. */
function putPorts(
  into: Uint16Array,
  { port, serverPort }: PlainRows,
  roles: PlainPlan['roles'],
  count: number,
): boolean {
  const own = roles.has('port') ? port : serverPort;
  const named = roles.has('server') ? serverPort : port;
  let any = 0;
  for (let i = 0; i < count; i++) {
    let value = own[i]!;
    if (value === 0 || value > MOST_PORT) value = named[i]!;
    if (value > MOST_PORT) value = 0;
    into[i] = value;
    any |= value;
  }
  return any !== 0;
}

function putCountries(into: Uint16Array, letters: Uint32Array, count: number): void {
  const numbers = countryNumbers();
  for (let i = 0; i < count; i++) into[i] = numbers[letters[i]! & 0xffff]!;
}

function putNumbers(into: Uint32Array, first: number, count: number): void {
  for (let i = 0; i < count; i++) into[i] = first + i;
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
  if (roles.has('port') || roles.has('server')) {
    const has = putPorts(columns.port.subarray(at, at + count), plain, roles, count);
    if (has) hits.written.port = true;
  }
  if (placed && roles.has('country')) {
    putCountries(columns.country.subarray(at, at + count), plain.country, count);
  }
  putNumbers(columns.row.subarray(at, at + count), rows + 1, count);
  if (undated === null) columns.time.set(plain.time.subarray(0, count), at);
  else columns.time.fill(undated, at, at + count);
  columns.addressFamily.fill(4, at, at + count);
  columns.address.set(plain.address.subarray(0, count), at);
  columns.length = at + count;
}
