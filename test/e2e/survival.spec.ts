import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { telemetryText } from '../../scripts/telemetry-text.ts';
import { drop, expect, figure, openAtlas, telemetryOf, test } from './atlas.ts';

const log = { name: 'kept.csv', bytes: telemetryOf(['198.51.100.1', '203.0.113.9', '8.8.8.8']) };

let folder = '';
let large = '';

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'infection-atlas-'));
  large = join(folder, 'large.csv');
  writeFileSync(large, [...telemetryText(600_000, 3)].join(''));
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Opens a file through the dialog: large files cannot be dropped by a script. */
async function openFile(page: Page, path: string): Promise<void> {
  await page.getByRole('button', { name: 'Open files' }).click();
  await page.locator('input[type=file]').first().setInputFiles(path);
}

const progress = (page: Page) => page.locator('.load-progress');
const notice = (page: Page) => page.locator('.notice');

/** Keeps what the page makes of the engine's worker, so that a test can end it. */
async function watchEngines(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const made: Worker[] = [];
    const Plain = Worker;
    (window as unknown as { Worker: unknown; made: Worker[] }).Worker = class extends Plain {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        if (options?.name === 'engine') made.push(this);
      }
    };
    (window as unknown as { made: Worker[] }).made = made;
  });
}

/** Ends the engine as a browser does that needs its memory: without a word. */
function endEngine(page: Page): Promise<void> {
  return page.evaluate(() => {
    (window as unknown as { made: Worker[] }).made.at(-1)!.terminate();
  });
}

test('a lost engine says so and opens the reconstruction again', async ({ page }) => {
  await watchEngines(page);
  await openAtlas(page);
  await endEngine(page);
  await expect(notice(page)).toContainText('The engine stopped');
  await page.getByRole('button', { name: /^Germany/ }).click();
  await expect(figure(page)).toHaveText('26,000');
  await drop(page, [{ name: 'hits.csv', bytes: telemetryOf(['9.9.9.9']) }]);
  await expect(figure(page)).toHaveText('1');
});

test('a lost engine brings back what was kept, with the load in the middle of which it was lost named', async ({
  page,
}) => {
  await slowReaders(page);
  await watchEngines(page);
  await openAtlas(page);
  await drop(page, [log]);
  await expect(figure(page)).toHaveText('3');
  await page.getByRole('button', { name: 'Open files' }).click();
  await expect(page.getByRole('region', { name: 'Kept in this browser' })).toContainText('kept 20');
  await page.keyboard.press('Escape');
  await openFile(page, large);
  await expect(progress(page)).toBeVisible();
  await endEngine(page);
  await expect(notice(page).filter({ hasText: 'Could not open large.csv' })).toBeVisible();
  await expect(figure(page)).toHaveText('3');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('kept.csv');
});

test('a lost reader ends the load with a message, and what was there stays', async ({ page }) => {
  await page.context().route('**/assets/reader-worker-*.js', async (route) => {
    const script = await route.fetch();
    const end = `addEventListener('message', ({ data }) => {
      if (data.name === 'read' && data.request.kind === 'piece') setTimeout(() => close(), 30);
    });`;
    await route.fulfill({ response: script, body: `${end}\n${await script.text()}` });
  });
  await openAtlas(page);
  await openFile(page, large);
  await expect(notice(page)).toContainText('A reader of this page stopped');
  await expect(progress(page)).toHaveCount(0);
  await expect(figure(page)).toHaveText('770,000');
  await page.context().unroute('**/assets/reader-worker-*.js');
  await drop(page, [log]);
  await expect(figure(page)).toHaveText('3');
});

test('a reload in the middle of a load brings back what was kept before', async ({ page }) => {
  await slowReaders(page);
  await openAtlas(page);
  await drop(page, [log]);
  await expect(figure(page)).toHaveText('3');
  await page.getByRole('button', { name: 'Open files' }).click();
  await expect(page.getByRole('region', { name: 'Kept in this browser' })).toContainText('kept 20');
  await page.keyboard.press('Escape');
  await openFile(page, large);
  await expect(progress(page)).toContainText(/reading/i);
  await page.reload();
  await expect(figure(page)).toHaveText('3');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('kept.csv');
});

/** Has readers wait before every chunk, so that a load takes its time on any machine. */
async function slowReaders(page: Page): Promise<void> {
  await page.context().route('**/assets/reader-worker-*.js', async (route) => {
    const script = await route.fetch();
    const slow = `{
      const { read } = ReadableStreamBYOBReader.prototype;
      ReadableStreamBYOBReader.prototype.read = async function (...args) {
        await new Promise((goOn) => setTimeout(goOn, 60));
        return read.apply(this, args);
      };
    }`;
    await route.fulfill({ response: script, body: `${slow}\n${await script.text()}` });
  });
}

test('a load that is cancelled after its first rows were shown leaves what was there', async ({
  page,
}) => {
  await slowReaders(page);
  await openAtlas(page);
  await page.getByRole('button', { name: /^Germany/ }).click();
  await expect(figure(page)).toHaveText('26,000');
  await openFile(page, large);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('large.csv');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Simda takedown, April 2015');
  await expect(figure(page)).toHaveText('26,000');
});
