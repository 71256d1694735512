import { FINEST_FIELD_LEVEL } from '../../../src/density/view-of-field.ts';
import type { CellAggregate } from '../../../src/model/aggregate.ts';
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

/** What is asked: cells of a level, of a window or of all time. */
export interface Asked {
  level: number;
  time?: TimeRange;
}

/** Our answer: the engine's, in its worker. */
export function askSource(source: LoadableSource, { level, time }: Asked): Promise<CellAggregate> {
  const filter = time ? { time } : {};
  return source.aggregate({ filter, measure: 'hosts', groupBy: { by: 'cell', level } });
}

/** The rival's answer to the same question. */
export function askDuck({ connection }: Duck, { level, time }: Asked): Promise<Rows> {
  const shift = 32 - level;
  const inTime = time ? ` AND time >= ${time.start / 1000} AND time < ${time.end / 1000}` : '';
  return connection.query(
    `SELECT x >> ${shift} AS x, y >> ${shift} AS y, class, count(DISTINCT address) AS hosts ` +
      `FROM hits WHERE ${HAS_CELL}${inTime} GROUP BY ALL`,
  );
}

function cellsOf(counted: Counted): Map<number, number> {
  const keyOf = (x: number, y: number, accuracy: number) =>
    (x * 2 ** FINEST_FIELD_LEVEL + y) * 16 + accuracy;
  if ('by' in counted) {
    const { x, y, accuracyClass, value } = counted;
    return new Map(Array.from(x, (_, i) => [keyOf(x[i]!, y[i]!, accuracyClass[i]!), value[i]!]));
  }
  const columns = ['x', 'y', 'class', 'hosts'].map((name) => counted.getChild(name)!);
  return new Map(
    Array.from({ length: counted.numRows }, (_, row) => {
      const [x, y, accuracy, hosts] = columns.map((column) => Number(column.get(row)));
      return [keyOf(x!, y!, accuracy!), hosts!];
    }),
  );
}

/** Whether both found the same cells with the same counts, and any at all. */
export function sameCounts(left: Counted, right: Counted): boolean {
  const [a, b] = [cellsOf(left), cellsOf(right)];
  return a.size > 0 && a.size === b.size && [...a].every(([cell, count]) => b.get(cell) === count);
}
