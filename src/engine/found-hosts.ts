import type { RecordMeanings } from './record-meanings.ts';

/** Hosts that a database placed, or gave a network or a trait, by address family. */
export interface Used {
  four: number;
  six: number;
}

/** Columns of hosts that databases fill, in their order of precedence. */
export class FoundHosts {
  /** Place index + 1; 0: none. */
  readonly place: Uint32Array;
  /** AS number; 0: none. */
  readonly network: Uint32Array;
  /** Bit 0: a database has a record of the address. From bit 1: the strength of its place. */
  readonly known: Uint8Array;
  /** Kind of address and connection; empty until a database says any. */
  kind = new Uint8Array(0);
  connection = new Uint8Array(0);
  /** Number + 1 of the database that placed the host. */
  private readonly placedBy: Uint8Array;

  constructor(readonly length: number) {
    this.place = new Uint32Array(length);
    this.network = new Uint32Array(length);
    this.known = new Uint8Array(length);
    this.placedBy = new Uint8Array(length);
  }

  /**
   * Writes what records mean for the hosts, where no earlier database said as much.
   * @param database its number, from 0
   * @returns to how many hosts it gave a network or a trait
   */
  fill(database: number, ids: Uint32Array, meanings: RecordMeanings): number {
    const { place, network, known, placedBy } = this;
    let [last, slot, given] = [0, 0, 0];
    for (let host = 0; host < ids.length; host++) {
      const id = ids[host]!;
      if (id === 0) continue;
      if (id !== last) [last, slot] = [id, meanings.at(id)];
      const { words } = meanings;
      const said = words[slot + 1]!;
      const asn = words[slot + 3]!;
      if ((said & 6) > (known[host]! & 6)) {
        place[host] = words[slot + 2]!;
        known[host] = said & 7;
        placedBy[host] = database + 1;
      } else known[host]! |= said & 1;
      let isGiven = said > 255 && this.addTraits(host, said);
      if (network[host] === 0 && asn !== 0) {
        network[host] = asn;
        isGiven = true;
      }
      if (isGiven) given++;
    }
    return given;
  }

  private addTraits(host: number, said: number): boolean {
    const [kind, connection] = [(said >>> 8) & 255, (said >>> 16) & 255];
    let isNew = false;
    if (kind !== 0) {
      if (this.kind.length === 0) this.kind = new Uint8Array(this.length);
      if (this.kind[host] === 0) [this.kind[host], isNew] = [kind, true];
    }
    if (connection !== 0) {
      if (this.connection.length === 0) this.connection = new Uint8Array(this.length);
      if (this.connection[host] === 0) [this.connection[host], isNew] = [connection, true];
    }
    return isNew;
  }

  /** How many hosts each of so many databases placed. */
  placed(databases: number): number[] {
    const placed = new Array<number>(databases + 1).fill(0);
    const { placedBy } = this;
    for (let host = 0; host < placedBy.length; host++) placed[placedBy[host]!]!++;
    return placed.slice(1);
  }
}

type Column = 'place' | 'network' | 'known' | 'kind' | 'connection';

/** Hosts of several lists one after the other, in a column; empty where none of them has it. */
function joined<A extends Uint8Array | Uint32Array>(
  lists: readonly FoundHosts[],
  name: Column,
  make: (length: number) => A,
): A {
  const has = lists.some((each) => each[name].length > 0);
  const column = make(has ? lists.reduce((sum, { length }) => sum + length, 0) : 0);
  let at = 0;
  for (const each of has ? lists : []) {
    column.set(each[name], at);
    at += each.length;
  }
  return column;
}

/** What was found of hosts, lists one after the other. */
export function joinFound(lists: readonly FoundHosts[]): Pick<FoundHosts, Column> {
  if (lists.length === 1) return lists[0]!;
  const words = (length: number) => new Uint32Array(length);
  const bytes = (length: number) => new Uint8Array(length);
  return {
    place: joined(lists, 'place', words),
    network: joined(lists, 'network', words),
    known: joined(lists, 'known', bytes),
    kind: joined(lists, 'kind', bytes),
    connection: joined(lists, 'connection', bytes),
  };
}
