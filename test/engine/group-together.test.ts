import { describe, expect, it } from 'vitest';
import { groupPartitions, type GroupTask } from '../../src/engine/group-partitions.ts';
import { groupTogether } from '../../src/engine/group-together.ts';
import { RowStore } from '../../src/engine/row-store.ts';
import type { ReaderProtocol } from '../../src/engine/serve-reader.ts';
import { takeTask, type GroupedTask, type SharedTasks } from '../../src/engine/shared-tasks.ts';
import type { HitColumns } from '../../src/model/telemetry.ts';
import { makeOwnCrew } from '../../src/engine/crew.ts';
import { nextTask } from '../../src/model/next-task.ts';
import type { Caller } from '../../src/model/rpc.ts';

/** Rows of both families. */
function mixedRows(length: number): HitColumns {
  const none = () => new Uint32Array(0);
  const isSix = (i: number) => i % 5 === 0;
  const sixes = Math.ceil(length / 5);
  return {
    length,
    time: Uint32Array.from({ length }, (_, i) => i),
    address: Uint32Array.from({ length }, (_, i) =>
      isSix(i) ? i / 5 : (Math.imul(i % 7000, 0x9e3779b1) >>> 0) | 1,
    ),
    addressFamily: Uint8Array.from({ length }, (_, i) => (isSix(i) ? 6 : 4)),
    address6: Uint32Array.from({ length: sixes * 4 }, (_, i) =>
      i % 4 === 0 ? 0x20010db8 + (Math.imul(i >> 2, 0x85ebca6b) >>> 4) : 0,
    ),
    ...{ machine: none(), family: none(), server: none(), network: none() },
    ...{ port: new Uint16Array(0), country: new Uint16Array(0), weight: none() },
    row: Uint32Array.from({ length }, (_, i) => i + 1),
  };
}

/** A thread that answers later tasks first: it tells what it has once all tasks are taken. */
function backwards(): Caller<ReaderProtocol> {
  const call = async (_: string, work: unknown, options?: { onProgress?: unknown }) => {
    const { tasks, taken } = work as SharedTasks;
    const tell = options!.onProgress as (told: GroupedTask) => void;
    const done: GroupedTask[] = [];
    for (let at = takeTask(taken); at < tasks.length; at = takeTask(taken)) {
      done.push({ index: at, hosts: groupPartitions(tasks[at]!) });
      await nextTask();
    }
    for (const each of done.reverse()) tell(each);
    return undefined;
  };
  return { call, fail: () => undefined };
}

function storeOf(rows: HitColumns): RowStore {
  const store = new RowStore(() => rows.length);
  store.add(rows);
  return store;
}

describe('groupTogether', () => {
  it('tells hosts in order, and gives what one thread gives', async () => {
    const store = storeOf(mixedRows(60_000));
    const own = await store.group((...work) => makeOwnCrew().group(...work), 1);
    const told: [string, number[]][] = [];
    const tasks: (readonly GroupTask[])[] = [];
    const together = await store.group(
      (all, tell) => {
        tasks.push(all);
        return groupTogether(all, [backwards(), backwards()], tell);
      },
      12,
      (family, addresses) => told.push([family, [...addresses]]),
    );
    expect(tasks[0]!.length).toBeGreaterThan(20);
    expect(together).toEqual(own);
    const of = (wanted: string) =>
      told.flatMap(([family, addresses]) => (family === wanted ? addresses : []));
    expect(of('four')).toEqual([...own.address4]);
    expect(of('six')).toEqual([...own.address6]);
    expect(told.findIndex(([family]) => family === 'six')).toBe(12);
  });

  it('expects about as many hosts as there are in the end', async () => {
    const store = storeOf(mixedRows(60_000));
    const crew = makeOwnCrew();
    const expected: Record<string, number[]> = { four: [], six: [] };
    const { length4, length } = await store.group(
      (...work) => crew.group(...work),
      6,
      (family, _, hosts) => expected[family]!.push(hosts),
    );
    expect(expected['four']!.at(-1)).toBe(length4);
    expect(expected['six']!.at(-1)).toBe(length - length4);
    expect(expected['four']![0]! / length4).toBeCloseTo(1, 1);
  });

  it('leaves the others nothing to do where whoever is told gives up', async () => {
    const store = storeOf(mixedRows(60_000));
    let work: SharedTasks | undefined;
    const idle = {
      call: (_: string, given: SharedTasks) => {
        work = given;
        return Promise.resolve();
      },
      fail: () => undefined,
    } as unknown as Caller<ReaderProtocol>;
    const given = store.group(
      (all, tell) => groupTogether(all, [idle], tell),
      12,
      () => {
        throw new Error('given up');
      },
    );
    await expect(given).rejects.toThrow('given up');
    expect(takeTask(work!.taken)).toBe(work!.tasks.length);
  });

  it('fails where another thread is lost, whatever it had taken', async () => {
    const lost = {
      call: async (_: string, work: unknown) => {
        takeTask((work as SharedTasks).taken);
        await nextTask();
        throw new Error('lost');
      },
      fail: () => undefined,
    } as unknown as Caller<ReaderProtocol>;
    const store = storeOf(mixedRows(20_000));
    await expect(store.group((all, tell) => groupTogether(all, [lost], tell), 4)).rejects.toThrow(
      'lost',
    );
  });
});
