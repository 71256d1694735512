import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { InputError } from './model/input-error.ts';
import { agreedChoices, isEmptyChoice } from './model/import-choices.ts';
import type { FilePlan, ImportOverride, PlanProgress } from './model/import-plan.ts';
import { makeLatest, type Latest } from './model/latest.ts';
import type { LoadableSource } from './model/source.ts';
import { lostNames, type ChosenFile, type OpenNames } from './panels/chosen-files.ts';
import { alikeParts, type ImportDraft } from './panels/import-entry.ts';
import {
  asksFor,
  choicesOf,
  planAgain,
  planAll,
  toOpen,
  type FileToOpen,
  type OnPlanProgress,
  type PlannedFile,
} from './plan-entry.ts';
import type { OpenMode } from './use-loading.ts';

/** How files come in: added or in place of what is open, and whether they are shown before they are opened. */
export interface WayIn {
  mode: 'add' | 'replace';
  check: boolean;
  /** Files that are open and are to be read anew: what of them is not chosen will go. */
  again?: OpenNames;
}

interface Draft extends Omit<ImportDraft, 'entries'> {
  entries: readonly PlannedFile[];
}

type Tell = (title: string, error: unknown) => void;
type Choices = PlannedFile['choices'];
type OpenFiles = (files: readonly FileToOpen[], mode: OpenMode) => void;

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** The draft of the dialog: plans anew what is changed, and forgets answers that came too late. */
function useDraft(source: LoadableSource, tell: Tell) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const lines = useRef(new Map<number, Latest<Choices>>());
  const patch = useCallback((id: number, make: (entry: PlannedFile) => Partial<PlannedFile>) => {
    setDraft((old) => {
      if (!old) return old;
      const entries = old.entries.map((entry) =>
        entry.id === id ? { ...entry, ...make(entry) } : entry,
      );
      return { ...old, entries };
    });
  }, []);
  const close = useCallback(() => {
    for (const line of lines.current.values()) line.close();
    lines.current.clear();
    setDraft(null);
  }, []);
  const lineOf = useCallback(
    ({ id, file }: PlannedFile): Latest<Choices> => {
      const known = lines.current.get(id);
      if (known) return known;
      const line = makeLatest<Choices, FilePlan>({
        put: (choices, signal) => source.plan(file, file.name, choicesOf(choices), signal),
        onAnswer: (plan, asked) =>
          patch(id, ({ choices }) => (choices === asked ? { plan, isStale: false } : {})),
        onError: (error) => {
          patch(id, () => ({ isStale: false }));
          tell(`Could not look at ${file.name}`, error);
        },
        isUseless: () => true,
      });
      lines.current.set(id, line);
      return line;
    },
    [source, patch, tell],
  );
  /** Plans an entry anew by another choice for some of its parts. */
  const choose = useCallback(
    (entry: PlannedFile, positions: readonly number[], choice: ImportOverride | null) => {
      const isChosen = (at: number) => positions.includes(at);
      const choices = entry.plan.parts.map((_, at) =>
        isChosen(at) ? choice : (entry.choices[at] ?? null),
      );
      const remembered = entry.remembered.map((was, at) => was && !isChosen(at));
      patch(entry.id, () => ({ choices, remembered, isStale: true }));
      lineOf(entry).ask(choices);
    },
    [patch, lineOf],
  );
  return { draft, setDraft, patch, choose, close };
}

/** What is remembered is looked up once there are files. */
const remembering = () => import('./remembered-choices.ts');

/** With what holds for every open decision as a choice: whoever opens the file so has agreed to it. */
function agreed(entry: PlannedFile): PlannedFile {
  const choices = entry.plan.parts.map((part, position) => {
    const all = agreedChoices(entry.choices[position] ?? {}, part);
    return isEmptyChoice(all) ? null : all;
  });
  return { ...entry, choices };
}

/** Remembers what was chosen or agreed to, for files with the same columns. */
async function remember({ choices, keys }: Pick<PlannedFile, 'choices' | 'keys'>): Promise<void> {
  const { rememberedChoices } = await remembering();
  keys.forEach((key, position) => {
    const choice = choices[position];
    if (choice) rememberedChoices.remember(key, choice);
  });
}

/** Names of files, the first of them where they are many. */
function namesOf(files: readonly ChosenFile[]): string {
  const names = files.slice(0, 5).map(({ file }) => file.name);
  return `${names.join(', ')}${files.length > 5 ? ` and ${files.length - 5} more` : ''}`;
}

function tellPassedOver(passed: readonly PlannedFile[], tell: Tell): void {
  const [first] = passed;
  if (!first) return;
  const names = passed.slice(0, 5).map(({ file }) => file.name);
  const more = passed.length > names.length ? ` and ${passed.length - names.length} more` : '';
  const found = `Nothing in ${names.join(', ')}${more} can be read.`;
  tell('Files of the folder were passed over', new InputError(found, ''));
}

type DraftParts = ReturnType<typeof useDraft>;

/** What can be done in the dialog. */
function useActions(
  { draft, setDraft, patch, choose, close }: DraftParts,
  onAgreed: (files: readonly FileToOpen[], mode: 'add' | 'replace') => void,
) {
  return useMemo(() => {
    const entryOf = (id: number) => draft?.entries.find((entry) => entry.id === id);
    return {
      onChoose(id: number, position: number, choice: ImportOverride | null) {
        const entry = entryOf(id);
        if (entry) choose(entry, [position], choice);
      },
      onAlike(id: number, position: number) {
        if (!draft) return;
        const choice = entryOf(id)?.choices[position] ?? null;
        const alike = alikeParts(draft.entries, id, position);
        for (const entry of draft.entries) {
          const own = alike.filter((part) => part.id === entry.id).map((part) => part.position);
          if (own.length > 0) choose(entry, own, choice);
        }
      },
      onForget(id: number, position: number) {
        const entry = entryOf(id);
        if (!entry) return;
        const key = entry.keys[position] ?? '';
        void remembering().then(({ rememberedChoices }) => rememberedChoices.forget(key));
        choose(entry, [position], null);
      },
      onInclude: (id: number, isIncluded: boolean) => patch(id, () => ({ isIncluded })),
      onMode: (mode: 'add' | 'replace') => setDraft((old) => old && { ...old, mode }),
      onCancel: close,
      onOpen(remembers: boolean) {
        if (!draft) return;
        const entries = draft.entries.filter(({ isIncluded }) => isIncluded).map(agreed);
        if (remembers) entries.forEach((entry) => void remember(entry));
        close();
        onAgreed(
          entries.map((entry) => ({ ...toOpen(entry), remembered: false })),
          draft.mode,
        );
      },
    };
  }, [draft, setDraft, patch, choose, close, onAgreed]);
}

/** Runs one planning at a time: a newer one ends the older, and the dialog with it. */
function usePlanning(tell: Tell, close: () => void) {
  const planning = useRef<AbortController | null>(null);
  const [looking, setLooking] = useState<PlanProgress | null>(null);
  const cancel = useCallback(() => {
    planning.current?.abort();
    setLooking(null);
  }, []);
  useEffect(() => () => planning.current?.abort(), []);
  const plan = useCallback(
    async (
      title: string,
      make: (signal: AbortSignal, onProgress: OnPlanProgress) => Promise<void>,
    ) => {
      planning.current?.abort();
      const own = new AbortController();
      planning.current = own;
      close();
      try {
        await make(own.signal, (told) => !own.signal.aborted && setLooking(told));
      } catch (error) {
        if (!own.signal.aborted && !isAbort(error)) tell(title, error);
      } finally {
        if (planning.current === own) setLooking(null);
      }
    },
    [close, tell],
  );
  return { plan, looking, cancel };
}

/**
 * Files on their way in: each is planned by its first part, and only where that leaves something open, or on demand, the
 * dialog is shown. Until it is agreed to, nothing that is loaded is touched.
 * @param open opens files
 * @param reopen opens one of those that are open otherwise than before
 */
export function useImport(
  source: LoadableSource,
  tell: Tell,
  canAdd: boolean,
  open: OpenFiles,
  reopen: (position: number, file: FileToOpen) => void,
) {
  const parts = useDraft(source, tell);
  const { draft, setDraft, close } = parts;
  /** The open file that is read otherwise, by its position; 'again' where files of an earlier visit were chosen again. */
  const reopened = useRef<number | 'again' | null>(null);
  const { plan, looking, cancel } = usePlanning(tell, close);
  const begin = useCallback(
    (files: readonly ChosenFile[], { mode, check, again }: WayIn) =>
      plan(`Could not open ${namesOf(files)}`, async (signal, onProgress) => {
        const { rememberedChoices } = await remembering();
        const { entries, passed } = await planAll(
          ...([source, files, rememberedChoices, signal, onProgress] as const),
        );
        tellPassedOver(passed, tell);
        if (entries.length === 0) return;
        if (!check && !entries.some(asksFor)) return open(entries.map(toOpen), mode);
        const isReopening = again !== undefined;
        reopened.current = isReopening ? 'again' : null;
        const chosen = entries.map(({ file, plan: { kind } }) => {
          return { name: file.name, isList: kind === 'servers' };
        });
        const lost = again ? lostNames(again, chosen) : [];
        setDraft({ entries, mode, canAdd: canAdd && !isReopening, isReopening, lost });
      }),
    [plan, source, tell, open, canAdd, setDraft],
  );
  const change = useCallback(
    (position: number, file: FileToOpen) =>
      plan(`Could not look at ${file.file.name}`, async (signal, onProgress) => {
        const entry = await planAgain(source, file, signal, onProgress);
        signal.throwIfAborted();
        reopened.current = position;
        setDraft({ entries: [entry], mode: 'replace', canAdd: false, isReopening: true, lost: [] });
      }),
    [plan, source, setDraft],
  );
  const onAgreed = useCallback<OpenFiles>(
    (files, mode) => {
      const position = reopened.current;
      if (position === null) open(files, mode);
      else if (position === 'again') open(files, 'again');
      else if (files[0]) reopen(position, files[0]);
    },
    [open, reopen],
  );
  const actions = useActions(parts, onAgreed);
  return { draft, begin, change, actions, looking, cancel };
}
