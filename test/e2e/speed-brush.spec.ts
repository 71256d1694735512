import { densityIsThere, expect, figure, isSettled, openAtlas, test } from './atlas.ts';
import { attempt, ATTEMPTS, expectFree, LONGEST_TASK, watchMainThread } from './main-thread.ts';

// A browser that was traced several times before has been seen not to end a trace.
test.use({ ownBrowser: 'brush' });

test('follows a brush without a long task, and ends with its last answer', async ({ page }) => {
  // Traced attempts are slow, and there may be several.
  test.slow();
  await watchMainThread(page);
  await openAtlas(page);
  await isSettled(page);
  const box = (await page.locator('.timeline-chart svg').boundingBox())!;
  const attempts = await attempt(page, { most: LONGEST_TASK, times: ATTEMPTS }, async () => {
    await page.mouse.move(box.x + 100, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 700, box.y + 25, { steps: 20 });
    await page.mouse.up();
    await isSettled(page);
    await densityIsThere(page);
    await page.getByRole('button', { name: 'Show all times' }).click();
    await expect(figure(page)).toHaveText('770,000');
    await densityIsThere(page);
  });
  expectFree(attempts);
});
