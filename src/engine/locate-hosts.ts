import { isPublic4, isPublic6 } from '../geo/address-class.ts';
import type { GeoDatabase } from '../geo/open-database.ts';
import { PlaceTable } from '../geo/place-table.ts';
import { InputError } from '../model/input-error.ts';
import type { GroupedHits } from './group-hits.ts';
import { numberNetworks } from './number-hosts.ts';
import type { HostTable, Telemetry } from './telemetry-table.ts';

/** Meaning of a record that nothing can be read from. */
const DAMAGED = -1;

/** What the records of one database mean: each is read once. */
class Meanings {
  /** Place index + 1 (0: none) and AS number (0: none), by the number that `numberOf` gives. */
  readonly place: number[] = [];
  readonly asn: number[] = [];
  /** Id and number of each record that was read, open addressing; id 0 is free. */
  private ids = new Uint32Array(1 << 14);
  private numbers = new Int32Array(1 << 14);
  private count = 0;

  constructor(
    private readonly database: GeoDatabase,
    private readonly places: PlaceTable,
    private readonly names: Map<number, string>,
  ) {}

  /** Number of a record's meaning; DAMAGED where the record is. */
  numberOf(id: number): number {
    const slot = this.slotOf(id);
    if (this.ids[slot] === id) return this.numbers[slot]!;
    const number = this.read(id);
    this.ids[slot] = id;
    this.numbers[slot] = number;
    if (++this.count * 2 > this.ids.length) this.grow();
    return number;
  }

  /** The slot of an id, or the free one where it would stand. */
  private slotOf(id: number): number {
    const { ids } = this;
    const mask = ids.length - 1;
    const mixed = Math.imul(id, 0x9e3779b1);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    while (ids[slot] !== 0 && ids[slot] !== id) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { ids, numbers } = this;
    this.ids = new Uint32Array(ids.length * 2);
    this.numbers = new Int32Array(ids.length * 2);
    for (let i = 0; i < ids.length; i++) {
      if (ids[i] === 0) continue;
      const slot = this.slotOf(ids[i]!);
      this.ids[slot] = ids[i]!;
      this.numbers[slot] = numbers[i]!;
    }
  }

  private read(id: number): number {
    try {
      const { place, network } = this.database.record(id);
      if (network) this.names.set(network.asn, network.name);
      this.asn.push(network?.asn ?? 0);
      return this.place.push(place ? this.places.add(place) + 1 : 0) - 1;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return DAMAGED;
    }
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
  for (const database of databases) {
    const meanings = new Meanings(database, table, names);
    const fill = (ids: Uint32Array, from: number) => {
      let [last, number] = [0, DAMAGED];
      for (let i = 0; i < ids.length; i++) {
        const id = ids[i]!;
        if (id === 0) continue;
        if (id !== last) [last, number] = [id, meanings.numberOf(id)];
        if (number === DAMAGED) continue;
        const host = from + i;
        known[host] = 1;
        if (place[host] === 0) place[host] = meanings.place[number]!;
        if (network[host] === 0) network[host] = meanings.asn[number]!;
      }
    };
    fill(database.locate4(address4), 0);
    if (address6.length > 0) fill(database.locate6(address6), length4);
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
