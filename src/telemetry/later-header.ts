import { findColumns, type FoundColumns } from './find-columns.ts';
import { areNames } from './find-header.ts';
import { formatOf } from './find-format.ts';
import { fold, roleNames, roles } from './roles.ts';

const known = new Set(roles.flatMap((role) => roleNames[role]));

/**
 * The columns that a record in the middle of a file stands for, where it is another header: names only, of which at
 * least two are known. No address column means that what follows is no telemetry.
 */
export function laterHeader(cells: readonly string[]): FoundColumns | null {
  if (cells.length < 2 || !areNames(cells)) return null;
  if (cells.filter((cell) => known.has(fold(cell))).length < 2) return null;
  const seen = { names: cells.map(fold), rows: [], banner: '', file: '', shape: 'csv' as const };
  const { format, subject } = formatOf(seen);
  return findColumns(cells, [], format, subject);
}
