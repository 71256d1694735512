import { makeScratch } from '../model/scratch.ts';
import type { Partitions } from './partitions.ts';

/** Columns of numbers that rows have beside their address; null where no row says anything. */
export interface RowColumns {
  time: Uint32Array | null;
  machine: Uint32Array | null;
  /** Number of the combination of family, server and port. */
  kind: Uint32Array | Uint16Array | Uint8Array | null;
  network: Uint32Array | null;
}

/** Columns that few files have. */
export interface ExtraRowColumns {
  /** Number of the country that the row names; null where no row names one. */
  country: Uint16Array | null;
  /** Events that the row stands for; null where each stands for one. */
  weight: Uint32Array | null;
}

export const rowColumns = ['time', 'machine', 'kind', 'network'] as const;

/** Rows of one address family, those of a partition together: partition p has rows starts[p] to starts[p + 1]. */
export interface RowBlock extends RowColumns, ExtraRowColumns {
  length: number;
  starts: Uint32Array;
  /** One word of each address (IPv4) or four (IPv6), most significant first. */
  words: Uint32Array[];
}

/** Makes room: in memory that threads share, or not. */
export type Allocate = <A extends Uint32Array | Uint16Array | Uint8Array>(
  type: { new (buffer: ArrayBufferLike): A; BYTES_PER_ELEMENT: number },
  length: number,
) => A;

/** Room in this thread's own memory. */
export const allocateOwn: Allocate = (type, length) =>
  new type(new ArrayBuffer(length * type.BYTES_PER_ELEMENT));

/** Room in memory that threads share. */
export const allocateShared: Allocate = (type, length) =>
  new type(new SharedArrayBuffer(length * type.BYTES_PER_ELEMENT));

/** Rows as they were read: of each column at least `length` numbers, or none at all where no row says anything. */
export interface RawRows {
  length: number;
  words: Uint32Array[];
  time: Uint32Array;
  machine: Uint32Array;
  kind: Uint32Array;
  /** One more than the largest kind. */
  kinds: number;
  network: Uint32Array;
  country: Uint16Array;
  /** Empty where each row stands for one event. */
  weight: Uint32Array;
}

function isBlank(values: Uint32Array, length: number): boolean {
  if (values.length === 0) return true;
  for (let i = 0; i < length; i++) if (values[i] !== 0) return false;
  return true;
}

function isAllOne(values: Uint32Array, length: number): boolean {
  if (values.length === 0) return true;
  for (let i = 0; i < length; i++) if (values[i] !== 1) return false;
  return true;
}

/** Countries; null where no row names one. */
function scatterCountries(from: Uint16Array, to: Uint32Array, allocate: Allocate) {
  if (from.length === 0) return null;
  const into = allocate(Uint16Array, to.length);
  for (let i = 0; i < to.length; i++) into[to[i]!] = from[i]!;
  return into;
}

function scatter32(from: Uint32Array, to: Uint32Array, into: Uint32Array): Uint32Array {
  for (let i = 0; i < to.length; i++) into[to[i]!] = from[i]!;
  return into;
}

/** Codes that fit in 16 bits. */
function scatter16(from: Uint32Array, to: Uint32Array, into: Uint16Array): Uint16Array {
  for (let i = 0; i < to.length; i++) into[to[i]!] = from[i]!;
  return into;
}

/** Codes that fit in 8 bits. */
function scatter8(from: Uint32Array, to: Uint32Array, into: Uint8Array): Uint8Array {
  for (let i = 0; i < to.length; i++) into[to[i]!] = from[i]!;
  return into;
}

const placeScratch = makeScratch();

/** Where each row goes, and where each partition begins. */
function placesOf(rows: RawRows, { count, of }: Partitions, allocate: Allocate) {
  const first = rows.words[0]!;
  const { length } = rows;
  const next = new Uint32Array(count + 1);
  // First the partition of each row, then in its stead the row's place.
  const to = placeScratch(length);
  for (let i = 0; i < length; i++) {
    const partition = of[first[i]! >>> 16]!;
    to[i] = partition;
    next[partition + 1]!++;
  }
  for (let p = 0; p < count; p++) next[p + 1]! += next[p]!;
  const starts = allocate(Uint32Array, count + 1);
  starts.set(next);
  for (let i = 0; i < length; i++) to[i] = next[to[i]!]!++;
  return { starts, to };
}

/** Puts rows in the order of partitions, and as they were read within one. Columns that say nothing take no room. */
export function makeRowBlock(rows: RawRows, partitions: Partitions, allocate: Allocate): RowBlock {
  const { length, kind, kinds } = rows;
  const { starts, to } = placesOf(rows, partitions, allocate);
  const wide = (values: Uint32Array) => scatter32(values, to, allocate(Uint32Array, length));
  const unlessBlank = (values: Uint32Array) => (isBlank(values, length) ? null : wide(values));
  const codes = () => {
    if (kinds <= 1) return null;
    if (kinds <= 1 << 8) return scatter8(kind, to, allocate(Uint8Array, length));
    return kinds <= 1 << 16 ? scatter16(kind, to, allocate(Uint16Array, length)) : wide(kind);
  };
  return {
    length,
    starts,
    words: rows.words.map(wide),
    time: unlessBlank(rows.time),
    machine: unlessBlank(rows.machine),
    kind: codes(),
    network: unlessBlank(rows.network),
    country: scatterCountries(rows.country, to, allocate),
    weight: isAllOne(rows.weight, length) ? null : wide(rows.weight),
  };
}
