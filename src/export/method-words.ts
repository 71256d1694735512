import { shareWords } from '../model/number-words.ts';
import { refusedRows } from '../model/telemetry.ts';
import { databaseName, type Summary } from '../model/source.ts';
import { ageNotices } from '../model/database-age.ts';
import { isoDate } from '../model/time.ts';
import type { DataName } from './session.ts';

/** Files that the line names; a session has them all. */
const MOST_NAMED = 2;

const plainName = ({ name, bytes }: Summary['files'][number]): DataName => ({
  ...{ name, bytes, sha256: null },
});

/** A file with its hash, where that is known: what others can check it by. */
function fileWords({ name, sha256 }: DataName): string {
  return sha256 === null ? name : `${name}, SHA-256 ${sha256}`;
}

function dataWords({ files, reconstruction }: Summary, data: readonly DataName[]): string {
  if (reconstruction) {
    const hashes = data.filter(({ sha256 }) => sha256 !== null).map(fileWords);
    return `Reconstruction from published totals: places are assumed.${hashes.length > 0 ? ` Data: ${hashes.join('; ')}.` : ''}`;
  }
  const named = (data.length > 0 ? data : files.map(plainName)).slice(0, MOST_NAMED);
  if (named.length === 0) return '';
  const more = files.length - named.length;
  return `Data: ${named.map(fileWords).join('; ')}${more > 0 ? `; and ${more} more files` : ''}.`;
}

/** How a picture came about, a sentence each: data, rows, places, filter, databases. */
export function methodWords(
  summary: Summary,
  filters: readonly string[],
  language: string,
  data: readonly DataName[] = [],
): string[] {
  const { ledger, databases } = summary;
  const count = (value: number) => value.toLocaleString(language);
  const { located, unlocated } = ledger;
  const placed = located.city + located.region;
  const nowhere = unlocated.notInDatabase + unlocated.notPublic;
  const share = (part: number) => shareWords(part, Math.max(1, ledger.hosts), language);
  const places = databases
    .filter(({ role }) => role === 'city' || role === 'country')
    .map((database) => `${databaseName(database)}, built ${isoDate(database.built)}`);
  return [
    dataWords(summary, data),
    `${count(ledger.rows)} rows read, ${count(refusedRows(ledger))} refused.`,
    `Of ${count(ledger.hosts)} addresses ${share(placed)} are located to a city or region, ` +
      `${share(located.country)} to the country only, ${share(nowhere)} not at all.`,
    filters.length > 0 ? `Filter: ${filters.join('; ')}.` : '',
    'Times are UTC.',
    places.length > 0 ? `Location: ${places.join('; ')}.` : '',
    ...ageNotices(summary),
  ].filter((sentence) => sentence !== '');
}
