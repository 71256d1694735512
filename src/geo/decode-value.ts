import { InputError } from '../model/input-error.ts';

/** A run of encoded values: bytes from `base`, where pointers count from, to `end`. */
export interface DataSection {
  bytes: Uint8Array;
  view: DataView;
  base: number;
  end: number;
  /** File name, for errors. */
  name: string;
  /**
   * Values that pointers led to, such as keys and texts that many records share: a place has one slot, by its last bits,
   * which the latest takes.
   */
  shared: { place: Int32Array; value: unknown[] };
}

/** A section of which nothing is decoded yet. */
export function makeSection(
  bytes: Uint8Array,
  base: number,
  end: number,
  name: string,
): DataSection {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shared = {
    place: new Int32Array(SHARED_SLOTS).fill(-1),
    value: new Array<unknown>(SHARED_SLOTS).fill(null),
  };
  return { bytes, view, base, end, name, shared };
}

/** A power of two. */
const SHARED_SLOTS = 1 << 14;
const MAX_DEPTH = 64;
/** Values of one record, pointers followed: no real record has a thousand. */
const MAX_VALUES = 50_000;
/** ASCII texts up to this length are made without a decoder. */
const SHORT_TEXT = 48;

const POINTER = 1;
const STRING = 2;
const DOUBLE = 3;
const BYTES = 4;
const MAP = 7;
const INT32 = 8;
const UINT64 = 9;
const UINT128 = 10;
const ARRAY = 11;
const BOOLEAN = 14;
const FLOAT = 15;

/** Fewest and most payload bytes of each data type (MaxMind DB 2.0, "Output Data Section"). */
const sizes: Readonly<Record<number, readonly [number, number]>> = {
  [STRING]: [0, Infinity],
  [DOUBLE]: [8, 8],
  [BYTES]: [0, Infinity],
  5: [0, 2],
  6: [0, 4],
  [INT32]: [0, 4],
  [UINT64]: [0, 8],
  [UINT128]: [0, 16],
  [BOOLEAN]: [0, 1],
  [FLOAT]: [4, 4],
};

const pointerStart = [0, 2048, 526_336, 0];
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Reads values one after another: `at` is where the next one begins. */
class Decoder {
  private values = 0;

  constructor(
    private readonly section: DataSection,
    private at: number,
    private readonly wanted: ReadonlySet<string> | null,
  ) {}

  /** The value at `at`, which moves behind it. Pointers and short texts, which most values are, come first. */
  value(depth: number): unknown {
    const { bytes, end } = this.section;
    const start = this.at;
    if (++this.values > MAX_VALUES || depth > MAX_DEPTH) {
      throw this.damaged(start, 'a record without end (a loop of pointers)');
    }
    if (start >= end) throw this.damaged(start, 'the data is cut off');
    const control = bytes[start]!;
    this.at = start + 1;
    const type = control >> 5;
    if (type === POINTER) return this.pointed(control, depth);
    const after = this.at + (control & 31);
    if (type === STRING && (control & 31) <= 28 && after <= end) {
      this.at = after;
      return textOfBytes(bytes, start + 1, after);
    }
    return this.other(control, depth);
  }

  /** The value whose control byte was read. */
  private other(control: number, depth: number): unknown {
    const { section } = this;
    let type = control >> 5;
    if (type === 0) type = this.unsigned(1) + 7;
    let size = control & 31;
    if (size > 28) size = [29, 285, 65_821][size - 29]! + this.unsigned(size - 28);
    if (type === MAP) return this.map(size, depth);
    if (type === ARRAY) return this.array(size, depth);
    const bounds = sizes[type];
    if (!bounds) throw this.damaged(this.at, `unknown data type ${type}`);
    if (size < bounds[0] || size > bounds[1]) {
      throw this.damaged(this.at, `a value of data type ${type} has ${size} bytes`);
    }
    if (type === BOOLEAN) return size === 1;
    if (this.at + size > section.end) throw this.damaged(this.at, 'the data is cut off');
    const start = this.at;
    this.at += size;
    return this.scalar(type, start, size);
  }

  private scalar(type: number, start: number, size: number): unknown {
    const { bytes, view } = this.section;
    if (type === STRING) return textOfBytes(bytes, start, start + size);
    if (type === DOUBLE) return view.getFloat64(start);
    if (type === FLOAT) return view.getFloat32(start);
    if (type === BYTES) return bytes.subarray(start, start + size);
    if (type === INT32 && size === 4) return view.getInt32(start);
    if (type === UINT64 || type === UINT128) {
      let value = 0n;
      for (let i = 0; i < size; i++) value = (value << 8n) | BigInt(bytes[start + i]!);
      return value;
    }
    let value = 0;
    for (let i = 0; i < size; i++) value = value * 256 + bytes[start + i]!;
    return value;
  }

  private map(size: number, depth: number): Record<string, unknown> {
    const record: Record<string, unknown> = {};
    for (let i = 0; i < size; i++) {
      const start = this.at;
      const key = this.value(depth + 1);
      if (typeof key !== 'string') throw this.damaged(start, 'a map has a key that is no text');
      if (depth > 0 || this.wanted === null || this.wanted.has(key)) {
        record[key] = this.value(depth + 1);
      } else this.skip(depth + 1);
    }
    return record;
  }

  private array(size: number, depth: number): unknown[] {
    const list: unknown[] = [];
    for (let i = 0; i < size; i++) list.push(this.value(depth + 1));
    return list;
  }

  /** Moves behind a value that nobody asked for: where a pointer leads is not looked at. */
  private skip(depth: number): void {
    const { bytes } = this.section;
    const control = bytes[this.at]!;
    if (control >> 5 !== POINTER || this.at >= this.section.end) this.value(depth);
    else {
      this.at++;
      this.unsigned(((control >> 3) & 3) + 1);
    }
  }

  /** The value that a pointer leads to; each is decoded once for the whole section. */
  private pointed(control: number, depth: number): unknown {
    const { section } = this;
    const start = this.at - 1;
    const kind = (control >> 3) & 3;
    const packed = this.unsigned(kind + 1);
    const high = kind === 3 ? 0 : (control & 7) << (8 * (kind + 1));
    const place = pointerStart[kind]! + high + packed;
    const { shared } = section;
    const slot = place & (SHARED_SLOTS - 1);
    if (shared.place[slot] === place) return shared.value[slot];
    const target = section.base + place;
    if (target >= section.end) throw this.damaged(start, 'a pointer leads outside the data');
    if (section.bytes[target]! >> 5 === POINTER) {
      throw this.damaged(start, 'a pointer leads to a pointer');
    }
    const back = this.at;
    this.at = target;
    const value = this.value(depth + 1);
    this.at = back;
    shared.place[slot] = place;
    shared.value[slot] = value;
    return value;
  }

  /** Unsigned number in `count` bytes, which must be inside the section. */
  private unsigned(count: number): number {
    const { section } = this;
    if (this.at + count > section.end) throw this.damaged(this.at, 'the data is cut off');
    let value = 0;
    for (let i = 0; i < count; i++) value = value * 256 + section.bytes[this.at++]!;
    return value;
  }

  private damaged(offset: number, what: string): InputError {
    return new InputError(
      `${this.section.name}: ${what} at byte ${offset}.`,
      'a record as MaxMind DB format 2.0 describes it; the file is damaged, fetch it again.',
    );
  }
}

/** Text of UTF-8 bytes; short ASCII ones are put together from their codes, four at a time. */
export function textOfBytes(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > SHORT_TEXT) return utf8.decode(bytes.subarray(start, end));
  for (let i = start; i < end; i++) {
    if (bytes[i]! > 127) return utf8.decode(bytes.subarray(start, end));
  }
  let text = '';
  let i = start;
  for (; i + 4 <= end; i += 4) {
    text += String.fromCharCode(bytes[i]!, bytes[i + 1]!, bytes[i + 2]!, bytes[i + 3]!);
  }
  for (; i < end; i++) text += String.fromCharCode(bytes[i]!);
  return text;
}

/**
 * Decodes the value at `offset`: maps as objects, arrays, texts, numbers, 64- and 128-bit integers as bigint, booleans,
 * bytes. Takes a bounded time whatever the bytes are.
 * @param wanted where given, the fields that are decoded where the value is a map; others are passed over
 * @throws InputError where a type is unknown, a size is not what the type demands, something lies outside the section,
 * or values nest without end
 */
export function decodeValue(
  section: DataSection,
  offset: number,
  wanted: ReadonlySet<string> | null = null,
): unknown {
  return new Decoder(section, offset, wanted).value(0);
}
