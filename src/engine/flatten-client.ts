import { abortError, makeCaller } from '../model/rpc.ts';
import type { InputFile } from '../model/source.ts';

/** The call that the flattening worker answers: whether the database could be flattened and is kept. */
export type FlattenProtocol = {
  keep: { request: InputFile; response: boolean; progress: never };
};

/**
 * Flattens and keeps a database of the page's own origin in a worker that lives only for that.
 * @returns false where its tree cannot be flattened; rejects where there is no room, or the worker fails
 */
export async function keepElsewhere(input: InputFile, signal: AbortSignal): Promise<boolean> {
  const worker = new Worker(new URL('./flatten-worker.ts', import.meta.url), {
    type: 'module',
    name: 'flatten',
  });
  const caller = makeCaller<FlattenProtocol>(worker, ({ message }) => new Error(message));
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    caller.fail(new Error(event.message || 'The worker was ended.'));
  });
  signal.addEventListener('abort', () => caller.fail(abortError()));
  try {
    return await caller.call('keep', input);
  } finally {
    worker.terminate();
  }
}
