import { columnsKey } from './columns-key.ts';
import type { RememberedChoices } from './remembered-choices.ts';
import {
  isFailure,
  type FileChoices,
  type ImportOverride,
  type PlanProgress,
} from './model/import-plan.ts';
import type { InputFile, LoadableSource } from './model/source.ts';
import type { FileKind } from './model/import-plan.ts';
import type { ChosenFile } from './panels/chosen-files.ts';
import { isReadable, type ImportEntry } from './panels/import-entry.ts';
import { needsAnswer } from './model/import-choices.ts';

/** A file that was chosen, and how it will be read. */
export interface PlannedFile extends ImportEntry {
  file: File;
  fromFolder: boolean;
}

/** A file with what it is opened as and how. */
export interface FileToOpen {
  file: File;
  kind: FileKind;
  choices: readonly (ImportOverride | null)[];
  /** Whether choices of before were applied without a question. */
  remembered: boolean;
}

/** Hears how far a look into a file is. */
export type OnPlanProgress = (progress: PlanProgress) => void;

let entries = 0;

/** Choices by part as they go with a file. */
export function choicesOf(members: readonly (ImportOverride | null)[]): FileChoices {
  return members.some((choice) => choice !== null) ? { members } : {};
}

/** Plans a file: by what was chosen before for the same columns, where that was the case. */
export async function planEntry(
  source: Pick<LoadableSource, 'plan'>,
  { file, fromFolder }: ChosenFile,
  remembered: Pick<RememberedChoices, 'recall'>,
  signal?: AbortSignal,
  onProgress?: OnPlanProgress,
): Promise<PlannedFile> {
  const first = await source.plan(file, file.name, {}, signal, onProgress);
  const keys = first.parts.map(({ columns }) => columnsKey(columns));
  const recalled = keys.map((key) => (key === '' ? null : remembered.recall(key)));
  const isKnown = recalled.some((choice) => choice !== null);
  const again = () => source.plan(file, file.name, { members: recalled }, signal, onProgress);
  const plan = isKnown ? await again() : first;
  return {
    ...{ id: ++entries, file, fromFolder, plan, keys, isIncluded: true, isStale: false },
    choices: recalled,
    remembered: recalled.map((choice) => choice !== null),
  };
}

/** As `planEntry`, by choices that are known already. */
export async function planAgain(
  source: Pick<LoadableSource, 'plan'>,
  { file, choices }: FileToOpen,
  signal?: AbortSignal,
  onProgress?: OnPlanProgress,
): Promise<PlannedFile> {
  const first = await source.plan(file, file.name, {}, signal, onProgress);
  const plan = await source.plan(file, file.name, choicesOf(choices), signal, onProgress);
  const keys = first.parts.map(({ columns }) => columnsKey(columns));
  return {
    ...{ id: ++entries, file, fromFolder: false, plan, keys, isIncluded: true, isStale: false },
    choices: plan.parts.map((_, position) => choices[position] ?? null),
    remembered: plan.parts.map(() => false),
  };
}

/**
 * Whether somebody should be asked about a file. What cannot be read in an archive is passed over without a question where
 * the rest can be: it is most often a text that goes with the reports.
 */
export function asksFor(entry: Pick<PlannedFile, 'plan'>): boolean {
  const { parts } = entry.plan;
  const asked = isReadable(entry) ? parts.filter((part) => !isFailure(part)) : parts;
  return asked.some(needsAnswer);
}

/** Whether a file of a folder is to be passed over: nothing in it can be read, or made readable. */
function isPassedOver(entry: PlannedFile): boolean {
  return entry.fromFolder && !isReadable(entry) && !asksFor(entry);
}

/** Plans files one after the other; what is passed over stands apart. */
export async function planAll(
  source: Pick<LoadableSource, 'plan'>,
  files: readonly ChosenFile[],
  remembered: Pick<RememberedChoices, 'recall'>,
  signal: AbortSignal,
  onProgress?: OnPlanProgress,
): Promise<{ entries: PlannedFile[]; passed: PlannedFile[] }> {
  const planned: PlannedFile[] = [];
  for (const chosen of files) {
    planned.push(await planEntry(source, chosen, remembered, signal, onProgress));
  }
  signal.throwIfAborted();
  const entries = planned.filter((entry) => !isPassedOver(entry));
  // Of several files one that cannot be read does not hold up the others.
  const isIncluded = (entry: PlannedFile) =>
    entries.length === 1 || isReadable(entry) || asksFor(entry);
  return {
    entries: entries.map((entry) => ({ ...entry, isIncluded: isIncluded(entry) })),
    passed: planned.filter(isPassedOver),
  };
}

/** What the engine is given of a file. */
export function inputOf({ file, choices }: FileToOpen): InputFile {
  const chosen = choicesOf(choices);
  return { name: file.name, blob: file, ...(chosen.members && { choices: chosen }) };
}

/** What is opened of a planned file. */
export function toOpen({ file, plan, choices, remembered }: PlannedFile): FileToOpen {
  return { file, kind: plan.kind, choices, remembered: remembered.some(Boolean) };
}
