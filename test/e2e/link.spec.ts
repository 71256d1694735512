import { writeFile } from 'node:fs/promises';
import type { Browser, Page } from '@playwright/test';
import { expect, figure, filterBy, isSettled, openSample, serveSample, test } from './atlas.ts';
import { differingPart, restingMap } from './pictures.ts';

const wayOf = (page: Page, name: string) =>
  page
    .getByRole('radiogroup', { name: 'Way of drawing' })
    .getByRole('radio', { name, exact: true })
    .click();

/** Brings the map nearer by keys. */
async function nearer(page: Page, times: number): Promise<void> {
  await page.locator('.maplibregl-canvas').focus();
  for (let n = 0; n < times; n += 1) {
    const before = page.url();
    await page.keyboard.press(n === 0 ? 'ArrowUp' : '=');
    await expect.poll(() => page.url()).not.toBe(before);
  }
}

async function choosesColours(page: Page, scale: string, isLocked: boolean): Promise<void> {
  await page.getByRole('button', { name: 'Drawing' }).click();
  const dialog = page.getByRole('dialog', { name: 'Drawing' });
  await dialog.getByLabel('Colours', { exact: true }).selectOption('Cividis');
  await dialog.getByLabel('Reversed').check();
  await dialog.getByLabel('Scale', { exact: true }).selectOption(scale);
  await dialog.getByRole('slider', { name: 'Opacity' }).focus();
  await page.keyboard.press('ArrowLeft');
  if (isLocked) {
    await isSettled(page);
    await dialog.getByLabel('Numbers of the colours').selectOption({ value: 'locked' });
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
}

/** Pictures of a playback that are looked at before it is stopped. */
const PLAYED = 10;

/** Counts the questions to workers that bring memory back, from the page's start; gives what reads the counts. */
async function watchMemory(page: Page): Promise<(name: string) => Promise<number>> {
  await page.addInitScript(() => {
    const counts: Record<string, number> = {};
    Object.assign(window, { broughtBack: counts });
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const post = Worker.prototype.postMessage as (message: unknown, transfer: unknown) => void;
    Worker.prototype.postMessage = function (message: unknown, transfer: unknown) {
      const { name, request } = message as { name?: string; request?: { into?: unknown } };
      if (name && request?.into) counts[name] = (counts[name] ?? 0) + 1;
      post.call(this, message, transfer);
    };
  });
  return (name) =>
    page.evaluate(
      (asked) => (window as unknown as { broughtBack: Record<string, number> }).broughtBack[asked]!,
      name,
    );
}

/** States of the page, each worked from the one before, and what their links name. */
const states: readonly { name: string; keys: RegExp; work: (page: Page) => Promise<void> }[] = [
  {
    name: 'density after a playback, whose pictures share their memory',
    keys: /time=/,
    async work(page) {
      await isSettled(page);
      await page.getByRole('button', { name: 'Play' }).click();
      const shown = new Set<string>();
      const look = async () => shown.add((await figure(page).textContent())!).size;
      await expect.poll(look, { intervals: [20] }).toBeGreaterThan(PLAYED);
      await page.getByRole('button', { name: 'Stop' }).click();
      await isSettled(page);
    },
  },
  {
    name: 'a globe of density, near, of one country',
    keys: /projection=globe.*country=.*smooth=160.*scale=quantile.*colours=.*opacity=.*domain=.*at=/,
    async work(page) {
      await page.getByRole('button', { name: 'Show all times' }).click();
      await filterBy(page, 'Türkiye');
      await page.getByRole('button', { name: 'Globe', exact: true }).click();
      await page.getByRole('button', { name: 'Drawing' }).click();
      await page.getByLabel('Smoothing').selectOption({ value: '160' });
      await page.keyboard.press('Escape');
      await choosesColours(page, 'Quantile', true);
      await nearer(page, 2);
    },
  },
  {
    name: 'hexagons by number in a window of time, on the flat map',
    keys: /way=hexagons.*hexagons=count.*time=2015-01-01.*at=/,
    async work(page) {
      await page.getByRole('button', { name: 'Globe', exact: true }).click();
      await page.getByRole('button', { name: /^Remove the filter Country/ }).click();
      await wayOf(page, 'Hexagons');
      await page.getByRole('radio', { name: 'Number' }).click();
      await page.getByLabel('First day').fill('2015-01-01');
      await page.getByLabel('First day').press('Enter');
      await expect(page).toHaveURL(/time=2015/);
    },
  },
  {
    name: 'contours of addresses in an area, as pins',
    keys: /measure=hosts.*way=contours.*circle=.*placing=pins.*scale=linear/,
    async work(page) {
      await page.getByRole('radio', { name: 'Addresses' }).click();
      await wayOf(page, 'Contours');
      await page.getByRole('button', { name: 'As pins' }).click();
      await choosesColours(page, 'Linear', false);
      await page.getByRole('radio', { name: 'Select a circle' }).focus();
      await page.keyboard.press('Enter');
      const radius = page.getByRole('spinbutton', { name: 'Radius in km' });
      await radius.fill('2500');
      await radius.press('Enter');
      await expect(page).toHaveURL(/circle=/);
    },
  },
  {
    name: 'countries per inhabitant, without few, in the dark theme',
    keys: /way=countries.*per=inhabitants.*few=50.*hide=few.*theme=dark/,
    async work(page) {
      await page.getByRole('button', { name: /^Remove the filter Area/ }).click();
      await wayOf(page, 'Countries');
      await page
        .getByRole('combobox', { name: 'What rankings and country shading show' })
        .selectOption('per 100,000 inhabitants');
      await page.getByRole('checkbox', { name: 'Hide' }).check();
      await page.getByRole('spinbutton', { name: 'fewer than' }).fill('50');
      await page.getByRole('button', { name: 'Use the dark theme' }).click();
      await expect(page).toHaveURL(/theme=/);
    },
  },
];

/** What a link shows where nothing is remembered. */
async function openAnew(browser: Browser, from: Page, baseURL: string): Promise<Buffer> {
  const shown = (await figure(from).textContent())!;
  const context = await browser.newContext({ viewport: from.viewportSize(), baseURL });
  const page = await context.newPage();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await serveSample(page);
  await page.goto(from.url());
  await expect(figure(page)).toHaveText(shown);
  const picture = await restingMap(page);
  await context.close();
  return picture;
}

test.use({ viewport: { width: 1180, height: 520 } });

test('a link shows the same picture to somebody else', async ({ page, browser, baseURL }, info) => {
  // Five loads of the page, and pictures of it at rest.
  test.setTimeout(240_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const broughtBack = await watchMemory(page);
  await openSample(page);
  for (const { name, keys, work } of states) {
    await test.step(name, async () => {
      await work(page);
      await expect(page).toHaveURL(keys);
      const here = await restingMap(page);
      const there = await openAnew(browser, page, baseURL!);
      const part = await differingPart(here, there);
      if (part > 0.0005) {
        await writeFile(info.outputPath('here.png'), here);
        await writeFile(info.outputPath('there.png'), there);
      }
      expect(part, `${name}: ${page.url()}`).toBeLessThanOrEqual(0.0005);
    });
  }
  // Values to the engine, and fields to the density worker.
  for (const name of ['aggregate', 'field'])
    expect(await broughtBack(name), name).toBeGreaterThan(PLAYED / 2);
});
