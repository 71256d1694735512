/** What typed arrays are called in a packed text. */
const arrayTypes = {
  Uint8Array,
  Int8Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
} as const;
type ArrayType = keyof typeof arrayTypes;
type Packable = InstanceType<(typeof arrayTypes)[ArrayType]>;

const MAGIC = 'AtlasPack1';
/** Arrays begin at multiples of this, so that they can be used where they lie. */
const ALIGN = 8;
const HEAD = 16;

const aligned = (bytes: number) => Math.ceil(bytes / ALIGN) * ALIGN;

/** Where the bytes of an array lie; null: they are all zero, and lie nowhere. */
interface Reference {
  $array: ArrayType;
  at: number | null;
  length: number;
}

function isZero(array: Packable): boolean {
  for (let i = 0; i < array.length; i++) if (array[i] !== 0) return false;
  return true;
}

function typeOf(value: unknown): ArrayType | null {
  const name = Object.prototype.toString.call(value).slice(8, -1);
  return Object.hasOwn(arrayTypes, name) ? (name as ArrayType) : null;
}

/**
 * Plain data with typed arrays and maps as parts of a file: a head, a text, and the arrays' bytes as they are, each once
 * however often it is referred to. Parts are views of the data, not copies.
 */
export function pack(value: unknown): Uint8Array<ArrayBuffer>[] {
  const places = new Map<unknown, Reference>();
  const arrays: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const refer = (array: Packable, type: ArrayType): Reference => {
    const known = places.get(array);
    if (known) return known;
    const isNowhere = isZero(array);
    const made: Reference = { $array: type, at: isNowhere ? null : length, length: array.length };
    places.set(array, made);
    if (isNowhere) return made;
    const { buffer, byteOffset, byteLength } = array;
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    arrays.push(bytes, new Uint8Array(aligned(byteLength) - byteLength));
    length += aligned(byteLength);
    return made;
  };
  const text = JSON.stringify(value, (_, part: unknown) => {
    const type = typeOf(part);
    if (type) return refer(part as Packable, type);
    return part instanceof Map ? { $map: [...(part as Map<unknown, unknown>)] } : part;
  });
  const words = new TextEncoder().encode(text);
  const head = new Uint8Array(HEAD);
  head.set(new TextEncoder().encode(MAGIC));
  new DataView(head.buffer).setUint32(12, words.length);
  return [head, words, new Uint8Array(aligned(words.length) - words.length), ...arrays];
}

/**
 * The data of a packed file; its arrays are views of the bytes.
 * @throws Error where the bytes are no packed file of this version, or one that is cut off
 */
export function unpack(bytes: Uint8Array<ArrayBuffer>): unknown {
  const decoder = new TextDecoder();
  if (decoder.decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) {
    throw new Error('The kept file is of another version.');
  }
  const words = new DataView(bytes.buffer, bytes.byteOffset).getUint32(12);
  const start = bytes.byteOffset + HEAD + aligned(words);
  const known = new Map<number, Packable>();
  const arrayAt = ({ $array: type, at, length }: Reference): Packable => {
    if (at === null) return new arrayTypes[type](length);
    const found = known.get(at);
    if (found) return found;
    const made = new arrayTypes[type](bytes.buffer, start + at, length);
    known.set(at, made);
    return made;
  };
  const revive = (_: string, part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    if ('$array' in part) return arrayAt(part as Reference);
    return '$map' in part ? new Map(part.$map as [unknown, unknown][]) : part;
  };
  return JSON.parse(decoder.decode(bytes.subarray(HEAD, HEAD + words)), revive);
}
