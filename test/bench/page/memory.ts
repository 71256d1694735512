import { telemetryRows } from '../../../scripts/telemetry-text.ts';
import type { LoadableSource, Summary } from '../../../src/model/source.ts';
import type { BenchCase, BenchOptions, SizedCase } from '../bench-case.ts';
import { loadSource, SEED } from './made-table.ts';

const RIVAL = 'an array of row objects';
/** The naive rows are so large that only every tenth is made; their bytes are told for all. */
const SCALE = 10;
const WINDOW_MS = 27 * 86_400_000;
const STEPS = 3;

declare global {
  interface Performance {
    /** Bytes of the page and its workers after a garbage collection; only where the page is cross-origin isolated. */
    measureUserAgentSpecificMemory(): Promise<{ bytes: number }>;
  }
}

async function bytesOfTab(): Promise<number> {
  return (await performance.measureUserAgentSpecificMemory()).bytes;
}

/** Asks what a page asks while its brush moves, so that every index is built. */
async function useBrush(source: LoadableSource, { time }: Summary): Promise<void> {
  for (let step = 0; step < STEPS; step++) {
    const start = time!.first + step * 60_000;
    const filter = { time: { start, end: start + WINDOW_MS } };
    const ask = { filter, measure: 'machines' } as const;
    await source.aggregate({ ...ask, groupBy: { by: 'cell', level: 12 } });
    await source.aggregate({ ...ask, groupBy: { by: 'total' } });
    await source.aggregate({ ...ask, groupBy: { by: 'dimension', dimension: 'city', limit: 100 } });
    await source.aggregate({
      ...ask,
      filter: {},
      groupBy: { by: 'time', interval: 86_400_000, counting: 'new' },
    });
  }
}

interface NaiveRow {
  time: number;
  address: string;
  machine: string;
  family: string;
}

/** What a plain program holds: an object a row, with texts. */
function naiveRows(rows: number): NaiveRow[] {
  const next = telemetryRows(rows, SEED);
  return Array.from({ length: Math.ceil(rows / SCALE) }, () => {
    const { time, address, machine, family } = next();
    return {
      time,
      address: [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.'),
      machine: machine.toString(16).padStart(16, '0'),
      family: `family ${family}`,
    };
  });
}

/** Distinct hosts of all rows, counted plainly. */
function countHosts(rows: number): number {
  const next = telemetryRows(rows, SEED);
  const seen = new Set<number>();
  for (let row = 0; row < rows; row++) seen.add(next().address);
  return seen.size;
}

/** Bytes of telemetry after it was loaded, located and brushed: a hit's, a host's, and the whole tab's with the database. */
export async function* cases({ rows }: BenchOptions): AsyncGenerator<BenchCase> {
  const count = rows ?? 10_000_000;
  const empty = await bytesOfTab();
  const naive = naiveRows(count);
  const naiveBytes = ((await bytesOfTab()) - empty) * (count / naive.length);
  naive.length = 0;
  const source = await loadSource(count);
  try {
    await useBrush(source, await source.summary());
    const { ledger, memory } = await source.summary();
    const equal = ledger.hits === count && ledger.hosts === countHosts(count);
    const line = (name: string, oursBytes: number, rivalBytes: number): SizedCase => ({
      bench: 'memory',
      case: name,
      rows: count,
      oursBytes: Math.round(oursBytes * 100) / 100,
      rival: RIVAL,
      rivalBytes: Math.round(rivalBytes * 100) / 100,
      ratio: Math.round((rivalBytes / oursBytes) * 10) / 10,
      equal,
    });
    yield line('a hit', memory.hits / ledger.hits, naiveBytes / count);
    yield line('a host', memory.hosts / ledger.hosts, naiveBytes / ledger.hosts);
    yield line('the tab', await bytesOfTab(), empty + naiveBytes);
  } finally {
    source.close();
  }
}
