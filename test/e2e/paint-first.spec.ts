import type { Page } from '@playwright/test';
import { densityIsThere, expect, isSettled, openSample, test } from './atlas.ts';
import { differingPart, restingMap } from './pictures.ts';

/** What a page notes of itself, in milliseconds since navigation. */
interface Noted {
  /** When something was pressed. */
  pressed: number[];
  /** When what it changed was on the screen, where that took longer than a frame; of presses of before, too. */
  painted: { since: number; at: number }[];
  /** When the browser went to another entry of its history. */
  stepped: number[];
  /** When something was asked of a worker. */
  asked: number[];
  /** When the map was drawn. */
  drawn: number[];
  /** When the map's legend said something else. */
  told: number[];
}

/** Event Timing tells when a press was painted to 8 ms. */
const GRAIN = 8;
/** Milliseconds after which a press is on the screen, and room for a machine that is busy with other things. */
const LONGEST_PRESS = 100;
const ROOM = 1.5;
/** Event Timing says nothing of what was painted sooner, in milliseconds. */
const A_FRAME = 16;
/** Milliseconds, at least, after which a question is put and the map drawn even where nothing was painted: six frames. */
const LONGEST_WAIT = 90;
/** Part of a map's pixels that may differ between two ways to the same picture. */
const LEAST_DIFFERENCE = 0.001;
/** Where the map of the world has land, by share of its size. */
const ON_LAND = { x: 0.25, y: 0.35 };
/** What is first done on a page is compiled then, here and in the browser's painting: the best of these counts. */
const TIMES = 3;

/** Has the page note presses, questions and draws. To be called before the page is opened. */
async function watchPresses(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const noted: Noted = {
      ...{ pressed: [], painted: [], stepped: [], asked: [], drawn: [], told: [] },
    };
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
    const presses = ['click', 'keydown'];
    for (const name of presses)
      addEventListener(name, ({ timeStamp }) => noted.pressed.push(timeStamp), true);
    addEventListener('popstate', () => noted.stepped.push(performance.now()), true);
    const isLegend = ({ target }: MutationRecord) =>
      Boolean((target instanceof Element ? target : target.parentElement)?.closest('.map-legend'));
    new MutationObserver((changes) => {
      if (changes.some(isLegend)) noted.told.push(performance.now());
    }).observe(document, { subtree: true, childList: true, characterData: true });
    const observer = new PerformanceObserver((list) => {
      for (const { name, startTime, duration } of list.getEntries())
        if (presses.includes(name))
          noted.painted.push({ since: startTime, at: startTime + duration });
    });
    observer.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    Object.assign(window, { Worker: Watched, noted });
  });
}

/** Milliseconds from a press to what came of it; Infinity for what has not come. */
interface Press {
  painted: number;
  stepped: number;
  asked: number;
  drawn: number;
  told: number;
}

async function pressOf(page: Page, press: () => Promise<void>): Promise<Press> {
  const read = () => page.evaluate(() => (window as unknown as { noted: Noted }).noted);
  await page.evaluate(() => {
    const { noted } = window as unknown as { noted: Noted };
    for (const times of Object.values(noted) as unknown[][]) times.length = 0;
  });
  await press();
  await expect.poll(async () => (await read()).drawn.length).toBeGreaterThan(0);
  await isSettled(page);
  const { pressed, painted, stepped, asked, drawn, told } = await read();
  const since = pressed[0]!;
  const shown = painted.find((each) => each.since >= since);
  const first = ([time = Infinity]: number[]) => time - since;
  return {
    painted: shown ? shown.at - since : A_FRAME,
    ...{ stepped: first(stepped), asked: first(asked) },
    ...{ drawn: first(drawn), told: first(told) },
  };
}

/** Expects a press to be painted before anything else came of it, unless that would have taken too long. */
function expectInOrder({ painted, asked, drawn, told }: Press, name: string) {
  const first = Math.min(painted, LONGEST_WAIT) - GRAIN;
  const found = `${name}: painted ${painted}, asked ${asked}, drawn ${drawn}, told ${told}`;
  for (const time of [asked, drawn, told]) expect(time, found).toBeGreaterThanOrEqual(first);
}

/** Presses a control of the page as a hand does: it is over it before, and the map has come to rest. */
async function click(page: Page, name: string, role: 'radio' | 'button' = 'radio') {
  const control = page.getByRole(role, { name: new RegExp(`^${name}`) }).first();
  await restingMap(page);
  await control.hover();
  return pressOf(page, () => control.click());
}

/** Presses a country on the map. */
async function clickCountry(page: Page) {
  await restingMap(page);
  const { x, y, width, height } = (await page.locator('.map-canvas').boundingBox())!;
  await page.mouse.move(x + width * ON_LAND.x, y + height * ON_LAND.y);
  await expect(page.locator('.map-readout')).toBeVisible();
  // The country under the cursor is outlined in the frames after.
  await page.evaluate(
    () =>
      new Promise((done) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))),
      ),
  );
  // A picture is there once what was drawn before is on the screen.
  await page.locator('.map-canvas').screenshot();
  return pressOf(page, async () => {
    await page.mouse.down();
    await page.mouse.up();
  });
}

/** What is pressed, and whether the engine is asked and the legend says something else then. */
const switches = [
  { name: 'Addresses', asks: true, tells: true },
  { name: 'Machines', asks: true, tells: true },
  { name: 'Countries', asks: false, tells: true },
  { name: 'Circles', asks: false, tells: true },
  { name: 'Density', asks: false, tells: true },
  { name: 'As pins', asks: false, tells: true, role: 'button' },
  { name: 'As uncertain', asks: false, tells: true, role: 'button' },
  { name: 'Türkiye', asks: true, tells: false, role: 'button' },
  { name: 'Remove the filter', asks: true, tells: false, role: 'button' },
  { name: 'a country on the map', asks: true, tells: false, role: 'map' },
  { name: 'Remove the filter', asks: true, tells: false, role: 'button' },
] as const;

test('shows what was pressed before anything is asked or drawn for it', async ({ page }) => {
  await watchPresses(page);
  await openSample(page);
  // A page that was just opened still compiles, and fetches a finer coast.
  await restingMap(page);
  const least = new Map<string, number>();
  const late = () => [...least].filter(([, painted]) => painted > LONGEST_PRESS * ROOM);
  for (let turn = 0; turn < TIMES && (turn === 0 || late().length > 0); turn++) {
    for (const [at, { name, asks, tells, ...more }] of switches.entries()) {
      const role = 'role' in more ? more.role : 'radio';
      const pressed = await (role === 'map' ? clickCountry(page) : click(page, name, role));
      expectInOrder(pressed, name);
      expect(pressed.asked < Infinity || !asks, `${name} asks`).toBe(true);
      expect(pressed.told < Infinity || !tells, `${name} tells`).toBe(true);
      // One name stands there twice.
      const key = `${at} ${name}`;
      least.set(key, Math.min(pressed.painted, least.get(key) ?? Infinity));
    }
  }
  expect(late(), JSON.stringify([...least])).toEqual([]);
  for (const name of ['Undo', 'Redo']) {
    const pressed = await click(page, name, 'button');
    expectInOrder(pressed, name);
    // A step goes by the browser's history, whose events Event Timing does not know: it has its frames.
    const { stepped, asked, drawn } = pressed;
    expect(stepped, name).toBeLessThan(Infinity);
    for (const time of [asked, drawn]) {
      expect(time, name).toBeLessThan(Infinity);
      expect(time - stepped, name).toBeGreaterThan(LONGEST_WAIT - A_FRAME);
    }
  }
});

test('a key of the page is shown first, too, and the globe is as its link shows it', async ({
  page,
}) => {
  await watchPresses(page);
  await openSample(page);
  const flat = await restingMap(page);
  // A map that was clicked has the focus.
  await page.locator('.map-canvas canvas').focus();
  const pressed = await pressOf(page, () => page.keyboard.press('g'));
  expectInOrder(pressed, 'globe');
  await expect(page).toHaveURL(/projection=globe/);
  const turned = await restingMap(page);
  await page.reload();
  await densityIsThere(page);
  expect(await differingPart(turned, await restingMap(page))).toBeLessThan(LEAST_DIFFERENCE);
  await page.getByRole('button', { name: 'Globe', exact: true }).click();
  await expect(page).not.toHaveURL(/projection=globe/);
  expect(await differingPart(flat, await restingMap(page))).toBeLessThan(LEAST_DIFFERENCE);
});

/** Notes the order in which the parts of the page show something else, from the next press on: at once is the same number. */
async function watchParts(page: Page): Promise<void> {
  await page.evaluate(() => {
    const turns: Record<string, number> = {};
    let turn = 0;
    const note = (changes: readonly MutationRecord[]) => {
      turn++;
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const part = element?.closest('[data-part]')?.getAttribute('data-part');
        if (part) turns[part] ??= turn;
      }
    };
    const shown = {
      childList: true,
      characterData: true,
      attributeFilter: ['x', 'width', 'aria-label'],
    };
    new MutationObserver(note).observe(document.body, { subtree: true, ...shown });
    Object.assign(window, { partTurns: turns });
  });
}

const partTurns = (page: Page) =>
  page.evaluate(() => ({
    ...(window as unknown as { partTurns: Record<string, number> }).partTurns,
  }));

test('the part of the page that was pressed goes first', async ({ page }) => {
  await openSample(page);
  await page.goto('/#v=1&time=2015-02-01..2015-03-01');
  const title = page.locator('.header-shown');
  const chip = page.getByRole('button', { name: /^Remove the filter/ });
  await expect(chip).toHaveCount(1);
  /** Presses something that takes the window away or brings it back; gives the turns of the parts that show it. */
  const press = async (name: RegExp, gone: boolean) => {
    await restingMap(page);
    const control = page.getByRole('button', { name }).first();
    await control.hover();
    await watchParts(page);
    await control.click();
    await expect(chip).toHaveCount(gone ? 0 : 1);
    await expect(title).toContainText(gone ? '1 Oct 2014' : '28 Feb 2015');
    const { header, rail, timeline } = await partTurns(page);
    return { header: header!, rail: rail!, timeline: timeline! };
  };
  const byChip = await press(/^Remove the filter/, true);
  expect(byChip.rail).toBeLessThan(Math.min(byChip.header, byChip.timeline));
  // What is undone is seen where it changes, not beside the button.
  const undone = await press(/^Undo/, false);
  expect(undone.timeline).toBeLessThan(Math.min(undone.header, undone.rail));
  // A country is not seen in the title: the list of steps in the header follows the rail all the same.
  await page
    .getByRole('button', { name: /^Türkiye/ })
    .first()
    .click();
  await expect(chip).toHaveCount(2);
  await press(/^Undo/, false);
  await expect.poll(async () => (await partTurns(page))['page']).toBeGreaterThan(0);
  const turns = await partTurns(page);
  expect(turns['rail']).toBeLessThan(turns['page']!);
  const byButton = await press(/^Show all times/, true);
  expect(byButton.timeline).toBeLessThan(Math.min(byButton.header, byButton.rail));
});
