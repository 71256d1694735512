import { useEffect, useRef, useState } from 'react';
import type { Picture } from './picture.ts';
import type { SnapshotClient } from './snapshot-client.ts';

/** A picture on its way to a file. */
export interface Saving {
  /** Share done, 0 to 1; null while nothing is being saved. */
  share: number | null;
  error: Error | null;
  start: (picture: Picture) => void;
  cancel: () => void;
}

/** Makes PNG files, one at a time; leaving the form cancels. */
export function useSaving(
  client: SnapshotClient,
  onSaved: (blob: Blob, picture: Picture) => void,
): Saving {
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const running = useRef<AbortController | null>(null);
  const cancel = () => running.current?.abort();
  useEffect(() => () => running.current?.abort(), []);
  const start = (picture: Picture) => {
    const controller = new AbortController();
    running.current = controller;
    setError(null);
    setShare(0);
    client
      .png(picture, setShare, controller.signal)
      .then(
        ({ bytes }) => onSaved(new Blob([bytes], { type: 'image/png' }), picture),
        (reason: unknown) => {
          if (!controller.signal.aborted) setError(reason as Error);
        },
      )
      .finally(() => setShare(null));
  };
  return { share, error, start, cancel };
}
