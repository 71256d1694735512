import { isPublic4, isPublic6 } from '../geo/address-class.ts';
import type { GeoDatabase } from '../geo/open-database.ts';
import { PlaceTable } from '../geo/place-table.ts';
import type { FileCountries } from '../model/source.ts';
import { takeFileCountries } from './file-countries.ts';
import { FoundHosts, joinFound, type Used } from './found-hosts.ts';
import type { GroupedHits } from './group-hits.ts';
import { numberNetworks } from './number-hosts.ts';
import { ConnectionList, RecordMeanings } from './record-meanings.ts';
import type { HostTable, Telemetry } from './telemetry-table.ts';

/** Located hosts, their places, and the names of their networks and connections. */
export interface Located extends Pick<
  Telemetry,
  'hosts' | 'places' | 'asns' | 'networkNames' | 'connections'
> {
  /** Hosts that each database placed; one without places: that it gave a network or a trait. */
  used: Used[];
  fileCountries: FileCountries | null;
}

/** 1 where the address of a host is not public and no database has a record of it. */
function reservedOf({ length, length4, address4, address6 }: GroupedHits, known: Uint8Array) {
  const reserved = new Uint8Array(length);
  for (let host = 0; host < length; host++) {
    if ((known[host]! & 1) === 1) continue;
    const at = (host - length4) * 4;
    const open =
      host < length4
        ? isPublic4(address4[host]!)
        : isPublic6(address6[at]!, address6[at + 1]!, address6[at + 2]!, address6[at + 3]!);
    reserved[host] = open ? 0 : 1;
  }
  return reserved;
}

/**
 * Places hosts by the databases in order of precedence: the first with a position wins, where none has one the first with
 * a country; the first with a network, a kind of address or a connection gives that. Hosts come in lists, those of IPv4
 * first, in the order that they have in the end.
 */
export class HostLocator {
  private readonly places = new PlaceTable();
  private readonly names = new Map<number, string>();
  private readonly connections = new ConnectionList();
  private readonly meanings: RecordMeanings[];
  private readonly found: FoundHosts[] = [];
  private readonly used: Used[];

  constructor(private readonly databases: readonly GeoDatabase[]) {
    const { places, names, connections } = this;
    const gathered = { places, names, connections };
    this.meanings = databases.map((database) => new RecordMeanings(database, gathered));
    this.used = databases.map(() => ({ four: 0, six: 0 }));
  }

  /**
   * Places the next hosts.
   * @param addresses in ascending order: a word each (IPv4), or four (IPv6)
   * @param expected how many hosts of the family are placed in all, about: what is worth preparing
   */
  add(family: 'four' | 'six', addresses: Uint32Array, expected = 0): void {
    const { databases, meanings, used } = this;
    const length = family === 'four' ? addresses.length : addresses.length >>> 2;
    if (length === 0) return;
    const found = new FoundHosts(length);
    const given = databases.map((database, number) => {
      const ids =
        family === 'four'
          ? database.locate4(addresses, expected)
          : database.locate6(addresses, expected);
      return found.fill(number, ids, meanings[number]!);
    });
    const placed = found.placed(databases.length);
    databases.forEach(({ info: { role } }, number) => {
      const isOfPlaces = role === 'city' || role === 'country';
      used[number]![family] += isOfPlaces ? placed[number]! : given[number]!;
    });
    this.found.push(found);
  }

  /**
   * All hosts, placed. Where no database places a host, the country that its rows name does.
   * @param grouped the hosts that were added
   */
  located(grouped: GroupedHits): Located {
    const { length, length4, address4, address6, start } = grouped;
    const { place, network, known, kind, connection } = joinFound(this.found);
    for (let host = 0; host < grouped.network.length; host++) {
      if (network[host] === 0) network[host] = grouped.network[host]!;
    }
    const fileCountries = takeFileCountries(grouped.country, place, this.places);
    const reserved = reservedOf(grouped, known);
    const hosts: HostTable = {
      ...{ length, length4, address4, address6, start },
      ...{ place, network, reserved, kind, connection },
    };
    return {
      hosts,
      places: this.places.columns,
      asns: numberNetworks(network),
      networkNames: this.names,
      connections: this.connections.texts,
      used: this.used,
      fileCountries,
    };
  }
}

/** Places all hosts at once. */
export function locateHosts(grouped: GroupedHits, databases: readonly GeoDatabase[]): Located {
  const locator = new HostLocator(databases);
  locator.add('four', grouped.address4);
  locator.add('six', grouped.address6);
  return locator.located(grouped);
}
