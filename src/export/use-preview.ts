import { useEffect, useRef, useState } from 'react';
import type { Picture } from './picture.ts';
import type { SnapshotClient } from './snapshot-client.ts';
import type { Preview } from './snapshot-service.ts';

/** The latest preview of a picture; the one before stays until the next is drawn. */
export interface LivePreview {
  preview: Preview | null;
  /** True while a newer one is being drawn. */
  stale: boolean;
  error: Error | null;
}

/** Draws previews one after another: while one is drawn, only the newest picture waits. */
export function usePreview(
  client: SnapshotClient,
  picture: Picture | null,
  width: number,
): LivePreview {
  const [shown, setShown] = useState<{ of: Picture | null; preview: Preview | null }>({
    of: null,
    preview: null,
  });
  const [error, setError] = useState<Error | null>(null);
  const wanted = useRef<Picture | null>(null);
  const running = useRef(false);
  useEffect(() => {
    wanted.current = picture;
    const run = async () => {
      running.current = true;
      for (let next = wanted.current; next !== null; next = wanted.current) {
        wanted.current = null;
        try {
          const preview = await client.preview(next, width);
          setShown({ of: next, preview });
          setError(null);
        } catch (reason) {
          setError(reason as Error);
        }
      }
      running.current = false;
    };
    if (!running.current) void run();
    return () => {
      wanted.current = null;
    };
  }, [client, picture, width]);
  return { preview: shown.preview, stale: shown.of === null || shown.of !== picture, error };
}
