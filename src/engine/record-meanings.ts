import type { FlatPlaces } from '../geo/flat-places.ts';
import type { GeoDatabase } from '../geo/open-database.ts';
import { placeStrength } from '../geo/place-strength.ts';
import type { PlaceTable } from '../geo/place-table.ts';
import { addressKinds } from '../model/address-kind.ts';
import { InputError } from '../model/input-error.ts';

/** Words of a slot: id, what is known, place, AS number. */
const SLOT_BITS = 2;
const SLOT = 1 << SLOT_BITS;
/** Connections beyond these are not told apart: a byte a host. */
const MOST_CONNECTIONS = 256;

/** Ways to be connected, by the code that hosts have; '' first. */
export class ConnectionList {
  readonly texts: string[] = [''];

  code(text: string): number {
    const known = this.texts.indexOf(text);
    if (known >= 0) return known;
    return this.texts.length < MOST_CONNECTIONS ? this.texts.push(text) - 1 : 0;
  }
}

/** Where what records say is gathered. */
export interface Gathered {
  places: PlaceTable;
  /** Names of networks by AS number. */
  names: Map<number, string>;
  connections: ConnectionList;
}

/** What the records of one database mean: each is read once. */
export class RecordMeanings {
  /**
   * By id, open addressing: the id (0: free), what is known, the place index + 1 (0: none) and the AS number (0: none).
   * Side by side, since a host needs them all. What is known: 1 where the record can be read, from bit 1 the strength of
   * its place, from bit 8 the kind of address, from bit 16 the connection.
   */
  words = new Uint32Array(SLOT << 14);
  private count = 0;
  private readonly plain: FlatPlaces | null;

  constructor(
    private readonly database: GeoDatabase,
    private readonly gathered: Gathered,
  ) {
    this.plain = database.placesInto(gathered.places);
  }

  /** Where in `words` the meaning of a record is. */
  at(id: number): number {
    const slot = this.slotOf(id);
    if (this.words[slot] === id) return slot;
    if (++this.count * 2 * SLOT > this.words.length) this.grow();
    return this.read(id, this.slotOf(id));
  }

  /** The slot of an id, or the free one where it would stand. */
  private slotOf(id: number): number {
    const { words } = this;
    const mask = words.length - 1;
    const mixed = Math.imul(id, 0x9e3779b1);
    let slot = ((mixed ^ (mixed >>> 15)) << SLOT_BITS) & mask;
    while (words[slot] !== 0 && words[slot] !== id) slot = (slot + SLOT) & mask;
    return slot;
  }

  private grow(): void {
    const old = this.words;
    this.words = new Uint32Array(old.length * 4);
    for (let at = 0; at < old.length; at += SLOT) {
      if (old[at] === 0) continue;
      const slot = this.slotOf(old[at]!);
      for (let word = 0; word < SLOT; word++) this.words[slot + word] = old[at + word]!;
    }
  }

  private read(id: number, slot: number): number {
    const { words } = this;
    const { places, names, connections } = this.gathered;
    words[slot] = id;
    const plainly = this.plain?.add(id) ?? -1;
    if (plainly >= 0) {
      words[slot + 1] = 1 | (this.plain!.strength << 1);
      words[slot + 2] = plainly;
      return slot;
    }
    try {
      const { place, network, kind, connection } = this.database.record(id);
      if (network) names.set(network.asn, network.name);
      const traits =
        (kind ? addressKinds.indexOf(kind) + 1 : 0) | (connections.code(connection) << 8);
      words[slot + 1] = 1 | (placeStrength(place) << 1) | (traits << 8);
      words[slot + 2] = place ? places.add(place) + 1 : 0;
      words[slot + 3] = network?.asn ?? 0;
    } catch (error) {
      // What a damaged record means is that nothing is known.
      if (!(error instanceof InputError)) throw error;
    }
    return slot;
  }
}
