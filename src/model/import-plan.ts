import type { C2Server, RefusalReason } from './telemetry.ts';
import type { Role } from './roles.ts';

/** What the address of a row is: an infected host, a C2 server, both, or nothing that the atlas counts. */
export type Subject = 'hosts' | 'servers' | 'both' | 'aside';

/** What a dropped file is to be opened as. */
export type FileKind = 'database' | 'servers' | 'telemetry';

/** What a reader chose about times. */
export interface TimeOverride {
  /** Zone of times that name none: UTC, +02:00, or a name such as Europe/Vienna. */
  zone?: string;
  dateOrder?: 'day-first' | 'month-first';
  /** Year from which a spreadsheet counts the days that its times are. */
  dateSystem?: 1900 | 1904;
  /** Whether rows without a time column get the file's date. */
  useFileDate?: boolean;
}

/** What a reader chose instead of what was recognised. What is left out is recognised as ever. */
export interface ImportOverride extends TimeOverride {
  /** Position of each role's column; null: the role has none. Roles left out are found as ever. */
  columns?: Partial<Record<Role, number | null>>;
  /** Positions of columns that do not stand in for others either. */
  ignored?: readonly number[];
  /** One or more characters that part the cells; '' for a list of one value a line. */
  delimiter?: string;
  /** Whether the first record is a header. */
  header?: boolean;
  subject?: Subject;
  /** Whether a network in CIDR notation weighs as much as it has addresses. */
  weightNetworks?: boolean;
}

/** What a reader chose for a file, or for the members of an archive. */
export interface FileChoices {
  /** For the file, and for every member that has no choices of its own. */
  override?: ImportOverride;
  /** By the position of the member in the archive. */
  members?: readonly (ImportOverride | null)[];
}

/** What was chosen for a member, by its position; a file that is no archive is its own first member. */
export function overrideOf({ override, members }: FileChoices, position: number): ImportOverride {
  return members?.[position] ?? override ?? {};
}

/** A column of a file: its name, some of its values, and what it is read as. */
export interface ImportColumn {
  index: number;
  /** '' where it has none. */
  name: string;
  /** Filled cells of the first rows; none of a personal column that has no role. */
  samples: string[];
  role: Role | null;
  /** Whether it stands in where the role's own column says nothing. */
  fallback: boolean;
  /** Whether it can say who was infected: it is read only where it is given a role. */
  personal: boolean;
}

/** A row of the head that will be refused. */
export interface ImportRefusal {
  /** Line number in the file, 1-based. */
  line: number;
  reason: RefusalReason;
  text: string;
}

/** A hit in words. */
export interface ImportRow {
  /** UTC; null where the row carries no time. */
  time: string | null;
  address: string;
  /** The /24 of the address, or its /48. */
  prefix: string;
  machine: string;
  family: string;
  server: string;
  /** 0 where unknown. */
  port: number;
  network: number;
  /** ISO 3166-1 alpha-2, as the file names it; '' where it names none. */
  country: string;
  /** Events that the row stands for. */
  weight: number;
}

/** One answer to a decision, and the choice that it makes. */
export interface DecisionChoice {
  /** In words, for a list of choices. */
  label: string;
  override: ImportOverride;
}

/** A choice that reading a file needs: what it is now, whether the file leaves no doubt, and what else it could be. */
export interface ImportDecision {
  what:
    | 'delimiter'
    | 'header'
    | 'address'
    | 'time'
    | 'zone'
    | 'dateOrder'
    | 'dateSystem'
    | 'subject'
    | 'networks'
    | 'fileDate';
  /** What holds now, in words. */
  value: string;
  /** False where a reader should be asked. */
  certain: boolean;
  choices: DecisionChoice[];
  /** The one of the choices that holds now; -1 where none does. */
  chosen: number;
}

/** How a file will be read, as far as its first part shows. Plain data. */
export interface ImportPlan {
  name: string;
  /** What it was recognised as, in words, and the reasons, a sentence each. */
  recognition: { format: string; why: string[] };
  columns: ImportColumn[];
  /** Every choice, with how sure it is; only those that are not certain need to be asked. */
  decisions: ImportDecision[];
  /** The first hits as they will be read. */
  rows: ImportRow[];
  /** The first C2 servers as they will be read. */
  servers: C2Server[];
  /** Rows of the head: rows = hits + refused. The others stand beside them. */
  counts: {
    rows: number;
    hits: number;
    servers: number;
    serverRows: number;
    asideRows: number;
    networks: number;
    events: number;
    headerChanges: number;
  };
  refused: Record<RefusalReason, number>;
  /** The first rows that will be refused. */
  refusals: ImportRefusal[];
  notices: string[];
  /** Whether the head is the whole file. */
  whole: boolean;
}

/** A member of an archive, or a file, that cannot be read as it is. */
export interface ImportFailure {
  name: string;
  found: string;
  expected: string;
  /** None where the file has none that could be told apart. */
  columns: ImportColumn[];
  decisions: ImportDecision[];
  /** Whether some cell holds an address, so that other choices may help. */
  mendable: boolean;
}

/** How far a look into a file is. */
export interface PlanProgress {
  /** Name of the file. */
  file: string;
  /** Bytes read and in all, as stored. */
  bytesDone: number;
  bytesTotal: number;
  /** Members of an archive that were seen. */
  members: number;
}

/** A file, or each of the members of an archive, in their order. */
export interface FilePlan {
  name: string;
  kind: FileKind;
  /** None of a database. */
  parts: (ImportPlan | ImportFailure)[];
  /** Whether an archive holds more members than have a plan: they are read as they are recognised. */
  isCut?: true;
}

/** Whether a part cannot be read as it is. */
export function isFailure(part: ImportPlan | ImportFailure): part is ImportFailure {
  return 'found' in part;
}
