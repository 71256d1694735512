import type { ImportOverride } from '../model/import-plan.ts';
import { findColumns, isAddress, type FoundColumns } from './find-columns.ts';
import { formatOf, saysServers } from './find-format.ts';
import { fileDate, findTimes, type FoundTimes } from './find-times.ts';
import type { Format, Sighting } from './format.ts';
import { generalFormat } from './formats.ts';
import {
  plainRules,
  type Certainty,
  type OtherEnd,
  type ReadingRules,
  type Subject,
} from './recognition.ts';
import { fold, isTimeName, roleNames, roles, type Role } from './roles.ts';

/** What the columns of a file mean. */
export interface Meaning extends FoundColumns {
  /** Name of the format; null where only the columns are known. */
  format: Format | null;
  rules: ReadingRules;
  why: string[];
  notices: string[];
  certain: Omit<Certainty, 'delimiter' | 'header'>;
  /** Date of the file, seconds since 1970 UTC; null where nothing tells. */
  fileDate: number | null;
}

type Rows = readonly (readonly string[])[];

/** Names of columns that are the infected end. */
const sourceName = /^(?:src|source|infected|victim|bot)/;
/** Names that lists of servers have rather than logs. */
const listName = /^(?:port|c2port|status|firstseen|lastseen|lastonline|dateadded)/;
/** Names of columns that hold indicators of any kind. */
const indicators = new Set([
  ...['indicator', 'ioc', 'iocvalue', 'value', 'domain/ip', 'ip/domain', 'domainorip'],
]);

function cellsOf(rows: Rows, column: number | undefined): string[] {
  if (column === undefined) return [];
  return rows
    .map((row) => (row[column] ?? '').trim())
    .filter((cell) => cell !== '' && cell !== '-');
}

/** Lists whose only address stands in the column of the other end are lists of servers. */
function turnServers(found: FoundColumns, rows: Rows): boolean {
  const { columns } = found;
  if (columns.address !== undefined || columns.server === undefined) return false;
  if (!cellsOf(rows, columns.server).some(isAddress)) return false;
  columns.address = columns.server;
  delete columns.server;
  return true;
}

/** The columns by choice; what stands in for a column goes with it. */
function applyChoices(
  found: FoundColumns,
  { columns: chosen = {}, ignored = [] }: ImportOverride,
): FoundColumns {
  const columns = { ...found.columns };
  let fallbacks = found.fallbacks.filter(({ column }) => !ignored.includes(column));
  for (const [role, column] of Object.entries(chosen) as [Role, number | null][]) {
    if (found.columns[role] !== column) {
      fallbacks = fallbacks.filter((fallback) => fallback.role !== role);
    }
    delete columns[role];
    if (column === null) continue;
    for (const other of roles) if (columns[other] === column) delete columns[other];
    columns[role] = column;
  }
  return { columns, fallbacks };
}

function otherEndOf(format: Format, name: string): OtherEnd {
  if (format.otherEnd) return format.otherEnd;
  return /^(?:c2|cc|cnc|controller)/.test(name) ? 'c2' : 'unknown';
}

/** Rules by category, unless somebody chose what all rows are; who was asked about the rest chose that alone. */
function categoriesOf(
  format: Format,
  { category }: FoundColumns['columns'],
  { subject }: ImportOverride,
): ReadingRules['categories'] {
  const isChosen = subject !== undefined && !format.asksSubject;
  return isChosen || category === undefined ? [] : (format.categories ?? []);
}

function rulesOf(
  { format, kinds }: Pick<Basis, 'format' | 'kinds'>,
  subject: Subject,
  found: FoundColumns,
  names: readonly string[],
  rows: Rows,
  times: FoundTimes,
  override: ImportOverride,
): ReadingRules {
  const { columns } = found;
  const timeName = fold(names[columns.time ?? -1] ?? '');
  const dressed = cellsOf(rows, columns.server).some((cell) =>
    /:\/\/|^[\w.-]+:\d{1,5}$|^\[.*\]/.test(cell),
  );
  return {
    ...plainRules,
    subject,
    categories: kinds ? (override.subject ? [] : kinds) : categoriesOf(format, columns, override),
    detail: columns.detail === undefined ? null : (format.detail ?? null),
    familyIsCategory: format.familyIsCategory ?? false,
    otherEnd: otherEndOf(format, fold(names[columns.server ?? -1] ?? '')),
    serverIsUrl: format.serverIsUrl || dressed,
    resolvers: format.resolvers ?? false,
    otherIndicators:
      format.otherIndicators ?? indicators.has(fold(names[columns.address ?? -1] ?? '')),
    timeOptional: format.timeOptional ?? false,
    weightNetworks: override.weightNetworks ?? false,
    time: times.rules,
    seen: roleNames.lastSeen.includes(timeName) ? 'last' : 'first',
    source: format === generalFormat ? '' : format.name,
  };
}

/** A cell of a column that is named for times and was not taken, since nothing in it can be read as one. */
function oddTime(names: readonly string[], rows: Rows): { name: string; cell: string } | null {
  for (const [column, name] of names.entries()) {
    const folded = fold(name);
    if (!isTimeName(folded)) continue;
    const [cell] = cellsOf(rows, column);
    if (cell !== undefined) return { name, cell: cell.slice(0, 40) };
  }
  return null;
}

/** Why the rows of a file without a column of times are undated. */
function undatedWords(format: Format, names: readonly string[], rows: Rows): string {
  if (names.length === 0) return 'The rows carry no time: they are undated.';
  const odd = format.names?.time?.length === 0 ? null : oddTime(names, rows);
  return odd
    ? `Column "${odd.name}" holds no times that can be read, such as "${odd.cell}": the rows are undated.`
    : 'No column of times was found: the rows are undated.';
}

function noticesOf(
  format: Format,
  columns: FoundColumns['columns'],
  names: readonly string[],
  seen: Sighting,
  unreadable: boolean,
  { rules: { system } }: FoundTimes,
): string[] {
  const { rows } = seen;
  const said = typeof format.notice === 'function' ? format.notice(seen) : format.notice;
  const notices = said ? [said] : [];
  if (unreadable) {
    notices.push('The times cannot be read, or name no year: the rows are undated.');
  } else if (columns.time === undefined) notices.push(undatedWords(format, names, rows));
  if (system !== undefined) {
    notices.push(
      `The times are numbers of a spreadsheet and are read as days since ${system}: hold a row against another source.`,
    );
  }
  return notices;
}

/** How sure the column of addresses is: a known format, or the only column of addresses. */
function addressCertain(
  format: Format,
  { columns }: FoundColumns,
  names: readonly string[],
  rows: Rows,
): boolean {
  if (format !== generalFormat) return true;
  const width = Math.max(0, ...rows.map((row) => row.length));
  const others = Array.from({ length: width }, (_, column) => column).filter((column) => {
    const cells = cellsOf(rows, column);
    return (
      column !== columns.address &&
      column !== columns.server &&
      cells.length > 0 &&
      cells.every(isAddress)
    );
  });
  const name = fold(names[columns.address ?? -1] ?? '');
  return others.length === 0 || /^(?:src|source)ip$/.test(name);
}

/** Format, columns and subject before any choice, and why the subject is not the usual one. */
interface Basis {
  format: Format;
  found: FoundColumns;
  subject: Subject;
  /** Whether the name of the address column says that it is the infected end. */
  source: boolean;
  /** Whether the file's name or its comments speak of C2 servers, and no column does. */
  said: boolean;
  /** Rules of the column of kinds, where the format has none. */
  kinds?: ReadingRules['categories'];
  why: string[];
}

/** What stands among the first lines of a list and is no address: a title, most often. */
function proseOf({ shape, rows }: Sighting): string {
  if (shape !== 'list') return '';
  return rows
    .slice(0, 5)
    .flatMap(([cell = '']) => (isAddress(cell) ? [] : [cell]))
    .join(' ');
}

function basisOf(names: readonly string[], seen: Sighting, known?: Format): Basis {
  const { rows, banner, file } = seen;
  const { format, subject } = known
    ? { format: known, subject: known.subject === 'servers' ? known.subject : ('hosts' as const) }
    : formatOf(seen);
  const found = findColumns(names, rows, format, subject);
  const { columns } = found;
  const source = sourceName.test(fold(names[columns.address ?? -1] ?? ''));
  const said =
    !source && columns.server === undefined && saysServers([file, banner, proseOf(seen)].join(' '));
  const basis = { format, found, subject, source, said, why: [] };
  if (format !== generalFormat) return basis;
  const listNames = names.length === 0 || names.some((name) => listName.test(fold(name)));
  if (said && listNames) {
    const why = ['The name of the file or its comments say that it lists C2 servers.'];
    const listed = findColumns(names, rows, format, 'servers');
    return { ...basis, found: listed, subject: 'servers', why };
  }
  if (!turnServers(found, rows)) return basis;
  const { server: _, ...others } = findColumns(names, rows, format, 'servers').columns;
  const turned = { ...found, columns: { ...others, ...columns } };
  const why = ['The only column of addresses is the other end: the file lists servers.'];
  return { ...basis, found: turned, subject: 'servers', why };
}

const kindNames = ['role', 'type', 'kind', 'category', 'classification', 'threattype', 'tag'];
const serverKind =
  '^(?:c2|c&c|cnc|cc|c2[ _-]?server|c2[ _-]?ip|controller|botnet[ _-]?cc|command[ _-]?(?:and|&)[ _-]?control)$';

/** The column that says of each row of a file, whose columns alone are known, whether it is a C2 server; -1 for none. */
function kindColumn(names: readonly string[], rows: Rows): number {
  const isServer = new RegExp(serverKind, 'i');
  return names.findIndex(
    (name, column) =>
      kindNames.includes(fold(name)) && cellsOf(rows, column).some((cell) => isServer.test(cell)),
  );
}

/** A file whose columns alone are known, with the column of kinds as its category, where it has one. */
function withKinds(basis: Basis, names: readonly string[], { rows }: Sighting): Basis {
  const column = basis.format === generalFormat ? kindColumn(names, rows) : -1;
  const { columns } = basis.found;
  const isFree = Object.entries(columns).every(([role, at]) => at !== column || role === 'family');
  if (column < 0 || columns.address === undefined || !isFree) return basis;
  if (columns.family === column) delete columns.family;
  columns.category = column;
  const why = [
    ...basis.why,
    `Column "${names[column]}" says which rows are C2 servers: the others are hosts.`,
  ];
  const kinds = [{ pattern: serverKind, subject: 'servers' as const }];
  return { ...basis, subject: 'hosts', kinds, why };
}

/** Whether rows tell of hosts at a time, or by machine, as logs do and lists of servers do not. */
function isLog(
  subject: Subject,
  { time, machine }: FoundColumns['columns'],
  names: readonly string[],
): boolean {
  if (subject !== 'hosts' || names.length === 0) return false;
  const timeName = fold(names[time ?? -1] ?? '');
  return machine !== undefined || (timeName !== '' && !listName.test(timeName));
}

/** The times of the first rows, with the time of day where it has a column of its own. */
function timeCells(rows: Rows, { time, clock }: FoundColumns['columns']): string[] {
  if (time === undefined || clock === undefined) return cellsOf(rows, time);
  return rows
    .map((row) => `${row[time] ?? ''} ${row[clock] ?? ''}`.trim())
    .filter((cell) => cell !== '');
}

/** How the times are read; a column of which none can be read is none. */
function timesOf(
  names: readonly string[],
  { rows, banner, file }: Sighting,
  format: Format,
  columns: FoundColumns['columns'],
  override: ImportOverride,
): { times: FoundTimes; unreadable: boolean; date: number | null } {
  const date = fileDate(file, banner);
  const look = () => {
    const name = names[columns.time ?? -1] ?? '';
    return findTimes(timeCells(rows, columns), name, banner, format, date, override);
  };
  const times = look();
  if (!times.unreadable || override.columns?.time !== undefined)
    return { times, unreadable: false, date };
  delete columns.time;
  return { times: look(), unreadable: true, date };
}

/**
 * What the columns of a file mean: its format, which column is what, which end the address is, how times are read.
 * @param names of the columns as written; none where there is no header
 * @param known the format, where it is known by something else than columns
 */
export function meaningOf(
  names: readonly string[],
  seen: Sighting,
  override: ImportOverride,
  known?: Format,
): Meaning {
  const { rows } = seen;
  const basis = withKinds(basisOf(names, seen, known), names, seen);
  const { format, found: usual, subject: usualSubject, source, said, why } = basis;
  const general = format === generalFormat;
  const found = applyChoices(usual, override);
  const subject = override.subject ?? usualSubject;
  const { columns } = found;
  const chosen = override.columns ?? {};
  const { times, unreadable, date } = timesOf(names, seen, format, columns, override);
  const isAddressSure = chosen.address !== undefined || addressCertain(format, found, names, rows);
  const isSubjectSure =
    !(format.asksSubject?.(seen) ?? general) ||
    source ||
    basis.kinds !== undefined ||
    (isAddressSure && !said && isLog(subject, columns, names));
  const remark = format.remark === undefined ? [] : [format.remark];
  return {
    ...found,
    format: general ? null : format,
    rules: rulesOf(basis, subject, found, names, rows, times, override),
    why: [...remark, ...times.why, ...why],
    notices: noticesOf(format, columns, names, seen, unreadable, times),
    fileDate: date,
    certain: {
      address: isAddressSure,
      time: chosen.time !== undefined || columns.time === undefined || names.length > 0 || !general,
      zone: columns.time === undefined || times.zoneCertain,
      dateOrder: times.orderCertain,
      ...(times.rules.system && { dateSystem: times.systemCertain }),
      subject: override.subject !== undefined || isSubjectSure,
    },
  };
}
