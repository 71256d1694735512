import { findColumns, isAddress, type FoundColumns } from './find-columns.ts';
import { formatOf, saysServers } from './find-format.ts';
import { fileDate, findTimes, type FoundTimes, type TimeOverride } from './find-times.ts';
import type { Format, Sighting } from './format.ts';
import { generalFormat } from './formats.ts';
import {
  plainRules,
  type Certainty,
  type OtherEnd,
  type ReadingRules,
  type Subject,
} from './recognition.ts';
import { fold, roleNames, roles, type Role } from './roles.ts';

/** What a reader chose instead of what was recognised. What is left out is recognised as ever. */
export interface ImportOverride extends TimeOverride {
  /** Position of each role's column; null: the role has none. Roles left out are found as ever. */
  columns?: Partial<Record<Role, number | null>>;
  /** One or more characters that part the cells; '' for a list of one value a line. */
  delimiter?: string;
  /** Whether the first record is a header. */
  header?: boolean;
  subject?: Subject;
  /** Whether a network in CIDR notation weighs as much as it has addresses. */
  weightNetworks?: boolean;
}

/** What the columns of a file mean. */
export interface Meaning extends FoundColumns {
  /** Name of the format; null where only the columns are known. */
  format: Format | null;
  rules: ReadingRules;
  why: string[];
  notices: string[];
  certain: Omit<Certainty, 'delimiter' | 'header'>;
}

type Rows = readonly (readonly string[])[];

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

function applyChoices(found: FoundColumns, chosen: ImportOverride['columns'] = {}): FoundColumns {
  const columns = { ...found.columns };
  let { fallbacks } = found;
  for (const [role, column] of Object.entries(chosen) as [Role, number | null][]) {
    fallbacks = fallbacks.filter((fallback) => fallback.role !== role);
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

function rulesOf(
  format: Format,
  subject: Subject,
  found: FoundColumns,
  names: readonly string[],
  rows: Rows,
  times: FoundTimes,
  override: ImportOverride,
): ReadingRules {
  const { columns } = found;
  const timeName = fold(names[columns.time ?? -1] ?? '');
  const urls = cellsOf(rows, columns.server).some((cell) => cell.includes('://'));
  const chosen = override.subject !== undefined;
  return {
    ...plainRules,
    subject,
    categories: chosen ? [] : (format.categories ?? []),
    detail: columns.detail === undefined ? null : (format.detail ?? null),
    familyIsCategory: format.familyIsCategory ?? false,
    otherEnd: otherEndOf(format, fold(names[columns.server ?? -1] ?? '')),
    serverIsUrl: format.serverIsUrl ?? urls,
    resolvers: format.resolvers ?? false,
    otherIndicators: format.otherIndicators ?? false,
    weightNetworks: override.weightNetworks ?? false,
    time: times.rules,
    seen: roleNames.lastSeen.includes(timeName) ? 'last' : 'first',
    source: format === generalFormat ? '' : format.name,
  };
}

function noticesOf(format: Format, columns: FoundColumns['columns'], named: boolean): string[] {
  const notices = format.notice ? [format.notice] : [];
  if (columns.time === undefined) {
    notices.push(
      named
        ? 'No column of times was found: the rows are undated.'
        : 'The rows carry no time: they are undated.',
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

/**
 * What the columns of a file mean: its format, which column is what, which end the address is, how times are read.
 * @param names of the columns as written; none where there is no header
 */
export function meaningOf(
  names: readonly string[],
  seen: Sighting,
  override: ImportOverride,
): Meaning {
  const { rows, banner, file } = seen;
  const { format, subject: usual } = formatOf(seen);
  const general = format === generalFormat;
  const list = general && names.length === 0 && saysServers(`${file} ${banner}`);
  let subject = list ? 'servers' : usual;
  let found = findColumns(names, rows, format, subject);
  const turned = general && turnServers(found, rows);
  if (turned) {
    subject = 'servers';
    found = {
      ...found,
      columns: { ...findColumns(names, rows, format, 'servers').columns, ...found.columns },
    };
  }
  found = applyChoices(found, override.columns);
  subject = override.subject ?? subject;
  const { columns } = found;
  const timeCells = cellsOf(rows, columns.time);
  const date = fileDate(file, banner);
  const times = findTimes(
    timeCells,
    names[columns.time ?? -1] ?? '',
    banner,
    format,
    date,
    override,
  );
  const why = [format.remark, ...times.why].filter((sentence) => sentence !== undefined);
  if (list) why.push('The name of the file or its comments say that it lists C2 servers.');
  if (turned) why.push('The only column of addresses is the other end: the file lists servers.');
  const sourceNamed = /^(?:src|source|infected|victim|bot)/.test(
    fold(names[columns.address ?? -1] ?? ''),
  );
  return {
    ...found,
    format: general ? null : format,
    rules: rulesOf(format, subject, found, names, rows, times, override),
    why,
    notices: noticesOf(format, columns, names.length > 0),
    certain: {
      address:
        override.columns?.address !== undefined || addressCertain(format, found, names, rows),
      time:
        override.columns?.time !== undefined ||
        columns.time === undefined ||
        names.length > 0 ||
        !general,
      zone: columns.time === undefined || times.zoneCertain,
      dateOrder: times.orderCertain,
      subject: override.subject !== undefined || (!general && !list) || sourceNamed,
    },
  };
}
