import { mercatorX, mercatorY } from '../model/mercator.ts';
import {
  accuracyClassOf,
  defaultAccuracyKm,
  precisions,
  type Place,
  type Precision,
} from '../model/place.ts';

/** Distinct places as columns, each at least `length` long. Code 0 of every text list is ''. */
export interface PlaceColumns {
  length: number;
  /** Degrees; NaN where a place has no position. */
  latitude: Float64Array;
  longitude: Float64Array;
  /** 32-bit Web Mercator position; of no meaning where latitude is NaN. */
  x: Uint32Array;
  y: Uint32Array;
  country: Uint16Array;
  region: Uint32Array;
  city: Uint32Array;
  /** Index in `accuracyClassesKm`. */
  accuracyClass: Uint8Array;
  /** Radius in km as the database gives it; NaN where it gives none. */
  accuracyKm: Float32Array;
  /** Index in `precisions`. */
  precision: Uint8Array;
  countries: readonly string[];
  regions: readonly string[];
  cities: readonly string[];
}

/** Texts in the order of their first use, '' first. */
class TextList {
  readonly texts: string[] = [''];
  private readonly codes = new Map<string, number>([['', 0]]);

  code(text: string): number {
    let code = this.codes.get(text);
    if (code === undefined) {
      code = this.texts.push(text) - 1;
      this.codes.set(text, code);
    }
    return code;
  }
}

/** Room for `capacity` places. */
function makeColumns(capacity: number) {
  return {
    latitude: new Float64Array(capacity),
    longitude: new Float64Array(capacity),
    x: new Uint32Array(capacity),
    y: new Uint32Array(capacity),
    country: new Uint16Array(capacity),
    region: new Uint32Array(capacity),
    city: new Uint32Array(capacity),
    accuracyClass: new Uint8Array(capacity),
    accuracyKm: new Float32Array(capacity),
    precision: new Uint8Array(capacity),
  };
}

function grown(columns: ReturnType<typeof makeColumns>, capacity: number) {
  const wider = makeColumns(capacity);
  for (const name of Object.keys(columns) as (keyof typeof columns)[]) {
    wider[name].set(columns[name]);
  }
  return wider;
}

/** A place whose texts have their codes. Whoever adds many may use one again and again: it is read and not kept. */
export interface CodedPlace {
  /** Latitude and longitude in degrees; NaN where it has none. */
  position: Float64Array;
  country: number;
  region: number;
  city: number;
  /** As the database gives it; null where it gives none. */
  accuracyKm: number | null;
  precision: Precision;
}

const hashed = new Float64Array(2);
const hashedWords = new Int32Array(hashed.buffer);

/** Mixes a position and a city into a hash, with the constants of MurmurHash3's finalizer. */
function hashOf(latitude: number, longitude: number, city: number): number {
  hashed[0] = latitude;
  hashed[1] = longitude;
  const first = hashedWords[0]! ^ (hashedWords[1]! << 3);
  const second = hashedWords[2]! ^ (hashedWords[3]! << 5);
  let hash = Math.imul(first, 0x85ebca6b) ^ Math.imul(second, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15) ^ city, 0x9e3779b1);
  return hash ^ (hash >>> 14);
}

/** Collects distinct places. The columns that `columns` gives are replaced when the table grows. */
export class PlaceTable {
  private length = 0;
  private store = makeColumns(1024);
  /** Place index + 1 by hash, open addressing; 0 is free. */
  private slots = new Int32Array(4096);
  private readonly countries = new TextList();
  private readonly regions = new TextList();
  private readonly cities = new TextList();

  get columns(): PlaceColumns {
    return {
      ...this.store,
      length: this.length,
      countries: this.countries.texts,
      regions: this.regions.texts,
      cities: this.cities.texts,
    };
  }

  /** Code of a country's ISO code, for `addCoded`. */
  codeOfCountry(text: string): number {
    return this.countries.code(text);
  }

  /** Code of a region's name, for `addCoded`. */
  codeOfRegion(text: string): number {
    return this.regions.code(text);
  }

  /** Code of a city's name, for `addCoded`. */
  codeOfCity(text: string): number {
    return this.cities.code(text);
  }

  /** Index of a place; equal places have one. */
  add({ country, region, city, latitude, longitude, accuracyKm, precision }: Place): number {
    return this.addCoded({
      position: Float64Array.of(latitude, longitude),
      country: this.countries.code(country),
      region: this.regions.code(region),
      city: this.cities.code(city),
      accuracyKm,
      precision,
    });
  }

  /** Index of a place; equal places have one. */
  addCoded(place: CodedPlace): number {
    const mask = this.slots.length - 1;
    const { position, city } = place;
    let slot = hashOf(position[0]!, position[1]!, city) & mask;
    for (; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      if (this.holds(this.slots[slot]! - 1, place)) return this.slots[slot]! - 1;
    }
    const at = this.length++;
    this.slots[slot] = at + 1;
    if (at === this.store.country.length) this.store = grown(this.store, at * 2);
    this.write(at, place);
    if (this.length * 2 > this.slots.length) this.growSlots();
    return at;
  }

  private holds(at: number, place: CodedPlace): boolean {
    const { store } = this;
    return (
      store.city[at] === place.city &&
      store.region[at] === place.region &&
      store.country[at] === place.country &&
      Object.is(store.latitude[at], place.position[0]) &&
      Object.is(store.longitude[at], place.position[1]) &&
      Object.is(store.accuracyKm[at], Math.fround(place.accuracyKm ?? NaN)) &&
      store.precision[at] === precisions.indexOf(place.precision)
    );
  }

  private growSlots(): void {
    const { store } = this;
    const mask = this.slots.length * 2 - 1;
    this.slots = new Int32Array(mask + 1);
    for (let at = 0; at < this.length; at++) {
      let slot = hashOf(store.latitude[at]!, store.longitude[at]!, store.city[at]!) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = at + 1;
    }
  }

  private write(at: number, place: CodedPlace): void {
    const { store } = this;
    const { position, accuracyKm, precision } = place;
    store.latitude[at] = position[0]!;
    store.longitude[at] = position[1]!;
    store.x[at] = mercatorX(position[1]!);
    store.y[at] = mercatorY(position[0]!);
    store.country[at] = place.country;
    store.region[at] = place.region;
    store.city[at] = place.city;
    store.accuracyClass[at] = accuracyClassOf(accuracyKm ?? defaultAccuracyKm[precision]);
    store.accuracyKm[at] = accuracyKm ?? NaN;
    store.precision[at] = precisions.indexOf(precision);
  }
}
