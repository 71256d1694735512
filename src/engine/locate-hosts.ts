import { isPublic4, isPublic6 } from '../geo/address-class.ts';
import type { GeoDatabase } from '../geo/open-database.ts';
import { PlaceTable } from '../geo/place-table.ts';
import { InputError } from '../model/input-error.ts';
import type { GroupedHits } from './group-hits.ts';
import { numberNetworks } from './number-hosts.ts';
import type { HostTable, Telemetry } from './telemetry-table.ts';

/** Words of a slot: id, known, place, AS number. */
const SLOT = 4;

/** What the records of one database mean: each is read once. */
class Meanings {
  /**
   * By id, open addressing: the id (0: free), 1 where the record can be read, its place index + 1 (0: none) and its AS
   * number (0: none). Side by side, since a host needs them all.
   */
  words = new Uint32Array(SLOT << 14);
  private count = 0;

  constructor(
    private readonly database: GeoDatabase,
    private readonly places: PlaceTable,
    private readonly names: Map<number, string>,
  ) {}

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
    let slot = ((mixed ^ (mixed >>> 15)) * SLOT) & mask;
    while (words[slot] !== 0 && words[slot] !== id) slot = (slot + SLOT) & mask;
    return slot;
  }

  private grow(): void {
    const old = this.words;
    this.words = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += SLOT) {
      if (old[at] !== 0) this.words.set(old.subarray(at, at + SLOT), this.slotOf(old[at]!));
    }
  }

  private read(id: number, slot: number): number {
    const { words } = this;
    words[slot] = id;
    try {
      const { place, network } = this.database.record(id);
      if (network) this.names.set(network.asn, network.name);
      words[slot + 1] = 1;
      words[slot + 2] = place ? this.places.add(place) + 1 : 0;
      words[slot + 3] = network?.asn ?? 0;
    } catch (error) {
      // What a damaged record means is that nothing is known.
      if (!(error instanceof InputError)) throw error;
    }
    return slot;
  }
}

/** Columns of hosts that databases fill. */
interface Found {
  /** 1 where a database has a record of the address. */
  known: Uint8Array;
  place: Uint32Array;
  network: Uint32Array;
}

/** Writes what records mean for the hosts from `from` on, where no earlier database said it. */
function fill(
  { known, place, network }: Found,
  ids: Uint32Array,
  from: number,
  meanings: Meanings,
) {
  let [last, slot] = [0, 0];
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i]!;
    if (id === 0) continue;
    if (id !== last) [last, slot] = [id, meanings.at(id)];
    const { words } = meanings;
    const host = from + i;
    known[host]! |= words[slot + 1]!;
    if (place[host] === 0) place[host] = words[slot + 2]!;
    if (network[host] === 0) network[host] = words[slot + 3]!;
  }
}

/** Located hosts, their places and the names of their networks. */
export type Located = Pick<Telemetry, 'hosts' | 'places' | 'asns' | 'networkNames'>;

/** Places every host by the databases in order of precedence: the first with a place wins, and the first with a network. */
export function locateHosts(grouped: GroupedHits, databases: readonly GeoDatabase[]): Located {
  const { length, length4, address4, address6, start } = grouped;
  const table = new PlaceTable();
  const names = new Map<number, string>();
  const place = new Uint32Array(length);
  const network = new Uint32Array(length);
  const known = new Uint8Array(length);
  const found = { known, place, network };
  for (const database of databases) {
    const meanings = new Meanings(database, table, names);
    fill(found, database.locate4(address4), 0, meanings);
    if (address6.length > 0) fill(found, database.locate6(address6), length4, meanings);
  }
  const reserved = new Uint8Array(length);
  for (let host = 0; host < length; host++) {
    if (network[host] === 0) network[host] = grouped.network[host] ?? 0;
    if (known[host] === 1) continue;
    const at = (host - length4) * 4;
    const open =
      host < length4
        ? isPublic4(address4[host]!)
        : isPublic6(address6[at]!, address6[at + 1]!, address6[at + 2]!, address6[at + 3]!);
    reserved[host] = open ? 0 : 1;
  }
  const hosts: HostTable = { length, length4, address4, address6, start, place, network, reserved };
  return { hosts, places: table.columns, asns: numberNetworks(network), networkNames: names };
}
