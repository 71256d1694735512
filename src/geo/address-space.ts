import { InputError } from '../model/input-error.ts';
import { nextTask } from '../model/next-task.ts';
import { addressEnds, type AddressRanges } from './address-ranges.ts';
import type { GeoDatabase } from './open-database.ts';
import { placeStrength } from './place-strength.ts';
import { PlaceTable, type PlaceColumns } from './place-table.ts';

/** Ranges that are counted between two looks at what else waits. */
const TURN = 1 << 16;

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

/** What a record means for the sums. */
interface Meaning {
  /** Place index + 1; 0: none. */
  place: number;
  strength: number;
  asn: number;
}

const nothing: Meaning = { place: 0, strength: 0, asn: 0 };

/** Reads each record of a database once; what cannot be read means nothing. */
function makeReader(database: GeoDatabase, places: PlaceTable): (id: number) => Meaning {
  const known = new Map<number, Meaning>([[0, nothing]]);
  return (id) => {
    let meaning = known.get(id);
    if (!meaning) known.set(id, (meaning = readMeaning(database, places, id)));
    return meaning;
  };
}

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

type Layer = { ranges: AddressRanges; read: (id: number) => Meaning; at: number };

/** What the databases say together of the addresses where each layer stands, as of a host that is located. */
function meaningOf(layers: readonly Layer[]): Meaning {
  let [place, strength, asn] = [0, 0, 0];
  for (const { ranges, read, at } of layers) {
    if (at < 0) continue;
    const said = read(ranges.ids[at]!);
    // As for hosts: a country and a position count, a mere name does not give way to another name.
    if ((said.strength & 6) > (strength & 6) || (place === 0 && said.place > 0)) {
      [place, strength] = [said.place, said.strength];
    }
    if (asn === 0) asn = said.asn;
  }
  return { place, strength, asn };
}

/** Passes the ranges of all layers side by side, from the first address to the last. */
async function sweep(
  layers: readonly Layer[],
  family: 'four' | 'six',
  sums: Sums,
  signal?: AbortSignal,
): Promise<void> {
  const { end, unit } = addressEnds[family];
  let turn = 0;
  for (let start = 0; start < end;) {
    let next: number = end;
    for (const layer of layers) {
      const { starts } = layer.ranges;
      while (layer.at + 1 < starts.length && starts[layer.at + 1]! <= start) layer.at++;
      next = Math.min(next, starts[layer.at + 1] ?? end);
    }
    const { place, asn } = meaningOf(layers);
    if (place > 0 || asn > 0) sums.add(family, place, asn, (next - start) / unit);
    start = next;
    if (++turn % TURN === 0) {
      await nextTask();
      signal?.throwIfAborted();
    }
  }
}

/**
 * Counts the addresses that databases, in order of precedence, put at every place and into every network: the sizes of
 * their prefixes, as `locateHosts` would place the addresses. IPv4 once, not again under its aliases in IPv6. Others get
 * their turn on the way.
 * @throws AbortError
 */
export async function measureAddressSpace(
  databases: readonly GeoDatabase[],
  signal?: AbortSignal,
): Promise<AddressSpace> {
  const sums = new Sums();
  const layers: Record<'four' | 'six', Layer[]> = { four: [], six: [] };
  for (const database of databases) {
    await nextTask();
    signal?.throwIfAborted();
    const read = makeReader(database, sums.places);
    const { four, six } = database.ranges();
    if (four.ids.some((id) => id !== 0)) layers.four.push({ ranges: four, read, at: -1 });
    if (six.ids.some((id) => id !== 0)) layers.six.push({ ranges: six, read, at: -1 });
  }
  await sweep(layers.four, 'four', sums, signal);
  await sweep(layers.six, 'six', sums, signal);
  return sums.finish();
}
