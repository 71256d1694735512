import { makeCaller, type Caller } from '../model/rpc.ts';
import type { Picture } from './picture.ts';
import type { PicturePoint, Preview, SnapshotProtocol, WriteRequest } from './snapshot-service.ts';
import { serveFrames } from './frame-port.ts';
import { keptFile } from './kept-file.ts';
import type { Frames, Written } from './writer.ts';

/** Draws pictures off the main thread. */
export interface SnapshotClient {
  /** The picture, small. */
  preview(picture: Picture, width: number): Promise<Preview>;
  /** Degrees of a point of the picture; null where there is no map, or no earth on it. */
  place(
    picture: Picture,
    point: PicturePoint,
  ): Promise<{ longitude: number; latitude: number } | null>;
  /** The picture's file. An aborted call rejects with an AbortError. */
  write(
    request: Omit<WriteRequest, 'base' | 'frames'>,
    frames: Frames | null,
    onProgress: (share: number) => void,
    signal: AbortSignal,
  ): Promise<Written>;
  /** Ends the worker; what is open rejects. */
  close(): void;
}

/** Starts a snapshot worker; one that is lost is started anew by the next call. */
export function makeSnapshotClient(): SnapshotClient {
  let line: { worker: Worker; caller: Caller<SnapshotProtocol> } | null = null;

  function connect() {
    const worker = new Worker(new URL('./snapshot-worker.ts', import.meta.url), { type: 'module' });
    const caller = makeCaller<SnapshotProtocol>(worker, ({ name, message }) =>
      name === 'AbortError' ? new DOMException(message, name) : new Error(message),
    );
    worker.addEventListener('error', ({ message }) => {
      line = null;
      worker.terminate();
      caller.fail(new Error(`The snapshot worker was lost: ${message || 'no reason was given'}.`));
    });
    return { worker, caller };
  }

  const base = document.baseURI;
  return {
    preview(picture, width) {
      line ??= connect();
      return line.caller.call('preview', { picture, base, width });
    },
    place(picture, point) {
      line ??= connect();
      return line.caller.call('place', { picture, base, point });
    },
    write(request, frames, onProgress, signal) {
      line ??= connect();
      const ends = frames && new MessageChannel();
      if (ends) serveFrames(ends.port1, frames);
      const asked = ends && { count: frames.count, port: ends.port2 };
      const transfer = ends ? [ends.port2] : [];
      const all = { ...request, base, frames: asked };
      return line.caller
        .call('write', all, { signal, onProgress, transfer })
        .then(keptFile)
        .finally(() => ends?.port1.close());
    },
    close() {
      line?.caller.fail(new Error('The snapshot client was closed.'));
      line?.worker.terminate();
      line = null;
    },
  };
}
