import { databaseName, type DatabaseInfo, type Summary } from './source.ts';
import { DAY, isoDate, type Milliseconds } from './time.ts';

/** Beyond this between database and telemetry, a reader is warned. */
const YEAR: Milliseconds = 365.25 * DAY;

/** Time between the build of a database and the nearest moment of the telemetry; 0 where it was built within it. */
function distance({ built }: DatabaseInfo, { first, last }: NonNullable<Summary['time']>) {
  return Math.max(0, first - built, built - last);
}

/**
 * A sentence for each database that was built more than a year before or after the telemetry: addresses move. Nothing of
 * the reconstruction, whose database is made for it.
 */
export function ageNotices({
  databases,
  time,
  reconstruction,
}: Pick<Summary, 'databases' | 'time' | 'reconstruction'>): string[] {
  if (!time || reconstruction) return [];
  const days = [...new Set([isoDate(time.first), isoDate(time.last)])].join(' to ');
  const sentences = databases
    .filter((database) => distance(database, time) > YEAR)
    .map(
      (database) =>
        `${databaseName(database)} was built on ${isoDate(database.built)}, the telemetry is of ${days}: ` +
        `more than a year apart. Addresses move, so hosts may be shown where they were not at the time.`,
    );
  return [...new Set(sentences)];
}
