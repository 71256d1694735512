import { findings } from './find-faults.ts';
import { drop, expect, figure, isSettled, openSample, test } from './atlas.ts';

test('areas are drawn, chosen by the keyboard, said and linked', async ({ page }) => {
  const all = await openSample(page);
  const chip = page.getByRole('button', { name: /^Remove the filter Area/ });
  const tool = (name: string) => page.getByRole('radio', { name });

  await tool('Select a box').click();
  const map = (await page.locator('.map-canvas').boundingBox())!;
  const at = (x: number, y: number) => [map.x + map.width * x, map.y + map.height * y] as const;
  await page.mouse.move(...at(0.45, 0.2));
  await page.mouse.down();
  await page.mouse.move(...at(0.6, 0.5), { steps: 4 });
  await page.mouse.up();
  await expect(chip).toContainText(/^box .+, .+–.+°.N$/);
  await expect(figure(page)).not.toHaveText(all);
  await expect(page).toHaveURL(/box=/);

  await tool('Select with a lasso').click();
  await page.mouse.move(...at(0.5, 0.2));
  await page.mouse.down();
  for (const [x, y] of [
    [0.6, 0.3],
    [0.55, 0.5],
    [0.45, 0.45],
  ] as const) {
    await page.mouse.move(...at(x, y), { steps: 5 });
  }
  await page.mouse.up();
  await expect(chip).toContainText('lasso');

  await tool('Select with a lasso').click();
  const corners = page.getByRole('button', { name: 'Corner in the middle of the map' });
  await page.locator('.maplibregl-canvas').focus();
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft']) {
    await page.keyboard.press('Enter');
    const before = page.url();
    await page.keyboard.press(key);
    await expect.poll(() => page.url()).not.toBe(before);
  }
  await expect(corners.locator('xpath=..').getByRole('status')).toHaveText('3 corners');
  await page.keyboard.press('Escape');
  await expect(page.locator('.drawn-corner')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(corners).toHaveCount(0);

  await tool('Select a circle').focus();
  await page.keyboard.press('Enter');
  const radius = page.getByRole('spinbutton', { name: 'Radius in km' });
  await radius.fill('30000');
  await expect(page.getByRole('button', { name: 'Select', exact: true })).toBeDisabled();
  await radius.fill('2500');
  await radius.press('Enter');
  await expect(chip).toContainText(/^within 2,500.km of /);
  await expect(page).toHaveURL(/circle=/);
  await isSettled(page);
  const kept = await figure(page).textContent();
  await page.reload();
  await expect(chip).toContainText(/^within 2,500.km of /);
  await expect(figure(page)).toHaveText(kept!);
  await chip.press('Delete');
  await expect(figure(page)).toHaveText(all);
});

test('search finds places and addresses, goes there and filters', async ({ page }) => {
  const all = await openSample(page);
  const search = async (text: string) => {
    await page.keyboard.press('/');
    const field = page.getByRole('combobox', { name: 'Search' });
    await field.fill(text);
    return field;
  };
  const field = await search('unit');
  await expect(page.getByRole('option', { name: 'United States' })).toBeVisible();
  await expect(page.getByRole('option', { name: 'United Arab Emirates' })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await field.fill('united states');
  await expect(page.getByRole('option', { name: 'United Arab Emirates' })).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const card = page.getByRole('complementary', { name: 'Found' });
  await expect(card).toContainText('in the data');
  await expect(page).toHaveURL(/at=/);
  await card.getByRole('button', { name: 'Filter by this country' }).press('Enter');
  await expect(
    page.getByRole('button', { name: 'Remove the filter Country: United States' }),
  ).toBeVisible();
  await card.getByRole('button', { name: 'Remove this filter' }).press('Enter');
  await expect(figure(page)).toHaveText(all);
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);

  // Enter takes the best, also where it is not found yet.
  await (await search('germany')).press('Enter');
  await expect(card).toContainText('Germany');
  await expect(card.getByRole('button', { name: 'Filter by this country' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);

  await search('203.0.113[.]7');
  await page.getByRole('option', { name: '203.0.113.7' }).click();
  await expect(card).toContainText('not in the data');
  await expect(card).toContainText('in no open database');
  await test.step('in a low window what is found stays over the map', async () => {
    await page.setViewportSize({ width: 640, height: 360 });
    const parts = [card, page.locator('#map')].map((part) => part.boundingBox());
    const [inside, map] = await Promise.all(parts);
    expect(inside!.y + inside!.height).toBeLessThanOrEqual(map!.y + map!.height);
    await page.setViewportSize({ width: 1280, height: 720 });
  });
  await search('Atlantis of nowhere');
  await expect(page.getByText('Nothing found for “Atlantis of nowhere”.')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: /^Nothing found$/ })).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the search closes by Escape, Tab and a press beside it, which selects nothing, and gives the focus back', async ({
  page,
}) => {
  await openSample(page);
  const dialog = page.getByRole('dialog', { name: 'Search' });
  const field = dialog.getByRole('combobox', { name: 'Search' });
  const button = page.getByRole('banner').getByRole('button', { name: 'Search' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(button).toBeFocused();

  await button.click();
  await expect(field).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
  // The search is last in the page: behind it is the browser's own window.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(dialog).toHaveCount(0);

  await page.keyboard.press('/');
  await expect(field).toBeFocused();
  const map = (await page.locator('.map-canvas').boundingBox())!;
  await page.mouse.click(map.x + map.width * 0.33, map.y + map.height * 0.65);
  await expect(page.locator('.search-popover')).toHaveCount(0);
  await expect(page).not.toHaveURL(/country=/);

  await page.keyboard.press('/');
  await expect(field).toBeFocused();
  // Two columns of addresses: which is the infected end is asked.
  const bytes = 'timestamp,host,visitor\n2026-02-03T10:00:00Z,198.51.100.1,203.0.113.5\n';
  await drop(page, [{ name: 'proxy.csv', bytes }]);
  await expect(page.getByRole('dialog', { name: /will be read$/ })).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press('Escape');

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: /^Search/ }).click();
  await expect(field).toBeFocused();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toHaveCount(0);
});
