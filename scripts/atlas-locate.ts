import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { fetchDatabase } from '../src/engine/fetch-bytes.ts';
import { openDatabase, type GeoDatabase } from '../src/geo/open-database.ts';
import { placeStrength } from '../src/geo/place-strength.ts';
import type { AddressKind } from '../src/model/address-kind.ts';
import { countryOfCode } from '../src/model/country-code.ts';
import { InputError } from '../src/model/input-error.ts';
import type { Place } from '../src/model/place.ts';
import type { InputFile } from '../src/model/source.ts';
import { UNDATED, type HitColumns } from '../src/model/telemetry.ts';
import { isoTime } from '../src/model/time.ts';
import { formatV4, formatV6 } from '../src/telemetry/address.ts';
import { makeDictionaries, type MutableDictionaries } from '../src/telemetry/dictionaries.ts';
import { readTelemetry } from '../src/telemetry/read-telemetry.ts';
import { databaseOptions, databasesOf } from './database-options.ts';
import { importOptions } from './import-flags.ts';
import { makeRequest } from './input-files.ts';

const header =
  'time,address,country,region,city,latitude,longitude,accuracy_km,precision,asn,family,server,' +
  'file_country,country_check,kind,connection';

/** What the databases say of one address. */
interface Found {
  place: Place | null;
  asn: number;
  kind: AddressKind | null;
  connection: string;
}

const nowhere: Found = { place: null, asn: 0, kind: null, connection: '' };

/** Record ids of a batch's distinct addresses in every database: sorted keys, one id list a database. */
interface Located {
  keys: Uint32Array;
  ids: Uint32Array[];
}

function blobOf(input: InputFile): Blob {
  if (!('blob' in input)) throw new InputError(`${input.name} is not a file.`, 'a path.');
  return input.blob;
}

async function openDatabases(inputs: readonly InputFile[]): Promise<GeoDatabase[]> {
  const databases: GeoDatabase[] = [];
  for (const input of inputs) {
    databases.push(openDatabase(await fetchDatabase(input, () => undefined), input.name));
  }
  return databases;
}

/** Distinct values in ascending order. */
function distinct(values: Uint32Array): Uint32Array {
  const sorted = values.slice().sort();
  let length = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[length++] = sorted[i]!;
  }
  return sorted.slice(0, length);
}

function indexOf(keys: Uint32Array, key: number): number {
  let low = 0;
  let high = keys.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function locateV4(hits: HitColumns, databases: readonly GeoDatabase[]): Located {
  const addresses = hits.address
    .subarray(0, hits.length)
    .filter((_, i) => hits.addressFamily[i] === 4);
  const keys = distinct(addresses);
  return { keys, ids: databases.map((database) => database.locate4(keys)) };
}

/** IPv6 hits are few in a batch: their order decides, keys are positions in it. */
function locateV6(hits: HitColumns, databases: readonly GeoDatabase[]): Located {
  const { address6 } = hits;
  const count = address6.length / 4;
  const order = Array.from({ length: count }, (_, i) => i).sort((a, b) => compare6(address6, a, b));
  const sorted = new Uint32Array(count * 4);
  order.forEach((from, to) => sorted.set(address6.subarray(from * 4, from * 4 + 4), to * 4));
  const ids = databases.map((database) => {
    const inOrder = database.locate6(sorted);
    const back = new Uint32Array(count);
    order.forEach((from, to) => (back[from] = inOrder[to]!));
    return back;
  });
  return { keys: Uint32Array.from({ length: count }, (_, i) => i), ids };
}

function compare6(words: Uint32Array, a: number, b: number): number {
  for (let word = 0; word < 4; word++) {
    const difference = words[a * 4 + word]! - words[b * 4 + word]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * The first database with a position wins, else the first with a country, and the first with a network, a kind of address
 * or a connection; a record that is damaged says nothing.
 */
function lookUp({ keys, ids }: Located, key: number, databases: readonly GeoDatabase[]): Found {
  const index = indexOf(keys, key);
  const found: Found = { ...nowhere };
  databases.forEach((database, at) => {
    const id = ids[at]![index]!;
    if (id === 0) return;
    try {
      const record = database.record(id);
      if (placeStrength(record.place) > placeStrength(found.place)) found.place = record.place;
      found.asn ||= record.network?.asn ?? 0;
      found.kind ??= record.kind;
      found.connection ||= record.connection;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  });
  return found;
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The country that the file names, held against that of the databases: '' where one of them names none. */
function checkOf(fileCountry: string, place: Place | null): string {
  if (fileCountry === '') return '';
  if (!place) return 'only in file';
  if (place.country === '') return '';
  return place.country === fileCountry ? 'agrees' : 'disagrees';
}

function line(hits: HitColumns, i: number, found: Found, names: MutableDictionaries): string {
  const time = hits.time[i]!;
  const { place } = found;
  const fileCountry = countryOfCode(hits.country[i] ?? 0);
  const address =
    hits.addressFamily[i] === 4
      ? formatV4(hits.address[i]!)
      : formatV6(hits.address6.subarray(hits.address[i]! * 4, hits.address[i]! * 4 + 4));
  const position = place && Number.isFinite(place.latitude) && Number.isFinite(place.longitude);
  const asn = found.asn || (hits.network[i] ?? 0);
  return [
    time === UNDATED ? '' : isoTime(time * 1000),
    address,
    place?.country || fileCountry,
    cell(place?.region ?? ''),
    cell(place?.city ?? ''),
    position ? place.latitude : '',
    position ? place.longitude : '',
    place?.accuracyKm ?? '',
    place?.precision ?? (fileCountry === '' ? '' : 'country'),
    asn || '',
    cell(names.family.text(hits.family[i] ?? 0)),
    cell(names.server.text(hits.server[i] ?? 0)),
    fileCountry,
    checkOf(fileCountry, place),
    found.kind ?? '',
    cell(found.connection),
  ].join(',');
}

function lines(
  hits: HitColumns,
  databases: readonly GeoDatabase[],
  names: MutableDictionaries,
): string {
  const v4 = locateV4(hits, databases);
  const v6 = locateV6(hits, databases);
  const seen4 = new Map<number, Found>();
  let text = '';
  for (let i = 0; i < hits.length; i++) {
    const key = hits.address[i]!;
    let found: Found;
    if (hits.addressFamily[i] === 6) found = lookUp(v6, key, databases);
    else {
      found = seen4.get(key) ?? lookUp(v4, key, databases);
      seen4.set(key, found);
    }
    text += `${line(hits, i, found, names)}\n`;
  }
  return text;
}

/** `atlas locate`: one line a hit, in the file's order, with the place that the databases give it. */
export async function locate(args: string[]): Promise<void> {
  const { values, positionals, tokens } = parseArgs({
    args,
    tokens: true,
    allowPositionals: true,
    options: { ...importOptions, ...databaseOptions, out: { type: 'string' } },
  });
  const request = await makeRequest(positionals, databasesOf(tokens), values);
  const databases = await openDatabases(request.databases);
  const out: Writable = values.out ? createWriteStream(values.out) : process.stdout;
  try {
    out.write(`${header}\n`);
    for (const input of request.telemetry) {
      const names = makeDictionaries();
      await readTelemetry(blobOf(input).stream(), input.name, names, {
        ...input.choices,
        lent: true,
        batch: (hits) => void out.write(lines(hits, databases, names)),
      });
    }
    if (values.out) {
      out.end();
      await once(out, 'finish');
    }
  } catch (error) {
    if (values.out) {
      out.destroy();
      await rm(values.out, { force: true });
    }
    throw error;
  }
}
