import { csvFormatRows } from 'd3';
import type { DimensionAggregate } from '../model/aggregate.ts';
import { isoDate, type TimeRange } from '../model/time.ts';
import { groupName } from './words.ts';

/** A text that a spreadsheet would run as a formula is kept a text by an apostrophe. */
function inert(text: string): string {
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

/** A name for the file that says what is ranked, how it is counted and, where one is known, of which window. */
export function rankingFileName(ranking: DimensionAggregate, window: TimeRange | null): string {
  const parts: string[] = [ranking.dimension, ranking.measure];
  if (window) parts.push(isoDate(window.start), isoDate(window.end - 1));
  return `${parts.join('-')}.csv`;
}
