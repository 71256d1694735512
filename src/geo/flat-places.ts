import { textOfBytes } from './decode-value.ts';
import type { PlaceStrength } from './place-strength.ts';
import type { CodedPlace, PlaceTable } from './place-table.ts';
import { countryOf, readFields } from './record-schema.ts';

const POINTER = 1;
const STRING = 2;
const DOUBLE = 3;
const MAP = 7;
/** The second byte of an extended type: what it adds to 7. */
const FLOAT = 15 - 7;
/** The head of a text of two bytes. */
const TWO_LETTERS = (STRING << 5) | 2;
const pointerStart = [0, 2048, 526_336, 0];

const COUNTRY_CODE = 1;
const COUNTRY = 2;
const STATE = 3;
const REGION = 4;
const CITY = 5;
const LATITUDE = 6;
const LONGITUDE = 7;
/** A field that nobody reads. */
const OTHER = 0;
/** A field that a flat place has not: what it means is for others to say. */
const FOREIGN = 8;

const fieldNumbers = new Map<string, number>([
  ...([
    ['country_code', COUNTRY_CODE],
    ['country', COUNTRY],
    ['state1', STATE],
  ] as const),
  ...([
    ['region', REGION],
    ['city', CITY],
  ] as const),
  ...([
    ['latitude', LATITUDE],
    ['longitude', LONGITUDE],
  ] as const),
]);

/** Bytes before the data's end in which nothing is read here: so no key, number or head of a text is cut off. */
const MARGIN = 64;

/** Numbers by where their text stands in the data. */
class ByOffset {
  private count = 0;
  /** Pairs of offset + 1 (0: free) and number, open addressing. */
  private pairs = new Int32Array(2 << 10);

  /** The number of an offset; -1 where it has none yet. */
  get(offset: number): number {
    const { pairs } = this;
    const at = this.slotOf(offset);
    return pairs[at] === 0 ? -1 : pairs[at + 1]!;
  }

  set(offset: number, value: number): number {
    if (++this.count * 4 > this.pairs.length) this.grow();
    const at = this.slotOf(offset);
    this.pairs[at] = offset + 1;
    this.pairs[at + 1] = value;
    return value;
  }

  private slotOf(offset: number): number {
    const { pairs } = this;
    const mask = pairs.length - 1;
    const mixed = Math.imul(offset, 0x9e3779b1);
    let at = ((mixed ^ (mixed >>> 15)) << 1) & mask;
    while (pairs[at] !== 0 && pairs[at] !== offset + 1) at = (at + 2) & mask;
    return at;
  }

  private grow(): void {
    const old = this.pairs;
    this.pairs = new Int32Array(old.length * 4);
    for (let i = 0; i < old.length; i += 2) {
      if (old[i] === 0) continue;
      const at = this.slotOf(old[i]! - 1);
      this.pairs[at] = old[i]!;
      this.pairs[at + 1] = old[i + 1]!;
    }
  }
}

/** Thrown where a record is not plain. */
const NOT_PLAIN = new Error('not plain');

/**
 * Reads the places of a database whose records are one level of fields, from bytes straight into a table: texts that were
 * met before are known by where they stand, and are not decoded again. Whatever is not plain, or damaged, is left to
 * `GeoDatabase.record`.
 */
export class FlatPlaces {
  /** How much the last place says. */
  strength: PlaceStrength = 0;
  private readonly view: DataView;
  private readonly fields = new ByOffset();
  private readonly countries = new ByOffset();
  /** Codes + 1 of countries by the two bytes of their text, which is shorter than a pointer to it would be; 0: unknown. */
  private readonly byLetters = new Uint16Array(1 << 16);
  private readonly regions = new ByOffset();
  private readonly cities = new ByOffset();
  private at = 0;
  /** Latitude and longitude. */
  private readonly numbers = new Float64Array(2);
  /** Codes of the texts of the fields 1 to 5. */
  private readonly codes = new Int32Array(6);
  private readonly coded: CodedPlace = {
    ...{ position: this.numbers, country: 0, region: 0, city: 0 },
    ...{ accuracyKm: null, precision: 'country' },
  };

  constructor(
    private readonly data: Uint8Array,
    private readonly table: PlaceTable,
  ) {
    this.view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  }

  /** Adds the place of a record: its index + 1 in the table, 0 where the record knows none, -1 where it is not plain. */
  add(id: number): number {
    if (id === 0 || id > this.data.length - MARGIN) return -1;
    this.at = id - 1;
    this.codes.fill(0);
    this.numbers.fill(NaN);
    try {
      this.readMap();
    } catch (error) {
      if (error === NOT_PLAIN) return -1;
      throw error;
    }
    return this.place();
  }

  private place(): number {
    const { codes, numbers, coded } = this;
    coded.country = codes[COUNTRY_CODE]! || codes[COUNTRY]!;
    coded.region = codes[STATE]! || codes[REGION]!;
    coded.city = codes[CITY]!;
    const isKnown = Math.abs(numbers[0]!) <= 90 && Math.abs(numbers[1]!) <= 180;
    this.strength = isKnown ? 3 : coded.country !== 0 ? 2 : 1;
    if (!isKnown && coded.country === 0 && coded.region === 0 && coded.city === 0) {
      this.strength = 0;
      return 0;
    }
    coded.precision = coded.city !== 0 ? 'city' : coded.region !== 0 ? 'region' : 'country';
    if (!isKnown) numbers.fill(NaN);
    return this.table.addCoded(coded) + 1;
  }

  private readMap(): void {
    const { data } = this;
    const control = data[this.at++]!;
    const size = control & 31;
    if (control >> 5 !== MAP || size > 28) throw NOT_PLAIN;
    for (let i = 0; i < size; i++) {
      if (this.at > data.length - MARGIN) throw NOT_PLAIN;
      const field = this.readField();
      if (field === FOREIGN) throw NOT_PLAIN;
      if (field === OTHER) this.skip();
      else if (field >= LATITUDE) this.numbers[field - LATITUDE] = this.readNumber();
      else this.codes[field] = this.readText(field);
    }
  }

  /** Where the value at `at` stands, which a pointer may tell; `at` moves behind the pointer, or stays. */
  private targetOf(): number {
    const { data } = this;
    const control = data[this.at]!;
    if (control >> 5 !== POINTER) return this.at;
    const kind = (control >> 3) & 3;
    let packed = kind === 3 ? 0 : control & 7;
    for (let i = 0; i <= kind; i++) packed = (packed << 8) | data[this.at + 1 + i]!;
    packed >>>= 0;
    this.at += kind + 2;
    const target = packed + pointerStart[kind]!;
    if (target > data.length - MARGIN) throw NOT_PLAIN;
    return target;
  }

  /** The length of the text at `target`; its bytes follow its head, which is 1 byte, or 2 where it is longer than 28. */
  private lengthAt(target: number): number {
    const { data } = this;
    const control = data[target]!;
    const size = control & 31;
    if (control >> 5 !== STRING || size > 29) throw NOT_PLAIN;
    const length = size < 29 ? size : 29 + data[target + 1]!;
    if (target + length > data.length - MARGIN) throw NOT_PLAIN;
    return length;
  }

  private textAt(target: number, length: number): string {
    const start = target + (length < 29 ? 1 : 2);
    return textOfBytes(this.data, start, start + length);
  }

  private readField(): number {
    const before = this.at;
    const target = this.targetOf();
    let field = this.fields.get(target);
    if (field < 0) {
      const name = this.textAt(target, this.lengthAt(target));
      const other = readFields.has(name) ? FOREIGN : OTHER;
      field = this.fields.set(target, fieldNumbers.get(name) ?? other);
    }
    if (this.at === before) this.passText(target);
    return field;
  }

  private passText(target: number): void {
    const length = this.lengthAt(target);
    this.at = target + length + (length < 29 ? 1 : 2);
  }

  private readText(field: number): number {
    const { data } = this;
    if (field <= COUNTRY && data[this.at] === TWO_LETTERS) {
      const letters = (data[this.at + 1]! << 8) | data[this.at + 2]!;
      this.at += 3;
      const code = this.byLetters[letters]!;
      if (code !== 0) return code - 1;
      const text = textOfBytes(data, this.at - 2, this.at);
      return (this.byLetters[letters] = this.table.codeOfCountry(countryOf(text)) + 1) - 1;
    }
    const before = this.at;
    const target = this.targetOf();
    const known = field <= COUNTRY ? this.countries : field <= REGION ? this.regions : this.cities;
    let code = known.get(target);
    if (code < 0) {
      const text = this.textAt(target, this.lengthAt(target)).trim();
      const { table } = this;
      if (field <= COUNTRY) code = table.codeOfCountry(countryOf(text));
      else if (field <= REGION) code = table.codeOfRegion(text);
      else code = table.codeOfCity(text);
      known.set(target, code);
    }
    if (this.at === before) this.passText(target);
    return code;
  }

  private readNumber(): number {
    const { data, view } = this;
    const before = this.at;
    const target = this.targetOf();
    const control = data[target]!;
    const isDouble = control >> 5 === DOUBLE && (control & 31) === 8;
    if (!isDouble && (control !== 4 || data[target + 1] !== FLOAT)) throw NOT_PLAIN;
    if (this.at === before) this.at += isDouble ? 9 : 6;
    return isDouble ? view.getFloat64(target + 1) : view.getFloat32(target + 2);
  }

  /** Passes a value that nobody reads: a text, a pointer, or a number. */
  private skip(): void {
    const type = this.data[this.at]! >> 5;
    if (type === POINTER) this.at += ((this.data[this.at]! >> 3) & 3) + 2;
    else if (type === STRING) this.passText(this.at);
    else this.readNumber();
  }
}
