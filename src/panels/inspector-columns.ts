import { countryName } from '../model/country-name.ts';
import { numberFormat } from '../model/formatters.ts';
import {
  overRepresentation,
  type GroupColumn,
  type GroupRow,
  type HostColumn,
  type HostRow,
  type HostUnit,
  type InspectedDimension,
  type InspectedGroups,
} from '../model/inspection.ts';
import { measureWords } from '../model/measure.ts';
import type { Measure } from '../model/query.ts';
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
    },
    known.machines && {
      ...{ id: 'machines', name: 'Machines', sort: 'machines', ...number },
      words: ({ machines }) => count(machines),
    },
    {
      ...{ id: 'place', name: 'Place', sort: 'place', width: 'minmax(150px, 1.4fr)' },
      words: (row) => placeWords(row, language),
    },
    known.networks && {
      ...{ id: 'network', name: 'Network', sort: 'network', width: 'minmax(130px, 1.5fr)' },
      words: (row) => networkWords(row, language),
    },
    known.families && {
      ...{ id: 'families', name: 'Families', sort: null, width: 'minmax(80px, 0.8fr)' },
      words: ({ families }) => families.join(', ') || '–',
    },
    {
      ...{ id: 'first', name: 'First (UTC)', sort: 'first', width: 'minmax(142px, 0.8fr)' },
      words: ({ first }) => timeWords(first),
    },
    {
      ...{ id: 'last', name: 'Last (UTC)', sort: 'last', width: 'minmax(142px, 0.8fr)' },
      words: ({ last }) => timeWords(last),
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

/** The columns of groups: of the selection, and of all of the data beside it. */
export function groupColumns(
  of: InspectedDimension,
  measure: Measure,
  totals: Pick<InspectedGroups, 'total' | 'wholeTotal'>,
  language = pageLanguage(),
): Column<GroupRow, GroupColumn>[] {
  const { name: counted } = measureWords[measure];
  const share = (value: number, base: number) => formatShare(value, base, language) || '–';
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
      words: ({ count }) => share(count, totals.total),
    },
    {
      ...{ id: 'whole', name: 'In all data', sort: 'whole', ...number },
      words: ({ whole }) => formatCount(whole, language),
    },
    {
      ...{ id: 'wholeShare', name: 'Share of all', sort: null, ...number },
      words: ({ whole }) => share(whole, totals.wholeTotal),
    },
    {
      ...{ id: 'factor', name: 'Against all', sort: 'factor', ...number },
      words: (row) => factorWords(overRepresentation(row, totals), language),
    },
  ];
}
