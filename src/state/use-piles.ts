import { useEffect, useState } from 'react';
import type { Pile } from '../model/pile.ts';
import { isAbort } from './is-abort.ts';
import { whileMeasuring } from './measuring.ts';
import { askAfterPaint } from './paint-first.ts';
import { useSource } from './source-context.ts';

/** The likely default coordinates of what the source holds; null while they are being looked for, or where nobody asks. */
export function usePiles(isAsked: boolean): readonly Pile[] | null {
  const { source, version, summary, report } = useSource();
  const [found, setFound] = useState<{ version: number; piles: readonly Pile[] } | null>(null);
  const asks = isAsked && summary !== null;
  useEffect(() => {
    if (!asks) return;
    const controller = new AbortController();
    askAfterPaint(() => whileMeasuring((onShare) => source.piles(controller.signal, onShare))).then(
      (piles) => {
        if (!controller.signal.aborted) setFound({ version, piles });
      },
      (error: unknown) => {
        if (!isAbort(error) && !controller.signal.aborted) report(error as Error);
      },
    );
    return () => controller.abort();
  }, [source, version, asks, report]);
  return asks && found?.version === version ? found.piles : null;
}
