import { readFile } from 'node:fs/promises';
import { expect, figure, isSettled, openSample, test } from './atlas.ts';
import { findings } from './find-faults.ts';

test('looks at the victims of servers, undoes and redoes, back and forward', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const all = await openSample(page);
  await page.getByRole('button', { name: /^Netherlands, 10 servers/ }).click();
  const card = page.getByRole('complementary', { name: 'Command server' });
  await card.getByRole('button', { name: 'Show their victims alone' }).click();
  await expect(figure(page)).not.toHaveText(all);
  await isSettled(page);
  const theirs = (await figure(page).textContent())!;
  await expect(card).toContainText(`${theirs}, `);
  await expect(
    page.getByRole('img', { name: /^10 servers: seen 2014-10-01 to 2015-04-09, seized/ }),
  ).toBeVisible();
  await page.keyboard.press(']');
  await expect(card).toContainText('Poland, 1 server');
  await expect(page).toHaveURL(/server=246.71.255.10&card=246.71.255.10/);
  await expect(figure(page)).not.toHaveText(theirs);
  const poland = (await figure(page).textContent())!;

  await page.getByRole('button', { name: 'Command servers…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Command servers' });
  const row = dialog.getByRole('row', { name: /246\.71\.255\.10/ });
  await expect(row.getByRole('checkbox')).toBeChecked();
  await expect(row).toContainText(poland);
  await dialog.getByRole('button', { name: 'Country' }).click();
  await expect(dialog.getByRole('columnheader', { name: 'Country' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expect(dialog.getByRole('row').nth(1)).toContainText('Luxembourg');
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'CSV' }).click();
  const [head, first] = (await readFile(await (await saving).path(), 'utf8')).split('\n');
  expect(head).toMatch(
    /^address,port,name,family,status,country,city,network,first_seen,last_seen,machines,/,
  );
  expect(first).toContain(',seized,LU,');
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');

  // The browser's own back, then undo by key and by button.
  await page.goBack();
  await expect(figure(page)).toHaveText(theirs);
  await expect(card).toContainText('Netherlands, 10 servers');
  await page.locator('body').press('Control+z');
  await expect(figure(page)).toHaveText(all);
  await page.getByRole('button', { name: /^Redo: 10 servers added/ }).click();
  await expect(figure(page)).toHaveText(theirs);
  await page.goForward();
  await expect(figure(page)).toHaveText(poland);
  const opener = page.getByRole('button', { name: 'List of steps' });
  const steps = page.getByRole('listbox', { name: 'Steps, the newest first' });
  await opener.press('Enter');
  await expect(steps.getByRole('option', { selected: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(steps).toBeHidden();
  await expect(opener).toBeFocused();
  await opener.click();
  await expect(steps.getByRole('option')).toHaveCount(4);
  await expect(steps.getByRole('option', { name: '10 servers added', exact: true })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await steps.getByRole('option', { name: 'Beginning' }).click();
  await expect(figure(page)).toHaveText(all);
  await expect(card).toHaveCount(0);
  await expect(page).toHaveURL(/\/$/);
});
