import { serveCalls, type Port } from '../model/rpc.ts';
import { groupPartitions } from './group-partitions.ts';
import { holdLife } from './life.ts';
import { makeOwnReader } from './readers.ts';
import { takeTask, type GroupedTask, type SharedTasks } from './shared-tasks.ts';
import { buffersOf, type ReadAnswer, type ReadJob, type ReadPart } from './row-reader.ts';

/** The calls that a reader's worker answers. */
export type ReaderProtocol = {
  /** Shows that it lives, under a name, for as long as it does. */
  live: { request: string; response: boolean; progress: never };
  read: { request: ReadJob; response: ReadAnswer; progress: ReadPart };
  group: { request: SharedTasks; response: undefined; progress: GroupedTask };
};

/** Answers a reader's calls at a port. */
export function serveReader(port: Port): void {
  const [reader] = makeOwnReader().list();
  serveCalls<ReaderProtocol>(port, {
    live: (name) => holdLife(name),
    read: (job, { progress, signal }) =>
      reader!.read(
        job,
        (part) => progress(part, part.kind === 'batch' ? buffersOf(part.batch) : []),
        signal,
      ),
    group: ({ tasks, taken }, { progress }) => {
      for (let at = takeTask(taken); at < tasks.length; at = takeTask(taken)) {
        const hosts = groupPartitions(tasks[at]!);
        const arrays = [...hosts.words, hosts.start, hosts.network, hosts.country];
        progress(
          { index: at, hosts },
          arrays.map(({ buffer }) => buffer as ArrayBuffer),
        );
      }
      return undefined;
    },
  });
}
