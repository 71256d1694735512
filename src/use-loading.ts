import {
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
  type RefObject,
} from 'react';
import { InputError } from './model/input-error.ts';
import type { LoadableSource, LoadProgress, LoadRequest, Summary } from './model/source.ts';
import { lookAtData } from './look-at-data.ts';
import { makePreview, type Held } from './load-preview.ts';
import type { TimedProgress } from './panels/load-progress.tsx';
import { makeProgressStore, type ProgressStore } from './progress-of-load.tsx';
import { requestFor } from './load-request.ts';
import {
  nothingOpened,
  openedAtStart,
  openedWith,
  readableAgain,
  type Opened,
} from './opened-files.ts';
import { reconstructionRequest } from './own-files.ts';
import type { FileToOpen } from './plan-entry.ts';
import { useDatabases, type DatabaseActions } from './use-databases.ts';

const LOST = 'The engine was lost and is started again';
const GONE = 'The engine held the telemetry in memory, and nothing of it was kept in this browser.';
const OPEN_AGAIN = 'the files to be opened again.';

type Tell = (title: string, error: unknown) => void;

/** Adds to each progress how long its file has been at its stage. */
function timeStages(): (progress: LoadProgress) => TimedProgress {
  let [stage, start] = ['', 0];
  return (progress) => {
    const now = performance.now();
    const current = `${progress.stage} ${progress.file}`;
    if (current !== stage) [stage, start] = [current, now];
    return { ...progress, elapsed: now - start };
  };
}

/** 'again': what is open is read anew, all of it, or all C2 lists where lists alone are given. */
export type OpenMode = 'add' | 'replace' | 'again';

/** What is loaded and what is being loaded. */
export interface Loading extends DatabaseActions {
  /** For the map, which asks at once. */
  held: Held;
  /** For all else, a little later: the page is drawn anew in slices, so that it answers in between. */
  summary: Summary | null;
  version: number;
  useProgress: ProgressStore;
  openFiles: (files: readonly FileToOpen[], mode: OpenMode) => Promise<void>;
  /** Reads one of the opened files otherwise than before, and the others again. */
  reopen: (position: number, file: FileToOpen) => Promise<void>;
  /** Files that are open and at hand; none where others, of an earlier visit, are open beside them. */
  opened: readonly FileToOpen[];
  openReconstruction: () => Promise<void>;
  cancel: () => void;
}

/** What the load of a set of files is to be. */
export interface LoadPlan {
  /** What is said where it fails. */
  title: string;
  request: () => Promise<LoadRequest>;
  /** True where the choices, from a link, belong to the new data. */
  keepChoices: boolean;
  /** The files that are at hand once it is loaded; absent where they stay the same. */
  opened?: (before: Opened, held: Summary | null, now: Summary) => Opened;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Says that nothing could be located, and how to change that. */
function warnWithoutDatabase(summary: Summary, tell: Tell): void {
  if (summary.ledger.hosts === 0 || summary.databases.length > 0) return;
  const found =
    'There is no location database: the optional package with DB-IP City Lite is not installed.';
  const expected =
    'a City or Country .mmdb file dropped on the page, or DB-IP installed by npm start with access to the npm registry.';
  tell('Addresses cannot be located', new InputError(found, expected));
}

/** Whether a request takes the place of what is there. */
function isNew({ telemetry, mode, anew }: LoadRequest): boolean {
  return mode === 'replace' && (telemetry.length > 0 || anew === true);
}

/** Whether what an earlier visit kept came instead of the reconstruction: it is kept already. */
function isRestored(request: LoadRequest, summary: Summary): boolean {
  return request.reconstruction && !summary.reconstruction;
}

/** Whether telemetry of the reader's came in the place of what was there. */
function isOther(request: LoadRequest, summary: Summary): boolean {
  return !summary.reconstruction && (isNew(request) || isRestored(request, summary));
}

/** Holds again what was kept, after everything was lost. What it gives answers whether anything was. */
function useRestoring(
  source: LoadableSource,
  controller: RefObject<AbortController | null>,
  whole: RefObject<Summary | null>,
  setHeld: (change: (held: Held) => Held) => void,
): () => Promise<boolean> {
  return useCallback(async () => {
    controller.current?.abort();
    const kept = await source.restore().catch(() => null);
    if (!kept) return false;
    whole.current = kept;
    setHeld(({ version }) => ({ summary: kept, version: version + 1 }));
    return true;
  }, [source, controller, whole, setHeld]);
}

/** Loads through a source, one load at a time: a newer one ends the older. */
function useLoader(source: LoadableSource, tell: Tell, onLoaded: (summary: Summary) => void) {
  const [held, setHeld] = useState<Held>({ summary: null, version: 0 });
  const later = useDeferredValue(held);
  const [useProgress] = useState(makeProgressStore);
  const controller = useRef<AbortController | null>(null);
  /** What the source holds when no load is under way. */
  const whole = useRef<Summary | null>(null);
  const [opened, setOpened] = useState<Opened>(nothingOpened);
  const run = useCallback(
    async ({ title, request: makeRequest, keepChoices, opened: openedAfter }: LoadPlan) => {
      controller.current?.abort();
      const own = new AbortController();
      controller.current = own;
      const time = timeStages();
      let preview: ReturnType<typeof makePreview> | null = null;
      const onProgress = ({ partial, ...told }: LoadProgress) => {
        if (own.signal.aborted) return;
        useProgress.setState({ progress: time(told) });
        if (partial) preview?.show(partial);
      };
      let isHeld = false;
      try {
        const request = await makeRequest();
        own.signal.throwIfAborted();
        const before = whole.current;
        preview = makePreview(before, { isNew: isNew(request), keepChoices }, setHeld);
        const summary = await source.load(request, onProgress, own.signal);
        preview.show(summary);
        isHeld = true;
        whole.current = summary;
        if (!isRestored(request, summary)) onLoaded(summary);
        if (isOther(request, summary)) void lookAtData(source, () => whole.current === summary);
        if (openedAfter) setOpened((old) => openedAfter(old, before, summary));
        if (request.telemetry.length > 0) warnWithoutDatabase(summary, tell);
      } catch (error) {
        preview?.takeBack();
        if (!isAbort(error)) tell(title, error);
      } finally {
        if (controller.current === own) {
          controller.current = null;
          if (!isHeld) useProgress.setState({ progress: null });
        }
      }
    },
    [source, tell, onLoaded, useProgress],
  );
  const restore = useRestoring(source, controller, whole, setHeld);
  useEffect(() => {
    // What was loaded is on screen.
    if (!controller.current) useProgress.setState({ progress: null });
  }, [later.version, useProgress]);
  const cancel = useCallback(() => controller.current?.abort(), []);
  useEffect(() => cancel, [cancel]);
  return { ...later, held, whole, opened, useProgress, run, restore, cancel };
}

type Loader = ReturnType<typeof useLoader>;

/** Opens the reconstruction; at the start with the choices of the link. */
function useReconstruction(run: Loader['run'], version: number): () => Promise<void> {
  return useCallback(
    () =>
      run({
        title: 'Could not open the reconstruction',
        request: () => Promise.resolve(reconstructionRequest()),
        keepChoices: version === 0,
        opened: (_, __, now) => openedAtStart(now),
      }),
    [run, version],
  );
}

/** After everything was lost: holds again what was kept, or else opens the reconstruction. */
function useRecovery(
  source: LoadableSource,
  tell: Tell,
  { whole, restore, run }: Pick<Loader, 'whole' | 'restore' | 'run'>,
): void {
  const recover = useCallback(async () => {
    const wasReconstruction = whole.current?.reconstruction ?? true;
    if (!wasReconstruction && (await restore())) return;
    await run({
      title: 'Could not open the reconstruction',
      request: () => Promise.resolve(reconstructionRequest()),
      keepChoices: wasReconstruction,
      opened: (_, __, now) => openedAtStart(now),
    });
    if (!wasReconstruction) tell('What was open is gone', new InputError(GONE, OPEN_AGAIN));
  }, [run, restore, whole, tell]);
  useEffect(
    () =>
      source.onLost((error) => {
        tell(LOST, error);
        void recover();
      }),
    [source, tell, recover],
  );
}

/**
 * What is loaded, and the ways to load more. A load that fails or is cancelled leaves everything as it was.
 * @param onLoaded hears of every load, but not of what an earlier visit kept
 */
export function useLoading(
  source: LoadableSource,
  tell: Tell,
  onLoaded: (summary: Summary) => void,
): Loading {
  const loader = useLoader(source, tell, onLoaded);
  const { held, summary, version, whole, opened, useProgress, run, cancel } = loader;
  const openFiles = useCallback(
    (files: readonly FileToOpen[], mode: OpenMode) =>
      run({
        title: `Could not open ${files.map(({ file }) => file.name).join(', ')}`,
        request: () => requestFor(files, mode, whole.current),
        keepChoices: false,
        opened: (before, then) => openedWith(before, files, mode, then),
      }),
    [run, whole],
  );
  const reopen = useCallback(
    (position: number, file: FileToOpen) => {
      const files = opened.files.map((old, at) => (at === position ? file : old));
      return run({
        title: `Could not read ${file.file.name} again`,
        request: async () => ({
          ...(await requestFor(files, 'replace', whole.current)),
          anew: true,
        }),
        keepChoices: false,
        opened: () => ({ files, isAll: true }),
      });
    },
    [run, whole, opened],
  );
  const openReconstruction = useReconstruction(run, version);
  useRecovery(source, tell, loader);
  const databases = useDatabases(run, whole, summary);
  const atHand = readableAgain(opened, summary);
  return useMemo(
    () => ({
      ...{ held, summary, version, useProgress, openFiles, reopen, openReconstruction, cancel },
      ...databases,
      opened: atHand,
    }),
    [
      held,
      summary,
      version,
      useProgress,
      openFiles,
      reopen,
      openReconstruction,
      cancel,
      databases,
      atHand,
    ],
  );
}
