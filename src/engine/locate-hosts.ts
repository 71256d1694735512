import { isPublic4, isPublic6 } from '../geo/address-class.ts';
import type { GeoDatabase } from '../geo/open-database.ts';
import { PlaceTable } from '../geo/place-table.ts';
import type { FileCountries } from '../model/source.ts';
import { takeFileCountries } from './file-countries.ts';
import { FoundHosts, type Used } from './found-hosts.ts';
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
 * Places every host by the databases in order of precedence: the first with a position wins, where none has one the
 * first with a country; the first with a network, a kind of address or a connection gives that. Where no database places
 * a host, the country that its rows name does.
 */
export function locateHosts(grouped: GroupedHits, databases: readonly GeoDatabase[]): Located {
  const { length, length4, address4, address6, start } = grouped;
  const places = new PlaceTable();
  const names = new Map<number, string>();
  const connections = new ConnectionList();
  const found = new FoundHosts(length);
  const given = databases.map((database, number): Used => {
    const meanings = new RecordMeanings(database, { places, names, connections });
    const four = found.fill(number, database.locate4(address4), 0, meanings);
    if (address6.length === 0) return { four, six: 0 };
    return { four, six: found.fill(number, database.locate6(address6), length4, meanings) };
  });
  const placed = found.placed(databases.length, length4);
  const isOfPlaces = (role: string) => role === 'city' || role === 'country';
  const used = databases.map(({ info }, i) => (isOfPlaces(info.role) ? placed[i]! : given[i]!));
  const { place, network, kind, connection } = found;
  for (let host = 0; host < grouped.network.length; host++) {
    if (network[host] === 0) network[host] = grouped.network[host]!;
  }
  const fileCountries = takeFileCountries(grouped.country, place, places);
  const reserved = reservedOf(grouped, found.known);
  const hosts: HostTable = {
    ...{ length, length4, address4, address6, start },
    ...{ place, network, reserved, kind, connection },
  };
  return {
    hosts,
    places: places.columns,
    asns: numberNetworks(network),
    networkNames: names,
    connections: connections.texts,
    used,
    fileCountries,
  };
}
