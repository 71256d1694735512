/** A number that is written in a type of its own choice, as formats and readers demand. */
export class MmdbNumber {
  constructor(
    readonly type: 'double' | 'uint32',
    readonly value: number,
  ) {}
}

/** Values that an MMDB can hold, in JavaScript's terms. Whole numbers become uint16, uint32 or int32; others doubles. */
export type MmdbValue =
  | string
  | number
  | bigint
  | boolean
  | MmdbNumber
  | Uint8Array
  | readonly MmdbValue[]
  | { readonly [key: string]: MmdbValue };

/** A network and its record: CIDR text, or the first IPv4 address as a number with a prefix length. */
export interface MmdbEntry {
  network: string | { start: number; prefix: number };
  record: MmdbValue;
}

/** Metadata of a database. `built` in milliseconds since 1970. */
export interface MmdbOptions {
  type: string;
  ipVersion: 4 | 6;
  recordSize?: 24 | 28 | 32;
  built: number;
  description: string;
  languages?: readonly string[];
}

const POINTER = 1;
const STRING = 2;
const DOUBLE = 3;
const BYTES = 4;
const UINT16 = 5;
const UINT32 = 6;
const MAP = 7;
const INT32 = 8;
const UINT64 = 9;
const ARRAY = 11;
const BOOLEAN = 14;

/** Writes the data section (MaxMind DB format 2.0); equal values are written once and pointed at. */
class DataSection {
  private bytes = new Uint8Array(1 << 16);
  private length = 0;
  private readonly places = new Map<string, number>();
  private readonly encoder = new TextEncoder();

  /** @param pointing false writes everything in place, as the metadata needs it: its map must come first */
  constructor(private readonly pointing = true) {}

  /** Offset of a value, written where it is not there yet. */
  offsetOf(value: MmdbValue): number {
    const key = keyOf(value);
    const known = this.places.get(key);
    if (known !== undefined) return known;
    // Children first: a map's own bytes must not be broken by those of the values that it points at.
    if (typeof value === 'object' && !isLeaf(value)) {
      for (const child of Array.isArray(value) ? value : Object.values(value))
        this.prepare(child as MmdbValue);
      if (!Array.isArray(value)) for (const name of Object.keys(value)) this.prepare(name);
    }
    const offset = this.length;
    this.places.set(key, offset);
    this.write(value);
    return offset;
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  private prepare(value: MmdbValue): void {
    if (this.pointing && worthPointing(value)) this.offsetOf(value);
  }

  private byte(value: number): void {
    if (this.length === this.bytes.length) {
      const next = new Uint8Array(this.length * 2);
      next.set(this.bytes);
      this.bytes = next;
    }
    this.bytes[this.length++] = value;
  }

  private control(type: number, size: number): void {
    const [short, rest] =
      size < 29
        ? [size, -1]
        : size < 285
          ? [29, size - 29]
          : size < 65_821
            ? [30, size - 285]
            : [31, size - 65_821];
    if (type < 8) this.byte((type << 5) | short);
    else {
      this.byte(short);
      this.byte(type - 7);
    }
    for (let shift = (short - 29) * 8; short >= 29 && shift >= 0; shift -= 8)
      this.byte((rest >>> shift) & 255);
  }

  private pointer(offset: number): void {
    if (offset < 2048) this.byte((POINTER << 5) | (offset >>> 8));
    else if (offset < 526_336) {
      const rest = offset - 2048;
      this.byte((POINTER << 5) | 8 | (rest >>> 16));
      this.byte((rest >>> 8) & 255);
      this.byte(rest & 255);
      return;
    } else {
      this.byte((POINTER << 5) | 24);
      for (const shift of [24, 16, 8, 0]) this.byte((offset >>> shift) & 255);
      return;
    }
    this.byte(offset & 255);
  }

  private child(value: MmdbValue): void {
    if (this.pointing && worthPointing(value)) this.pointer(this.offsetOf(value));
    else this.write(value);
  }

  private write(value: MmdbValue): void {
    if (typeof value === 'string') this.blob(STRING, this.encoder.encode(value));
    else if (value instanceof Uint8Array) this.blob(BYTES, value);
    else if (value instanceof MmdbNumber) this.typed(value);
    else if (typeof value === 'boolean') this.control(BOOLEAN, value ? 1 : 0);
    else if (typeof value === 'bigint') this.whole(UINT64, value);
    else if (typeof value === 'number') this.number(value);
    else if (Array.isArray(value)) {
      this.control(ARRAY, value.length);
      for (const item of value as readonly MmdbValue[]) this.child(item);
    } else {
      const entries = Object.entries(value as Record<string, MmdbValue>);
      this.control(MAP, entries.length);
      for (const [name, item] of entries) {
        this.child(name);
        this.child(item);
      }
    }
  }

  private blob(type: number, bytes: Uint8Array): void {
    this.control(type, bytes.length);
    for (const byte of bytes) this.byte(byte);
  }

  private number(value: number): void {
    if (!Number.isInteger(value) || Math.abs(value) >= 2 ** 32) {
      this.double(value);
    } else if (value < 0) {
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setInt32(0, value);
      this.blob(INT32, bytes);
    } else this.whole(value < 65_536 ? UINT16 : UINT32, BigInt(value));
  }

  private typed({ type, value }: MmdbNumber): void {
    if (type === 'double') this.double(value);
    else this.whole(UINT32, BigInt(value));
  }

  private double(value: number): void {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setFloat64(0, value);
    this.blob(DOUBLE, bytes);
  }

  private whole(type: number, value: bigint): void {
    const bytes: number[] = [];
    for (let rest = value; rest > 0n; rest >>= 8n) bytes.unshift(Number(rest & 255n));
    this.blob(type, Uint8Array.from(bytes));
  }
}

function isLeaf(value: MmdbValue): value is Uint8Array | MmdbNumber {
  return value instanceof Uint8Array || value instanceof MmdbNumber;
}

/** Scalars that are no longer than a pointer stay in place. */
function worthPointing(value: MmdbValue): boolean {
  if (value instanceof MmdbNumber) return false;
  return typeof value === 'object' || (typeof value === 'string' && value.length > 3);
}

function keyOf(value: MmdbValue): string {
  return JSON.stringify(value, (_name, item: unknown) => {
    if (typeof item === 'bigint') return { bigint: String(item) };
    return item instanceof Uint8Array ? { bytes: [...item] } : item;
  });
}

/** The search tree: two children a node; a child is a node (>= 0), nothing (-1), or a record (-2 - index). */
class Tree {
  readonly children: number[] = [-1, -1];

  insert(bits: (depth: number) => number, length: number, record: number): void {
    let node = 0;
    for (let depth = 0; depth < length - 1; depth++) {
      const slot = node * 2 + bits(depth);
      const next = this.children[slot]!;
      if (next >= 0) node = next;
      else {
        // What was one network is split: both halves keep its record.
        const fresh = this.children.length / 2;
        this.children.push(next, next);
        this.children[slot] = fresh;
        node = fresh;
      }
    }
    this.children[node * 2 + bits(length - 1)] = -2 - record;
  }

  get nodes(): number {
    return this.children.length / 2;
  }
}

function groupsOf(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((part) => {
    if (!part.includes('.')) return [parseInt(part, 16)];
    const v4 = v4Of(part);
    return [v4 >>> 16, v4 & 0xffff];
  });
}

function v4Of(text: string): number {
  return text.split('.').reduce((value, part) => value * 256 + Number(part), 0);
}

/** Bits of a network and how many of them count. */
function bitsOf(network: MmdbEntry['network'], ipVersion: 4 | 6) {
  if (typeof network !== 'string' || !network.includes(':')) {
    const [text = '', prefixText = '32'] = typeof network === 'string' ? network.split('/') : [];
    const start = typeof network === 'string' ? v4Of(text) : network.start;
    const prefix = typeof network === 'string' ? Number(prefixText) : network.prefix;
    const offset = ipVersion === 6 ? 96 : 0;
    return {
      length: prefix + offset,
      bit: (depth: number) => (depth < offset ? 0 : (start >>> (31 - (depth - offset))) & 1),
    };
  }
  if (ipVersion === 4) throw new Error(`${network} is IPv6; the database is IPv4.`);
  const [text = '', prefix = '128'] = network.split('/');
  const [left = '', right] = text.split('::');
  const before = groupsOf(left);
  const after = right === undefined ? [] : groupsOf(right);
  const groups = [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
  return {
    length: Number(prefix),
    bit: (depth: number) => (groups[depth >> 4]! >>> (15 - (depth & 15))) & 1,
  };
}

function writeTree(tree: Tree, offsets: readonly number[], recordSize: 24 | 28 | 32): Uint8Array {
  const count = tree.nodes;
  const nodeBytes = recordSize / 4;
  const bytes = new Uint8Array(count * nodeBytes);
  const view = new DataView(bytes.buffer);
  const valueOf = (child: number) =>
    child >= 0 ? child : child === -1 ? count : count + 16 + offsets[-2 - child]!;
  for (let node = 0; node < count; node++) {
    const left = valueOf(tree.children[node * 2]!);
    const right = valueOf(tree.children[node * 2 + 1]!);
    const at = node * nodeBytes;
    if (recordSize === 32) {
      view.setUint32(at, left);
      view.setUint32(at + 4, right);
      continue;
    }
    view.setUint16(at, (left >>> 8) & 0xffff);
    view.setUint8(at + 2, left & 255);
    if (recordSize === 28) view.setUint8(at + 3, ((left >>> 24) << 4) | (right >>> 24));
    const second = at + (recordSize === 28 ? 4 : 3);
    view.setUint16(second, (right >>> 8) & 0xffff);
    view.setUint8(second + 2, right & 255);
  }
  return bytes;
}

function sizeFor(largest: number): 24 | 28 | 32 {
  if (largest < 2 ** 24) return 24;
  if (largest < 2 ** 28) return 28;
  if (largest < 2 ** 32) return 32;
  throw new Error('Too many networks or records for an MMDB.');
}

/**
 * Writes a MaxMind DB (format 2.0). A later entry wins over an earlier one inside its network. Equal values are stored
 * once. The record size is the smallest that fits unless given.
 */
export function writeMmdb(options: MmdbOptions, entries: Iterable<MmdbEntry>): Uint8Array {
  const tree = new Tree();
  const data = new DataSection();
  const offsets: number[] = [];
  const indexes = new Map<number, number>();
  for (const { network, record } of entries) {
    const { length, bit } = bitsOf(network, options.ipVersion);
    const offset = data.offsetOf(record);
    let index = indexes.get(offset);
    if (index === undefined) {
      index = offsets.push(offset) - 1;
      indexes.set(offset, index);
    }
    tree.insert(bit, length, index);
  }
  const section = data.finish();
  const recordSize = options.recordSize ?? sizeFor(tree.nodes + 16 + section.length);
  const metadata = new DataSection(false);
  metadata.offsetOf({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: BigInt(Math.floor(options.built / 1000)),
    database_type: options.type,
    description: { en: options.description },
    ip_version: options.ipVersion,
    languages: options.languages ?? ['en'],
    node_count: new MmdbNumber('uint32', tree.nodes),
    record_size: recordSize,
  });
  const marker = Uint8Array.from([0xab, 0xcd, 0xef, ...new TextEncoder().encode('MaxMind.com')]);
  const parts = [
    writeTree(tree, offsets, recordSize),
    new Uint8Array(16),
    section,
    marker,
    metadata.finish(),
  ];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
