import type { CellAggregate } from '../../src/model/aggregate.ts';
import { mercatorX, mercatorY } from '../../src/model/mercator.ts';

/** Cells of the density: coarse enough that the texts of places fit the positions of cells. */
export const LEVEL = 12;

/** Our answer is cells; the plain one hosts by position, turned into cells outside the measured time. */
export type Counted = CellAggregate | Map<string, Set<string>>;

/** What the plain way reads of a location record. */
export interface FlatRecord {
  state1?: string;
  city?: string;
  latitude: number;
  longitude: number;
}

/** The plain way of counting: a set of texts for every position. Answers what is done with each row. */
export function countPlainly(
  hosts: Map<string, Set<string>>,
  get: (address: string) => FlatRecord | null,
): (row: { data: { src_ip: string } }) => void {
  return ({ data: { src_ip } }) => {
    const record = get(src_ip);
    if (!record?.city && !record?.state1) return;
    const key = `${record.latitude},${record.longitude}`;
    const seen = hosts.get(key);
    if (seen) seen.add(src_ip);
    else hosts.set(key, new Set([src_ip]));
  };
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

/** Whether both sides count the same hosts in the same cells. */
export function sameCounts(left: Counted, right: Counted): boolean {
  const [a, b] = [cellsOf(left), cellsOf(right)];
  return a.size > 0 && a.size === b.size && [...a].every(([cell, count]) => b.get(cell) === count);
}
