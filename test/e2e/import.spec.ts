import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Page } from '@playwright/test';
import {
  drop,
  expect,
  figure,
  ledgerLine,
  openSample,
  telemetryOf,
  test,
  type DroppedFile,
} from './atlas.ts';
import { findings } from './find-faults.ts';

const dialog = (page: Page) => page.getByRole('dialog', { name: /will be read$/ });
const counts = (page: Page) => dialog(page).locator('.import-counts:visible');
const firstHits = (page: Page) => dialog(page).getByRole('table', { name: 'First hits' });
const open = (page: Page) => dialog(page).getByRole('button', { name: 'Open', exact: true });

/** A log of two columns of addresses, of which the wrong one looks like the infected end. */
const twoAddresses: DroppedFile = {
  name: 'proxy.csv',
  bytes: [
    'timestamp,host,visitor,malware,login',
    '2026-02-03T10:00:00Z,198.51.100.1,203.0.113.5,zeus,ann-7731',
    '2026-02-03T11:00:00Z,198.51.100.1,203.0.113.6,zeus,bob-7731',
    '2026-02-03T12:00:00Z,198.51.100.1,203.0.113.7,zeus,cid-7731',
    '',
  ].join('\n'),
};

/** Pastes text as Ctrl+V does. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
  }, text);
}

test('swaps two columns of addresses, and remembers it for the same columns', async ({ page }) => {
  const before = await openSample(page);
  await drop(page, [twoAddresses]);
  await expect(dialog(page)).toBeVisible();
  await expect(counts(page)).toHaveText('The whole file: 3 rows, 3 hits, 0 refused.');
  await expect(firstHits(page)).toContainText('198.51.100.1');
  await expect(dialog(page).getByRole('row', { name: /login/ })).toContainText(
    'personal, never read unless mapped',
  );
  await expect(dialog(page)).not.toContainText('7731');
  await expect(figure(page)).toHaveText(before);
  await dialog(page).getByLabel('Read visitor as').selectOption('address');
  await expect(firstHits(page)).toContainText('203.0.113.5');
  await expect(firstHits(page)).toContainText('203.0.113.0/24');
  await expect(firstHits(page)).not.toContainText('198.51.100.1');
  await dialog(page).getByLabel('Read host as').selectOption('C2 server');
  await expect(firstHits(page)).toContainText('198.51.100.1');
  await open(page).click();
  await expect(figure(page)).toHaveText('3');
  await expect.poll(() => ledgerLine(page, 'Rows read')).toBe('3');

  await test.step('the same columns are read so without a question', async () => {
    await drop(page, [{ ...twoAddresses, name: 'next.csv' }], /^Replace/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('next.csv');
    await expect(figure(page)).toHaveText('3');
    await expect(dialog(page)).toHaveCount(0);
  });
  await test.step('the open dialog says so, and forgets it', async () => {
    await page.getByRole('button', { name: 'Open files' }).click();
    const files = page.getByRole('dialog', { name: 'Open files' });
    await expect(files).toContainText('as you chose before');
    await files.getByRole('checkbox', { name: /Check how/ }).check();
    await page.keyboard.press('Escape');
    await drop(page, [{ ...twoAddresses, name: 'third.csv' }], /^Replace/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('third.csv');
    await page.getByRole('button', { name: 'How it was read' }).click();
    await dialog(page).getByLabel('Read visitor as').selectOption('');
    await dialog(page).getByLabel('Read host as').selectOption('address');
    await dialog(page).getByRole('button', { name: 'Read again' }).click();
    await expect(figure(page)).toHaveText('1');
    await expect.poll(() => ledgerLine(page, 'Rows read')).toBe('3');
  });
});

test('forgets what was chosen for columns', async ({ page }) => {
  await openSample(page);
  await drop(page, [twoAddresses]);
  await dialog(page).getByLabel('Read visitor as').selectOption('address');
  await expect(firstHits(page)).toContainText('203.0.113.5');
  await open(page).click();
  await expect(figure(page)).toHaveText('3');
  await paste(page, String((twoAddresses as { bytes: string }).bytes));
  await expect(dialog(page)).toContainText('Read as you chose before');
  await dialog(page).getByRole('button', { name: 'Forget that' }).click();
  await expect(firstHits(page)).toContainText('198.51.100.1');
  await expect(dialog(page)).not.toContainText('Read as you chose before');
  await page.keyboard.press('Escape');
  await drop(page, [twoAddresses], /^Replace/);
  await expect(dialog(page)).toContainText('The file leaves this open');
});

test('asks about dates that can be read in two ways', async ({ page }) => {
  await openSample(page);
  const bytes = 'time_utc,src_ip\n03/04/2026 10:00,198.51.100.1\n04/04/2026 11:00,198.51.100.2\n';
  await drop(page, [{ name: 'dates.csv', bytes }]);
  const order = dialog(page).getByLabel('Order in dates');
  await expect(order).toHaveAccessibleDescription('The file leaves this open');
  await expect(firstHits(page)).toContainText('2026-04-03 10:00:00');
  await order.selectOption('month before day');
  await expect(firstHits(page)).toContainText('2026-03-04 10:00:00');
  await dialog(page).getByLabel('Zone of times').selectOption('Asia/Tokyo');
  await expect(firstHits(page)).toContainText('2026-03-04 01:00:00');
  await open(page).click();
  await expect(figure(page)).toHaveText('2');
  await expect(page.locator('.header-shown')).toContainText('4 Mar');

  await test.step('a failure that a choice can mend is shown beside the columns', async () => {
    const bytes = 'who;what\nunknown;a\n;b\nnone;c\n-;d\n198.51.100.7;e\n';
    await drop(page, [{ name: 'odd.csv', bytes }], /^Replace/);
    await expect(dialog(page)).toContainText('has no column of addresses');
    await expect(dialog(page)).toContainText('Expected:');
    await expect(open(page)).toBeDisabled();
    await dialog(page).getByLabel('Read who as').selectOption('address');
    await expect(counts(page)).toContainText('5 rows, 1 hit, 4 refused');
    await open(page).click();
    await expect(page.getByRole('region', { name: 'Totals' })).toContainText('1 address');
    expect(await ledgerLine(page, 'Rows refused')).toBe('4');
    const legend = page.getByRole('region', { name: 'Legend' });
    await expect(legend).toContainText('No addresses to colour yet.');
  });
});

test('shows the members of an archive, and opens those that can be read', async ({ page }) => {
  await openSample(page);
  const zip = zipSync({
    'day-1.csv': strToU8(telemetryOf(['198.51.100.1', '198.51.100.2'])),
    'day-2.csv': strToU8('when,one_ip,two_ip\n2026-02-03,198.51.100.3,203.0.113.1\n'),
    'readme.txt': strToU8('Nothing to see.\n'),
  });
  await drop(page, [{ name: 'reports.zip', bytes: zip }]);
  await expect(dialog(page).getByRole('tab')).toHaveCount(3);
  await expect(dialog(page).getByRole('tab', { name: /readme\.txt/ })).toContainText(
    'cannot be read',
  );
  // The first that asks is in front.
  await expect(dialog(page).getByRole('tab', { selected: true })).toContainText('day-2.csv');
  await expect(counts(page)).toHaveText('The whole file: 1 row, 1 hit, 0 refused.');
  await dialog(page).getByLabel('Read two_ip as').selectOption('address');
  await expect(firstHits(page)).toContainText('203.0.113.1');
  await open(page).click();
  await expect(figure(page)).toHaveText('3');
  await page.getByRole('button', { name: 'Open files' }).click();
  const files = page.getByRole('dialog', { name: 'Open files' });
  await expect(files.getByRole('row', { name: /reports\.zip: day-2\.csv/ })).toBeVisible();
  await expect(files).toContainText('"readme.txt" was passed over');

  await test.step('of many members all are within reach', async () => {
    await page.keyboard.press('Escape');
    const days = Array.from({ length: 60 }, (_, i) => [
      `march-${i + 1}.csv`,
      strToU8(`timestamp,src_ip,src_geo\n2026-03-01T00:00:00Z,198.51.100.${i + 1},AT\n`),
    ]);
    const asks = strToU8('when,first_ip,second_ip\n2026-02-03,198.51.100.99,203.0.113.99\n');
    const dayFiles = Object.fromEntries(days) as Record<string, Uint8Array>;
    const many = zipSync({ ...dayFiles, 'odd.csv': asks });
    await drop(page, [{ name: 'many.zip', bytes: many }], /^Replace/);
    const members = dialog(page).getByRole('listbox', { name: /members of archives/ });
    await expect(members.getByRole('option', { selected: true })).toContainText('odd.csv');
    expect(await findings(page)).toEqual([]);
    await dialog(page).getByLabel('Find a file by its name').fill('march-57');
    await members.getByRole('option', { name: 'march-57.csv' }).click();
    await expect(firstHits(page)).toContainText('198.51.100.57');
    await expect(firstHits(page).getByRole('columnheader', { name: /Country/ })).toBeVisible();
    await dialog(page).getByLabel('Read src_ip as').selectOption('');
    await expect(dialog(page)).toContainText('needs a column of addresses');
    await dialog(page).getByLabel('Which files are listed').selectOption('With questions (2)');
    await dialog(page).getByLabel('Find a file by its name').fill('');
    await members.getByRole('option', { name: 'odd.csv' }).click();
    await page.keyboard.press('ArrowDown');
    await expect(members.getByRole('option', { selected: true })).toContainText('march-57.csv');
    await dialog(page).getByLabel('Read src_ip as').selectOption('address');
    await expect(firstHits(page)).toContainText('198.51.100.57');
    await open(page).click();
    await expect(figure(page)).toHaveText('61');
  });
});

test('nothing changes where the dialog, or the load after it, is cancelled', async ({ page }) => {
  const before = await openSample(page);
  await drop(page, [twoAddresses]);
  await dialog(page).getByLabel('Read visitor as').selectOption('address');
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(figure(page)).toHaveText(before);
  const rows = Array.from(
    { length: 400_000 },
    (_, i) => `${1 + (i % 199)}.${(i >> 4) % 256}.${(i >> 8) % 256}.${i % 256}`,
  );
  await drop(page, [{ name: 'large-list.txt', bytes: `${rows.join('\n')}\n` }]);
  await expect(counts(page)).toContainText('Its first part:');
  await open(page).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.locator('.load-progress')).toHaveCount(0);
  await expect(figure(page)).toHaveText(before);
  await expect(page.locator('.notice')).toHaveCount(0);
});

test('takes a pasted list of defanged addresses, and C2 servers beside it', async ({ page }) => {
  await openSample(page);
  await paste(page, '198[.]51[.]100[.]1\nhxxp://203.0.113[.]9/x\n198.51.100[.]2\n');
  await expect(dialog(page)).toHaveAccessibleName('How pasted text will be read');
  await expect(counts(page)).toContainText('3 rows, 3 hits');
  await open(page).click();
  await expect(figure(page)).toHaveText('3');
  const list =
    'address,port,status,country,latitude,longitude\n192.0.2.77,443,active,DE,52.5,13.4\n';
  await drop(page, [{ name: 'c2.csv', bytes: list }], /^Add/);
  await expect(page.getByRole('region', { name: 'Legend' })).toContainText('C2 server, active · 1');
  await expect(figure(page)).toHaveText('3');

  await test.step('text that is typed into the open dialog is looked at too', async () => {
    await page.getByRole('button', { name: 'Open files' }).click();
    const files = page.getByRole('dialog', { name: 'Open files' });
    await files.getByRole('button', { name: 'Paste', exact: true }).click();
    await files.getByLabel(/Text with addresses/).fill('198.51.100.4\n198.51.100.5\n');
    await files.getByRole('button', { name: 'Look at the text' }).click();
    await dialog(page).getByLabel('The addresses are').selectOption('C2 servers');
    await expect(counts(page)).toContainText('2 C2 servers');
    await open(page).click();
    await expect(page.getByRole('region', { name: 'Legend' })).toContainText(
      'C2 server, status unknown · 2',
    );
  });
});

test('a file that asks nothing can be checked first, and several be left out', async ({ page }) => {
  await openSample(page);
  await page.getByRole('button', { name: 'Open files' }).click();
  const files = page.getByRole('dialog', { name: 'Open files' });
  await files.getByRole('checkbox', { name: /Check how/ }).check();
  const chooser = page.waitForEvent('filechooser');
  await files.getByRole('button', { name: 'Choose files' }).click();
  const file = (name: string, text: string) => ({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  });
  await (
    await chooser
  ).setFiles([
    file('a.csv', telemetryOf(['198.51.100.1'])),
    file('b.csv', telemetryOf(['198.51.100.2', '198.51.100.3'])),
    file('c.csv', 'colour\nred\n'),
  ]);
  await dialog(page)
    .getByRole('tab', { name: /c\.csv/ })
    .click();
  await expect(dialog(page).getByRole('checkbox', { name: 'Open c.csv' })).not.toBeChecked();
  await dialog(page)
    .getByRole('tab', { name: /a\.csv/ })
    .click();
  await dialog(page).getByRole('checkbox', { name: 'Open a.csv' }).uncheck();
  await open(page).click();
  await expect(figure(page)).toHaveText('2');
});

test('a folder is opened with all that lies in it, but for what cannot be read', async ({
  page,
}) => {
  await openSample(page);
  const folder = await mkdtemp(join(tmpdir(), 'atlas-folder-'));
  await mkdir(join(folder, 'inside'));
  await writeFile(join(folder, 'a.csv'), telemetryOf(['198.51.100.1']));
  await writeFile(join(folder, 'inside', 'b.csv'), telemetryOf(['198.51.100.2', '198.51.100.3']));
  await writeFile(join(folder, 'inside', 'notes.txt'), 'Nothing to see.\n');
  await writeFile(join(folder, '.hidden.csv'), telemetryOf(['198.51.100.4']));
  await page.getByRole('button', { name: 'Open files' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await (await chooser).setFiles(folder);
  await expect(figure(page)).toHaveText('3');
  await expect(page.locator('.notice')).toContainText('Nothing in notes.txt can be read');
  await rm(folder, { recursive: true });
});

test.describe('the dialog on a phone', () => {
  test.use({
    colorScheme: 'dark',
    viewport: { width: 390, height: 844 },
    contextOptions: { reducedMotion: 'reduce' },
  });

  test('has no accessibility faults and is worked with the keyboard', async ({ page }) => {
    const before = await openSample(page);
    const sure = { name: 'sure.csv', bytes: telemetryOf(['198.51.100.9']) };
    await drop(page, [sure, twoAddresses]);
    await expect(dialog(page).getByRole('tab', { selected: true })).toContainText('proxy.csv');
    expect(await findings(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    expect(await findings(page)).toEqual([]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    const tab = dialog(page).getByRole('tab', { name: /proxy\.csv/ });
    await tab.focus();
    await page.keyboard.press('ArrowUp');
    await expect(dialog(page).getByRole('tab', { selected: true })).toContainText('sure.csv');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await expect(dialog(page).getByRole('checkbox', { name: 'Open proxy.csv' })).toBeFocused();
    await page.keyboard.press('Space');
    await expect(tab).toContainText('left out');
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
    await expect(figure(page)).toHaveText(before);
  });
});
