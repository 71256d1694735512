import type { Aggregate } from '../model/aggregate.ts';
import { InputError } from '../model/input-error.ts';
import { makeCaller, type Caller } from '../model/rpc.ts';
import type { LoadableSource } from '../model/source.ts';
import type { EngineProtocol } from './protocol.ts';

/** The engine's worker is gone, and with it what was loaded. */
export class WorkerLostError extends Error {
  override name = 'WorkerLostError';
}

interface Running {
  worker: Worker;
  caller: Caller<EngineProtocol>;
  lost: boolean;
}

function spawnEngine(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'engine' });
}

function revive({
  name,
  message,
  found,
  expected,
}: Record<'name' | 'message' | 'found' | 'expected', string>) {
  if (name === 'InputError') return new InputError(found, expected);
  const error = new Error(message);
  error.name = name;
  return error;
}

function start(spawn: () => Worker): Running {
  const worker = spawn();
  const running: Running = {
    worker,
    caller: makeCaller<EngineProtocol>(worker, revive),
    lost: false,
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    running.lost = true;
    worker.terminate();
    running.caller.fail(
      new WorkerLostError(
        `The engine stopped: ${event.message || 'its worker was ended, probably for lack of memory'}. Open the files again.`,
      ),
    );
  });
  return running;
}

/**
 * A source whose engine runs in a worker of this page. Where the worker is lost, calls reject with WorkerLostError;
 * the next load starts a fresh one.
 */
export function makeLocalSource(spawn: () => Worker = spawnEngine): LoadableSource {
  let running = start(spawn);
  return {
    load(request, onProgress, signal) {
      if (running.lost) running = start(spawn);
      return running.caller.call('load', request, { signal, onProgress });
    },
    summary: (signal) => running.caller.call('summary', null, { signal }),
    aggregate: async (query, signal) =>
      (await running.caller.call('aggregate', query, { signal })) as Aggregate<
        typeof query.groupBy
      >,
    refusedCsv: (signal) => running.caller.call('refusedCsv', null, { signal }),
    restore: () => running.caller.call('restore', null),
    keep: () => running.caller.call('keep', null),
    kept: () => running.caller.call('kept', null),
    forget: async (what) => void (await running.caller.call('forget', what)),
    close() {
      running.lost = true;
      running.worker.terminate();
      running.caller.fail(new WorkerLostError('The source was closed.'));
    },
  };
}
