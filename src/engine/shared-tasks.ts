import type { GroupedHosts, GroupTask } from './group-partitions.ts';

/** Tasks whose arrays lie in memory that threads share, as does the number of those that somebody took. */
export interface SharedTasks {
  tasks: readonly GroupTask[];
  taken: Int32Array;
}

/** The hosts of a task, by its number. */
export interface GroupedTask {
  index: number;
  hosts: GroupedHosts;
}

/** The number of the next task, for whoever asks first. */
export function takeTask(taken: Int32Array): number {
  return Atomics.add(taken, 0, 1);
}
