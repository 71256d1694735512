import type { LoadableSource, LoadProgress, LoadRequest, Summary } from './model/source.ts';

/** A load that runs before anyone asked for it. */
interface Early {
  key: string;
  summary: Promise<Summary>;
  controller: AbortController;
  hears: {
    latest: LoadProgress | null;
    partial: Summary | null;
    onProgress: (progress: LoadProgress) => void;
  };
}

/** What an earlier visit kept, where that can be read; null otherwise. */
async function restored(source: LoadableSource): Promise<Summary | null> {
  try {
    return await source.restore();
  } catch (error) {
    console.warn('What was kept could not be opened again.', error);
    return null;
  }
}

function begin(source: LoadableSource, request: LoadRequest, restores: boolean): Early {
  const controller = new AbortController();
  const hears = {
    latest: null as LoadProgress | null,
    partial: null as Summary | null,
    onProgress: (progress: LoadProgress) => {
      hears.latest = progress;
      hears.partial = progress.partial ?? hears.partial;
    },
  };
  const load = () =>
    source.load(request, (progress) => hears.onProgress(progress), controller.signal);
  const summary = restores ? restored(source).then((kept) => kept ?? load()) : load();
  // Whoever takes the load over hears of its failure.
  summary.catch(() => undefined);
  return { key: JSON.stringify(request), summary, controller, hears };
}

/**
 * A source that begins a load at once, while the rest of the page is still being fetched. The first to ask for a load
 * gets that one where the request is the same; any other request ends it.
 *
 * @param request named by addresses, not by files: it is compared as text
 * @param restores whether what an earlier visit kept comes instead, where there is any
 */
export function loadEarly(
  source: LoadableSource,
  request: LoadRequest,
  restores = false,
): LoadableSource {
  let early: Early | null = begin(source, request, restores);
  return {
    ...source,
    load(asked, onProgress, signal) {
      const begun = early;
      early = null;
      if (!begun) return source.load(asked, onProgress, signal);
      if (begun.key !== JSON.stringify(asked) || signal?.aborted) {
        begun.controller.abort();
        return source.load(asked, onProgress, signal);
      }
      const { latest, partial } = begun.hears;
      if (latest) onProgress(partial ? { ...latest, partial } : latest);
      begun.hears.onProgress = onProgress;
      signal?.addEventListener('abort', () => begun.controller.abort());
      return begun.summary;
    },
  };
}
