import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { InputError } from './model/input-error.ts';
import type { LoadableSource, LoadProgress, LoadRequest, Summary } from './model/source.ts';
import { makePreview, type Held } from './load-preview.ts';
import type { TimedProgress } from './panels/load-progress.tsx';
import { makeProgressStore, type ProgressStore } from './progress-of-load.tsx';
import { useDatabases, type DatabaseActions } from './use-databases.ts';
import { defaultDatabases, reconstructionRequest, sortFiles } from './own-files.ts';

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

/** What is loaded and what is being loaded. */
export interface Loading extends DatabaseActions {
  /** For the map, which asks at once. */
  held: Held;
  /** For all else, a little later: the page is drawn anew in slices, so that it answers in between. */
  summary: Summary | null;
  version: number;
  useProgress: ProgressStore;
  openFiles: (files: readonly File[], mode: 'add' | 'replace') => Promise<void>;
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
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** DB-IP comes with the first telemetry of a reader, unless the request brings only databases or lists. */
async function requestFor(
  files: readonly File[],
  mode: 'add' | 'replace',
  held: Summary | null,
): Promise<LoadRequest> {
  const sorted = await sortFiles(files);
  const isReal = sorted.telemetry.length > 0;
  const isFirst = !held || held.reconstruction;
  const fallback = isReal && isFirst ? await defaultDatabases() : [];
  return {
    ...sorted,
    databases: [...sorted.databases, ...fallback],
    mode: held?.reconstruction && isReal ? 'replace' : mode,
    reconstruction: !isReal && Boolean(held?.reconstruction),
  };
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

/** Loads through a source, one load at a time: a newer one ends the older. */
function useLoader(source: LoadableSource, tell: Tell, onLoaded: (summary: Summary) => void) {
  const [held, setHeld] = useState<Held>({ summary: null, version: 0 });
  const later = useDeferredValue(held);
  const [useProgress] = useState(makeProgressStore);
  const controller = useRef<AbortController | null>(null);
  /** What the source holds when no load is under way. */
  const whole = useRef<Summary | null>(null);
  const run = useCallback(
    async ({ title, request: makeRequest, keepChoices }: LoadPlan) => {
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
        const isNew = request.telemetry.length > 0 && request.mode === 'replace';
        preview = makePreview(whole.current, { isNew, keepChoices }, setHeld);
        const summary = await source.load(request, onProgress, own.signal);
        preview.show(summary);
        isHeld = true;
        whole.current = summary;
        // What an earlier visit kept came instead of the reconstruction: it is kept already.
        const restored = request.reconstruction && !summary.reconstruction;
        if (!restored) onLoaded(summary);
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
  /** Holds again what was kept, after everything was lost. Answers whether anything was. */
  const restore = useCallback(async () => {
    controller.current?.abort();
    const kept = await source.restore().catch(() => null);
    if (!kept) return false;
    whole.current = kept;
    setHeld(({ version }) => ({ summary: kept, version: version + 1 }));
    return true;
  }, [source]);
  useEffect(() => {
    // What was loaded is on screen.
    if (!controller.current) useProgress.setState({ progress: null });
  }, [later.version, useProgress]);
  const cancel = useCallback(() => controller.current?.abort(), []);
  useEffect(() => cancel, [cancel]);
  return { ...later, held, whole, useProgress, run, restore, cancel };
}

type Loader = ReturnType<typeof useLoader>;

/** Starts again, with what was kept, where all that the source held is lost. */
function useRecovery(
  source: LoadableSource,
  { run, restore, whole }: Pick<Loader, 'run' | 'restore' | 'whole'>,
  tell: Tell,
): void {
  const recover = useCallback(async () => {
    const wasReconstruction = whole.current?.reconstruction ?? true;
    if (!wasReconstruction && (await restore())) return;
    await run({
      title: 'Could not open the reconstruction',
      request: () => Promise.resolve(reconstructionRequest()),
      keepChoices: wasReconstruction,
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
  const { held, summary, version, whole, useProgress, run, restore, cancel } = useLoader(
    source,
    tell,
    onLoaded,
  );
  const openFiles = useCallback(
    (files: readonly File[], mode: 'add' | 'replace') =>
      run({
        title: `Could not open ${files.map((file) => file.name).join(', ')}`,
        request: () => requestFor(files, mode, whole.current),
        keepChoices: false,
      }),
    [run, whole],
  );
  const openReconstruction = useCallback(
    () =>
      run({
        title: 'Could not open the reconstruction',
        request: () => Promise.resolve(reconstructionRequest()),
        keepChoices: version === 0,
      }),
    [run, version],
  );
  useRecovery(source, { run, restore, whole }, tell);
  const { orderDatabases, openDefault } = useDatabases(run, whole, summary);
  return useMemo(
    () => ({
      held,
      summary,
      version,
      useProgress,
      openFiles,
      openReconstruction,
      orderDatabases,
      openDefault,
      cancel,
    }),
    [
      held,
      summary,
      version,
      useProgress,
      openFiles,
      openReconstruction,
      orderDatabases,
      openDefault,
      cancel,
    ],
  );
}
