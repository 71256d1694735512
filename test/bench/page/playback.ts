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
import { askDuck, askSource, sameCounts } from './hosts-a-cell.ts';
import { madePlaces } from './made-places.ts';
import { loadDuck, loadSource } from './made-table.ts';

/** Frames of one run, at most; the one before them is that at which playback begins, and is not timed. */
const MOST_FRAMES = 80;
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
  /** Of each frame: some cells and some pixels of its field, added up. Frames and fields themselves are given back. */
  cells: number[];
  samples: number[];
}

const askField = (client: DensityClient, cells: CellAggregate) =>
  client.field(cells, view, { smoothingKm });

/** Pixels, and cells, from one that is looked at to the next. */
const SAMPLED = 9973;
const SAMPLED_CELLS = 13;

/** Counts of cells by where they stand: memory that came back must hold this frame's alone. */
function sampleOfCells({ value }: CellAggregate): number {
  let sum = 0;
  for (let at = 0; at < value.length; at += SAMPLED_CELLS) sum += value[at]! * ((at % 101) + 1);
  return sum;
}

function sampleOf(field: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < field.length; at += SAMPLED) sum += field[at]!;
  return sum;
}

/** One place between who makes something and who takes it: each waits for the other. */
function makeSlot<T>() {
  let held: T | null = null;
  let wake: (() => void) | null = null;
  const changed = () => new Promise<void>((resolve) => (wake = resolve));
  const set = (value: T | null) => {
    held = value;
    wake?.();
    wake = null;
  };
  return {
    async put(value: T): Promise<void> {
      while (held !== null) await changed();
      set(value);
    },
    async take(): Promise<T> {
      while (held === null) await changed();
      const value = held;
      set(null);
      return value;
    },
  };
}

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
  const before = await askSource(source, { level, time: windows[0]! });
  // As many as are about at a time: one that is shown, one that is made, and one that came back.
  const first = [];
  for (let n = 0; n < 3; n++) first.push(await askField(client, before));
  for (const field of first.slice(1)) client.giveBack(field);
  const sampled: number[] = [];
  const samples: number[] = [];
  const counted = makeSlot<CellAggregate>();
  clearHeap();
  const start = performance.now();
  const count = async () => {
    for (const time of windows.slice(1))
      await counted.put(await askSource(source, { level, time }));
  };
  const counting = count();
  let shown: Float32Array | null = null;
  while (samples.length < windows.length - 1) {
    const cells = await counted.take();
    const field = await askField(client, cells);
    sampled.push(sampleOfCells(cells));
    // The page gives back what it showed before, and cells once they are drawn.
    if (shown) client.giveBack(shown);
    source.giveBack!(cells);
    samples.push(sampleOf(field));
    shown = field;
  }
  await counting;
  return { ms: performance.now() - start, cells: sampled, samples };
}

/** The engine alone. As in the page, cells that were read are given back. */
async function countFrames(source: LoadableSource, windows: TimeRange[]) {
  await askSource(source, { level, time: windows[0]! });
  const sampled: number[] = [];
  clearHeap();
  const start = performance.now();
  for (const time of windows.slice(1)) {
    const cells = await askSource(source, { level, time });
    sampled.push(sampleOfCells(cells));
    source.giveBack!(cells);
  }
  return { ms: performance.now() - start, cells: sampled };
}

/** The density worker alone. A field is given back when the next one is there. */
async function spreadFrames(client: DensityClient, frames: CellAggregate[]) {
  const samples: number[] = [];
  clearHeap();
  const start = performance.now();
  let shown: Float32Array | null = null;
  for (const cells of frames) {
    const field = await askField(client, cells);
    if (shown) client.giveBack(shown);
    samples.push(sampleOf(field));
    shown = field;
  }
  return { ms: performance.now() - start, samples };
}

/**
 * Every frame with all its cells, which are the rival's, and a field that is whole: what the timed runs are held against.
 * It warms both sides up.
 */
async function checkedFrames(
  { source, client, duck }: { source: LoadableSource; client: DensityClient; duck: Duck },
  windows: TimeRange[],
) {
  const frames: CellAggregate[] = [];
  const samples: number[] = [];
  let equal = true;
  for (const time of windows.slice(1)) {
    const cells = await askSource(source, { level, time });
    equal &&= sameCounts(cells, await askDuck(duck, { level, time }));
    const field = await askField(client, cells);
    equal &&= isWhole(field, cells);
    frames.push(cells);
    samples.push(sampleOf(field));
  }
  return { frames, samples, equal };
}

/** Whether a field accounts for all hosts of its frame, within a thousandth. */
function isWhole(data: Float32Array, { total }: CellAggregate): boolean {
  return total > 0 && Math.abs(fieldMass({ data, ...view }) / total - 1) < 0.001;
}

/** The rival's side: the same question for the same frames; it has no field, and keeps no answer either. */
async function playDuck(duck: Duck, windows: TimeRange[]): Promise<{ ms: number; rows: number[] }> {
  await askDuck(duck, { level, time: windows[0]! });
  const rows: number[] = [];
  clearHeap();
  const start = performance.now();
  for (const time of windows.slice(1)) rows.push((await askDuck(duck, { level, time })).numRows);
  return { ms: performance.now() - start, rows };
}

/** Windows of the timeline's own playback, from its beginning: the first is that at which it stands. */
async function playbackOf(source: LoadableSource): Promise<TimeRange[]> {
  const { first, last } = (await source.summary()).time!;
  const interval = binLength({ start: first, end: last });
  const bounds = wholeBins(first, last, interval);
  const windows = playbackWindows(bounds, playback.windowBins * interval, interval);
  return windows.slice(0, MOST_FRAMES + 1);
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
    const windows = await playbackOf(source);
    const frameCount = windows.length - 1;
    const times = {
      engine: [] as number[],
      field: [] as number[],
      both: [] as number[],
      rival: [] as number[],
    };
    const checked = await checkedFrames({ source, client, duck }, windows);
    const { frames: counted, samples } = checked;
    const sampled = counted.map(sampleOfCells);
    const occupied = counted.map(({ value }) => value.reduce((sum, n) => sum + (n > 0 ? 1 : 0), 0));
    let { equal } = checked;
    const areSame = (own: readonly number[], right: readonly number[]) =>
      right.every((each, n) => each === own[n]);
    for (let run = runs > 1 ? -1 : 0; run < runs; run++) {
      const engine = await countFrames(source, windows);
      const field = await spreadFrames(client, counted);
      const ours = await playFrames(source, client, windows);
      const rivals = await playDuck(duck, windows);
      equal &&= areSame(engine.cells, sampled) && areSame(ours.cells, sampled);
      equal &&= areSame(field.samples, samples) && areSame(ours.samples, samples);
      equal &&= areSame(rivals.rows, occupied);
      if (run < 0) continue;
      times.engine.push(engine.ms);
      times.field.push(field.ms);
      times.both.push(ours.ms);
      times.rival.push(rivals.ms);
    }
    const perSecond = (ms: number[]) => Math.round((frameCount * 10_000) / median(ms)) / 10;
    const frames = {
      cells: median(occupied),
      engine: perSecond(times.engine),
      field: perSecond(times.field),
      both: perSecond(times.both),
    };
    for (const [name, oursMs] of [
      ['engine', times.engine],
      ['engine and field', times.both],
    ] as const) {
      const names = { bench: 'playback', case: name, rows: count, rival: RIVAL };
      const told = benchCase(names, { oursMs, rivalMs: times.rival, equal }, frameCount);
      yield { ...told, frames };
    }
  } finally {
    client.close();
    source.close();
    await duck.close();
  }
}
