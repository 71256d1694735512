import { FINEST_FIELD_LEVEL } from '../../../src/density/view-of-field.ts';
import type { CellAggregate } from '../../../src/model/aggregate.ts';
import { families } from '../../../scripts/telemetry-text.ts';
import { mercatorX, mercatorY } from '../../../src/model/mercator.ts';
import type { LoadableSource } from '../../../src/model/source.ts';
import type { TimeRange } from '../../../src/model/time.ts';
import type { Duck } from './duckdb.ts';
import { HAS_CELL } from './made-table.ts';

/** Distinct hosts of each cell and accuracy class; the rival's stand in rows. */
export type Counted = CellAggregate | Rows;

interface Rows {
  numRows: number;
  getChild(name: string): { get(row: number): unknown } | null;
}

/** What is asked: cells of a level, of a window or of all time, of a family or of all, of a box or of the world. */
export interface Asked {
  level: number;
  /** Default: hosts. */
  measure?: 'hosts' | 'hits' | 'machines' | 'prefixes' | 'meanDailyHosts';
  time?: TimeRange;
  /** Index of a family of the made-up rows. */
  family?: number;
  box?: { west: number; south: number; east: number; north: number };
}

/** What the rival counts for a measure; a daily mean is divided by days afterwards, as all of it alike. */
const COUNTED = {
  hosts: 'count(DISTINCT address)',
  hits: 'count(*)',
  machines: 'count(DISTINCT machine)',
  prefixes: 'count(DISTINCT address >> 8)',
  meanDailyHosts: 'count(DISTINCT (address, time // 86400))',
};

/** Our answer: the engine's, in its worker. */
export function askSource(
  source: LoadableSource,
  { level, measure = 'hosts', time, family, box }: Asked,
): Promise<CellAggregate> {
  const filter = {
    ...(time && { time }),
    ...(family !== undefined && { where: { family: [families[family]!] } }),
    ...(box && { region: { kind: 'box', ...box } as const }),
  };
  return source.aggregate({ filter, measure, groupBy: { by: 'cell', level } });
}

/** The rival's answer to the same question. */
export function askDuck({ connection }: Duck, asked: Asked): Promise<Rows> {
  const { level, measure = 'hosts', time, family, box } = asked;
  const shift = 32 - level;
  const clauses = [
    HAS_CELL,
    ...(time ? [`time >= ${time.start / 1000}`, `time < ${time.end / 1000}`] : []),
    ...(family === undefined ? [] : [`family = ${family}`]),
    ...(box
      ? [
          `x BETWEEN ${mercatorX(box.west)} AND ${mercatorX(box.east)}`,
          `y BETWEEN ${mercatorY(box.north)} AND ${mercatorY(box.south)}`,
        ]
      : []),
  ];
  return connection.query(
    `SELECT x >> ${shift} AS x, y >> ${shift} AS y, class, ${COUNTED[measure]} AS counted ` +
      `FROM hits WHERE ${clauses.join(' AND ')} GROUP BY ALL`,
  );
}

function cellsOf(counted: Counted): Map<number, number> {
  const keyOf = (x: number, y: number, accuracy: number) =>
    (x * 2 ** FINEST_FIELD_LEVEL + y) * 16 + accuracy;
  if ('by' in counted) {
    const { x, y, accuracyClass, value } = counted;
    const occupied = Array.from(value.keys()).filter((i) => value[i]! > 0);
    return new Map(occupied.map((i) => [keyOf(x[i]!, y[i]!, accuracyClass[i]!), value[i]!]));
  }
  const columns = ['x', 'y', 'class', 'counted'].map((name) => counted.getChild(name)!);
  return new Map(
    Array.from({ length: counted.numRows }, (_, row) => {
      const [x, y, accuracy, hosts] = columns.map((column) => Number(column.get(row)));
      return [keyOf(x!, y!, accuracy!), hosts!];
    }),
  );
}

/**
 * Whether both found the same cells with the same counts, and any at all.
 * @param divisor what the left side divided its counts by
 */
export function sameCounts(left: Counted, right: Counted, divisor = 1): boolean {
  const [a, b] = [cellsOf(left), cellsOf(right)];
  const isSame = ([cell, count]: [number, number]) =>
    b.has(cell) && Math.abs(count - b.get(cell)! / divisor) <= count * 1e-6;
  return a.size > 0 && a.size === b.size && [...a].every(isSame);
}
