import type { Page } from '@playwright/test';
import { expect, isSettled, openSample, test } from './atlas.ts';
import { restingMap } from './pictures.ts';

/** What a page notes of itself, in milliseconds since navigation. */
interface Noted {
  /** When each press was done, and when what it changed was on the screen. */
  presses: [pressed: number, painted: number][];
  /** When something was asked of a worker. */
  asked: number[];
  /** When the map was drawn. */
  drawn: number[];
}

/** Event Timing tells when a press was painted to 8 ms. */
const GRAIN = 8;
/** Milliseconds after which a press is on the screen, and room for a machine that is busy with other things. */
const LONGEST_PRESS = 100;
const ROOM = 1.5;
/** Milliseconds after which a question is put and the map drawn even where nothing was painted. */
const LONGEST_WAIT = 250;
/** What is first done on a page is compiled then, here and in the browser's painting: the best of these counts. */
const TIMES = 3;

/** Has the page note presses, questions and draws. To be called before the page is opened. */
async function watchPresses(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const noted: Noted = { presses: [], asked: [], drawn: [] };
    const questions = ['aggregate', 'field', 'contours', 'hexagons', 'spread', 'hexagonSpread'];
    class Watched extends Worker {
      override postMessage(message: unknown, options?: unknown) {
        const { kind, name } = (message ?? {}) as { kind?: string; name?: string };
        if (kind === 'call' && questions.includes(name ?? '')) noted.asked.push(performance.now());
        super.postMessage(message, options as Transferable[]);
      }
    }
    const methods = WebGL2RenderingContext.prototype as {
      clear: (this: unknown, mask: number) => void;
    };
    const { clear } = methods;
    methods.clear = function (mask) {
      noted.drawn.push(performance.now());
      clear.call(this, mask);
    };
    const observer = new PerformanceObserver((list) => {
      const presses = list.getEntries().filter(({ name }) => ['click', 'keydown'].includes(name));
      for (const { startTime, duration } of presses)
        noted.presses.push([startTime, startTime + duration]);
    });
    observer.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    Object.assign(window, { Worker: Watched, noted });
  });
}

/** What was noted of one press: when it was painted, first asked about and first drawn for, from when it was done on. */
async function pressOf(page: Page, press: () => Promise<void>) {
  const nothing: Noted = { presses: [], asked: [], drawn: [] };
  await page.evaluate(
    (empty) => Object.assign((window as unknown as { noted: Noted }).noted, empty),
    nothing,
  );
  await press();
  const read = () => page.evaluate(() => (window as unknown as { noted: Noted }).noted);
  await expect.poll(async () => (await read()).presses.length).toBeGreaterThan(0);
  await isSettled(page);
  const { presses, asked, drawn } = await read();
  const [pressed, painted] = presses[0]!;
  const firstOf = (times: number[]) => times.find((time) => time >= pressed) ?? Infinity;
  return {
    painted: painted - pressed,
    asked: firstOf(asked) - pressed,
    drawn: firstOf(drawn) - pressed,
  };
}

/** Expects a press to be painted before anything was asked or drawn for it, unless that would have taken too long. */
function expectInOrder(
  { painted, asked, drawn }: Awaited<ReturnType<typeof pressOf>>,
  name: string,
) {
  const first = Math.min(painted, LONGEST_WAIT) - GRAIN;
  expect(asked, `${name}: asked`).toBeGreaterThanOrEqual(first);
  expect(drawn, `${name}: drawn`).toBeGreaterThanOrEqual(first);
}

/** Presses a control of the page as a hand does: it is over it before, and the map has come to rest. */
async function click(page: Page, name: string, role: 'radio' | 'button' = 'radio') {
  const control = page.getByRole(role, { name: new RegExp(`^${name}`) }).first();
  await restingMap(page);
  await control.hover();
  return pressOf(page, () => control.click());
}

const switches: Record<string, (page: Page) => ReturnType<typeof pressOf>> = {
  'another measure': (page) => click(page, 'Addresses'),
  'and back': (page) => click(page, 'Machines'),
  'another way': (page) => click(page, 'Countries'),
  'the density': (page) => click(page, 'Density'),
  'a filter': (page) => click(page, 'Türkiye', 'button'),
  'no filter': (page) => click(page, 'Remove the filter', 'button'),
};

test('shows what was pressed before anything is asked or drawn for it', async ({ page }) => {
  await watchPresses(page);
  await openSample(page);
  // A page that was just opened still compiles, and fetches a finer coast.
  await restingMap(page);
  const least = new Map<string, number>();
  const late = () => [...least].filter(([, painted]) => painted > LONGEST_PRESS * ROOM);
  for (let turn = 0; turn < TIMES && (turn === 0 || late().length > 0); turn++) {
    for (const [name, press] of Object.entries(switches)) {
      const pressed = await press(page);
      expectInOrder(pressed, name);
      least.set(name, Math.min(pressed.painted, least.get(name) ?? Infinity));
    }
  }
  expect(late(), JSON.stringify([...least])).toEqual([]);
});

test('a key of the page is shown first, too', async ({ page }) => {
  await watchPresses(page);
  await openSample(page);
  // A page that was just opened still compiles, and fetches a finer coast.
  await restingMap(page);
  const pressed = await pressOf(page, () => page.keyboard.press('g'));
  await expect(page.locator('.atlas-map')).toHaveAttribute('data-projection', 'globe');
  expectInOrder(pressed, 'globe');
});
