import { useEffect, useRef, useState } from 'react';
import type { Picture } from './picture.ts';
import type { SnapshotClient } from './snapshot-client.ts';
import type { Frames, Written, WriterChoices } from './writer.ts';
import type { WriterId } from './writers.ts';

/** What is to be saved, and as what. */
export interface SaveRequest {
  picture: Picture;
  format: WriterId;
  choices: WriterChoices;
  frames: Frames | null;
}

/** A picture on its way to a file. */
export interface Saving {
  /** Share done, 0 to 1; null while nothing is being saved. */
  share: number | null;
  error: Error | null;
  start: (request: SaveRequest) => void;
  cancel: () => void;
}

/** Makes files, one at a time; leaving the form cancels. */
export function useSaving(
  client: SnapshotClient,
  onSaved: (written: Written, request: SaveRequest) => void,
): Saving {
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const running = useRef<AbortController | null>(null);
  const cancel = () => running.current?.abort();
  useEffect(() => () => running.current?.abort(), []);
  const start = (request: SaveRequest) => {
    const controller = new AbortController();
    const { frames, ...asked } = request;
    running.current = controller;
    setError(null);
    setShare(0);
    client
      .write(asked, frames, setShare, controller.signal)
      .then(
        (written) => onSaved(written, request),
        (reason: unknown) => {
          if (!controller.signal.aborted) setError(reason as Error);
        },
      )
      .finally(() => setShare(null));
  };
  return { share, error, start, cancel };
}
