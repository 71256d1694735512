import type { PlaceColumns } from '../geo/place-table.ts';

/** Codes in the narrowest width that holds them all. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** Hits in columns, grouped by host and by time within a host. What no row has takes no room: its column is empty. */
export interface HitTable {
  length: number;
  /** Seconds since 1970 UTC, or UNDATED; empty where no hit is dated. */
  time: Uint32Array;
  /** Empty where no row names a machine. */
  machine: Uint32Array;
  /** Index in `kinds`; empty where all hits are of kind 0. */
  kind: Codes;
  kinds: KindTable;
  /** Index in `weights`; empty where each hit stands for one event. */
  weight: Codes;
  /** Events that hits stand for: those numbers that occur. */
  weights: Uint32Array;
}

/** The combinations of family, server and port that hits have: few, however many hits there are. */
export interface KindTable {
  length: number;
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
  /** Index in `asns`; 0 where unknown. */
  network: Uint32Array;
  /** 1 where the address is not public and no database has a record of it. */
  reserved: Uint8Array;
  /** Index in `addressKinds` + 1; 0 where none is known, and empty where no database tells any. */
  kind: Uint8Array;
  /** Index in `connections`; 0 where unknown, and empty where no database tells any. */
  connection: Uint8Array;
}

/** Everything that queries are answered from. */
export interface Telemetry {
  hits: HitTable;
  hosts: HostTable;
  places: PlaceColumns;
  /** AS numbers of the networks that hosts have; element 0 is 0, for none. */
  asns: readonly number[];
  /** Names of networks by AS number. */
  networkNames: ReadonlyMap<number, string>;
  /** Ways to be connected; element 0 is ''. */
  connections: readonly string[];
  /** Codes in use, 0 ("none") included. */
  machines: number;
  families: readonly string[];
  servers: readonly string[];
  /** Smallest and largest dated time, seconds; null where no hit is dated. */
  range: { first: number; last: number } | null;
  undated: number;
}
