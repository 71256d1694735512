import { serveCalls, type Port } from '../model/rpc.ts';
import { groupPartitions, type GroupedHosts, type GroupTask } from './group-partitions.ts';
import { holdLife } from './life.ts';
import { makeOwnReader } from './readers.ts';
import { buffersOf, type ReadAnswer, type ReadJob, type ReadPart } from './row-reader.ts';

/** The calls that a reader's worker answers. */
export type ReaderProtocol = {
  /** Shows that it lives, under a name, for as long as it does. */
  live: { request: string; response: boolean; progress: never };
  read: { request: ReadJob; response: ReadAnswer; progress: ReadPart };
  /** The task's arrays lie in memory that both threads share. */
  group: { request: GroupTask; response: GroupedHosts; progress: never };
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
    group: (task, { transfer }) => {
      const hosts = groupPartitions(task);
      transfer(
        [...hosts.words, hosts.start, hosts.network, hosts.country].map(
          ({ buffer }) => buffer as ArrayBuffer,
        ),
      );
      return hosts;
    },
  });
}
