import type { Subject } from '../model/import-plan.ts';
import type { Dialect } from './dialect.ts';
import type { Role } from './roles.ts';
import type { DateSystem } from './serial-date.ts';

export type { Subject } from '../model/import-plan.ts';

/** What stands at the other end of a row: only a C2 server is drawn as one. */
export type OtherEnd = 'c2' | 'sinkhole' | 'honeypot' | 'victim' | 'peer' | 'unknown';

/** Rows whose category has this pattern (a regular expression, case ignored) have this subject. */
export interface CategoryRule {
  pattern: string;
  subject: Subject;
}

/**
 * Words of a free-text cell after which a value stands: up to the next blank ("mwtype", "destaddr"), or to the next
 * semicolon or comma where the word ends in a colon ("family:").
 */
export interface DetailRule {
  family: readonly string[];
  server: readonly string[];
}

/** How times are read that do not say everything themselves. */
export interface TimeRules {
  /** Whether 3/4/2026 is the third of April. */
  dayFirst: boolean;
  /** Whether the order of day and month is still to be found in the rows. */
  orderOpen: boolean;
  /** Zone of times that name none: UTC, +02:00, or a name such as Europe/Vienna. */
  zone: string;
  /** Year of times that name none; 0 where none is known. */
  year: number;
  /** Where the times are days as a spreadsheet counts them: the year that it counts from. */
  system?: DateSystem;
  /** Whether two numbers before a clock are a month and a day. */
  yearless?: boolean;
  /** Seconds since 1970 UTC that rows without a time column get; null leaves them undated. */
  undated: number | null;
}

/** What the rows mean, beyond their columns. Plain data. */
export interface ReadingRules {
  /** Subject of rows that no category decides. */
  subject: Subject;
  /** Tried in order on the category's cell. */
  categories: readonly CategoryRule[];
  detail: DetailRule | null;
  /** Whether the category stands for the family where a row names none. */
  familyIsCategory: boolean;
  otherEnd: OtherEnd;
  /** Whether the server's text is a URL or a name in any case, of which the host in lower case is kept. */
  serverIsUrl: boolean;
  /** Whether hits are resolvers that asked a sinkhole, and likely not infected. */
  resolvers: boolean;
  /** Whether a row whose address cell holds a name, a URL of a name or a hash is passed over rather than refused. */
  otherIndicators: boolean;
  /** Whether a record that names no time at all is undated rather than refused. */
  timeOptional: boolean;
  /** Whether a network in CIDR notation weighs as many events as it has addresses. */
  weightNetworks: boolean;
  time: TimeRules;
  /** Whether the time column of a C2 server tells when it was first or last seen. */
  seen: 'first' | 'last';
  /** Who says so, for C2 servers whose rows do not. */
  source: string;
}

/** The rules of a file of which nothing is known but its columns. */
export const plainRules: ReadingRules = {
  subject: 'hosts',
  categories: [],
  detail: null,
  familyIsCategory: false,
  otherEnd: 'unknown',
  serverIsUrl: false,
  resolvers: false,
  otherIndicators: false,
  timeOptional: false,
  weightNetworks: false,
  time: { dayFirst: false, orderOpen: false, zone: 'UTC', year: 0, undated: null },
  seen: 'first',
  source: '',
};

/** A further column of a role: read where the better ones say nothing. */
export interface Fallback {
  role: Role;
  column: number;
}

/** Where the records of a JSON file are, and the way to each column's value. */
export interface JsonShape {
  /** One record a line; otherwise records stand `depth` levels down, one after the other. */
  lines: boolean;
  depth: number;
  /** Records are the objects of every list under this key, however deep. */
  under?: string;
  /** Records are the members of an object, "key": value, `depth` levels down; the path to the key is '{}'. */
  keyed?: boolean;
  /** Records are lists, of which every place is a column: the path to it begins with the place, '[0]'. */
  rows?: boolean;
  /** As many records at the beginning name the columns. */
  skip?: number;
  /** The file is an object of columns, each an object of values by the row's key: the path to that key is '{}'. */
  byColumn?: boolean;
  /** Keys from a record to each column's value; '[]' stands for every element of a list. */
  paths: readonly (readonly string[])[];
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'carriage-returns';

/** Which choices the file itself leaves no doubt about. */
export interface Certainty {
  delimiter: boolean;
  header: boolean;
  address: boolean;
  time: boolean;
  zone: boolean;
  dateOrder: boolean;
  /** Only where the times are days of a spreadsheet. */
  dateSystem?: boolean;
  subject: boolean;
}

/** What a file is read as. Plain data: it can be cloned and posted. */
export interface Recognition {
  /** In words, for the screen. */
  format: string;
  dialect: Dialect;
  /** Position of each role's column, from 0. */
  columns: Partial<Record<Role, number>>;
  /** Reasons for the choices, a sentence each. */
  why: string[];
  /** Further columns, the better first. */
  fallbacks?: readonly Fallback[];
  rules?: ReadingRules;
  /** Reader that the file needs; the scanner where it is left out. */
  reader?: 'scanner' | 'papaparse' | 'json' | 'lines';
  /** Pattern (a regular expression) of a log's lines, whose groups are the columns. */
  line?: string;
  /** Pattern of lines of it that hold no record: headers and sums. */
  asideLine?: string;
  encoding?: Encoding;
  json?: JsonShape;
  /**
   * Whether pieces of the file that begin at a record can be read by several readers, of which each is given this
   * recognition. A reader that met another header says so in `tally.headerChanges`: the whole file is then to be read
   * by one.
   */
  splittable?: boolean;
  /** Names of all columns, '' where unnamed. */
  names?: readonly string[];
  /** What a reader of the result must know, a sentence each. */
  notices?: readonly string[];
  certain?: Certainty;
  /** Date of the file by its name or its banner, seconds since 1970 UTC; null where neither tells. */
  fileDate?: number | null;
}
