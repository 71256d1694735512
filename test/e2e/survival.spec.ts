import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { telemetryText } from '../../scripts/telemetry-text.ts';
import { drop, expect, figure, inUtc, filterBy, openSample, telemetryOf, test } from './atlas.ts';

const log = { name: 'kept.csv', bytes: telemetryOf(['198.51.100.1', '203.0.113.9', '8.8.8.8']) };

let folder = '';
let large = '';

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'infection-atlas-'));
  large = join(folder, 'large.csv');
  writeFileSync(large, inUtc([...telemetryText(600_000, 3)].join('')));
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

/** Gives the engine's readers another method, before it starts any: a browser hands nested workers to no test. */
async function changeReaders(page: Page, method: string): Promise<void> {
  await page.route('**/assets/worker-*.js', async (route) => {
    const script = await route.fetch();
    // A worker that is ended meanwhile takes its answer with it, and waits for none.
    const body = await script.text().catch(() => null);
    if (body === null) return;
    const changed = `const Plain = Worker; self.Worker = class extends Plain { ${method} };`;
    await route.fulfill({ response: script, body: `${changed}\n${body}` });
  });
}

/** Has every piece wait for its turn, so that a load takes its time on any machine. */
async function slowReaders(page: Page): Promise<void> {
  await changeReaders(
    page,
    `turn = 0;
    postMessage(message, transfer) {
      if (message.name !== 'read') return super.postMessage(message, transfer);
      this.turn = Math.max(this.turn, performance.now()) + 1500;
      setTimeout(() => super.postMessage(message, transfer), this.turn - performance.now());
    }`,
  );
}

test('a lost engine says so and opens the reconstruction again', async ({ page }) => {
  await watchEngines(page);
  await openSample(page);
  await endEngine(page);
  await expect(notice(page)).toContainText('The engine stopped');
  await filterBy(page, 'Germany');
  await drop(page, [{ name: 'hits.csv', bytes: telemetryOf(['9.9.9.9']) }]);
  await expect(figure(page)).toHaveText('1');
});

test('a lost engine brings back what was kept, with the load in the middle of which it was lost named', async ({
  page,
}) => {
  await slowReaders(page);
  await watchEngines(page);
  await openSample(page);
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
  await changeReaders(
    page,
    `static isOver = false;
    postMessage(message, transfer) {
      super.postMessage(message, transfer);
      if (message.name !== 'read' || message.request.kind !== 'piece' || Worker.isOver) return;
      Worker.isOver = true;
      this.addEventListener('message', ({ data }) => data.kind === 'progress' && this.terminate());
    }`,
  );
  const before = await openSample(page);
  await openFile(page, large);
  await expect(notice(page)).toContainText('A reader of this page stopped');
  await expect(progress(page)).toHaveCount(0);
  await expect(figure(page)).toHaveText(before);
  await drop(page, [log]);
  await expect(figure(page)).toHaveText('3');
});

test('a reload in the middle of a load brings back what was kept before', async ({ page }) => {
  await slowReaders(page);
  await openSample(page);
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

test('a load that is cancelled after its first rows were shown leaves what was there', async ({
  page,
}) => {
  await slowReaders(page);
  await openSample(page);
  const germany = await filterBy(page, 'Germany');
  await openFile(page, large);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('large.csv');
  // By key: a click waits until nothing moves, and on a busy machine the load may be over by then.
  await page.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Simda takedown, April 2015');
  await expect(figure(page)).toHaveText(germany);
});
