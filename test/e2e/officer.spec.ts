import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import {
  densityIsThere,
  drop,
  dropFromDisk,
  expect,
  figure,
  filterBy,
  openSample,
  telemetryOf,
  test,
} from './atlas.ts';

const title = 'What is left of it in Türkiye';
const has = (tool: string) => spawnSync(tool, ['-v']).error === undefined;

/** Opens the dialog, and answers it once its preview is drawn. */
async function openDialog(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Snapshot' }).click();
  await previewIsDrawn(page);
  return page.getByRole('dialog', { name: 'Snapshot' });
}

async function previewIsDrawn(page: Page): Promise<void> {
  await expect(page.getByTestId('snapshot-preview')).toHaveAttribute('aria-busy', 'false');
}

const dots = (dialog: Locator, each: string) =>
  dialog.getByLabel('Dots to an inch').getByRole('radio', { name: each, exact: true });

async function save(page: Page, dialog: Locator): Promise<{ path: string; name: string }> {
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: /^Save (?!session|preset)/ }).click();
  const file = await download;
  return { path: await file.path(), name: file.suggestedFilename() };
}

test('an officer’s picture is filtered, worded, marked and saved as PDF, and opens again elsewhere', async ({
  page,
  browser,
}) => {
  await openSample(page);
  const count = await filterBy(page, 'Türkiye');
  const dialog = await openDialog(page);
  await dialog.getByLabel('Title', { exact: true }).fill(title);
  await dialog.getByLabel('Handling mark (TLP 2.0)').selectOption({ label: 'TLP:AMBER' });
  await dialog.getByRole('combobox', { name: /^Page/ }).selectOption({ label: 'A4' });
  await dots(dialog, '300').click();
  await test.step('a note is moved on the preview with the arrow keys', async () => {
    await dialog.getByText(/^Notes/).click();
    await dialog.getByRole('button', { name: 'Add a note' }).click();
    await dialog.getByLabel('Note 1', { exact: true }).fill('Look here');
    const latitude = dialog.getByLabel('Latitude °');
    const before = Number(await latitude.inputValue());
    const handle = dialog.getByRole('button', { name: /^Note 1: Look here/ });
    await handle.press('Shift+ArrowDown');
    await expect.poll(async () => Number(await latitude.inputValue())).toBeLessThan(before);
    await expect(handle).toBeFocused();
  });
  await dialog.getByRole('combobox', { name: /^Format/ }).selectOption('pdf');
  await previewIsDrawn(page);
  const { path } = await save(page, dialog);
  if (has('pdfinfo')) {
    expect(String(spawnSync('pdfinfo', [path]).stdout)).toMatch(/Page size: +841\.\d+ x 595\.\d+/);
    const text = String(spawnSync('pdftotext', [path, '-']).stdout);
    for (const words of [title, 'TLP:AMBER', 'Look here', count, 'Filter: country Türkiye']) {
      expect(text).toContain(words);
    }
  }
  await page.keyboard.press('Escape');
  const link = new URL(page.url()).hash;

  await test.step('in a new profile the PDF shows the same view', async () => {
    const other = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await openSample(other);
    await dropFromDisk(other, path);
    await expect(figure(other)).toHaveText(count);
    await densityIsThere(other);
    const again = await openDialog(other);
    await expect(again.getByLabel('Title', { exact: true })).toHaveValue(title);
    await expect(again.getByLabel('Handling mark (TLP 2.0)')).toHaveValue('AMBER');
    await expect(again.getByRole('combobox', { name: /^Page/ })).toHaveValue('a4');
    await expect(dots(again, '300')).toBeChecked();
    await other.keyboard.press('Escape');
    await expect.poll(() => new URL(other.url()).hash).toBe(link);
    await other.context().close();
  });
});

/** What ffprobe says of a film. */
function probe(path: string): object {
  const entries = 'stream=width,height,nb_read_frames,r_frame_rate:format=duration:format_tags';
  const flags = ['-v', 'error', '-count_frames', '-show_entries', entries, '-of', 'json', path];
  const { stdout } = spawnSync('ffprobe', flags);
  const { streams, format } = JSON.parse(String(stdout)) as {
    streams: [object];
    format: { duration: string; tags?: Record<string, string> };
  };
  const tags = Object.entries(format.tags ?? {});
  const title = tags.find(([name]) => name.toLowerCase() === 'title')?.[1];
  return { ...streams[0], seconds: Number(format.duration), title };
}

test('a playback is saved as a film that other programs read', async ({ page, browser }) => {
  await openSample(page);
  const hours = ['8.8.8.8', '9.9.9.9', '1.1.1.1', '8.8.4.4', '9.9.9.10', '1.0.0.1'];
  await drop(page, [{ name: 'day.csv', bytes: telemetryOf(hours) }]);
  await expect(figure(page)).toHaveText('6');
  const dialog = await openDialog(page);
  await dialog.getByLabel('Title', { exact: true }).fill(title);
  await dialog.getByRole('combobox', { name: /^Format/ }).selectOption('video');
  await dialog.getByLabel('Width in pixels').getByRole('radio', { name: '1280' }).click();
  for (const container of ['mp4', 'webm'] as const) {
    await dialog.getByRole('combobox', { name: /^Video format/ }).selectOption(container);
    const { path, name } = await save(page, dialog);
    // What this browser cannot encode is another format, and named.
    expect(name).toMatch(/^what-is-left-of-it-in-turkiye-.*\.(mp4|webm)$/);
    const frames = readFileSync(path);
    expect(frames.length).toBeGreaterThan(5000);
    expect(frames.includes(title)).toBe(true);
    if (!has('ffprobe')) continue;
    expect(probe(path)).toMatchObject({
      ...{ width: 1280, height: 720, nb_read_frames: '5', r_frame_rate: '5/1' },
      seconds: 1,
      // ffprobe does not tell the title of a WebM film.
      ...(name.endsWith('.mp4') && { title }),
    });
  }

  await test.step('in a new profile its session asks for the data, until that is there', async () => {
    const session = test.info().outputPath('day-session.json');
    const saved = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Save session' }).click();
    await (await saved).saveAs(session);
    const other = await (await browser.newContext()).newPage();
    await openSample(other);
    await dropFromDisk(other, session);
    const asks = other.getByText('The data of the session in day-session.json is not loaded');
    await expect(asks).toBeVisible();
    await drop(other, [{ name: 'day.csv', bytes: telemetryOf(hours) }]);
    await expect(figure(other)).toHaveText('6');
    await expect(asks).toHaveCount(0);
    await other.context().close();
  });
});
