import { describe, expect, it } from 'vitest';
import { makeEngine } from '../../src/engine/atlas-engine.ts';
import { PartialView } from '../../src/engine/partial-view.ts';
import { makeWorkerCrew } from '../../src/engine/worker-crew.ts';
import { InputError } from '../../src/model/input-error.ts';
import type { LoadRequest } from '../../src/model/source.ts';
import { telemetryText } from '../../scripts/telemetry-text.ts';
import { spawnReaderInProcess, type InProcessWorker } from './in-process-worker.ts';
import { filesOf, madeDatabases, makeHits } from './made-up-telemetry.ts';

const request = (telemetry: LoadRequest['telemetry']): LoadRequest => ({
  telemetry,
  servers: [],
  databases: madeDatabases(),
  mode: 'replace',
  reconstruction: false,
});

/** Made-up rows with quotes, IPv6, undated ones, and a larger file that is read in several pieces. */
function inputs(): LoadRequest['telemetry'] {
  const large = [...telemetryText(60_000, 3)].join('');
  return [...filesOf(makeHits(11, 4000)), { name: 'large.csv', blob: new Blob([large]) }];
}

/** What an engine says of them, with a crew of so many readers. */
async function answers(readers: number, shares: boolean) {
  const engine = makeEngine(makeWorkerCrew(spawnReaderInProcess, readers, shares));
  // What was only just read is partly held still, here or by a reader.
  const { memory: _, ...summary } = await engine.load(request(inputs()), () => undefined);
  const cells = await engine.aggregate({
    filter: {},
    measure: 'machines',
    groupBy: { by: 'cell', level: 10 },
  });
  const families = await engine.aggregate({
    filter: {},
    measure: 'prefixes',
    groupBy: { by: 'dimension', dimension: 'family', limit: 50 },
  });
  const times = await engine.aggregate({
    filter: { where: { family: ['mirai', 'zeus'] } },
    measure: 'hosts',
    groupBy: { by: 'time', interval: 86_400_000, counting: 'new' },
  });
  return { summary, cells, families, times };
}

describe('makeWorkerCrew', () => {
  it('gives the same summary and answers for 1, 2 and 7 readers, with shared memory and without', async () => {
    const engine = makeEngine();
    const { memory: _, ...alone } = await engine.load(request(inputs()), () => undefined);
    const first = await answers(1, false);
    expect(first.summary).toEqual(alone);
    expect(first.summary.ledger.hits).toBe(64_000);
    for (const [readers, shares] of [
      [1, true],
      [2, false],
      [2, true],
      [7, true],
    ] as const) {
      expect(await answers(readers, shares)).toEqual(first);
    }
  });

  it('says that a reader was lost, keeps what was there, and replaces it at the next load', async () => {
    const spawned: InProcessWorker[] = [];
    const spawn = () => {
      const worker = spawnReaderInProcess();
      spawned.push(worker);
      return worker;
    };
    const engine = makeEngine(makeWorkerCrew(spawn, 2, false));
    const before = await engine.load(request(filesOf(makeHits(1, 300))), () => undefined);
    const text = [...telemetryText(100_000, 3)].join('');
    const large = { name: 'large.csv', blob: new Blob([text]) };
    const broken = engine.load(request([large]), ({ stage }) => {
      if (stage === 'reading') spawned[0]!.crash('out of memory');
    });
    const error: unknown = await broken.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).found).toContain('out of memory');
    expect(engine.summary()).toEqual(before);
    const after = await engine.load(request([large]), () => undefined);
    expect(after.ledger.hits).toBe(100_000);
    expect(spawned).toHaveLength(3);
  });

  it('tells how far counting is', async () => {
    const engine = makeEngine(makeWorkerCrew(spawnReaderInProcess, 1, true));
    const large = { name: 'large.csv', blob: new Blob([...telemetryText(100_000, 3)]) };
    const shares: number[] = [];
    await engine.load(request([large]), ({ stage, share }) => {
      if (stage === 'counting') shares.push(share!);
    });
    expect(shares.length).toBeGreaterThan(3);
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  });

  it('shows what it has so far, and forgets it where the load is given up', async () => {
    const crew = makeWorkerCrew(spawnReaderInProcess, 1, false);
    const engine = makeEngine(crew, () => new PartialView(0));
    await engine.load(request(filesOf(makeHits(1, 300))), () => undefined);
    const total = async () =>
      (
        await engine.aggregate({
          filter: {},
          measure: 'hits',
          groupBy: { by: 'total' },
        })
      ).value.hits;
    const text = [...telemetryText(600_000, 3)].join('');
    const controller = new AbortController();
    const seen: number[] = [];
    const load = engine.load(
      request([{ name: 'large.csv', blob: new Blob([text]) }]),
      ({ partial }) => {
        if (!partial) return;
        seen.push(partial.ledger.hits);
        void total().then((hits) => {
          seen.push(hits);
          controller.abort();
        });
      },
      controller.signal,
    );
    await expect(load).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen[0]).toBeGreaterThan(0);
    expect(seen[0]).toBeLessThan(600_000);
    expect(seen[1]).toBe(seen[0]);
    expect(await total()).toBe(300);
  });
});
