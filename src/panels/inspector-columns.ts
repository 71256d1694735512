import { countryName } from '../model/country-name.ts';
import { numberFormat } from '../model/formatters.ts';
import {
  overRepresentation,
  rateOfGroup,
  type AskedRate,
  type GroupColumn,
  type GroupRow,
  type HostColumn,
  type HostRow,
  type HostUnit,
  type InspectedDimension,
  type InspectedGroups,
} from '../model/inspection.ts';
import { measureWords } from '../model/measure.ts';
import { densityWords } from '../model/number-words.ts';
import type { Measure } from '../model/query.ts';
import { rateSpecs } from '../model/rate.ts';
import { isoTime, type Milliseconds } from '../model/time.ts';
import { formatCount, formatShare } from './format-number.ts';
import { pageLanguage } from './language.ts';
import { dimensionWords, groupDetail, groupName } from './words.ts';

/** A column of a table of the inspector. */
export interface Column<Row, Sort extends string> {
  id: string;
  name: string;
  /** By what a press on its head sorts; null: by nothing. */
  sort: Sort | null;
  isNumber?: boolean;
  /** A width for the grid. */
  width: string;
  words: (row: Row) => string;
  /** Where there is little room it has no column of its own, but says this below the first, in that line; '' says nothing. */
  folded?: { line: 1 | 2; words: (row: Row) => string };
}

const NAME_WIDTH = 'minmax(0, 1fr)';
const FIGURE_WIDTH = 'calc(66px * var(--scale))';

/** Columns where there is little room, and what the others say in lines below the first. */
export function foldColumns<Row, Sort extends string>(columns: Column<Row, Sort>[]) {
  const lineOf = (row: Row, line: 1 | 2) =>
    columns
      .flatMap(({ folded }) => (folded?.line === line ? folded.words(row) : ''))
      .filter((words) => words !== '' && words !== '–')
      .join(' · ');
  const lines = ([1, 2] as const).filter((line) =>
    columns.some(({ folded }) => folded?.line === line),
  );
  const kept = columns.filter(({ folded }) => folded === undefined);
  return {
    columns: kept.map((column, at) => ({ ...column, width: at === 0 ? NAME_WIDTH : FIGURE_WIDTH })),
    below: lines.map((line) => (row: Row) => lineOf(row, line)),
  };
}

/** A time to the minute, for people: "2014-10-01 07:12". */
function timeWords(time: Milliseconds | null): string {
  return time === null ? '–' : isoTime(time).slice(0, 16).replace('T', ' ');
}

function placeWords({ place, otherPlaces }: HostRow, language: string): string {
  if (!place) return '–';
  const names = [place.city || place.region, place.country && countryName(place.country, language)];
  const more = otherPlaces > 0 ? ` and ${formatCount(otherPlaces, language)} more` : '';
  return (names.filter(Boolean).join(', ') || '–') + more;
}

function networkWords({ network, networkName, otherNetworks }: HostRow, language: string): string {
  if (network === '') return '–';
  const more = otherNetworks > 0 ? ` and ${formatCount(otherNetworks, language)} more` : '';
  return `${networkName || network}${more}`;
}

const number = { isNumber: true, width: 'minmax(70px, 0.6fr)' };

/** A day for people: "2014-10-01". */
function dayWords(time: Milliseconds | null): string {
  return time === null ? '' : isoTime(time).slice(0, 10);
}

function daysWords({ first, last }: Pick<HostRow, 'first' | 'last'>): string {
  const [from, to] = [dayWords(first), dayWords(last)];
  return from === to ? from : `${from} to ${to}`;
}

/** What the data has beside addresses and hits. */
export type Known = Readonly<Record<'machines' | 'networks' | 'families', boolean>>;

/** The columns of hosts, by prefix or by address; without those of what the data does not have. */
export function hostColumns(
  unit: HostUnit,
  known: Known,
  language = pageLanguage(),
): Column<HostRow, HostColumn>[] {
  const count = (value: number) => formatCount(value, language);
  const isWhole = unit === 'address';
  const columns: (Column<HostRow, HostColumn> | false)[] = [
    {
      ...{ id: 'name', name: isWhole ? 'Address' : 'Prefix', sort: 'name' },
      ...{ width: 'minmax(126px, 1fr)', words: ({ name }) => name },
    },
    !isWhole && {
      ...{ id: 'hosts', name: 'Addresses', sort: 'hosts', ...number },
      words: ({ hosts }) => count(hosts),
    },
    { id: 'hits', name: 'Hits', sort: 'hits', ...number, words: ({ hits }) => count(hits) },
    {
      ...{ id: 'wholeHits', name: 'Hits in all', sort: 'wholeHits', ...number },
      words: ({ wholeHits }) => count(wholeHits),
      folded: { line: 2, words: () => '' },
    },
    known.machines && {
      ...{ id: 'machines', name: 'Machines', sort: 'machines', ...number },
      words: ({ machines }) => count(machines),
      folded: { line: 2, words: () => '' },
    },
    {
      ...{ id: 'place', name: 'Place', sort: 'place', width: 'minmax(150px, 1.4fr)' },
      words: (row) => placeWords(row, language),
      folded: { line: 1, words: (row) => placeWords(row, language) },
    },
    known.networks && {
      ...{ id: 'network', name: 'Network', sort: 'network', width: 'minmax(130px, 1.5fr)' },
      words: (row) => networkWords(row, language),
      folded: { line: 1, words: (row) => networkWords(row, language) },
    },
    known.families && {
      ...{ id: 'families', name: 'Families', sort: null, width: 'minmax(80px, 0.8fr)' },
      words: ({ families }) => families.join(', ') || '–',
      folded: { line: 2, words: ({ families }) => families.join(', ') },
    },
    {
      ...{ id: 'first', name: 'First (UTC)', sort: 'first', width: 'minmax(142px, 0.8fr)' },
      words: ({ first }) => timeWords(first),
      folded: { line: 2, words: daysWords },
    },
    {
      ...{ id: 'last', name: 'Last (UTC)', sort: 'last', width: 'minmax(142px, 0.8fr)' },
      words: ({ last }) => timeWords(last),
      folded: { line: 2, words: () => '' },
    },
  ];
  return columns.filter((column) => column !== false);
}

/** A factor for people: "2.1 ×". */
export function factorWords(factor: number | null, language = pageLanguage()): string {
  if (factor === null) return '–';
  const digits = { maximumSignificantDigits: factor < 1 ? 2 : 3 };
  return `${numberFormat(language, digits).format(factor)}\u202f×`;
}

/** What a rate is of, and whether it says little. */
export function rateWords(
  row: GroupRow,
  rate: AskedRate,
  fewBelow: number,
  language = pageLanguage(),
): string {
  const value = rateOfGroup(row, rate);
  if (value === null) return '–';
  return `${densityWords(value, language)}${row.rated < fewBelow ? '*' : ''}`;
}

/** A rate and, where that is not the count itself, the count that it is of. */
function rateColumns(
  measure: Measure,
  rate: AskedRate,
  fewBelow: number,
  language: string,
): Column<GroupRow, GroupColumn>[] {
  const { brief, isOfIPv4 } = rateSpecs[rate.of];
  const ofIPv4: Column<GroupRow, GroupColumn> = {
    ...{ id: 'rated', name: `${measureWords[measure].name}, IPv4`, sort: null, ...number },
    words: ({ rated }) => formatCount(rated, language),
    folded: {
      line: 1,
      words: ({ count, rated }) =>
        count === rated ? '' : `${formatCount(rated, language)} in IPv4`,
    },
  };
  return [
    ...(isOfIPv4 ? [ofIPv4] : []),
    {
      ...{ id: 'rate', name: capital(brief), sort: 'rate', isNumber: true },
      width: 'minmax(156px, 0.6fr)',
      words: (row) => rateWords(row, rate, fewBelow, language),
    },
  ];
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The columns of groups: of the selection, and of all of the data beside it; a rate where one is asked for. */
export function groupColumns(
  of: InspectedDimension,
  { measure, total, wholeTotal, rate }: GroupHead,
  fewBelow = 0,
  language = pageLanguage(),
): Column<GroupRow, GroupColumn>[] {
  const { name: counted } = measureWords[measure];
  const share = (value: number, base: number) => formatShare(value, base, language) || '–';
  const wholeShare = (row: GroupRow) => share(row.whole, wholeTotal);
  return [
    {
      ...{ id: 'name', name: dimensionWords[of].singular, sort: 'name' },
      width: 'minmax(160px, 3fr)',
      words: ({ key, label }) => {
        const detail = groupDetail(of, key);
        return groupName(of, key, label, language) + (detail && ` (${detail})`);
      },
    },
    {
      ...{ id: 'count', name: counted, sort: 'count', ...number },
      words: ({ count }) => formatCount(count, language),
    },
    {
      ...{ id: 'share', name: 'Share', sort: null, ...number },
      words: ({ count }) => share(count, total),
      ...(rate && { folded: { line: 1, words: ({ count }) => share(count, total) } }),
    },
    ...(rate ? rateColumns(measure, rate, fewBelow, language) : []),
    {
      ...{ id: 'whole', name: 'In all data', sort: 'whole', ...number },
      words: ({ whole }) => formatCount(whole, language),
      folded: {
        line: 1,
        words: (row) => {
          const base = wholeShare(row);
          return `in all data ${formatCount(row.whole, language)}${base === '–' ? '' : ` (${base})`}`;
        },
      },
    },
    {
      ...{ id: 'wholeShare', name: 'Share of all', sort: null, ...number },
      words: wholeShare,
      folded: { line: 1, words: () => '' },
    },
    {
      ...{ id: 'factor', name: 'Against all', sort: 'factor', ...number },
      words: (row) => factorWords(overRepresentation(row, { total, wholeTotal }), language),
      folded: {
        line: 1,
        words: (row) => factorWords(overRepresentation(row, { total, wholeTotal }), language),
      },
    },
  ];
}

/** What the numbers of groups are of. */
export type GroupHead = Pick<InspectedGroups, 'measure' | 'total' | 'wholeTotal' | 'rate'>;
