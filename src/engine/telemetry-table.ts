import type { PlaceColumns } from '../geo/place-table.ts';

/** Hits in columns, grouped by host and by time within a host. */
export interface HitTable {
  length: number;
  /** Seconds since 1970 UTC, or UNDATED. */
  time: Uint32Array;
  machine: Uint32Array;
  family: Uint16Array;
  server: Uint16Array;
  port: Uint16Array;
}

/** Hosts in the order of their addresses, IPv4 before IPv6. */
export interface HostTable {
  length: number;
  /** How many of them are IPv4: the first ones. */
  length4: number;
  address4: Uint32Array;
  /** Four words each. */
  address6: Uint32Array;
  /** First hit of each host; one element more than hosts. */
  start: Uint32Array;
  /** Place index + 1; 0 where the host has none. */
  place: Uint32Array;
  /** AS number; 0 where unknown. */
  network: Uint32Array;
  /** 1 where the address is not public and no database has a record of it. */
  reserved: Uint8Array;
}

/** Everything that queries are answered from. */
export interface Telemetry {
  hits: HitTable;
  hosts: HostTable;
  places: PlaceColumns;
  /** Names of networks by AS number. */
  networkNames: ReadonlyMap<number, string>;
  /** Codes in use, 0 ("none") included. */
  machines: number;
  families: readonly string[];
  servers: readonly string[];
  /** Smallest and largest dated time, seconds; null where no hit is dated. */
  range: { first: number; last: number } | null;
  undated: number;
}
