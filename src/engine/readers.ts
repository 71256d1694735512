import type { ReadAnswer, ReadJob, ReadPart } from './row-reader.ts';
import { RowReader } from './row-reader.ts';

/** Reads jobs, one after the other in the order in which they were given. */
export interface Reader {
  read(job: ReadJob, tell: (part: ReadPart) => void, signal?: AbortSignal): Promise<ReadAnswer>;
}

/** Those who read for an engine. */
export interface Readers {
  /** As many as there are, at least one; the same ones for as long as none is lost. */
  list(): readonly Reader[];
}

/** One reader in the engine's own thread. */
export function makeOwnReader(): Readers {
  const reader = new RowReader();
  let last: Promise<unknown> = Promise.resolve();
  let open = 0;
  const own: Reader = {
    read(job, tell, signal) {
      open++;
      const answer = last
        .then(() => reader.read(job, tell, signal))
        .finally(() => --open === 0 && reader.rest());
      last = answer.catch(() => undefined);
      return answer;
    },
  };
  return { list: () => [own] };
}
