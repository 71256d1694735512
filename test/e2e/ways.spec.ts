import type { Page } from '@playwright/test';
import { densityIsThere, expect, openSample, test } from './atlas.ts';

const legendOf = (page: Page) => page.getByRole('region', { name: 'Legend' });

async function choosesLooks(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Drawing' }).click();
  const dialog = page.getByRole('dialog', { name: 'Drawing' });
  await dialog.getByLabel('Colours', { exact: true }).selectOption('Cividis');
  await dialog.getByLabel('Reversed').check();
  await dialog.getByLabel('Scale', { exact: true }).selectOption('Quantile');
  await expect(dialog.getByRole('img', { name: /^Quantile colour scale from/ })).toBeVisible();
  await dialog.getByLabel('Smoothing').selectOption({ value: '160' });
  await dialog.getByRole('slider', { name: 'Opacity' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/smooth=160&scale=quantile&colours=cividis-reversed&opacity=0.9/);
  await dialog.getByLabel('Numbers of the colours').selectOption({ value: 'locked' });
  await expect(page).toHaveURL(/domain=/);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Legend' })).toContainText('smoothing 160');
}

test('draws hexagons, contours and places, by mouse, keyboard and link', async ({ page }) => {
  await openSample(page);
  const waysGroup = page.getByRole('radiogroup', { name: 'Way of drawing' });
  await waysGroup.getByRole('radio', { name: 'Hexagons' }).click();
  await densityIsThere(page);
  await expect(legendOf(page)).toContainText('in H3 hexagons of about');
  await expect(page).toHaveURL(/way=hexagons/);
  await page.getByRole('radio', { name: 'Number' }).click();
  await expect(legendOf(page)).toContainText('Machines per hexagon');
  await expect(page).toHaveURL(/hexagons=count/);
  await waysGroup.getByRole('radio', { name: 'Hexagons' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await densityIsThere(page);
  await expect(legendOf(page)).toContainText('spread over their accuracy radius; smoothing');
  await expect(page).toHaveURL(/way=contours/);
  await waysGroup.getByRole('radio', { name: 'Places' }).click();
  await expect(legendOf(page)).toContainText('zoom in to see single places');
  await waysGroup.getByRole('radio', { name: 'Density' }).click();
  await densityIsThere(page);
  await test.step('colours, scale, smoothing and opacity, with a legend that follows, into the link', () =>
    choosesLooks(page));
});

test('tells the hexagon under the cursor, and the one in the middle to a screen reader', async ({
  page,
}) => {
  await openSample(page, '#v=1&way=hexagons&at=-74.0000,40.7000,5.00');
  const map = page.locator('.map-canvas canvas');
  const box = (await map.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await expect(page.locator('.map-readout')).toContainText(/machines per 1,000 km²/);
  await expect(page.locator('.map-readout')).toContainText(/machines in this hexagon of [\d,]+/);
  await page.keyboard.press('Tab');
  await map.focus();
  await expect(page.locator('.map-spoken')).toContainText(/machines in this hexagon of [\d,]+/);
});

test('draws places from a link, zoomed in', async ({ page }) => {
  await openSample(page, '#v=1&way=places&at=6.9000,51.5000,8.00');
  await expect(legendOf(page)).toContainText('Machines by place');
  await expect(legendOf(page).getByRole('list', { name: 'Size of dots by number' })).toContainText(
    /\d/,
  );
});

test('what is drawn how closes by Escape, Tab and a press of its button or beside it, which selects nothing', async ({
  page,
}) => {
  await openSample(page);
  const button = page.getByRole('button', { name: 'Drawing' });
  const dialog = page.getByRole('dialog', { name: 'Drawing' });
  await button.press('Enter');
  await expect(dialog).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(dialog.getByLabel('Colours', { exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(button).toBeFocused();
  await test.step('the keys of the page are its own again', async () => {
    await page.keyboard.press('/');
    await expect(page.getByRole('combobox', { name: 'Search' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('combobox', { name: 'Search' })).toHaveCount(0);
  });
  await button.press('Enter');
  await dialog.getByRole('slider', { name: 'Opacity' }).focus();
  await page.keyboard.press('Tab');
  await expect(dialog).toHaveCount(0);

  await button.click();
  await expect(dialog).toBeVisible();
  await button.click();
  await expect(dialog).toHaveCount(0);

  const map = (await page.locator('.map-canvas').boundingBox())!;
  const onBrazil = [map.x + map.width * 0.33, map.y + map.height * 0.65] as const;
  await button.click();
  await expect(dialog).toBeVisible();
  await page.mouse.click(...onBrazil);
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Remove the filter/ })).toHaveCount(0);
  await page.mouse.click(...onBrazil);
  await expect(page.getByRole('button', { name: /^Remove the filter/ })).toBeVisible();

  await page.getByRole('radio', { name: 'Select with a lasso' }).click();
  await button.click();
  await expect(dialog).toBeVisible();
  await page.mouse.click(...onBrazil);
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('.drawn-corner')).toHaveCount(0);
});
