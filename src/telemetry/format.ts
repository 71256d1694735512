import type { CategoryRule, DetailRule, OtherEnd, Subject } from './recognition.ts';
import { fold, type Role } from './roles.ts';

/** What is seen of a file when its format is asked for. */
export interface Sighting {
  /** Folded names of the columns, '' where unnamed; none where the file has no header. */
  names: readonly string[];
  /** Cells of the first rows, without the header. */
  rows: readonly (readonly string[])[];
  /** Comments before the first row. */
  banner: string;
  file: string;
  shape: 'csv' | 'list' | 'json' | 'lines';
}

/** A kind of file that is known by its columns, its banner, its values or its name. */
export interface Format {
  name: string;
  matches(seen: Sighting): boolean;
  /** Column names of each role, folded, where they differ from the general ones; an empty list: no column. */
  names?: Partial<Record<Role, readonly string[]>>;
  /** Position of each role's column, where there are no names. */
  positions?: Partial<Record<Role, number>>;
  /** What the rows are about; hosts where it is left out. */
  subject?: Subject | ((seen: Sighting) => Subject);
  categories?: readonly CategoryRule[];
  detail?: DetailRule;
  familyIsCategory?: boolean;
  otherEnd?: OtherEnd;
  /** Whether the server's column holds URLs or names in any case. */
  serverIsUrl?: boolean;
  /** Whether the addresses are resolvers that asked. */
  resolvers?: boolean;
  /** Whether cells of the address column may hold other things than addresses. */
  otherIndicators?: boolean;
  /** Key of the lists whose objects are the records of its JSON, however deep they lie. */
  recordsUnder?: string;
  /** Whether what its rows are about is to be asked where no category says it. */
  asksSubject?: (seen: Sighting) => boolean;
  /** Whether records may name no time. */
  timeOptional?: boolean;
  /** Zone of times that name none, by the format's documentation. */
  zone?: string;
  dayFirst?: boolean;
  /** Whether its times may be a month and a day in numbers, the year left out. */
  yearless?: boolean;
  /**
   * Pattern (a regular expression) of each line of a log, with a group of its role's name for each value; it is known by
   * that, and not by `matches`.
   */
  line?: string;
  /** Pattern of lines among them that hold no record: headers and sums. */
  asideLine?: string;
  /** A line that ends the records. */
  trailer?: string;
  /** Why it is read this way, a sentence. */
  remark?: string;
  /** What a reader of the result must know, a sentence; '' where there is nothing to say. */
  notice?: string | ((seen: Sighting) => string);
}

/** Whether columns of all these names are there; the names may be written as in the file. */
export function has(seen: Sighting, ...names: readonly string[]): boolean {
  return names.every((name) => seen.names.includes(fold(name)));
}

/** Whether a column of one of these names is there. */
export function hasOne(seen: Sighting, ...names: readonly string[]): boolean {
  return names.some((name) => seen.names.includes(fold(name)));
}

/** Share of the rows, comments among them left out, of which a cell has this form. */
export function share(seen: Sighting, column: number, form: RegExp): number {
  const rows = seen.rows.filter(([first = '']) => !first.startsWith('#'));
  const fitting = rows.filter((row) => form.test((row[column] ?? '').trim()));
  return fitting.length / Math.max(1, rows.length);
}

/** Kinds of rows that are neither infections nor C2 servers are shown up to this number. */
const SHOWN_KINDS = 4;

/** Says which kinds of rows among the first ones are no infections, though their addresses count as hosts; '' for none. */
export function otherKinds(kinds: readonly string[], infected: RegExp): string {
  const others = [...new Set(kinds)].filter((kind) => kind !== '' && !infected.test(kind));
  if (others.length === 0) return '';
  const shown = others.slice(0, SHOWN_KINDS).map((kind) => `"${kind}"`);
  const more = others.length > SHOWN_KINDS ? ' and others' : '';
  return `Rows of ${shown.join(', ')}${more} are hosts too, but not known to be infected: choose families to leave them out.`;
}

/** The values of a named column in the first rows. */
export function valuesOf(seen: Sighting, name: string): string[] {
  const column = seen.names.indexOf(fold(name));
  return column < 0 ? [] : seen.rows.map((row) => (row[column] ?? '').trim());
}
