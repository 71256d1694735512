import type { Page } from '@playwright/test';
import { densityIsThere, drop, expect, figure, isSettled, openAtlas, test } from './atlas.ts';
import { attempt, ATTEMPTS, expectFree, LONGEST_TASK, watchMainThread } from './main-thread.ts';

const ROWS = 300_000;

/**
 * Rows of 90 days, fewer as time goes on, so that no two windows count the same; every third of a host that was there
 * before.
 */
function telemetry(): string {
  const start = Date.UTC(2024, 4, 1);
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const time = new Date(start + Math.floor((row / ROWS) ** 1.5 * 90 * 86_400_000)).toISOString();
    const host = (row % 3 === 0 ? row >> 1 : row) * 7919;
    const address = `${1 + (host % 199)}.${(host >> 8) & 255}.${(host >> 16) & 255}.${host & 255}`;
    return `${time},${address},id${host % 90_000},family${row % 7}`;
  });
  return ['timestamp,ip,machine_id,family', ...lines, ''].join('\n');
}

/** Drags the window over the timeline and back. */
async function dragBrush(page: Page): Promise<void> {
  const window = (await page.locator('.timeline-brush .selection').boundingBox())!;
  const y = window.y + window.height / 2;
  const x = window.x + window.width / 2;
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (const by of [200, -150, 120]) await page.mouse.move(x + by, y, { steps: 8 });
  await page.mouse.up();
}

test('drags the brush over a large file without a long task', async ({ page }) => {
  test.slow();
  await watchMainThread(page);
  await openAtlas(page);
  await drop(page, [{ name: 'large.csv', bytes: telemetry() }]);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('large.csv');
  await expect(page.locator('.load-progress')).toHaveCount(0);
  const overlay = (await page.locator('.timeline-brush .overlay').boundingBox())!;
  await page.mouse.move(overlay.x + overlay.width * 0.3, overlay.y + 20);
  await page.mouse.down();
  await page.mouse.move(overlay.x + overlay.width * 0.6, overlay.y + 20, { steps: 5 });
  await page.mouse.up();
  await isSettled(page);
  await densityIsThere(page);
  const whole = await figure(page).textContent();
  const attempts = await attempt(page, { most: LONGEST_TASK, times: ATTEMPTS }, async () => {
    await dragBrush(page);
    await isSettled(page);
  });
  await expect(figure(page)).not.toHaveText(whole!);
  expectFree(attempts);
});
