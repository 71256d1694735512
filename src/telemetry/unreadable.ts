import { InputError } from '../model/input-error.ts';
import { has, type Sighting } from './format.ts';

/** What would have been read, in words. */
export const expectedTelemetry =
  'telemetry or a C2 list with addresses, as CSV with a column such as ip or src_ip, JSON, or a list; plain, gzip or zip.';

const SHOWN_NAMES = 12;

function shown(names: readonly string[]): string {
  const more = names.length - SHOWN_NAMES;
  return names.slice(0, SHOWN_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

const asNumber = /^AS\d+$/i;

/** The error for a list of AS numbers, such as Spamhaus ASN-DROP; null where it is none. */
function asNumbers(name: string, numbers: readonly string[]): InputError | null {
  const filled = numbers.filter((cell) => cell !== '');
  if (filled.length === 0 || !filled.every((cell) => asNumber.test(cell))) return null;
  return new InputError(
    `"${name}" lists networks by AS number (${filled[0]}) and names no address: nothing in it can be placed on a map.`,
    'a list of addresses or of networks in CIDR notation, such as DROP beside ASN-DROP.',
  );
}

const domain = /^(?:[a-z]+:\/\/)?(?:[a-z\d_-]+\.)+[a-z][a-z\d-]+(?::\d+)?(?:\/\S*)?$/i;

/** The error for a list of domains or URLs, which are placed nowhere without a lookup; null where it is none. */
function domainNames(name: string, rows: readonly (readonly string[])[]): InputError | null {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, column) =>
    rows.map((row) => (row[column] ?? '').trim()).filter((cell) => domain.test(cell)),
  ).filter((cells) => cells.length > 0 && cells.length * 10 >= rows.length * 9);
  const distinct = (cells: readonly string[]) => new Set(cells).size;
  const [named] = columns.sort((a, b) => distinct(b) - distinct(a));
  if (!named) return null;
  return new InputError(
    `"${name}" names domains (${named[0]!.slice(0, 60)}) and no address: nothing in it can be placed on a map without asking a name server, which the atlas never does.`,
    'a list with the addresses that the names stand for, such as the list of C2 addresses beside one of C2 domains.',
  );
}

/** The error for a file in whose columns no addresses were found. */
export function noAddress(
  name: string,
  header: readonly string[] | null,
  rows: readonly (readonly string[])[],
): InputError {
  const firsts = [...(header ? [header] : []), ...rows].map(([first = '']) => first.trim());
  const listed = asNumbers(name, firsts) ?? (header ? null : domainNames(name, rows));
  if (listed) return listed;
  if (header) {
    const found = `"${name}" has no column of addresses among its columns: ${shown(header)}.`;
    return new InputError(found, expectedTelemetry);
  }
  const start = (rows[0] ?? []).join(' ').trim().slice(0, 80);
  return new InputError(
    `"${name}" has no addresses in its first lines; it begins with "${start}".`,
    expectedTelemetry,
  );
}

/** The error for JSON in whose records no addresses were found. */
export function noAddressInJson(name: string, keys: readonly string[], first = ''): InputError {
  const listed = keys[0] === 'asn' ? asNumbers(name, [`AS${first}`]) : null;
  if (listed) return listed;
  const found =
    keys.length === 0
      ? `"${name}" is JSON without any whole record in its first part.`
      : `"${name}" is JSON without addresses; its keys are: ${shown(keys)}.`;
  return new InputError(found, expectedTelemetry);
}

/** The error for a table of JSON, column by column, of which more is there than is looked at. */
export function longByColumn(name: string): InputError {
  return new InputError(
    `"${name}" is a table that stands column by column and is too long to be read so: a row of it is whole only at the end.`,
    'the same table as CSV, or as pandas writes it with orient="records" and lines=True.',
  );
}

/** Whether a table says where networks are, rather than what was seen. */
export function isLookup(seen: Sighting): boolean {
  return has(seen, 'network', 'geoname_id') || has(seen, 'network', 'autonomous_system_number');
}

/** The error for a location database as CSV. */
export function lookupTable(name: string): InputError {
  return new InputError(
    `"${name}" is a location database as CSV: it says where networks are, and holds no telemetry.`,
    'telemetry; a location database is read as MMDB.',
  );
}
