import type { FilePlan, ImportOverride } from '../model/import-plan.ts';
import { isFailure } from '../model/import-plan.ts';

/** A file in the import dialog: how it will be read, and what was chosen for it. */
export interface ImportEntry {
  id: number;
  plan: FilePlan;
  /** What was chosen for each part of the plan. */
  choices: readonly (ImportOverride | null)[];
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

/** Whether anything of a file can be read. */
export function isReadable({ plan: { kind, parts } }: Pick<ImportEntry, 'plan'>): boolean {
  return kind === 'database' || parts.some((part) => !isFailure(part));
}
