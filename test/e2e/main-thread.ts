import { expect, type Page } from '@playwright/test';

/** A task that `PerformanceObserver` calls long: more than 50 ms from its beginning to its end. */
export interface LongTask {
  /** Milliseconds since navigation, and how long it took by the clock. */
  start: number;
  duration: number;
  /**
   * Milliseconds that the thread worked on it, but for the map library's own drawing. On a machine that is busy with
   * other things, or that emulates a graphics card, the clock says little: the thread waits in the middle of a task.
   */
  own: number;
  /** The script that worked longest in it. */
  code: string;
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds: begin and length by the clock, and length in the thread's own time. */
  ts: number;
  dur?: number;
  tdur?: number;
  args?: { data?: { url?: string; startTime?: number } };
}

/** Milliseconds that a task of the main thread may work. */
export const LONGEST_TASK = 50;
/** The machine may be busy with other things: the best of these counts. */
export const ATTEMPTS = 3;
const MARK = 'main-thread-watched';
const categories = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'blink.user_timing',
];

/** Has the page note its long tasks. To be called before the page is opened. */
export async function watchMainThread(page: Page): Promise<void> {
  await page.addInitScript((mark) => {
    const tasks: PerformanceEntry[] = [];
    const observer = new PerformanceObserver((list) => void tasks.push(...list.getEntries()));
    observer.observe({ type: 'longtask', buffered: true });
    performance.mark(mark);
    const read = () => {
      tasks.push(...observer.takeRecords());
      return tasks.map(({ startTime: start, duration }) => ({ start, duration }));
    };
    (window as unknown as { longTasks: typeof read }).longTasks = read;
  }, MARK);
}

/** Does something with the page, and gives the long tasks meanwhile, the most work first. */
export async function longTasksOf(page: Page, work: () => Promise<void>): Promise<LongTask[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page belongs to no browser that can be traced.');
  await browser.startTracing(page, { categories });
  let trace: Buffer;
  try {
    await page.evaluate((mark) => void performance.mark(mark), MARK);
    await work();
  } finally {
    trace = await browser.stopTracing();
  }
  const noted = await page.evaluate(() =>
    (window as unknown as { longTasks(): { start: number; duration: number }[] }).longTasks(),
  );
  return match(noted, (JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }).traceEvents);
}

/** The long tasks of the page that a trace holds too, with the thread's own time. */
function match(
  noted: readonly { start: number; duration: number }[],
  trace: readonly TraceEvent[],
): LongTask[] {
  const mark = trace.filter(({ name }) => name === MARK).at(-1);
  if (!mark) throw new Error('The trace does not hold the mark of the page.');
  const origin = mark.ts - (mark.args?.data?.startTime ?? 0) * 1000;
  const thread = trace.filter(({ pid, tid }) => pid === mark.pid && tid === mark.tid);
  const scripts = thread.filter(({ args, tdur }) => args?.data?.url && tdur);
  return thread
    .filter(({ name, dur = 0 }) => name === 'RunTask' && dur > 50_000)
    .map((task) => describe(task, scripts, origin))
    .filter(({ start, duration }) =>
      noted.some((task) => task.start < start + duration && start < task.start + task.duration),
    )
    .sort((a, b) => b.own - a.own);
}

function describe(task: TraceEvent, scripts: readonly TraceEvent[], origin: number): LongTask {
  const parts = scripts
    .filter((script) => holds(task, script))
    .sort((a, b) => (b.tdur ?? 0) - (a.tdur ?? 0));
  const library = parts.filter(({ args }) => args?.data?.url?.includes('/maplibre-gl'));
  const outermost = library.filter(
    (script) => !library.some((other) => other !== script && holds(other, script)),
  );
  const drawing = outermost.reduce((sum, { tdur = 0 }) => sum + tdur, 0);
  const url = parts[0]?.args?.data?.url ?? '';
  return {
    start: (task.ts - origin) / 1000,
    duration: (task.dur ?? 0) / 1000,
    own: ((task.tdur ?? 0) - drawing) / 1000,
    code: url.split('/').at(-1) ?? '',
  };
}

function holds(outer: TraceEvent, inner: TraceEvent): boolean {
  return outer.ts <= inner.ts && inner.ts + (inner.dur ?? 0) <= outer.ts + (outer.dur ?? 0);
}

/**
 * Does something until the main thread stays free meanwhile, or so many times.
 * @param most milliseconds that a task may work
 * @returns the long tasks of each attempt, the last the best
 */
export async function attempt(
  page: Page,
  { most, times }: { most: number; times: number },
  work: (turn: number) => Promise<void>,
): Promise<LongTask[][]> {
  const attempts: LongTask[][] = [];
  for (let turn = 0; turn < times; turn++) {
    const tasks = await longTasksOf(page, () => work(turn));
    attempts.push(tasks);
    if ((tasks[0]?.own ?? 0) <= most) break;
  }
  return attempts;
}

/** Expects the best of some attempts to have kept the main thread free. */
export function expectFree(attempts: readonly LongTask[][], most = LONGEST_TASK): void {
  const least = Math.min(...attempts.map((tasks) => tasks[0]?.own ?? 0));
  expect(least, JSON.stringify(attempts)).toBeLessThanOrEqual(most);
}
