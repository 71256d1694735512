import { countryCodeOfBytes } from '../model/country-code.ts';
import type { TextCoders } from './dictionaries.ts';
import type { HitBuffer } from './hit-buffer.ts';
import type { PlainPlan, PlainRows } from './plain-rows.ts';
import { roleCodes, type RowValues } from './row-values.ts';

export type { PlainPlan, PlainRows };

const MOST_PORT = 65_535;
const { server: SERVER } = roleCodes;

/** What rows are put into, and how. */
export interface PlainTarget {
  hits: HitBuffer;
  dictionaries: TextCoders;
  /** Rows so far. */
  rows: number;
  /** Whether rows name countries. */
  placed: boolean;
  /** Time of rows whose file has none; null where they have their own. */
  undated: number | null;
  /** Where a server's text is told, and the port, which that text may name where the row has none. */
  values: RowValues;
  /** Code of the server that `values` tell. */
  serverOf: () => number;
}

type Coded = 'machine' | 'family' | 'network';

/** Puts a column behind the others, unless it says nothing. */
function put({ hits }: PlainTarget, name: Coded, from: Uint32Array, count: number): void {
  const values = from.subarray(0, count);
  let any = 0;
  for (let i = 0; i < count; i++) any |= values[i]!;
  if (any === 0) return;
  hits.columns[name].set(values, hits.columns.length);
  hits.written[name] = true;
}

/** Ports, and servers, whose texts may name a port. */
function putServers(
  { port, serverFrom, serverSize }: PlainRows,
  roles: PlainPlan['roles'],
  count: number,
  { hits: { columns, written }, values, serverOf }: PlainTarget,
): void {
  const [hasPort, hasServer] = [roles.has('port'), roles.has('server')];
  if (!hasPort && !hasServer) return;
  for (let i = 0; i < count; i++) {
    const at = columns.length + i;
    let own = hasPort && port[i]! <= MOST_PORT ? port[i]! : 0;
    if (hasServer && serverSize[i] !== 0) {
      values.from[SERVER] = serverFrom[i]!;
      values.to[SERVER] = serverFrom[i]! + serverSize[i]!;
      values.copies[SERVER] = null;
      values.port = own;
      columns.server[at] = serverOf();
      own = values.port;
      written.server = true;
    }
    if (own === 0) continue;
    columns.port[at] = own;
    written.port = true;
  }
}

/** Puts rows that were read many at a time behind the hits, with the numbers that reading them one by one would give. */
export function putPlain(
  plain: PlainRows,
  roles: PlainPlan['roles'],
  count: number,
  target: PlainTarget,
): void {
  const { hits, dictionaries, rows, placed, undated } = target;
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
  putServers(plain, roles, count, target);
  if (placed && roles.has('country')) {
    for (let i = 0; i < count; i++) {
      const letters = plain.country[i]!;
      columns.country[at + i] = countryCodeOfBytes(letters & 255, letters >> 8);
    }
  }
  for (let i = 0; i < count; i++) columns.row[at + i] = rows + i + 1;
  if (undated === null) columns.time.set(plain.time.subarray(0, count), at);
  else columns.time.fill(undated, at, at + count);
  columns.addressFamily.fill(4, at, at + count);
  columns.address.set(plain.address.subarray(0, count), at);
  columns.length = at + count;
}
