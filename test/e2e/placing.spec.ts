import { readFile } from 'node:fs/promises';
import { densityIsThere, expect, figure, isSettled, openAtlas, test } from './atlas.ts';
import { inhabitantsOf } from '../../src/model/inhabitants.ts';
import { findings } from './find-faults.ts';

test('default coordinates are named, ringed and left out of everything', async ({ page }) => {
  const all = 1_108_734;
  await openAtlas(page);
  await page.getByRole('radio', { name: 'Addresses' }).click();
  await expect(figure(page)).toHaveText(all.toLocaleString('en'));
  await page.getByRole('button', { name: 'Likely default coordinates…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Likely default coordinates' });
  await expect(dialog.getByRole('status')).toHaveText('241 coordinates with 509,938 addresses.');
  const first = dialog.getByRole('row').nth(1);
  await expect(first).toContainText('United States38° N, 97° W');
  await expect(first).toContainText('82,109');
  await expect(first).toContainText('36\u202f% of IPv4');
  await expect(first).toContainText('to the country only');
  expect(await findings(page)).toEqual([]);
  await dialog.getByRole('checkbox', { name: 'Ring them on the map' }).check();
  await dialog.getByRole('button', { name: 'Leave out: default of United States' }).click();
  await expect(
    dialog.getByRole('button', { name: 'Take in again: default of United States' }),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(figure(page)).toHaveText((all - 82_109).toLocaleString('en'));
  await expect(page.locator('.pile')).toHaveCount(240);
  const legend = page.getByRole('region', { name: 'Legend' });
  await expect(legend).toContainText('Without 1 likely default coordinate');
  await expect(page).toHaveURL(/without=US%2F38%2C-97%2Fcountry.*piles=shown/);
  await page.getByRole('button', { name: 'Snapshot' }).click();
  const snapshot = page.getByRole('dialog', { name: 'Snapshot' });
  await expect(snapshot.getByRole('img').first()).toHaveAccessibleName(
    /Filter: without default of United States/,
  );
  await page.keyboard.press('Escape');
  await page.reload();
  await isSettled(page);
  await expect(figure(page)).toHaveText((all - 82_109).toLocaleString('en'));
  await page
    .getByRole('button', { name: 'Remove the filter Without: without default of United States' })
    .click();
  await expect(figure(page)).toHaveText(all.toLocaleString('en'));
});

test.describe('on a phone, light', () => {
  test.use({ viewport: { width: 390, height: 844 }, colorScheme: 'light' });

  test('default coordinates can be left out in the width there is', async ({ page }) => {
    await openAtlas(page);
    await page.locator('.sheet-handle').click();
    await page.locator('.sheet-handle').click();
    await page.getByRole('button', { name: 'Likely default coordinates…' }).click();
    const leave = page.getByRole('button', { name: 'Leave out: default of United Kingdom' });
    await expect(leave).toBeInViewport({ ratio: 1 });
    expect(await findings(page)).toEqual([]);
    await leave.press('Enter');
    await expect(page.getByRole('button', { name: 'Take all in again' })).toBeVisible();
  });
});

test('rates per million addresses rank, shade, are linked and saved with their counts', async ({
  page,
}) => {
  // Colours are judged at rest, not on their way.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openAtlas(page);
  await page
    .getByRole('combobox', { name: 'What rankings and country shading show' })
    .selectOption('per million IPv4');
  const first = page.locator('.ranking-row').first();
  const few = page.locator('.ranking-value[data-few="true"]');
  const find = page.getByRole('searchbox', { name: 'Find in countries' });
  await find.fill('Tokelau');
  await expect(few.first()).toContainText('(few)');
  await find.fill('');
  await page.getByRole('checkbox', { name: 'Hide' }).check();
  await page.getByRole('spinbutton', { name: 'fewer than' }).fill('5000');
  await expect(page).toHaveURL(/per=million&few=5000&hide=few/);
  await isSettled(page);
  const shown = (await first.textContent()) ?? '';
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the ranking of countries as CSV' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toContain('per-million-addresses');
  const [head, best] = (await readFile(await saved.path(), 'utf8')).split('\n');
  expect(head).toContain('machines_ipv4,country_only,ipv4_addresses,per_million_addresses,few');
  const [, , name, count, , addresses, rate] = best!.split(',');
  expect(Number(rate)).toBeCloseTo((1e6 * Number(count)) / Number(addresses), 6);
  expect(Number(count)).toBeGreaterThanOrEqual(5000);
  expect(shown).toContain(name!);
  expect(shown).toContain(Number(count).toLocaleString('en'));
  expect(shown).toContain(Math.round(Number(rate)).toLocaleString('en'));
  await page.getByRole('radio', { name: 'Countries' }).click();
  const legend = page.getByRole('region', { name: 'Legend' });
  await expect(legend).toContainText('Machines per million IPv4 addresses');
  await expect(legend).toContainText('fewer than 5,000 not shown');
  await page
    .getByRole('combobox', { name: 'What rankings and country shading show' })
    .selectOption('per 100,000 inhabitants');
  await expect(page).toHaveURL(/per=inhabitants/);
  await expect(legend).toContainText('Machines per 100,000 inhabitants');
  await expect(legend).toContainText('by inhabitants of 2020 (World Bank;');
  await isSettled(page);
  const again = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the ranking of countries as CSV' }).click();
  const [named, top] = (await readFile(await (await again).path(), 'utf8')).split('\n');
  expect(named).toBe('rank,key,name,machines,country_only,inhabitants,per_100000_inhabitants,few');
  const [, key, , machines, , people, per] = top!.split(',');
  expect(Number(people)).toBe(inhabitantsOf(key!));
  expect(Number(per)).toBeCloseTo((1e5 * Number(machines)) / Number(people), 6);
  await expect(first).toContainText(Number(machines).toLocaleString('en'));
  await page.getByRole('tab', { name: 'Cities' }).click();
  await expect(page.locator('.no-rate')).toContainText('inhabitants are known by country alone');
  expect(await findings(page)).toEqual([]);
});

test('pins show what accuracy does', async ({ page }) => {
  await openAtlas(page);
  const legend = page.getByRole('region', { name: 'Legend' });
  await expect(legend).toContainText('spread over their accuracy radius');
  const pins = legend.getByRole('button', { name: 'As pins' });
  await pins.focus();
  await page.keyboard.press('Enter');
  await expect(pins).toHaveAttribute('aria-pressed', 'true');
  await expect(legend).toContainText('as pins: each on its coordinate');
  await expect(page).toHaveURL(/placing=pins/);
  await densityIsThere(page);
  await isSettled(page);
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Snapshot' }).click();
  await expect(page.getByTestId('snapshot-preview')).toHaveAttribute('aria-label', /Preview: /);
});
