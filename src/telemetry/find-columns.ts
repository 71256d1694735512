import { parseAddress, parseAddressList } from './address.ts';
import type { Format } from './format.ts';
import type { Fallback, Subject } from './recognition.ts';
import {
  fold,
  hostCountryNames,
  isTimeName,
  roleNames,
  roles,
  serverRoles,
  type Role,
} from './roles.ts';
import { isSerial } from './serial-date.ts';
import { countryCodeOf } from '../model/country-code.ts';
import { clockOf } from './clock-cell.ts';
import { BAD_TIME, parseTimeBytes } from './time-cell.ts';

export interface FoundColumns {
  columns: Partial<Record<Role, number>>;
  fallbacks: Fallback[];
}

type Rows = readonly (readonly string[])[];

const ENOUGH = 0.3;
const encoder = new TextEncoder();
const nothing = /^(?:|-|\?|null|none|n\/a|na|unk|\(empty\))$/i;
/** Names that mean an address only where the cells are addresses. */
const weak = new Set([
  ...['host', 'client', 'source', 'value', 'network', 'indicator', 'ioc', 'iocvalue', 'cidr'],
  ...['victim', 'src', 'sa', 'address'],
]);

/** Whether a cell is a time that nothing else would be taken for. */
export function isTime(cell: string): boolean {
  if (!/\d/.test(cell)) return false;
  const bytes = encoder.encode(cell.trim());
  if (/^\d+$/.test(cell.trim()) && !/^(?:1\d{9}|1\d{12}|1\d{15}|1[23]\d{16})$/.test(cell.trim()))
    return false;
  return (
    parseTimeBytes(bytes, 0, bytes.length, { dayFirst: false, year: 2000, toUtc: null }) !==
      BAD_TIME || isDayFirst(bytes)
  );
}

function isDayFirst(bytes: Uint8Array): boolean {
  const reading = { dayFirst: true, year: 2000, toUtc: null };
  return parseTimeBytes(bytes, 0, bytes.length, reading) !== BAD_TIME;
}

function isNamedTime(cell: string, yearless = false): boolean {
  if (!/\d/.test(cell)) return false;
  const bytes = encoder.encode(cell.trim());
  const reading = { dayFirst: false, year: 2000, yearless, toUtc: null };
  return parseTimeBytes(bytes, 0, bytes.length, reading) !== BAD_TIME || isDayFirst(bytes);
}

/** Whether a cell holds an address, or several. */
export function isAddress(cell: string): boolean {
  if (!/[\d:]/.test(cell)) return false;
  return (
    parseAddress(cell) !== null || (/[\s|,;']/.test(cell) && parseAddressList(cell).length > 0)
  );
}

/** Whether a cell names a country, or an unknown one, by two letters. */
function isCountry(cell: string): boolean {
  const [, code] = /^([a-z]{2})(?: \1)*$/i.exec(cell.trim()) ?? [];
  return countryCodeOf(code ?? '') !== 0 || /^(?:zz|xx|eu|ap|--)$/i.test(cell.trim());
}

/** Filled cells of the columns that were looked at, by the rows that they are of. */
const looked = new WeakMap<Rows, Map<number, readonly string[]>>();

/** The filled cells of a column. */
function filledCells(rows: Rows, column: number): readonly string[] {
  let columns = looked.get(rows);
  if (!columns) looked.set(rows, (columns = new Map<number, readonly string[]>()));
  let cells = columns.get(column);
  if (!cells) {
    cells = rows.map((row) => row[column] ?? '').filter((cell) => !nothing.test(cell.trim()));
    columns.set(column, cells);
  }
  return cells;
}

/** Share of the filled cells of a column that pass a test; NaN where none is filled. */
function shareOf(rows: Rows, column: number, test: (cell: string) => boolean): number {
  const cells = filledCells(rows, column);
  return cells.length === 0 ? NaN : cells.filter(test).length / cells.length;
}

function filled(rows: Rows, column: number): number {
  return filledCells(rows, column).length;
}

/** Columns by their folded names, for the headers that were looked at. */
const indexes = new WeakMap<readonly string[], Map<string, number[]>>();

function indexOf(folded: readonly string[]): Map<string, number[]> {
  const known = indexes.get(folded);
  if (known) return known;
  const index = new Map<string, number[]>();
  folded.forEach((name, at) => {
    const columns = index.get(name);
    if (columns) columns.push(at);
    else index.set(name, [at]);
  });
  indexes.set(folded, index);
  return index;
}

/** All columns that bear one of these names, the best name first. */
function byNames(folded: readonly string[], names: readonly string[]): number[] {
  const index = indexOf(folded);
  return [...new Set(names.flatMap((name) => index.get(name) ?? []))];
}

/** The columns that can be the addresses, the best first. */
function addressColumns(
  folded: readonly string[],
  rows: Rows,
  format: Format,
  names: readonly string[],
): number[] {
  const named = byNames(folded, names);
  const sure = named.filter((column) => shareOf(rows, column, isAddress) >= ENOUGH);
  if (sure.length > 0) return sure;
  if (format.otherIndicators && named.length > 0) return named.slice(0, 1);
  return [];
}

/** A named column without any address, where nothing better is there: its rows will be refused, and counted. */
function hopelessColumn(folded: readonly string[], names: readonly string[]): number | undefined {
  return byNames(folded, names).find((column) => !weak.has(folded[column]!));
}

function timeColumns(
  folded: readonly string[],
  rows: Rows,
  names: readonly string[],
  { yearless }: Format,
): number[] {
  const named = byNames(folded, names);
  const isReadable = (column: number) =>
    shareOf(rows, column, (cell) => isNamedTime(cell, yearless)) > 0 ||
    (isTimeName(folded[column]!) && shareOf(rows, column, isSerial) === 1);
  const readable = named.filter(isReadable);
  const unknown = named.filter((column) => filled(rows, column) === 0);
  return [...readable, ...unknown];
}

/** No date is written in more characters: what a long cell would cost to match grows with its square. */
const LONGEST_DATE = 60;

/** Whether the cells of a time column are dates without a clock. */
function areDates(rows: Rows, column: number): boolean {
  const isDate = (cell: string) =>
    cell.length <= LONGEST_DATE && /^\D*\d+[^\d:]+\S+[^\d:]+\d+$/.test(cell);
  return shareOf(rows, column, (cell) => isDate(cell.trim())) > 0.8;
}

/** The column of the time of day beside one of dates. */
function clockColumn(folded: readonly string[], rows: Rows, time: number): number | undefined {
  if (!areDates(rows, time)) return undefined;
  const isClock = (cell: string) => clockOf(cell) !== null;
  return byNames(folded, roleNames.clock).find(
    (column) => column !== time && shareOf(rows, column, isClock) >= 0.5,
  );
}

/** The first column of which most cells pass a test and that is not taken. */
function byContent(
  rows: Rows,
  taken: (column: number) => boolean,
  test: (cell: string) => boolean,
  enough: number,
): number | undefined {
  const width = Math.max(0, ...rows.map((row) => row.length));
  for (let column = 0; column < width; column++) {
    const some = filled(rows, column) * 2 >= rows.length;
    if (!taken(column) && some && shareOf(rows, column, test) >= enough) return column;
  }
  return undefined;
}

function namesFor(format: Format, role: Role, subject: Subject): readonly string[] {
  const own = format.names?.[role];
  if (own) return own;
  if (role === 'country' && subject !== 'servers') return hostCountryNames;
  if (serverRoles.includes(role) && subject === 'hosts' && !format.categories?.length) return [];
  if (role === 'port' && subject === 'servers') return [...roleNames.port, 'port'];
  return roleNames[role];
}

/** Whether a column that may name families names protocols, as "type" does in older reports. */
function areProtocols(rows: Rows, column: number): boolean {
  return shareOf(rows, column, (cell) => /^(?:tcp|udp|icmp|http|https)$/i.test(cell.trim())) > 0.5;
}

/** Whether a column that may name families holds nothing but yes and no, as labels of machine learning do. */
function areFlags(rows: Rows, column: number): boolean {
  return shareOf(rows, column, (cell) => /^(?:[01]|true|false|yes|no)$/i.test(cell.trim())) === 1;
}

/** Whether a column holds words of letters alone, as no number of a machine is. */
function areWords(rows: Rows, column: number): boolean {
  return shareOf(rows, column, (cell) => /^[a-z][a-z -]{2,}$/i.test(cell.trim())) > 0.8;
}

/** Candidates of a role by the names of the columns, the best first. */
function candidates(
  role: Role,
  folded: readonly string[],
  rows: Rows,
  format: Format,
  subject: Subject,
): number[] {
  const names = namesFor(format, role, subject);
  if (role === 'address') return addressColumns(folded, rows, format, names);
  if (role === 'time') return timeColumns(folded, rows, names, format);
  const named = byNames(folded, names);
  const found = role === 'family' ? named.filter((column) => !areFlags(rows, column)) : named;
  // A bot is a machine here and its malware there.
  if (role === 'machine') return found.filter((column) => !areWords(rows, column));
  // `cc` is a country here and a C2 server there: the cells decide.
  if (role === 'country') {
    return found.filter((column) => shareOf(rows, column, isCountry) >= ENOUGH);
  }
  if (role !== 'family' && role !== 'server') return found;
  const used = found.filter((column) => filled(rows, column) > 0 && !areProtocols(rows, column));
  return used.length > 0 ? used : found;
}

/** Whether a role may be read from a second column where the first says nothing. */
const canFallBack = new Set<Role>(['time', 'address', 'family', 'server', 'category']);

/**
 * The columns of a file by role: by the names that the format knows, by the general names, then by their values. The
 * address and the time are held against the first rows; where a column is sometimes empty, the next best stands in.
 * @param names of the columns; none where the file has no header
 */
export function findColumns(
  names: readonly string[],
  rows: Rows,
  format: Format,
  subject: Subject,
): FoundColumns {
  const folded = names.map(fold);
  const columns: Partial<Record<Role, number>> = {};
  const fallbacks: Fallback[] = [];
  const taken = (column: number) => Object.values(columns).includes(column);
  for (const [role, column] of Object.entries(format.positions ?? {}) as [Role, number][]) {
    // Beside a header, a position counts only where the rows are wider than the header.
    if (names.length === 0 || (column >= names.length && filled(rows, column) > 0)) {
      columns[role] = column;
    }
  }
  for (const role of roles) {
    if (columns[role] !== undefined || names.length === 0 || role === 'clock') continue;
    const [best, ...further] = candidates(role, folded, rows, format, subject).filter(
      (column) => !taken(column),
    );
    if (best === undefined) continue;
    columns[role] = best;
    if (!canFallBack.has(role) || filled(rows, best) === rows.length) continue;
    fallbacks.push(...further.slice(0, 3).map((column) => ({ role, column })));
  }
  const find = (role: Role, look: () => number | undefined) => {
    if (columns[role] !== undefined) return;
    const column = look();
    if (column !== undefined) columns[role] = column;
  };
  const otherEnd = (column: number) => roleNames.server.includes(folded[column] ?? '');
  const notHost = (column: number) => taken(column) || otherEnd(column);
  find('address', () => byContent(rows, notHost, isAddress, 0.5));
  if (format.names?.time?.length !== 0) find('time', () => byContent(rows, taken, isTime, 0.8));
  // A port that belongs to addresses of servers alone says nothing where no row is known to be one.
  if (columns.category === undefined) delete columns.ownPort;
  const { time } = columns;
  if (time !== undefined) find('clock', () => clockColumn(folded, rows, time));
  find('address', () => hopelessColumn(folded, namesFor(format, 'address', subject)));
  const clashes = ({ column }: Fallback) => !taken(column);
  return { columns, fallbacks: fallbacks.filter(clashes) };
}
