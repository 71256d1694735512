import { groupPartitions, type GroupedHosts, type GroupTask } from './group-partitions.ts';
import { allocateOwn, type Allocate } from './row-block.ts';
import { makeOwnReader, type Reader } from './readers.ts';

/** Those who work for an engine: they read files and group hits, in this thread or in others. */
export interface Crew {
  readers(): readonly Reader[];
  /** Tasks that can be worked on at the same time. */
  threads: number;
  group(tasks: readonly GroupTask[]): Promise<GroupedHosts[]>;
  /** Memory for what tasks read and write. */
  allocate: Allocate;
}

/** A crew of one: the engine's own thread does everything. */
export function makeOwnCrew(): Crew {
  const reader = makeOwnReader();
  return {
    readers: () => reader.list(),
    threads: 1,
    group: (tasks) => Promise.resolve(tasks.map(groupPartitions)),
    allocate: allocateOwn,
  };
}
