import { describe, expect, it, vi } from 'vitest';
import { loadEarly } from '../src/early-load.ts';
import type { LoadableSource, LoadProgress, LoadRequest, Summary } from '../src/model/source.ts';

const request = (name: string): LoadRequest => ({
  telemetry: [{ name, url: `https://example.org/${name}` }],
  servers: [],
  databases: [],
  mode: 'replace',
  reconstruction: true,
});

/** A source whose loads end when the test says so. */
function makeSource(kept: Summary | null | Error = null) {
  const loads: {
    name: string;
    signal: AbortSignal | undefined;
    onProgress: (progress: LoadProgress) => void;
    finish: (summary: Summary) => void;
    fail: (error: Error) => void;
  }[] = [];
  const source: LoadableSource = {
    load: ({ telemetry }, onProgress, signal) =>
      new Promise((finish, fail) => {
        loads.push({ name: telemetry[0]!.name, signal, onProgress, finish, fail });
      }),
    plan: () => Promise.reject(new Error('not asked here')),
    summary: () => Promise.reject(new Error('not asked here')),
    aggregate: () => Promise.reject(new Error('not asked here')),
    addresses: () => Promise.reject(new Error('not asked here')),
    piles: () => Promise.reject(new Error('not asked here')),
    inspect: () => Promise.reject(new Error('not asked here')),
    search: () => Promise.reject(new Error('not asked here')),
    refusedCsv: () => Promise.reject(new Error('not asked here')),
    restore: () => (kept instanceof Error ? Promise.reject(kept) : Promise.resolve(kept)),
    keep: () => Promise.reject(new Error('not asked here')),
    kept: () => Promise.resolve(null),
    forget: () => Promise.resolve(),
    onLost: () => () => undefined,
    close: () => undefined,
  };
  return { source, loads };
}

const summary = {} as Summary;
const progress = { stage: 'reading', file: 'a', rows: 5 } as LoadProgress;

describe('loadEarly', () => {
  it('hands the load over to the first who asks for it, with its progress', async () => {
    const { source, loads } = makeSource();
    const early = loadEarly(source, request('a'));
    expect(loads).toHaveLength(1);
    loads[0]!.onProgress(progress);
    const heard: LoadProgress[] = [];
    const asked = early.load(request('a'), (told) => heard.push(told));
    loads[0]!.onProgress({ ...progress, rows: 9 });
    loads[0]!.finish(summary);
    expect(await asked).toBe(summary);
    expect(heard.map(({ rows }) => rows)).toEqual([5, 9]);
    void early.load(request('a'), () => undefined);
    expect(loads).toHaveLength(2);
  });

  it('hands over what was shown of it before anyone asked', () => {
    const { source, loads } = makeSource();
    const early = loadEarly(source, request('a'));
    loads[0]!.onProgress({ ...progress, partial: summary });
    loads[0]!.onProgress({ ...progress, rows: 9 });
    const heard: LoadProgress[] = [];
    void early.load(request('a'), (told) => heard.push(told));
    expect(heard).toEqual([{ ...progress, rows: 9, partial: summary }]);
  });

  it('ends the load where another one is asked for', () => {
    const { source, loads } = makeSource();
    void loadEarly(source, request('a')).load(request('b'), () => undefined);
    expect(loads.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(loads[0]!.signal!.aborted).toBe(true);
  });

  it('can be cancelled by who took it over, who hears of its failure', async () => {
    const { source, loads } = makeSource();
    const early = loadEarly(source, request('a'));
    const controller = new AbortController();
    const asked = early.load(request('a'), () => undefined, controller.signal);
    controller.abort();
    expect(loads[0]!.signal!.aborted).toBe(true);
    loads[0]!.fail(new Error('gone'));
    await expect(asked).rejects.toThrow('gone');
  });

  it('gives what an earlier visit kept, and loads nothing', async () => {
    const kept = { reconstruction: false } as Summary;
    const { source, loads } = makeSource(kept);
    const early = loadEarly(source, request('a'), true);
    expect(await early.load(request('a'), () => undefined)).toBe(kept);
    expect(loads).toHaveLength(0);
  });

  it('loads where nothing was kept, or where it cannot be opened', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    for (const kept of [null, new Error('of another version')]) {
      const { source, loads } = makeSource(kept);
      const asked = loadEarly(source, request('a'), true).load(request('a'), () => undefined);
      await vi.waitFor(() => expect(loads).toHaveLength(1));
      loads[0]!.finish(summary);
      expect(await asked).toBe(summary);
    }
    vi.restoreAllMocks();
  });
});
