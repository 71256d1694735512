import { parseAddress } from './address.ts';
import { fold, roleNames, type Role } from './roles.ts';
import { BAD_TIME, parseTimeBytes } from './time-cell.ts';

const ENOUGH = 0.5;
const encoder = new TextEncoder();

function isTime(cell: string): boolean {
  const bytes = encoder.encode(cell.trim());
  return parseTimeBytes(bytes, 0, bytes.length) !== BAD_TIME;
}

/**
 * The columns of addresses and times told by the values of the first rows: the first column of which at least half the
 * cells are such. A column that is named as the other end of a connection is never taken for the addresses.
 */
export function contentColumns(
  rows: readonly (readonly string[])[],
  names: readonly string[] | null,
): Partial<Record<Role, number>> {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const share = (column: number, test: (cell: string) => boolean) =>
    rows.filter((row) => test(row[column] ?? '')).length / Math.max(1, rows.length);
  const otherEnd = (column: number) => roleNames.server.includes(fold(names?.[column] ?? ''));
  const columns: Partial<Record<Role, number>> = {};
  for (let column = 0; column < width; column++) {
    if (columns.time === undefined && share(column, isTime) >= ENOUGH) columns.time = column;
    else if (columns.address === undefined && !otherEnd(column)) {
      if (share(column, (cell) => parseAddress(cell) !== null) >= ENOUGH) columns.address = column;
    }
  }
  return columns;
}
