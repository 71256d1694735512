import type { Recognition } from './recognition.ts';
import type { Role } from './roles.ts';

/** A column that is read. */
export interface WantedColumn {
  role: Role;
  column: number;
  /** 0 for the best column of its role. */
  rank: number;
  /** Whether other columns have the same role. */
  shared: boolean;
}

/** The columns of a recognition that are read, from left to right; each column once. */
export function wantedColumns({
  columns,
  fallbacks = [],
}: Pick<Recognition, 'columns' | 'fallbacks'>): WantedColumn[] {
  const shared = new Set(fallbacks.map(({ role }) => role));
  const first = (Object.entries(columns) as [Role, number][]).map(([role, column]) => ({
    role,
    column,
    rank: 0,
    shared: shared.has(role),
  }));
  const taken = new Set(first.map(({ column }) => column));
  const further = fallbacks
    .filter(({ column }) => !taken.has(column))
    .map(({ role, column }, i) => ({ role, column, rank: i + 1, shared: true }));
  return [...first, ...further].sort((a, b) => a.column - b.column);
}
