import type { Aggregate, CellAggregate } from './aggregate.ts';
import type { FileChoices, FilePlan, PlanProgress } from './import-plan.ts';
import type { Inspected, Inspection } from './inspection.ts';
import type { Found } from './found.ts';
import type { Pile } from './pile.ts';
import type { AddressDimension } from './rate.ts';
import type { Dimension, GroupBy, Measure, Query } from './query.ts';
import type { C2Server, Ledger } from './telemetry.ts';
import type { Milliseconds } from './time.ts';

/** Hears what share of something is done, 0 to 1. */
export type OnShare = (share: number) => void;

/** A location or network database in use. */
export interface DatabaseInfo {
  /** File name as the user knows it. */
  name: string;
  /** `database_type` of the metadata. */
  type: string;
  /** traits: kinds of addresses (VPN, Tor exit) or of connections. */
  role: 'city' | 'country' | 'network' | 'traits';
  /** Build time of the metadata. */
  built: Milliseconds;
  /** Number of networks (records with their prefix) in the tree, aliases not counted twice. */
  networks: number;
  ipVersion: 4 | 6;
  /** True for DB-IP data, which needs its attribution on the page. */
  needsDbIpAttribution: boolean;
  /** Hosts, by address family, that have their place from it, or, where it has no places, their network or trait. */
  used?: { four: number; six: number };
}

/** What a database is called: its type, with the maker where only the attribution tells it. */
export function databaseName({ type, needsDbIpAttribution }: DatabaseInfo): string {
  return needsDbIpAttribution && !/db-?ip/i.test(type) ? `DB-IP ${type}` : type;
}

/** A telemetry file that was read. */
export interface FileInfo {
  name: string;
  bytes: number;
  rows: number;
  /** What was recognised, in words: "CSV, comma, header". */
  format: string;
  /** Records of the file: rows of telemetry, of servers and those set aside; one that names several addresses is one. */
  records?: number;
  /** Rows of C2 servers: they are not telemetry and not among `rows`. */
  serverRows?: number;
  /** Rows that name neither a host nor a C2 server (a domain, a hash): not among `rows` either. */
  asideRows?: number;
  /** Events that the hits stand for, where the rows carry a count; otherwise as many as there are hits. */
  events?: number;
  /** Hits whose address is a resolver that asked a sinkhole, likely not infected itself. */
  resolvers?: number;
  /** What a reader of the result must know, a sentence each. */
  notices?: readonly string[];
}

/** Hosts whose rows name a country, held against the databases. */
export interface FileCountries {
  /** The database says the same. */
  agree: number;
  /** It names another country. */
  disagree: number;
  /** No database places the host: the file does. */
  onlyFile: number;
  /** The disagreements by pair of countries, ISO alpha-2, most hosts first. */
  pairs: { file: string; database: string; hosts: number }[];
}

/** What a source holds, before any filter. */
export interface Summary {
  /** True for the bundled Simda reconstruction. */
  reconstruction: boolean;
  /** Telemetry. */
  files: FileInfo[];
  /** C2 lists: their rows are no rows of the ledger. */
  lists: FileInfo[];
  ledger: Ledger;
  /** First and last dated hit; null where none is dated. */
  time: { first: Milliseconds; last: Milliseconds } | null;
  undatedHits: number;
  /** Dimensions that have at least one known value. */
  dimensions: Dimension[];
  /** Measures that the data supports: machines needs machine ids, networks AS numbers, meanDailyHosts times. */
  measures: Measure[];
  servers: C2Server[];
  /** In their order of precedence. */
  databases: DatabaseInfo[];
  /** Null where no file names countries. */
  fileCountries: FileCountries | null;
  /** What a reader of all of it must know, a sentence each. */
  notices: string[];
  /** Bytes held at the moment: by hits, by hosts, by places and groups (with their indexes), and by the texts of ids. */
  memory: { hits: number; hosts: number; places: number; texts: number };
}

/** Answers queries. Who asks does not matter; a call that is aborted rejects with an AbortError. */
export interface Source {
  summary(signal?: AbortSignal): Promise<Summary>;
  aggregate<G extends GroupBy>(query: Query<G>, signal?: AbortSignal): Promise<Aggregate<G>>;
  /** Takes back cells whose values nobody reads any more: their memory is used again. */
  giveBack?(cells: CellAggregate): void;
  /** Works out nothing ahead for a moment: the processor has something to paint. */
  pause?(): void;
  close(): void;
}

/** How far a load is. */
export interface LoadProgress {
  stage: 'database' | 'reading' | 'locating' | 'counting';
  /** Name of the file at work. */
  file: string;
  /** Bytes done and in all, as stored (compressed where the file is); total 0 where unknown. */
  bytesDone: number;
  bytesTotal: number;
  rows: number;
  refused: number;
  /** While counting: the part of the rows that is done, from 0 to 1. */
  share?: number;
  /**
   * Told when what was read so far can be asked for: until the load ends, answers are of it. Where the load fails or is
   * aborted, answers are of what was there before.
   */
  partial?: Summary;
}

/**
 * Where bytes come from: a file that the user gave, one of the page's own origin, or, without a worker, whatever reads
 * them all at once. A database with a `family` is read only when there are addresses of that family; telemetry and C2 lists
 * are read as was chosen for them.
 */
export type InputFile = { name: string; family?: 4 | 6; choices?: FileChoices } & (
  { blob: Blob } | { url: string } | { read: () => Promise<Uint8Array<ArrayBuffer>> }
);

/** What is to be loaded. `servers` are C2 lists, `databases` MMDB files. */
export interface LoadRequest {
  telemetry: InputFile[];
  servers: InputFile[];
  databases: InputFile[];
  /** `add` keeps the telemetry that is there; `replace` drops it once the new one is whole. */
  mode: 'add' | 'replace';
  /**
   * Databases that are held and were opened, by name: those to keep, in their order of precedence. Absent: all, as they
   * are.
   */
  order?: readonly string[];
  /**
   * Whether a replacement drops the C2 servers of before as well: the request brings all that is to be there. 'lists': it
   * brings all C2 lists, and telemetry stays.
   */
  anew?: boolean | 'lists';
  reconstruction: boolean;
  /** What an engine of this version makes of the request, worked out beforehand: taken in place of reading. */
  columns?: InputFile;
}

/** What is kept in the browser beyond this visit. */
export interface KeptInfo {
  /** Of the telemetry and all that belongs to it; 0 where only databases are kept. */
  bytes: number;
  kept: Milliseconds;
  /** Of the location databases of the page's own origin, which are kept ready for use. */
  databaseBytes: number;
}

/** What is to be forgotten: the telemetry, or the location databases as well. */
export type Forgotten = 'telemetry' | 'everything';

/** A source that can read files. A load that fails or is aborted leaves everything as it was. */
export interface LoadableSource extends Source {
  load(
    request: LoadRequest,
    onProgress: (progress: LoadProgress) => void,
    signal?: AbortSignal,
  ): Promise<Summary>;
  /** How a file would be read. Nothing that is held is touched. */
  plan(
    blob: Blob,
    name: string,
    choices: FileChoices,
    signal?: AbortSignal,
    onProgress?: (progress: PlanProgress) => void,
  ): Promise<FilePlan>;
  /**
   * Coordinates that hold an implausible share of their country's hosts, of all that is held, most hosts first. The first
   * call reads all of the databases, and takes seconds.
   * @param onShare hears what share of the databases is read, 0 to 1
   */
  piles(signal?: AbortSignal, onShare?: OnShare): Promise<Pile[]>;
  /**
   * How many addresses the databases place in groups of a dimension, in the order of their keys: of IPv4, and /48 of IPv6.
   * The first call reads all of the databases, as `piles` does.
   */
  addresses(
    dimension: AddressDimension,
    keys: readonly string[],
    signal?: AbortSignal,
    onShare?: OnShare,
  ): Promise<{ four: Float64Array; six: Float64Array }>;
  /**
   * Countries, cities, networks and addresses by name, number or prefix, whatever is filtered, the best first. An address
   * is found though the data does not have it, with what the open databases say of it.
   */
  search(text: string, language: string, limit: number, signal?: AbortSignal): Promise<Found[]>;
  /** A page of what is in a selection: hosts, or groups beside those of all data; a rate reads the databases as `piles` does. */
  inspect<I extends Inspection>(
    question: I,
    signal?: AbortSignal,
    onShare?: OnShare,
  ): Promise<Inspected<I>>;
  /** Refused rows as CSV: file, line, reason, text. */
  refusedCsv(signal?: AbortSignal): Promise<Blob>;
  /** Holds again what was kept in an earlier visit; null where nothing is kept. */
  restore(): Promise<Summary | null>;
  /** Keeps what it holds beyond this visit, in place of what was kept. Rejects where there is no room. */
  keep(): Promise<KeptInfo>;
  kept(): Promise<KeptInfo | null>;
  forget(what: Forgotten): Promise<void>;
  /**
   * Hears when all that the source held is lost; the next load or restoring begins anew.
   * @returns ends the listening
   */
  onLost(listener: (error: Error) => void): () => void;
}
