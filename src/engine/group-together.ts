import { nextTask } from '../model/next-task.ts';
import type { Caller } from '../model/rpc.ts';
import type { TellHosts } from './crew.ts';
import { groupPartitions, type GroupedHosts, type GroupTask } from './group-partitions.ts';
import type { ReaderProtocol } from './serve-reader.ts';
import { takeTask, type GroupedTask } from './shared-tasks.ts';

/**
 * Groups in this thread and in others at the same time: whoever is free takes the next task. This thread first does what is
 * to be done with hosts that are there; the others go on meanwhile.
 * @param tell hears of hosts in the order of the tasks
 * @throws what `tell` or another thread throws, or that one was lost
 */
export async function groupTogether(
  tasks: readonly GroupTask[],
  others: readonly Caller<ReaderProtocol>[],
  tell: TellHosts,
): Promise<void> {
  const taken = new Int32Array(new SharedArrayBuffer(4));
  const there = new Map<number, GroupedHosts>();
  let hear: () => void = () => undefined;
  const onProgress = ({ index, hosts }: GroupedTask) => {
    there.set(index, hosts);
    hear();
  };
  const working = Promise.all(
    others.map((caller) => caller.call('group', { tasks, taken }, { onProgress })),
  );
  const failed = new Promise<never>((_, reject) => void working.catch(reject));
  failed.catch(() => undefined);
  let told = 0;
  try {
    while (told < tasks.length) {
      const hosts = there.get(told);
      if (hosts) {
        there.delete(told);
        tell(hosts, told++);
      } else {
        const own = takeTask(taken);
        if (own < tasks.length) there.set(own, groupPartitions(tasks[own]!));
        else await Promise.race([new Promise<void>((resolve) => (hear = resolve)), failed]);
      }
      // What the others have comes as messages.
      await Promise.race([nextTask(), failed]);
    }
    await working;
  } finally {
    // Where this thread gives up, the others have nothing more to do.
    Atomics.store(taken, 0, tasks.length);
  }
}
