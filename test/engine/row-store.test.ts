import { describe, expect, it } from 'vitest';
import { makeOwnCrew, type TellHosts } from '../../src/engine/crew.ts';
import type { GroupTask } from '../../src/engine/group-partitions.ts';
import { RowStore } from '../../src/engine/row-store.ts';
import type { HitColumns } from '../../src/model/telemetry.ts';

/** Rows of addresses that are all in the lower half: the last partitions stay empty. */
function lowRows(length: number): HitColumns {
  const none = () => new Uint32Array(0);
  return {
    length,
    time: Uint32Array.from({ length }, (_, i) => i),
    address: Uint32Array.from({ length }, (_, i) => (Math.imul(i, 0x9e3779b1) >>> 1) | 1),
    addressFamily: new Uint8Array(length).fill(4),
    ...{ address6: none(), machine: none(), family: none(), server: none(), network: none() },
    ...{ port: new Uint16Array(0), country: new Uint16Array(0), weight: none() },
    row: Uint32Array.from({ length }, (_, i) => i + 1),
  };
}

describe('RowStore', () => {
  it('cuts the grouping into as many tasks as there are threads, with about as many rows each', async () => {
    for (const threads of [1, 2, 3, 8]) {
      const store = new RowStore(() => 100_000);
      store.add(lowRows(100_000));
      const sizes: number[] = [];
      const group = (tasks: readonly GroupTask[], tell: TellHosts) => {
        tasks.forEach(({ base }, i) => sizes.push((tasks[i + 1]?.base ?? 100_000) - base));
        return makeOwnCrew().group(tasks, tell);
      };
      const grouped = await store.group(group, threads);
      expect(sizes).toHaveLength(threads);
      expect(Math.min(...sizes)).toBeGreaterThan((100_000 / threads) * 0.7);
      expect(grouped.length).toBe(100_000);
    }
  });
});
