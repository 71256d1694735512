import { InputError } from '../model/input-error.ts';
import { makeCaller, type Caller } from '../model/rpc.ts';
import { makeOwnCrew, type Crew } from './crew.ts';
import { groupTogether } from './group-together.ts';
import { onLifeEnd } from './life.ts';
import type { Reader } from './readers.ts';
import { allocateOwn, allocateShared } from './row-block.ts';
import { buffersOfJob } from './row-reader.ts';
import type { ReaderProtocol } from './serve-reader.ts';
import { reviveError } from './revive-error.ts';

/** A reader in a worker of its own. */
interface WorkerReader extends Reader {
  caller: Caller<ReaderProtocol>;
  lost: boolean;
}

let names = 0;

function lostError(message: string): InputError {
  return new InputError(
    `A reader of this page stopped in the middle of its work (${message}); what was open before is still there.`,
    'enough memory for the files: close other pages, or open fewer files at once.',
  );
}

function startReader(spawn: () => Worker): WorkerReader {
  const worker = spawn();
  const caller = makeCaller<ReaderProtocol>(worker, reviveError);
  const name = `infection-atlas-reader-${Date.now()}-${++names}`;
  const live = caller.call('live', name);
  const reader: WorkerReader = {
    caller,
    lost: false,
    // Not before its end would be heard of: nobody would know what it had begun.
    read: async (job, onProgress, signal) => {
      await live;
      return caller.call('read', job, { signal, onProgress, transfer: buffersOfJob(job) });
    },
  };
  const lose = (message: string) => {
    if (reader.lost) return;
    reader.lost = true;
    worker.terminate();
    caller.fail(lostError(message));
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    lose(event.message || 'it ended without a word, probably for lack of memory');
  });
  void live.then(
    (isHeld) => isHeld && onLifeEnd(name, () => lose('it was ended from outside')),
    () => undefined,
  );
  return reader;
}

/**
 * A crew of workers that read, and of this thread, which takes what they read. Where threads can share memory they group
 * hits too. Workers start when there is something to read; one that was lost is replaced at the next load.
 * @param size how many workers read
 * @param shares whether threads share memory; the answers are the same
 */
export function makeWorkerCrew(spawn: () => Worker, size: number, shares: boolean): Crew {
  const own = makeOwnCrew();
  let workers: WorkerReader[] = [];
  const alive = () => {
    workers = workers.filter(({ lost }) => !lost);
    while (workers.length < size) workers.push(startReader(spawn));
    return workers;
  };
  return {
    readers: alive,
    threads: shares ? size + 1 : 1,
    allocate: shares ? allocateShared : allocateOwn,
    group: (tasks, tell) => {
      if (!shares || tasks.length === 1) return own.group(tasks, tell);
      return groupTogether(
        tasks,
        alive().map(({ caller }) => caller),
        tell,
      );
    },
  };
}

/** The crew of a page: a reader for each of the machine's processors but one, and at least one. */
export function makePageCrew(): Crew {
  if (typeof Worker === 'undefined') return makeOwnCrew();
  const spawn = () =>
    new Worker(new URL('./reader-worker.ts', import.meta.url), { type: 'module', name: 'reader' });
  const size = Math.max(1, navigator.hardwareConcurrency - 1);
  return makeWorkerCrew(spawn, size, globalThis.crossOriginIsolated);
}
