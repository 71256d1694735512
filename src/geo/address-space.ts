import { InputError } from '../model/input-error.ts';
import { nextTask } from '../model/next-task.ts';
import { addressEnds, type AddressRanges } from './address-ranges.ts';
import type { GeoDatabase } from './open-database.ts';
import { placeStrength } from './place-strength.ts';
import { PlaceTable, type PlaceColumns } from './place-table.ts';

/** Ranges that are counted between two looks at the clock, and milliseconds after which others have their turn. */
const STEP = 2048;
const TURN_MS = 12;

/** A number of addresses: of IPv4, and /48 of IPv6. */
export interface AddressCount {
  four: number;
  six: number;
}

/** How many addresses databases put where: at every place, and into every network. */
export interface AddressSpace {
  places: PlaceColumns;
  /** By place: addresses of IPv4, and /48 of IPv6. */
  four: Float64Array;
  six: Float64Array;
  /** By AS number. */
  networks: Map<number, AddressCount>;
}

/** What is said of addresses, for the sums. */
interface Meaning {
  /** Place index + 1; 0: none. */
  place: number;
  strength: number;
  asn: number;
}

const nothing: Meaning = { place: 0, strength: 0, asn: 0 };

/** Reads each record of a database once. */
function makeReader(database: GeoDatabase, places: PlaceTable): (id: number) => Meaning {
  const known = new Map<number, Meaning>([[0, nothing]]);
  return (id) => {
    let meaning = known.get(id);
    if (!meaning) known.set(id, (meaning = readMeaning(database, places, id)));
    return meaning;
  };
}

/** What a record means; what cannot be read means nothing. */
function readMeaning(database: GeoDatabase, places: PlaceTable, id: number): Meaning {
  try {
    const { place, network } = database.record(id);
    const asn = network?.asn ?? 0;
    return { place: place ? places.add(place) + 1 : 0, strength: placeStrength(place), asn };
  } catch (error) {
    if (error instanceof InputError) return nothing;
    throw error;
  }
}

/** What is summed up. */
class Sums {
  readonly places = new PlaceTable();
  readonly networks = new Map<number, AddressCount>();
  private readonly four: number[] = [];
  private readonly six: number[] = [];

  add(family: 'four' | 'six', place: number, asn: number, count: number): void {
    if (place > 0) this[family][place - 1] = (this[family][place - 1] ?? 0) + count;
    if (asn === 0) return;
    const network = this.networks.get(asn);
    if (network) network[family] += count;
    else this.networks.set(asn, { four: 0, six: 0, [family]: count });
  }

  finish(): AddressSpace {
    const places = this.places.columns;
    const column = (counts: readonly number[]) =>
      Float64Array.from({ length: places.length }, (_, place) => counts[place] ?? 0);
    return { places, four: column(this.four), six: column(this.six), networks: this.networks };
  }
}

/** The ranges of a database, the one that is reached, and what it says there. */
interface Layer {
  ranges: AddressRanges;
  read: (id: number) => Meaning;
  at: number;
  said: Meaning;
}

/** Goes on to the range that holds an address; answers where the next begins. */
function advance(layer: Layer, start: number, end: number): number {
  const { starts, ids } = layer.ranges;
  const before = layer.at;
  while (layer.at + 1 < starts.length && starts[layer.at + 1]! <= start) layer.at++;
  if (layer.at !== before) layer.said = layer.read(ids[layer.at]!);
  return layer.at + 1 < starts.length ? starts[layer.at + 1]! : end;
}

/** What the databases say together of the addresses where each layer stands, as of a host that is located. */
function together(layers: readonly Layer[]): Meaning {
  if (layers.length === 1) return layers[0]!.said;
  let [place, strength, asn] = [0, 0, 0];
  for (const { said } of layers) {
    // As for hosts: a country and a position count, a mere name does not give way to another name.
    if ((said.strength & 6) > (strength & 6) || (place === 0 && said.place > 0)) {
      [place, strength] = [said.place, said.strength];
    }
    if (asn === 0) asn = said.asn;
  }
  return { place, strength, asn };
}

/** Who hears how much of the work is done, and who may end it. */
interface Course {
  /** Ranges that are passed. */
  passed: (ranges: number) => void;
  signal: AbortSignal | undefined;
}

/** Passes the ranges of all layers side by side, from the first address to the last. */
async function sweep(
  layers: readonly Layer[],
  family: 'four' | 'six',
  sums: Sums,
  { passed, signal }: Course,
): Promise<void> {
  const { end, unit } = addressEnds[family];
  const reached = () => layers.reduce((sum, { at }) => sum + at + 1, 0);
  let turn = 0;
  let began = performance.now();
  for (let start = 0; start < end;) {
    let next: number = end;
    for (const layer of layers) next = Math.min(next, advance(layer, start, end));
    const { place, asn } = together(layers);
    if (place > 0 || asn > 0) sums.add(family, place, asn, (next - start) / unit);
    start = next;
    if (++turn % STEP !== 0 || performance.now() - began < TURN_MS) continue;
    passed(reached());
    await nextTask();
    signal?.throwIfAborted();
    began = performance.now();
  }
  passed(reached());
}

/**
 * Counts the addresses that databases, in order of precedence, put at every place and into every network: the sizes of
 * their prefixes, as `locateHosts` would place the addresses. IPv4 once, not again under its aliases in IPv6. Others get
 * their turn on the way.
 * @param onShare hears what share of the work is done, 0 to 1, by whole percents
 * @throws AbortError
 */
export async function measureAddressSpace(
  databases: readonly GeoDatabase[],
  signal?: AbortSignal,
  onShare: (share: number) => void = () => undefined,
): Promise<AddressSpace> {
  const sums = new Sums();
  const layers: Record<'four' | 'six', Layer[]> = { four: [], six: [] };
  for (const database of databases) {
    await nextTask();
    signal?.throwIfAborted();
    const read = makeReader(database, sums.places);
    const { four, six } = database.ranges();
    const begin = (ranges: AddressRanges) => ({ ranges, read, at: -1, said: nothing });
    if (four.ids.some((id) => id !== 0)) layers.four.push(begin(four));
    if (six.ids.some((id) => id !== 0)) layers.six.push(begin(six));
  }
  const lengthOf = (list: Layer[]) => list.reduce((sum, { ranges }) => sum + ranges.ids.length, 0);
  const [first, all] = [lengthOf(layers.four), lengthOf(layers.four) + lengthOf(layers.six)];
  let told = 0;
  const tell = (before: number) => (ranges: number) => {
    const percent = Math.floor((100 * (before + ranges)) / all);
    if (percent > told) onShare((told = percent) / 100);
  };
  await sweep(layers.four, 'four', sums, { passed: tell(0), signal });
  await sweep(layers.six, 'six', sums, { passed: tell(first), signal });
  return sums.finish();
}
