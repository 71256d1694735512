import { readFile } from 'node:fs/promises';
import { expect, figure, isSettled, openSample, test } from './atlas.ts';
import { findings } from './find-faults.ts';

test('looks inside the selection, by prefix, group and hour', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const all = await openSample(page);
  await page.keyboard.press('i');
  const dialog = page.getByRole('dialog', { name: 'Inside the selection' });
  const hosts = dialog.getByRole('table', { name: 'Hosts by prefix' });
  const first = hosts.getByRole('row').nth(1).getByRole('cell').first();
  await expect(first).toHaveText(/\.0\/24$/);
  await expect(page).toHaveURL(/inspect=hosts/);
  await expect(dialog).toContainText(`Everything${all} machines`);
  const count = Number(await hosts.getAttribute('aria-rowcount'));
  expect(count).toBeGreaterThan(200);
  expect(await hosts.getByRole('row').count()).toBeLessThan(60);

  // Sorted, and scrolled to the end by keyboard: further pages come into view.
  await hosts.getByRole('button', { name: 'Hits', exact: true }).click();
  await expect(hosts.getByRole('columnheader', { name: 'Hits', exact: true })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  // Another order begins at its first row.
  await isSettled(page);
  const region = dialog.getByRole('region', { name: 'Hosts by prefix' });
  await region.focus();
  await page.keyboard.press('End');
  await expect(hosts.locator(`[aria-rowindex="${count}"]`)).toContainText('/24');
  await dialog.getByText('Whole addresses').click();
  const addresses = dialog.getByRole('table', { name: 'Hosts by address' });
  await expect(addresses.getByRole('row').nth(1).getByRole('cell').first()).toHaveText(/^[^/]+\d$/);
  await isSettled(page);
  expect(await findings(page)).toEqual([]);

  await dialog.getByRole('tab', { name: 'Countries' }).click();
  await expect(page).toHaveURL(/inspect=country/);
  const find = dialog.getByRole('searchbox', { name: 'Find in countries' });
  await find.fill('brazil');
  const countries = dialog.getByRole('table', { name: 'Countries' });
  await expect(countries.getByRole('row')).toHaveCount(2);
  const row = countries.getByRole('row').nth(1);
  const machines = (await row.getByRole('cell').nth(1).textContent())!;
  await row.getByRole('button', { name: 'Brazil' }).press('Enter');
  await expect(figure(page)).toHaveText(machines);
  await expect(row.getByRole('button')).toHaveAttribute('aria-pressed', 'true');
  await expect(dialog).toContainText(`${machines} machines of ${all} in all`);
  // Its neighbours stay in sight, also once the text is gone: the table's own rows do not filter it.
  await find.fill('');
  await expect(countries.getByRole('row').nth(5)).toBeVisible();
  await find.fill('brazil');
  await expect(countries.getByRole('row')).toHaveCount(2);
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as CSV' }).click();
  const csv = await readFile(await (await saving).path(), 'utf8');
  expect(csv).toContain('# unit: machines\n# filters: none\n# rows with: brazil\nkey,name');
  const inBrazil = machines.replace(/\D/g, '');
  expect(csv).toMatch(new RegExp(`\nBR,Brazil,${inBrazil},(\\d+\\.\\d{4}),${inBrazil},\\1,1.0000`));

  await dialog.getByRole('tab', { name: 'Hours' }).click();
  await expect(dialog.getByRole('cell', { name: /^[\d.,]+$/ })).toHaveCount(168);
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page).not.toHaveURL(/inspect=/);
  await page.goBack();
  await expect(dialog.getByRole('tab', { name: 'Hours' })).toHaveAttribute('aria-selected', 'true');
});
