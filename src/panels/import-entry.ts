import type { FilePlan, ImportOverride } from '../model/import-plan.ts';
import { isFailure } from '../model/import-plan.ts';

/** A file in the import dialog: how it will be read, and what was chosen for it. */
export interface ImportEntry {
  id: number;
  plan: FilePlan;
  /** What was chosen for each part of the plan. */
  choices: readonly (ImportOverride | null)[];
  /** What stands for the columns of each part as they were recognised; '' where they have no names. */
  keys: readonly string[];
  /** Whether that is what was chosen before for the same columns. */
  remembered: readonly boolean[];
  /** Whether it is to be opened with the others. */
  isIncluded: boolean;
  /** Whether a newer plan is being made. */
  isStale: boolean;
}

/** What the dialog shows. */
export interface ImportDraft {
  entries: readonly ImportEntry[];
  mode: 'add' | 'replace';
  /** Whether telemetry is open that the files can be added to. */
  canAdd: boolean;
  /** Whether files that are open already are to be read otherwise. */
  isReopening: boolean;
  /** Names of open files that are to be read anew, and are not among the chosen ones. */
  lost: readonly string[];
}

/** Parts of a draft that have the columns of one of them, without that one: by the number of their entry and position. */
export function alikeParts(
  entries: readonly Pick<ImportEntry, 'id' | 'keys'>[],
  id: number,
  position: number,
): { id: number; position: number }[] {
  const key = entries.find((entry) => entry.id === id)?.keys[position] ?? '';
  if (key === '') return [];
  return entries
    .flatMap((entry) => entry.keys.map((own, at) => ({ own, id: entry.id, position: at })))
    .filter((part) => part.own === key && (part.id !== id || part.position !== position))
    .map(({ own: _, ...part }) => part);
}

/** Whether anything of a file can be read. */
export function isReadable({ plan: { kind, parts } }: Pick<ImportEntry, 'plan'>): boolean {
  return kind === 'database' || parts.some((part) => !isFailure(part));
}
