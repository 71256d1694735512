import type { Aggregate } from '../model/aggregate.ts';
import type { Inspected } from '../model/inspection.ts';
import { makeGivenBack, type GivenBack } from '../model/given-back.ts';
import { makeCaller, type Caller } from '../model/rpc.ts';
import type { LoadableSource } from '../model/source.ts';
import { onLifeEnd } from './life.ts';
import type { EngineProtocol } from './protocol.ts';
import { reviveError } from './revive-error.ts';
import { HeldColumns } from './shared-columns.ts';

/** The engine's worker is gone, and with it what was loaded. */
export class WorkerLostError extends Error {
  override name = 'WorkerLostError';
}

interface Running {
  worker: Worker;
  caller: Caller<EngineProtocol>;
  columns: HeldColumns;
  /** Memory of values that came back. */
  values: GivenBack;
  lost: boolean;
}

function spawnEngine(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'engine' });
}

/** Values whose memory is kept: while some are drawn and others counted, one waits. */
const SPARE_VALUES = 2;

let names = 0;

function start(spawn: () => Worker, onLost: (error: Error) => void): Running {
  const worker = spawn();
  const running: Running = {
    worker,
    caller: makeCaller<EngineProtocol>(worker, reviveError),
    columns: new HeldColumns(),
    values: makeGivenBack(SPARE_VALUES),
    lost: false,
  };
  const lose = (why: string) => {
    if (running.lost) return;
    running.lost = true;
    worker.terminate();
    const error = new WorkerLostError(`The engine stopped: ${why}.`);
    running.caller.fail(error);
    onLost(error);
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    lose(event.message || 'its worker was ended, probably for lack of memory');
  });
  const name = `infection-atlas-engine-${Date.now()}-${++names}`;
  void running.caller.call('live', name).then(
    (isHeld) => isHeld && onLifeEnd(name, () => lose('its worker was ended from outside')),
    () => undefined,
  );
  return running;
}

/**
 * A source whose engine runs in a worker of this page. Where the worker is lost, calls reject with WorkerLostError, and
 * the next load or restoring starts a fresh one.
 */
export function makeLocalSource(spawn: () => Worker = spawnEngine): LoadableSource {
  const listeners = new Set<(error: Error) => void>();
  const begin = () => start(spawn, (error) => listeners.forEach((listener) => listener(error)));
  let running = begin();
  const fresh = () => {
    if (running.lost) running = begin();
    return running.caller;
  };
  return {
    load: (request, onProgress, signal) => fresh().call('load', request, { signal, onProgress }),
    plan: (blob, name, choices, signal, onProgress) =>
      fresh().call('plan', { blob, name, choices }, { signal, ...(onProgress && { onProgress }) }),
    summary: (signal) => running.caller.call('summary', null, { signal }),
    aggregate: async (query, signal) => {
      const { caller, columns, values } = running;
      const { held } = columns;
      const into = query.groupBy.by === 'cell' ? values.take() : null;
      const asked = { query, held: [...held.keys()], into };
      const answered = await caller.call('aggregate', asked, {
        signal,
        transfer: into ? [into] : [],
      });
      return columns.receive(answered, held) as Aggregate<typeof query.groupBy>;
    },
    giveBack: ({ value }) => running.values.keep(value),
    pause: () => {
      // Where the engine is lost, there is nothing to put off.
      running.caller.call('pause', null).catch(() => undefined);
    },
    piles: (signal, onShare) => running.caller.call('piles', null, { signal, onProgress: onShare }),
    addresses: (dimension, keys, signal, onShare) =>
      running.caller.call('addresses', { dimension, keys }, { signal, onProgress: onShare }),
    search: (text, language, limit, signal) =>
      running.caller.call('search', { text, language, limit }, { signal }),
    inspect: async (question, signal, onShare) =>
      (await running.caller.call('inspect', question, {
        signal,
        onProgress: onShare,
      })) as Inspected<typeof question>,
    refusedCsv: (signal) => running.caller.call('refusedCsv', null, { signal }),
    restore: () => fresh().call('restore', null),
    keep: () => running.caller.call('keep', null),
    kept: () => running.caller.call('kept', null),
    forget: async (what) => void (await running.caller.call('forget', what)),
    onLost(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      running.lost = true;
      running.worker.terminate();
      running.caller.fail(new WorkerLostError('The source was closed.'));
    },
  };
}
