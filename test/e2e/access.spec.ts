import { densityIsThere, drop, expect, isSettled, openSample, telemetryOf, test } from './atlas.ts';
import { findings } from './find-faults.ts';

const sizes = [
  { width: 1280, height: 720 },
  { width: 390, height: 844 },
];
for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test('has no accessibility faults and nothing wider than the screen', async ({ page }) => {
      await openSample(page);
      for (const viewport of sizes) {
        await test.step(`${viewport.width} wide`, async () => {
          await page.setViewportSize(viewport);
          await densityIsThere(page);
          await isSettled(page);
          expect(await findings(page)).toEqual([]);
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          expect(width).toBeLessThanOrEqual(viewport.width);
          await page.keyboard.press('?');
          await expect(page.getByRole('dialog')).toBeVisible();
          expect(await findings(page)).toEqual([]);
          await page.keyboard.press('Escape');
          await drop(page, [{ name: 'nothing.csv', bytes: '' }]);
          const notice = page.locator('.notice');
          await expect(notice).toBeVisible();
          expect(await findings(page)).toEqual([]);
          await notice.getByRole('button', { name: /Dismiss/ }).click();
        });
      }
    });
  });
}

test('everything can be reached and used with the keyboard alone', async ({ page }) => {
  await openSample(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the map' })).toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const germany = page.getByRole('button', { name: /^Germany/ });
  await germany.focus();
  await page.keyboard.press('Enter');
  const chip = page.getByRole('button', { name: 'Remove the filter Country: Germany' });
  await expect(chip).toBeVisible();
  await test.step('the way to the map leaves every choice', async () => {
    await expect(page).toHaveURL(/country=DE/);
    const address = page.url();
    await page.getByRole('link', { name: 'Skip to the map' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('#map')).toBeFocused();
    await isSettled(page);
    expect(page.url()).toBe(address);
  });
  await chip.focus();
  await page.keyboard.press('Delete');
  await expect(chip).toHaveCount(0);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('figures unfold from the foot, and the menu holds the rest', async ({ page }) => {
    const machines = await openSample(page);
    const handle = page.locator('.sheet-handle');
    await handle.click();
    await expect(page.getByRole('button', { name: /^United States \d/ })).toBeVisible();
    await handle.click();
    await handle.click();
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('menuitemradio', { name: 'Addresses' }).click();
    await expect(page.getByTestId('figure')).not.toHaveText(machines);
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('menuitem', { name: 'Open files' }).click();
    await expect(page.getByRole('dialog', { name: 'Open files' })).toBeVisible();
  });
});

test.describe('with less motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('nothing glides', async ({ page }) => {
    await openSample(page);
    const moving = await page.evaluate(
      () =>
        document.getAnimations().filter((animation) => animation.playState === 'running').length,
    );
    expect(moving).toBe(0);
    await drop(page, [{ name: 'hits.csv', bytes: telemetryOf(['9.9.9.9']) }]);
    await expect(page.getByTestId('figure')).toHaveText('1');
  });
});
