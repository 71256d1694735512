/** Why a row was refused. */
export const refusalReasons = ['malformed', 'noAddress', 'badAddress', 'badTime'] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** Time of a hit whose row carries none. */
export const UNDATED = 0xffffffff;

/** Dictionary code 0 stands for "the row names none" in every dictionary column. */
export const NONE = 0;

/**
 * Accepted rows as columns, in the file's order. All arrays have at least `length` elements.
 * A dictionary column holds codes into the matching list of `Dictionaries`.
 */
export interface HitColumns {
  length: number;
  /** Seconds since 1970-01-01 UTC, or UNDATED. */
  time: Uint32Array;
  /** The IPv4 address as a 32-bit number; for an IPv6 hit the index of its address in `address6` (in addresses, not words). */
  address: Uint32Array;
  /** 4 or 6, one a hit. */
  addressFamily: Uint8Array;
  /** IPv6 addresses, four 32-bit words each, most significant first. */
  address6: Uint32Array;
  /** This column and the four after it may be empty: then no row has any of it, and each reads as 0. */
  machine: Uint32Array;
  family: Uint32Array;
  server: Uint32Array;
  /** TCP or UDP port that the infected host called; 0 where unknown. */
  port: Uint16Array;
  /** AS number that the row itself names; 0 where it names none. */
  network: Uint32Array;
  /** Number of the country that the row itself names (`country-code.ts`); empty where the file names none. */
  country: Uint16Array;
  /** Events that each row stands for; empty where every row stands for one. */
  weight: Uint32Array;
  /** Record number in its file, 1-based, header not counted. */
  row: Uint32Array;
}

/** Texts behind the dictionary codes; element 0 is '' everywhere. */
export interface Dictionaries {
  machine: { readonly size: number };
  family: readonly string[];
  server: readonly string[];
}

/** Refused rows. Texts are kept for the first rows only, up to a bound of memory; numbers and reasons for all. */
export interface Refusals {
  length: number;
  /** Line number in the file, 1-based, header counted. */
  line: Uint32Array;
  /** Index in `refusalReasons`. */
  reason: Uint8Array;
  /** Texts of the first refused rows, each cut to 200 characters. */
  text: readonly string[];
}

/** Accounts for every row: rows = hits + refused; hosts = located + unlocated. */
export interface Ledger {
  rows: number;
  refused: Record<RefusalReason, number>;
  hits: number;
  hosts: number;
  machines: number;
  /** Hosts by the precision of their place. */
  located: { city: number; region: number; country: number };
  /** Hosts without a place. A reserved range is "not public" only when no database has a record of it. */
  unlocated: { notPublic: number; notInDatabase: number };
}

/** A ledger of nothing. */
export function emptyLedger(): Ledger {
  return {
    rows: 0,
    refused: { malformed: 0, noAddress: 0, badAddress: 0, badTime: 0 },
    hits: 0,
    hosts: 0,
    machines: 0,
    located: { city: 0, region: 0, country: 0 },
    unlocated: { notPublic: 0, notInDatabase: 0 },
  };
}

/** Number of refused rows of a ledger, all reasons together. */
export function refusedRows(ledger: Ledger): number {
  return refusalReasons.reduce((sum, reason) => sum + ledger.refused[reason], 0);
}

export const serverStatuses = ['active', 'sinkholed', 'seized', 'unknown'] as const;
export type ServerStatus = (typeof serverStatuses)[number];

/** A command-and-control server. `address` is its key: the text that a row's server column holds. */
export interface C2Server {
  address: string;
  port: number | null;
  /** Short name for lists, or ''. */
  name: string;
  family: string;
  status: ServerStatus;
  /** ISO 3166-1 alpha-2, '' where unknown. */
  country: string;
  city: string;
  /** `AS64496 Name` by the databases; absent where unknown. */
  network?: string;
  /** Degrees; null where the server has no place. */
  latitude: number | null;
  longitude: number | null;
  accuracyKm: number | null;
  precision: 'city' | 'region' | 'country' | null;
  /** Milliseconds since 1970 UTC, null where unknown. */
  firstSeen: number | null;
  lastSeen: number | null;
  /** Who says so. */
  source: string;
  /** D documented, d deduced, A assumed; '' for real lists. */
  mark: 'D' | 'd' | 'A' | '';
}
