import type { Partitions } from './partitions.ts';

/** Columns of numbers that rows have beside their address; null where no row says anything. */
export interface RowColumns {
  time: Uint32Array | null;
  machine: Uint32Array | null;
  family: Uint16Array | null;
  server: Uint16Array | null;
  port: Uint16Array | null;
  network: Uint32Array | null;
}

/** Columns that few files have. */
export interface ExtraRowColumns {
  /** Number of the country that the row names; null where no row names one. */
  country: Uint16Array | null;
  /** Events that the row stands for; null where each stands for one. */
  weight: Uint32Array | null;
}

export const rowColumns = ['time', 'machine', 'family', 'server', 'port', 'network'] as const;

/** Rows of one address family, those of a partition together: partition p has rows starts[p] to starts[p + 1]. */
export interface RowBlock extends RowColumns, ExtraRowColumns {
  length: number;
  starts: Uint32Array;
  /** One word of each address (IPv4) or four (IPv6), most significant first. */
  words: Uint32Array[];
}

/** Makes room: in memory that threads share, or not. */
export type Allocate = <A extends Uint32Array | Uint16Array>(
  type: { new (buffer: ArrayBufferLike): A; BYTES_PER_ELEMENT: number },
  length: number,
) => A;

/** Room in this thread's own memory. */
export const allocateOwn: Allocate = (type, length) =>
  new type(new ArrayBuffer(length * type.BYTES_PER_ELEMENT));

/** Room in memory that threads share. */
export const allocateShared: Allocate = (type, length) =>
  new type(new SharedArrayBuffer(length * type.BYTES_PER_ELEMENT));

/** Rows as they were read: of each column at least `length` numbers. */
export interface RawRows {
  length: number;
  words: Uint32Array[];
  time: Uint32Array;
  machine: Uint32Array;
  family: Uint32Array;
  server: Uint32Array;
  port: Uint16Array;
  network: Uint32Array;
  /** Empty where no row names one. */
  country: Uint16Array;
  /** Empty where each row stands for one event. */
  weight: Uint32Array;
}

function isBlank(values: Uint32Array | Uint16Array, length: number): boolean {
  for (let i = 0; i < length; i++) if (values[i] !== 0) return false;
  return true;
}

function isAllOne(values: Uint32Array, length: number): boolean {
  if (values.length === 0) return true;
  for (let i = 0; i < length; i++) if (values[i] !== 1) return false;
  return true;
}

function scatter32(from: Uint32Array, to: Uint32Array, into: Uint32Array): Uint32Array {
  for (let i = 0; i < to.length; i++) into[to[i]!] = from[i]!;
  return into;
}

/** Codes that were checked to fit. */
function scatterCodes(from: Uint32Array, to: Uint32Array, into: Uint16Array): Uint16Array {
  for (let i = 0; i < to.length; i++) into[to[i]!] = from[i]!;
  return into;
}

function scatter16(from: Uint16Array, to: Uint32Array, into: Uint16Array): Uint16Array {
  for (let i = 0; i < to.length; i++) into[to[i]!] = from[i]!;
  return into;
}

/** Where each row goes, and where each partition begins. */
function placesOf(rows: RawRows, { count, of }: Partitions, allocate: Allocate) {
  const first = rows.words[0]!;
  const starts = allocate(Uint32Array, count + 1);
  for (let i = 0; i < rows.length; i++) starts[of[first[i]! >>> 16]! + 1]!++;
  for (let p = 0; p < count; p++) starts[p + 1]! += starts[p]!;
  const next = starts.slice();
  const to = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) to[i] = next[of[first[i]! >>> 16]!]!++;
  return { starts, to };
}

/** Puts rows in the order of partitions, and as they were read within one. Columns that say nothing take no room. */
export function makeRowBlock(rows: RawRows, partitions: Partitions, allocate: Allocate): RowBlock {
  const { length } = rows;
  const { starts, to } = placesOf(rows, partitions, allocate);
  const wide = (values: Uint32Array) =>
    isBlank(values, length) ? null : scatter32(values, to, allocate(Uint32Array, length));
  const codes = (values: Uint32Array) =>
    isBlank(values, length) ? null : scatterCodes(values, to, allocate(Uint16Array, length));
  return {
    length,
    starts,
    words: rows.words.map((word) => scatter32(word, to, allocate(Uint32Array, length))),
    time: wide(rows.time),
    machine: wide(rows.machine),
    family: codes(rows.family),
    server: codes(rows.server),
    port: isBlank(rows.port, length)
      ? null
      : scatter16(rows.port, to, allocate(Uint16Array, length)),
    network: wide(rows.network),
    country:
      rows.country.length === 0 || isBlank(rows.country, length)
        ? null
        : scatter16(rows.country, to, allocate(Uint16Array, length)),
    weight: isAllOne(rows.weight, length)
      ? null
      : scatter32(rows.weight, to, allocate(Uint32Array, length)),
  };
}
