import type { Page } from '@playwright/test';

/** A piece of work of the main thread that took long. */
export interface LongTask {
  /** Milliseconds since navigation, and how long it took. */
  start: number;
  duration: number;
  /** What of it was spent inside WebGL calls, which a machine without a graphics card emulates. */
  webgl: number;
  /** The file whose code was called, and by what. */
  code: string;
}

interface Watched {
  tasks: LongTask[];
}

/** Notes all work over 50 ms from now on, and how much of it WebGL took. To be called before the page is opened. */
export async function watchMainThread(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const calls: { start: number; end: number }[] = [];
    const tasks: LongTask[] = [];
    let depth = 0;
    const prototype = WebGL2RenderingContext.prototype as unknown as Record<string, unknown>;
    const timed = (work: (...args: unknown[]) => unknown) =>
      function (this: unknown, ...args: unknown[]) {
        if (depth > 0) return work.apply(this, args);
        depth++;
        const start = performance.now();
        try {
          return work.apply(this, args);
        } finally {
          depth--;
          const end = performance.now();
          if (end - start > 0.2) calls.push({ start, end });
        }
      };
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (typeof value === 'function' && name !== 'constructor') {
        prototype[name] = timed(value as (...args: unknown[]) => unknown);
      }
    }
    const canvas = HTMLCanvasElement.prototype as unknown as Record<string, unknown>;
    canvas.getContext = timed(canvas.getContext as (...args: unknown[]) => unknown);
    interface Script extends PerformanceEntry {
      sourceURL: string;
      invoker: string;
    }
    new PerformanceObserver((list) => {
      for (const frame of list.getEntries() as (PerformanceEntry & { scripts: Script[] })[]) {
        for (const { startTime, duration, sourceURL, invoker } of frame.scripts) {
          const end = startTime + duration;
          const webgl = calls
            .filter((call) => call.start >= startTime && call.end <= end)
            .reduce((sum, call) => sum + call.end - call.start, 0);
          const code = `${sourceURL.split('/').at(-1)} ${invoker.split('/').at(-1)}`;
          if (duration > 50) tasks.push({ start: startTime, duration, webgl, code });
        }
      }
    }).observe({ type: 'long-animation-frame', buffered: true });
    (window as unknown as { watched: Watched }).watched = { tasks };
  });
}

/** The long tasks since `from` (milliseconds since navigation), oldest first. */
export async function longTasks(page: Page, from = 0): Promise<LongTask[]> {
  const { tasks } = await page.evaluate(() => (window as unknown as { watched: Watched }).watched);
  return tasks.filter(({ start }) => start >= from);
}
