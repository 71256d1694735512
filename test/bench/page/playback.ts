import { makeDensityClient, type DensityClient } from '../../../src/density/density-client.ts';
import { cellLevelOf } from '../../../src/density/cell-level.ts';
import { effectiveSmoothingKm } from '../../../src/density/smoothing.ts';
import { fieldViewOf, worldZoom } from '../../../src/density/view-of-field.ts';
import type { CellAggregate } from '../../../src/model/aggregate.ts';
import { latitudeOfMercator } from '../../../src/model/mercator.ts';
import type { LoadableSource } from '../../../src/model/source.ts';
import type { TimeRange } from '../../../src/model/time.ts';
import { initialChoices } from '../../../src/state/choices.ts';
import { playbackWindows } from '../../../src/state/playback-steps.ts';
import { binLength, wholeBins } from '../../../src/state/time-bins.ts';
import { benchCase, clearHeap, median, type BenchCase, type BenchOptions } from '../bench-case.ts';
import { startDuck, type Duck } from './duckdb.ts';
import { fieldMass } from './field-mass.ts';
import { askDuck, askSource, sameCounts, type Counted } from './hosts-a-cell.ts';
import { madePlaces } from './made-places.ts';
import { loadDuck, loadSource } from './made-table.ts';

/** Frames of one run; the one before them is that at which playback begins, and is not timed. */
const FRAMES = 20;
const RIVAL = 'DuckDB-WASM';

/** The map of the world in a window of 1280 by 720 CSS pixels, as it is when the page opens. */
const size = { width: 1280, height: 720 };
const edge = latitudeOfMercator((180 * size.height) / size.width);
const box = { west: -180, east: 180, south: -edge, north: edge, ...size };
const { smoothingKm: chosenKm, playback } = initialChoices;
const view = fieldViewOf(box, { smoothingKm: chosenKm });
const smoothingKm = effectiveSmoothingKm(view, chosenKm);
const level = cellLevelOf('field', worldZoom(size.width, size.height), chosenKm);

/** What our side did in one run. */
interface Played {
  /** Of all frames together. */
  ms: number;
  frames: CellAggregate[];
  fields: Float32Array[];
}

const askField = (client: DensityClient, cells: CellAggregate) =>
  client.field(cells, view, { smoothingKm });

/**
 * Our side: a frame's hosts a cell from the engine's worker, and their field from the density worker. As in the page, the
 * next frame is counted while the field of this one is made; a field that is not there yet is waited for, since here none
 * may be left out.
 */
async function playFrames(
  source: LoadableSource,
  client: DensityClient,
  windows: TimeRange[],
): Promise<Played> {
  await askField(client, await askSource(source, { level, time: windows[0]! }));
  const frames: CellAggregate[] = [];
  const fields: Promise<Float32Array>[] = [];
  clearHeap();
  const start = performance.now();
  for (const time of windows.slice(1)) {
    frames.push(await askSource(source, { level, time }));
    await fields.at(-1);
    fields.push(askField(client, frames.at(-1)!));
  }
  await fields.at(-1);
  const ms = performance.now() - start;
  return { ms, frames, fields: await Promise.all(fields) };
}

/** The engine alone: a frame's hosts a cell. */
async function countFrames(
  source: LoadableSource,
  windows: TimeRange[],
): Promise<Omit<Played, 'fields'>> {
  await askSource(source, { level, time: windows[0]! });
  const frames: CellAggregate[] = [];
  clearHeap();
  const start = performance.now();
  for (const time of windows.slice(1)) frames.push(await askSource(source, { level, time }));
  return { ms: performance.now() - start, frames };
}

/** The density worker alone. @returns the time of all frames together */
async function spreadFrames(client: DensityClient, frames: CellAggregate[]): Promise<number> {
  clearHeap();
  const start = performance.now();
  for (const cells of frames) await askField(client, cells);
  return performance.now() - start;
}

/** Whether every field accounts for all hosts of its frame, within a thousandth. */
function areWhole(fields: Float32Array[], frames: CellAggregate[]): boolean {
  return frames.every(({ total }, n) => {
    return total > 0 && Math.abs(fieldMass({ data: fields[n]!, ...view }) / total - 1) < 0.001;
  });
}

/** The rival's side: the same question for the same frames; it has no field. */
async function playDuck(
  duck: Duck,
  windows: TimeRange[],
): Promise<{ ms: number; frames: Counted[] }> {
  await askDuck(duck, { level, time: windows[0]! });
  const frames: Counted[] = [];
  clearHeap();
  const start = performance.now();
  for (const time of windows.slice(1)) frames.push(await askDuck(duck, { level, time }));
  return { ms: performance.now() - start, frames };
}

/** Windows of the timeline's own playback, as many as a run plays; every run goes on where the one before ended. */
async function playbackRuns(source: LoadableSource): Promise<(run: number) => TimeRange[]> {
  const { first, last } = (await source.summary()).time!;
  const interval = binLength({ start: first, end: last });
  const bounds = wholeBins(first, last, interval);
  const windows = playbackWindows(bounds, playback.windowBins * interval, interval);
  const runs = Math.floor((windows.length - 1) / FRAMES);
  return (run) => {
    const from = (run % runs) * FRAMES;
    return windows.slice(from, from + FRAMES + 1);
  };
}

/**
 * Consecutive frames of a playback at some 200,000 cells: each frame's window is counted, and its field made as the page
 * makes it; the engine and the fields also each by themselves. The rival only counts.
 */
export async function* cases({ rows, runs }: BenchOptions): AsyncGenerator<BenchCase> {
  const count = rows ?? 10_000_000;
  const database = madePlaces(count);
  const source = await loadSource(count, database);
  const client = makeDensityClient();
  const duck = await startDuck();
  try {
    await loadDuck(duck, count, database);
    const windowsOf = await playbackRuns(source);
    const times = {
      engine: [] as number[],
      field: [] as number[],
      both: [] as number[],
      rival: [] as number[],
    };
    const cells: number[] = [];
    let equal = true;
    // With one run there is no warm-up.
    for (let run = runs > 1 ? -1 : 0; run < runs; run++) {
      const windows = windowsOf(run + 1);
      const counted = await countFrames(source, windows);
      const spreadMs = await spreadFrames(client, counted.frames);
      const ours = await playFrames(source, client, windows);
      const rivals = await playDuck(duck, windows);
      for (const { frames } of [counted, ours]) {
        equal &&= frames.every((frame, n) => sameCounts(frame, rivals.frames[n]!));
      }
      equal &&= areWhole(ours.fields, ours.frames);
      if (run < 0) continue;
      times.engine.push(counted.ms);
      times.field.push(spreadMs);
      times.both.push(ours.ms);
      times.rival.push(rivals.ms);
      cells.push(...ours.frames.map(({ length }) => length));
    }
    const perSecond = (ms: number[]) => Math.round((FRAMES * 10_000) / median(ms)) / 10;
    const frames = {
      cells: median(cells),
      engine: perSecond(times.engine),
      field: perSecond(times.field),
      both: perSecond(times.both),
    };
    for (const [name, oursMs] of [
      ['engine', times.engine],
      ['engine and field', times.both],
    ] as const) {
      const names = { bench: 'playback', case: name, rows: count, rival: RIVAL };
      const told = benchCase(names, { oursMs, rivalMs: times.rival, equal }, FRAMES);
      yield { ...told, frames };
    }
  } finally {
    client.close();
    source.close();
    await duck.close();
  }
}
