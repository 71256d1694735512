import type { Page } from '@playwright/test';
import { expect, figure, isSettled, openAtlas, test } from './atlas.ts';

test('opens on the reconstruction: density, servers, timeline, ledger and sources', async ({
  page,
}) => {
  await openAtlas(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Simda takedown, April 2015');
  await expect(page.locator('.header-shown')).toContainText(
    'Machines, 1 Oct 2014 – 31 Mar 2015 UTC',
  );
  const legend = page.getByRole('region', { name: 'Legend' });
  await expect(legend).toContainText('Machines per 1,000 km²');
  await expect(legend).toContainText('C2 server, seized · 14');
  await expect(legend).toContainText('Reconstruction');
  await expect(page.getByRole('button', { name: /^United States.*169,400/ })).toBeVisible();
  await expect(page.getByText('takedown, 9 April')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'New machines a day' })).toBeVisible();
  await expect(page.locator('.timeline-bars')).toHaveAttribute('d', /M/);
  await expect(page.locator('.ledger')).toContainText('1,348,074');

  await test.step('the mark and the source of every figure are one press away', async () => {
    await page.getByRole('button', { name: 'what is documented' }).click();
    const dialog = page.getByRole('dialog', { name: 'What is documented' });
    await expect(
      dialog.getByRole('row', { name: /Seized C2 servers.*14.*INTERPOL/ }),
    ).toBeVisible();
    await expect(dialog.getByRole('row', { name: /Machine ids.*exactly 770,000/ })).toContainText(
      'A',
    );
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  });

  await test.step('the ten Dutch servers are one group with a card', async () => {
    await page
      .locator('.server-markers')
      .getByRole('button', { name: /Netherlands/ })
      .click();
    const card = page.getByRole('complementary', { name: 'Command server' });
    await expect(card).toContainText('Netherlands');
    await expect(card).toContainText(/10 servers/);
    await expect(card).toContainText(/Simda/);
    await expect(card).toContainText(/INTERPOL|reconstruction/i);
    await page.keyboard.press('Escape');
    await expect(card).toHaveCount(0);
  });

  await test.step('the ranking is saved as CSV', async () => {
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the ranking of countries as CSV' }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe('country-machines-2014-10-01-2015-03-31.csv');
    const lines = (await (await download.createReadStream()).toArray()).join('').split('\n');
    expect(lines[0]).toBe('rank,key,name,machines,country_only,share_percent');
    expect(lines[1]).toMatch(/^1,US,United States,169400,\d+,22\.0000$/);
    expect(lines.length).toBe(248);
  });

  await test.step('a country filters, crosswise, and the filter is taken back', async () => {
    await page.getByRole('button', { name: /^Germany/ }).click();
    await expect(figure(page)).toHaveText('26,000');
    await expect(page.getByRole('button', { name: /^Germany/ })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await expect(page.getByRole('button', { name: /^United States.*169,400/ })).toBeVisible();
    await page.getByRole('tab', { name: 'Cities' }).click();
    await expect(page.getByRole('button', { name: /^Berlin/ })).toBeVisible();
    await expect(page.getByRole('button', { name: /^New York/ })).toHaveCount(0);
    await page.getByRole('button', { name: 'Remove the filter Country: Germany' }).click();
    await expect(figure(page)).toHaveText('770,000');
  });
});

test('brushes by typing, by keyboard and by pointer, and keeps it in the link', async ({
  page,
}) => {
  await openAtlas(page);
  await page.getByLabel('First day').fill('2015-01-01');
  await page.getByLabel('First day').press('Enter');
  await expect(page).toHaveURL(/time=2015-01-01\.\.2015-04-01/);
  const start = page.getByRole('slider', { name: 'Start of the time range' });
  await start.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(start).toHaveAttribute('aria-valuetext', '8 January 2015');
  const overlay = page.locator('.timeline-brush .overlay');
  const box = (await overlay.boundingBox())!;
  await page.mouse.move(box.x + 40, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 200, box.y + 25, { steps: 5 });
  await page.mouse.up();
  await isSettled(page);
  await expect(figure(page)).not.toHaveText('770,000');
  await page.getByRole('button', { name: 'Show all times' }).click();
  await expect(figure(page)).toHaveText('770,000');

  await test.step('plays in windows, with the colours held, and stops', async () => {
    await isSettled(page);
    const ticks = page.locator('.colour-ticks');
    const before = await ticks.textContent();
    await page.getByRole('button', { name: 'Play' }).click();
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
    // Where playback stands when it is looked at depends on the machine: what must hold is the window's length.
    const first = await shownTime(page);
    await expect.poll(async () => (await shownTime(page)).start).toBeGreaterThan(first.start);
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
    await isSettled(page);
    expect(await ticks.textContent()).toBe(before);
    await expect(figure(page)).not.toHaveText('770,000');
    const last = await shownTime(page);
    expect((last.end - last.start) / 86_400_000).toBe(7);
  });
});

test('shows what it took of a day outside the data, and takes nothing more when the field is left', async ({
  page,
}) => {
  await page.goto('/#v=1&time=2015-02-01..2015-03-01');
  const last = page.getByLabel('Last day');
  await expect(last).toHaveValue('2015-02-28');
  await isSettled(page);
  await last.fill('2010-01-01');
  await last.press('Enter');
  await expect(last).toHaveValue('2015-02-01');
  await isSettled(page);
  const taken = page.url();
  expect(taken).toMatch(/time=[\d-]+\.\.2015-02-02/);
  await last.blur();
  await isSettled(page);
  expect(page.url()).toBe(taken);
  await expect(last).toHaveValue('2015-02-01');
  await test.step('nor what stood there before a step back', async () => {
    await last.focus();
    await page.goBack();
    await expect(last).toHaveValue('2015-02-28');
    await last.blur();
    await isSettled(page);
    expect(page.url()).toMatch(/time=2015-02-01\.\.2015-03-01/);
  });
});

test('restores a link, where the telemetry itself has to be read', async ({ page }) => {
  await page.route('**/simda/telemetry.columns', (route) => route.fulfill({ body: 'AtlasPack0' }));
  await page.goto('/#v=1&country=GB&measure=hosts&time=2015-02-01..2015-03-01&theme=light');
  await expect(
    page.getByRole('button', { name: /Remove the filter Country: United Kingdom/ }),
  ).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Addresses' })).toBeChecked();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page.getByLabel('First day')).toHaveValue('2015-02-01');
  await expect(page.getByLabel('Last day')).toHaveValue('2015-02-28');
});

/** The ends of the chosen time, as the sliders tell them. */
async function shownTime(page: Page): Promise<{ start: number; end: number }> {
  const end = async (name: string) =>
    Number(await page.getByRole('slider', { name }).getAttribute('aria-valuenow'));
  const [start, last] = [await end('Start of the time range'), await end('End of the time range')];
  return { start, end: last };
}
