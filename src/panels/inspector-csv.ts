import { csvFormatRows } from 'd3';
import {
  overRepresentation,
  rateOfGroup,
  type GroupInspection,
  type HostInspection,
  type HostUnit,
  type InspectedGroups,
  type InspectedHosts,
} from '../model/inspection.ts';
import { measureWords } from '../model/measure.ts';
import { rateSpecs } from '../model/rate.ts';
import type { LoadableSource, Summary } from '../model/source.ts';
import { isoDate, isoTime, type Milliseconds, type TimeRange } from '../model/time.ts';
import type { Unpaged } from '../state/use-inspected.ts';
import type { Clause } from './filter-words.ts';
import { dataTitle, shownWindow } from './heading-words.ts';
import { inert, rateColumns } from './ranking-csv.ts';
import { groupName } from './words.ts';

/** Rows that are asked for at a time while a table is saved. */
const CSV_PAGE_ROWS = 2000;

/** What a table is of. */
export interface TableOf {
  summary: Summary;
  clauses: readonly Clause[];
  time: TimeRange | null;
  /** The text that rows have. */
  find: string;
  /** Groups that count less have few. */
  fewBelow: number;
}

const oneLine = (text: string) => text.replace(/[\r\n]+/g, ' ');

/** What a table is of, as comment lines: data set, window, unit, filters, and whether addresses are whole. */
export function csvPreamble(
  { summary, clauses, time, find }: TableOf,
  unit: string,
  hosts: HostUnit | null,
): string {
  const window = shownWindow(summary, time);
  const filters = clauses.filter(({ about }) => about !== 'time');
  const lines = [
    `data: ${dataTitle(summary)}`,
    `window: ${window ? `${isoTime(window.start)} to ${isoTime(window.end)} (exclusive)` : 'no times known'}`,
    `unit: ${unit}`,
    `filters: ${filters.map(({ kind, name }) => `${kind}: ${name}`).join('; ') || 'none'}`,
    ...(find.trim() === '' ? [] : [`rows with: ${find.trim()}`]),
    ...(hosts === null
      ? []
      : [`addresses: ${hosts === 'address' ? 'whole' : 'cut to /24 (IPv4) and /48 (IPv6)'}`]),
  ];
  return lines.map((line) => `# ${oneLine(line)}\n`).join('');
}

const timeText = (time: Milliseconds | null) => (time === null ? '' : isoTime(time));

/** A page of hosts as lines of CSV; the first has the head. */
export function hostsCsv({ of, offset, rows }: InspectedHosts): string {
  const lines = rows.map((row) => [
    row.name,
    String(row.hosts),
    String(row.hits),
    String(row.wholeHits),
    String(row.machines),
    inert(row.place?.country ?? ''),
    inert(row.place?.region ?? ''),
    inert(row.place?.city ?? ''),
    row.place?.precision ?? '',
    String(row.otherPlaces),
    inert(row.network),
    inert(row.networkName),
    String(row.otherNetworks),
    inert(row.families.join(' ')),
    timeText(row.first),
    timeText(row.last),
  ]);
  const head = [
    ...[of, 'addresses', 'hits', 'hits_in_all', 'machines'],
    ...['country', 'region', 'city', 'precision', 'other_places'],
    ...['network', 'network_name', 'other_networks', 'families', 'first_utc', 'last_utc'],
  ];
  return linesOf(offset, head, lines);
}

/**
 * A page of groups as lines of CSV; the first has the head. Names are English, numbers plain. Where a rate was asked for: the
 * count that it is of (if that is not the count itself), what it is a rate of, the rate, and 1 where the count is small.
 */
export function groupsCsv(page: InspectedGroups, fewBelow: number): string {
  const { of, measure, offset, rows, rate, total, wholeTotal } = page;
  const ofRate = rate && { ...rateColumns[rate.of], ...rateSpecs[rate.of] };
  const percent = (value: number, base: number) =>
    base > 0 ? ((100 * value) / base).toFixed(4) : '';
  const lines = rows.map((row) => [
    inert(row.key),
    inert(groupName(of, row.key, row.label, 'en')),
    String(row.count),
    percent(row.count, total),
    String(row.whole),
    percent(row.whole, wholeTotal),
    overRepresentation(row, page)?.toFixed(4) ?? '',
    ...(ofRate?.isOfIPv4 ? [String(row.rated)] : []),
    ...(ofRate ? [String(row.base), String(rateOfGroup(row, rate) ?? '')] : []),
    ...(ofRate ? [row.rated < fewBelow ? '1' : '0'] : []),
  ]);
  const shares = ['share_percent', `${measure}_in_all`, 'share_in_all_percent', 'factor'];
  const rates = ofRate
    ? [
        ...(ofRate.isOfIPv4 ? [`${measure}${ofRate.counted}`] : []),
        ofRate.base,
        ofRate.column,
        'few',
      ]
    : [];
  return linesOf(offset, ['key', 'name', measure, ...shares, ...rates], lines);
}

function linesOf(offset: number, head: string[], lines: string[][]): string {
  const all = offset === 0 ? [head, ...lines] : lines;
  return all.length === 0 ? '' : `${csvFormatRows(all)}\n`;
}

/**
 * A whole table as CSV, page by page.
 * @param onProgress hears which part of the rows is there, 0 to 1
 */
export async function tableCsv(
  source: Pick<LoadableSource, 'inspect'>,
  question: Unpaged<HostInspection> | Unpaged<GroupInspection>,
  table: TableOf,
  signal: AbortSignal,
  onProgress: (part: number) => void,
): Promise<Blob> {
  const isOfHosts = question.of === 'prefix' || question.of === 'address';
  const unit = isOfHosts
    ? 'hits, addresses and machines by column'
    : measureWords[(question as GroupInspection).measure].unit;
  const hosts = isOfHosts ? question.of : null;
  const parts: string[] = [csvPreamble(table, unit, hosts)];
  let length = 1;
  for (let offset = 0; offset < length; offset += CSV_PAGE_ROWS) {
    const paged = { ...question, offset, limit: CSV_PAGE_ROWS };
    const page = await source.inspect(paged, signal);
    signal.throwIfAborted();
    parts.push(isHosts(page) ? hostsCsv(page) : groupsCsv(page, table.fewBelow));
    length = page.length;
    onProgress(length > 0 ? Math.min(1, (offset + CSV_PAGE_ROWS) / length) : 1);
  }
  return new Blob(parts, { type: 'text/csv' });
}

function isHosts(page: InspectedHosts | InspectedGroups): page is InspectedHosts {
  return page.of === 'prefix' || page.of === 'address';
}

/** A name for the file: what its rows are, and of which window. */
export function tableFileName(of: string, { summary, time }: TableOf): string {
  const window = shownWindow(summary, time);
  const dates = window ? [isoDate(window.start), isoDate(window.end - 1)] : [];
  return `${['inside', of, ...dates].join('-')}.csv`;
}
