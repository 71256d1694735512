import { nextTask } from '../model/next-task.ts';
import { abortError } from '../model/rpc.ts';
import { isoTime } from '../model/time.ts';
import { shortNumber, shownRows, shownUnits, type ShownRow } from './shown-rows.ts';
import type { WritePicture } from './writer.ts';

/** Rows between two looks at whether it was cancelled. */
const ROWS_A_STEP = 5000;

const columns = [
  ...['kind', 'id', 'name', 'longitude', 'latitude', 'accuracy_km', 'area_km2'],
  ...['count', 'count_unit', 'value', 'value_unit', 'window_start', 'window_end', 'filter'],
];

/** A field of RFC 4180. What a spreadsheet would take for a formula is held back by an apostrophe. */
function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(shortNumber(value));
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What a picture shows as CSV: a row each for cells, hexagons, places, countries and servers. */
export const csvWriter: WritePicture = async ({ picture, assets, progress, signal }) => {
  const { covers, filters } = picture;
  const units = shownUnits(picture);
  const same = [covers && isoTime(covers.start), covers && isoTime(covers.end), filters.join('; ')];
  const lineOf = (row: ShownRow) =>
    [
      ...[row.kind, row.id, row.name, row.longitude, row.latitude, row.accuracyKm, row.areaKm2],
      ...[row.count, row.count === null ? null : units.count],
      ...[row.value, row.value === null ? null : units.value],
      ...same,
    ]
      .map(field)
      .join(',');
  const parts: string[] = [`${columns.join(',')}\r\n`];
  let lines: string[] = [];
  for (const row of shownRows(picture, assets.basemap)) {
    lines.push(`${lineOf(row)}\r\n`);
    if (lines.length < ROWS_A_STEP) continue;
    parts.push(lines.join(''));
    lines = [];
    await nextTask();
    if (signal.aborted) throw abortError();
  }
  parts.push(lines.join(''));
  progress(1);
  return { file: new Blob(parts, { type: 'text/csv' }), ending: 'csv', problems: [] };
};
