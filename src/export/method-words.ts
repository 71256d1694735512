import { refusedRows } from '../model/telemetry.ts';
import { databaseName, type Summary } from '../model/source.ts';
import { ageNotices } from '../model/database-age.ts';
import { isoDate } from '../model/time.ts';

const percent = (part: number, whole: number, language: string) =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(
    whole > 0 ? part / whole : 0,
  );

function dataWords({ files, reconstruction }: Summary): string {
  if (reconstruction) return 'Reconstruction from published totals: places are assumed.';
  const [first] = files;
  if (!first) return '';
  return files.length === 1
    ? `Data: ${first.name}.`
    : `Data: ${first.name} and ${files.length - 1} more files.`;
}

/** How a picture came about, a sentence each: data, rows, places, filter, databases. */
export function methodWords(
  summary: Summary,
  filters: readonly string[],
  language: string,
): string[] {
  const { ledger, databases } = summary;
  const count = (value: number) => value.toLocaleString(language);
  const { located, unlocated } = ledger;
  const placed = located.city + located.region;
  const nowhere = unlocated.notInDatabase + unlocated.notPublic;
  const share = (part: number) => percent(part, ledger.hosts, language);
  const places = databases
    .filter(({ role }) => role === 'city' || role === 'country')
    .map((database) => `${databaseName(database)}, built ${isoDate(database.built)}`);
  return [
    dataWords(summary),
    `${count(ledger.rows)} rows read, ${count(refusedRows(ledger))} refused.`,
    `Of ${count(ledger.hosts)} addresses ${share(placed)} are located to a city or region, ` +
      `${share(located.country)} to the country only, ${share(nowhere)} not at all.`,
    filters.length > 0 ? `Filter: ${filters.join('; ')}.` : '',
    'Times are UTC.',
    places.length > 0 ? `Location: ${places.join('; ')}.` : '',
    ...ageNotices(summary),
  ].filter((sentence) => sentence !== '');
}
