import { csvFormatRows } from 'd3';
import type { DimensionAggregate } from '../model/aggregate.ts';
import { readPileKey } from '../model/pile.ts';
import type { Rate, RatedGroups } from '../model/rate.ts';
import { isoDate, type TimeRange } from '../model/time.ts';
import { pileName, positionWords } from './pile-words.ts';
import { groupName } from './words.ts';

/** A text that a spreadsheet would run as a formula is kept a text by an apostrophe. */
export function inert(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/**
 * A ranking as CSV: `rank,key,name,MEASURE,country_only,share_percent`. Names are English, numbers plain; `country_only`
 * is the part known to the country only; the base of the share is everything that the filters keep.
 */
export function rankingCsv(ranking: DimensionAggregate): string {
  const { dimension, measure, keys, labels, value, countryOnly, total } = ranking;
  const rows = keys.map((key, index) => [
    String(index + 1),
    inert(key),
    inert(groupName(dimension, key, labels[index]!, 'en')),
    String(value[index]!),
    String(countryOnly[index]!),
    total > 0 ? ((100 * value[index]!) / total).toFixed(4) : '',
  ]);
  const head = ['rank', 'key', 'name', measure, 'country_only', 'share_percent'];
  return `${csvFormatRows([head, ...rows])}\n`;
}

/** A comment line that names the likely default coordinates that are left out; '' where none are. */
export function withoutCsv(without: readonly string[]): string {
  const named = without.flatMap((key) => {
    const pile = readPileKey(key);
    if (!pile) return [];
    const name = pileName(pile, 'en');
    return pile.ground === 'default' ? `${name} (${positionWords(pile)})` : name;
  });
  return named.length === 0 ? '' : `# without: ${named.join('; ').replace(/[\r\n]+/g, ' ')}\n`;
}

/** Names of a rate's columns. */
export const rateColumns: Readonly<
  Record<Rate, { counted: string; base: string; column: string }>
> = {
  million: { counted: '_ipv4', base: 'ipv4_addresses', column: 'per_million_addresses' },
  inhabitants: { counted: '', base: 'inhabitants', column: 'per_100000_inhabitants' },
};

/**
 * A ranking by a rate as CSV: `rank,key,name,MEASURE_ipv4,country_only,ipv4_addresses,per_million_addresses,few`, or
 * `...,MEASURE,country_only,inhabitants,per_100000_inhabitants,few`, highest rate first. `few` is 1 where the count is
 * small; no rate where there is nothing that it could be of, or where few are hidden.
 */
export function rateCsv(rated: RatedGroups, rate: Rate): string {
  const { dimension, measure, keys, labels, value, count, countryOnly } = rated;
  const rows = keys.map((key, index) => [
    String(index + 1),
    inert(key),
    inert(groupName(dimension, key, labels[index]!, 'en')),
    String(count[index]!),
    String(countryOnly[index]!),
    String(rated.base[index]!),
    rated.told[index] === 1 ? String(value[index]!) : '',
    String(rated.few[index]!),
  ]);
  const { counted, base, column } = rateColumns[rate];
  const head = ['rank', 'key', 'name', `${measure}${counted}`, 'country_only', base, column, 'few'];
  return `${csvFormatRows([head, ...rows])}\n`;
}

/** A name for the file that says what is ranked, how it is counted and, where one is known, of which window. */
export function rankingFileName(
  ranking: DimensionAggregate,
  window: TimeRange | null,
  rate: Rate | null = null,
): string {
  const parts: string[] = [ranking.dimension, ranking.measure];
  if (rate) parts.push(rateColumns[rate].column.replaceAll('_', '-'));
  if (window) parts.push(isoDate(window.start), isoDate(window.end - 1));
  return `${parts.join('-')}.csv`;
}
