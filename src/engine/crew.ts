import { groupPartitions, type GroupedHosts, type GroupTask } from './group-partitions.ts';
import { allocateOwn, type Allocate } from './row-block.ts';
import { makeOwnReader, type Reader } from './readers.ts';

/** Hears of the hosts of a task. */
export type TellHosts = (hosts: GroupedHosts, index: number) => void;

/** Those who work for an engine: they read files and group hits, in this thread or in others. */
export interface Crew {
  readers(): readonly Reader[];
  /** Tasks that can be worked on at the same time. */
  threads: number;
  /** Groups; hosts are told in the order of the tasks, each as soon as those before it are. */
  group(tasks: readonly GroupTask[], tell: TellHosts): Promise<void>;
  /** Memory for what tasks read and write. */
  allocate: Allocate;
}

/** A crew of one: the engine's own thread does everything. */
export function makeOwnCrew(): Crew {
  const reader = makeOwnReader();
  return {
    readers: () => reader.list(),
    threads: 1,
    group: (tasks, tell) => {
      tasks.forEach((task, index) => tell(groupPartitions(task), index));
      return Promise.resolve();
    },
    allocate: allocateOwn,
  };
}
