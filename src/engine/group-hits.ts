import type { HitColumns } from '../model/telemetry.ts';
import { naturalOrder, radixOrder } from './radix-order.ts';
import type { HitTable } from './telemetry-table.ts';

/** Hits by host, before hosts have places. */
export interface GroupedHits {
  hits: HitTable;
  length: number;
  length4: number;
  address4: Uint32Array;
  address6: Uint32Array;
  start: Uint32Array;
  /** AS number that the rows name, the last one of each host; 0 where none does. */
  network: Uint32Array;
}

/** Rows of one address family, joined from all batches. */
interface Rows {
  length: number;
  time: Uint32Array;
  machine: Uint32Array;
  family: Uint16Array;
  server: Uint16Array;
  port: Uint16Array;
  network: Uint32Array;
  /** One word (IPv4) or four (IPv6), most significant first. */
  words: Uint32Array[];
}

function makeRows(length: number, words: number): Rows {
  return {
    length: 0,
    time: new Uint32Array(length),
    machine: new Uint32Array(length),
    family: new Uint16Array(length),
    server: new Uint16Array(length),
    port: new Uint16Array(length),
    network: new Uint32Array(length),
    words: Array.from({ length: words }, () => new Uint32Array(length)),
  };
}

/** Whether a column says nothing: what the file does not have costs no copying. */
function isBlank(values: Uint32Array | Uint16Array): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) return false;
  return true;
}

/** Rows of a batch that are IPv6. */
function count6({ length, addressFamily }: HitColumns): number {
  let count = 0;
  for (let i = 0; i < length; i++) if (addressFamily[i] === 6) count++;
  return count;
}

/** Appends a batch without IPv6, column by column. */
function append4(rows: Rows, batch: HitColumns): void {
  const { length } = batch;
  const at = rows.length;
  const copy = <A extends Uint32Array | Uint16Array>(into: A, from: A) => {
    const used = from.subarray(0, length);
    if (!isBlank(used)) into.set(used, at);
  };
  copy(rows.time, batch.time);
  copy(rows.machine, batch.machine);
  copy(rows.family, batch.family);
  copy(rows.server, batch.server);
  copy(rows.port, batch.port);
  copy(rows.network, batch.network);
  copy(rows.words[0]!, batch.address);
  rows.length += length;
}

/** Appends a batch of both families, row by row. */
function appendMixed(rows4: Rows, rows6: Rows, batch: HitColumns): void {
  for (let i = 0; i < batch.length; i++) {
    const six = batch.addressFamily[i] === 6;
    const rows = six ? rows6 : rows4;
    const at = rows.length++;
    rows.time[at] = batch.time[i]!;
    rows.machine[at] = batch.machine[i]!;
    rows.family[at] = batch.family[i]!;
    rows.server[at] = batch.server[i]!;
    rows.port[at] = batch.port[i]!;
    rows.network[at] = batch.network[i]!;
    const address = batch.address[i]!;
    if (!six) rows.words[0]![at] = address;
    else for (let w = 0; w < 4; w++) rows.words[w]![at] = batch.address6[address * 4 + w]!;
  }
}

/** Splits batches by address family. The list is emptied on the way: a batch's memory is free once it is copied. */
function splitRows(batches: HitColumns[]): [Rows, Rows] {
  const counts6 = batches.map(count6);
  const all = batches.reduce((sum, { length }) => sum + length, 0);
  const all6 = counts6.reduce((sum, count) => sum + count, 0);
  const rows4 = makeRows(all - all6, 1);
  const rows6 = makeRows(all6, 4);
  for (const sixes of counts6) {
    const batch = batches.shift()!;
    if (sixes === 0) append4(rows4, batch);
    else appendMixed(rows4, rows6, batch);
  }
  return [rows4, rows6];
}

function isAscending(values: Uint32Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i]! < values[i - 1]!) return false;
  return true;
}

/** Order by address, then by time, then as read. */
function orderOf(rows: Rows): Uint32Array {
  let order = naturalOrder(rows.length);
  if (!isAscending(rows.time)) order = radixOrder(rows.time, order);
  for (let word = rows.words.length - 1; word >= 0; word--) {
    order = radixOrder(rows.words[word]!, order);
  }
  return order;
}

/** Values in order, into zeros; a function for each width, so that each is compiled for it alone. */
function reorder32(values: Uint32Array, order: Uint32Array, into: Uint32Array): Uint32Array {
  if (isBlank(values)) return into;
  for (let i = 0; i < order.length; i++) into[i] = values[order[i]!]!;
  return into;
}

function reorder16(values: Uint16Array, order: Uint32Array, into: Uint16Array): void {
  if (isBlank(values)) return;
  for (let i = 0; i < order.length; i++) into[i] = values[order[i]!]!;
}

/** Marks the elements that differ from the one before. */
function markChanges(values: Uint32Array, changes: Uint8Array): void {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[i - 1]) changes[i] = 1;
}

/** Positions of the rows that begin a host: those whose address differs from the one before. */
function startsOf(words: readonly Uint32Array[], length: number): Uint32Array {
  const changes = new Uint8Array(length);
  changes[0] = 1;
  for (const word of words) markChanges(word, changes);
  const starts = new Uint32Array(length);
  let hosts = 0;
  for (let i = 0; i < length; i++) if (changes[i] === 1) starts[hosts++] = i;
  return starts.slice(0, hosts);
}

/** The last AS number that a row of each host names. */
function lastNetworks(network: Uint32Array, order: Uint32Array, starts: Uint32Array): Uint32Array {
  const networks = new Uint32Array(starts.length);
  if (isBlank(network)) return networks;
  for (let host = 0; host < starts.length; host++) {
    let at = host + 1 < starts.length ? starts[host + 1]! : order.length;
    while (at > starts[host]! && networks[host] === 0) networks[host] = network[order[--at]!]!;
  }
  return networks;
}

/** Writes the rows in order from `base` on; gives the hosts' starts, words and networks. */
function writeRows(rows: Rows, hits: HitTable, base: number) {
  const order = orderOf(rows);
  const end = base + rows.length;
  reorder32(rows.time, order, hits.time.subarray(base, end));
  reorder32(rows.machine, order, hits.machine.subarray(base, end));
  reorder16(rows.family, order, hits.family.subarray(base, end));
  reorder16(rows.server, order, hits.server.subarray(base, end));
  reorder16(rows.port, order, hits.port.subarray(base, end));
  const sorted = rows.words.map((word) => reorder32(word, order, new Uint32Array(rows.length)));
  const starts = startsOf(sorted, rows.length);
  return {
    starts,
    words: sorted.map((word) => reorder32(word, starts, new Uint32Array(starts.length))),
    networks: lastNetworks(rows.network, order, starts),
  };
}

/**
 * Groups hits by host: hosts sorted by address, IPv4 first; hits of a host sorted by time.
 * @param batches is emptied, so that hits are not held twice
 */
export function groupHits(batches: HitColumns[]): GroupedHits {
  const [rows4, rows6] = splitRows(batches);
  const length = rows4.length + rows6.length;
  const hits: HitTable = {
    length,
    time: new Uint32Array(length),
    machine: new Uint32Array(length),
    family: new Uint16Array(length),
    server: new Uint16Array(length),
    port: new Uint16Array(length),
  };
  const four = writeRows(rows4, hits, 0);
  const six = writeRows(rows6, hits, rows4.length);
  const length4 = four.starts.length;
  const hosts = length4 + six.starts.length;
  const start = new Uint32Array(hosts + 1);
  start.set(four.starts);
  for (let i = 0; i < six.starts.length; i++) start[length4 + i] = six.starts[i]! + rows4.length;
  start[hosts] = length;
  const network = new Uint32Array(hosts);
  network.set(four.networks);
  network.set(six.networks, length4);
  const address6 = new Uint32Array(six.starts.length * 4);
  for (let i = 0; i < six.starts.length; i++) {
    for (let w = 0; w < 4; w++) address6[i * 4 + w] = six.words[w]![i]!;
  }
  return { hits, length: hosts, length4, address4: four.words[0]!, address6, start, network };
}

/** Grouped hits as one batch of rows again. */
export function ungroupHits(grouped: GroupedHits): HitColumns {
  const { hits, length, length4, address4, address6, start, network } = grouped;
  const address = new Uint32Array(hits.length);
  const addressFamily = new Uint8Array(hits.length);
  const networks = new Uint32Array(hits.length);
  for (let host = 0; host < length; host++) {
    const from = start[host]!;
    const to = start[host + 1]!;
    address.fill(host < length4 ? address4[host]! : host - length4, from, to);
    addressFamily.fill(host < length4 ? 4 : 6, from, to);
    networks.fill(network[host]!, from, to);
  }
  const none = new Uint32Array(0);
  return { ...hits, address, addressFamily, address6, network: networks, weight: none, row: none };
}
