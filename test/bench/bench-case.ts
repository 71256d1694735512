/** What the command line asks of a bench; null rows: the bench's own size. */
export interface BenchOptions {
  rows: number | null;
  /** Measured runs of each side; they alternate, after one warm-up of each. */
  runs: number;
}

/** What every case says. `equal` = both gave the same answer. */
interface AnyCase {
  bench: string;
  case: string;
  rows: number;
  rival: string;
  ratio: number;
  equal: boolean;
}

/** Time against one rival's. `ratio` = rivalMs / oursMs, medians. */
export interface TimedCase extends AnyCase {
  oursMs: number;
  rivalMs: number;
  frames?: FrameRates;
}

/** Frames a second of a playback, and the cells of a frame (the middle one's). */
export interface FrameRates {
  cells: number;
  engine: number;
  field: number;
  both: number;
}

/** Room against one rival's. `ratio` = rivalBytes / oursBytes. */
export interface SizedCase extends AnyCase {
  oursBytes: number;
  rivalBytes: number;
}

/** One case against one rival. */
export type BenchCase = TimedCase | SizedCase;

/** One side of a bench: does the work and gives the answer in a form that can be compared. */
export type Side<A> = () => A | Promise<A>;

/** Middle value of some numbers; the lower one of two. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? NaN;
}

/** Clears the heap, in Chromium and where Node was started with --expose-gc: neither side pays for what the other left. */
export function clearHeap(): void {
  (globalThis as { gc?: () => void }).gc?.();
}

async function timed<A>(side: Side<A>): Promise<{ ms: number; answer: A }> {
  clearHeap();
  const start = performance.now();
  const answer = await side();
  return { ms: performance.now() - start, answer };
}

/**
 * Runs both sides in turn: one warm-up each, then `runs` measured ones. With one run there is no warm-up.
 * @param same compares the answers of each pair
 * @param repeats what a side does in one run, times are told for one of them
 * @param ready makes ready what is there before our side begins: it is not measured
 */
export async function compare<A>(
  names: { bench: string; case: string; rows: number; rival: string },
  ours: Side<A>,
  rival: Side<A>,
  same: (ours: A, rival: A) => boolean,
  runs: number,
  repeats = 1,
  ready: () => Promise<void> = () => Promise.resolve(),
): Promise<TimedCase> {
  if (runs > 1) {
    await ready();
    await ours();
    await rival();
  }
  const oursMs: number[] = [];
  const rivalMs: number[] = [];
  let equal = true;
  for (let run = 0; run < runs; run++) {
    await ready();
    const left = await timed(ours);
    const right = await timed(rival);
    oursMs.push(left.ms);
    rivalMs.push(right.ms);
    equal &&= same(left.answer, right.answer);
  }
  return benchCase(names, { oursMs, rivalMs, equal }, repeats);
}

/**
 * What a bench prints of a case, from the times of its runs.
 * @param repeats what a side does in one run; times are told for one of them
 */
export function benchCase(
  names: { bench: string; case: string; rows: number; rival: string },
  { oursMs, rivalMs, equal }: { oursMs: number[]; rivalMs: number[]; equal: boolean },
  repeats = 1,
): TimedCase {
  const rounded = (value: number, parts: number) => Math.round(value * parts) / parts;
  return {
    bench: names.bench,
    case: names.case,
    rows: names.rows,
    oursMs: rounded(median(oursMs) / repeats, 1000),
    rival: names.rival,
    rivalMs: rounded(median(rivalMs) / repeats, 1000),
    ratio: rounded(median(rivalMs) / median(oursMs), 10),
    equal,
  };
}
