import type { Locator, Page } from '@playwright/test';
import { expect, openSample, test } from './atlas.ts';

/** Runs a script in a worker before its own. */
async function before(page: Page, worker: RegExp, script: string): Promise<void> {
  await page.route(worker, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script};${await response.text()}` });
  });
}

/** 500 characters of a script that no bundled font has. */
const title = 'ไทย '.repeat(125);

/** A preset brings back its logo. */
async function keepsLogo(page: Page, dialog: Locator): Promise<void> {
  await dialog.getByText('Logo and presets').click();
  const drawing =
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#c00"/></svg>';
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose' }).click();
  const file = { name: 'ours.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(drawing) };
  await (await chooser).setFiles(file);
  await expect(dialog.getByText('ours.svg')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Save this look as' }).fill('Briefing');
  await dialog.getByRole('button', { name: 'Save preset' }).click();
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(dialog.getByText('ours.svg')).toBeHidden();
  const presets = dialog.getByRole('combobox', { name: 'Preset' });
  await presets.selectOption('');
  await presets.selectOption('Briefing');
  await expect(dialog.getByText('ours.svg')).toBeVisible();
}

test('what fails while a picture is made is named, the dialog stays as it was, and presets keep logos', async ({
  page,
}) => {
  const encoder = 'VideoEncoder.prototype';
  const breaks = `const encode = ${encoder}.encode; let n = 0; ${encoder}.encode = function (...all) {
    if (++n > 2) throw new Error('the encoder broke'); return encode.apply(this, all); }`;
  // The worker that packs is lost while the first rows are.
  const loses = `self.Worker = class extends EventTarget { terminate() {} postMessage() {
    this.dispatchEvent(Object.assign(new Event('error'), { message: 'no room to pack' })); } }`;
  await before(page, /snapshot-worker-[^/]*\.js$/, `{${breaks}};{${loses}}`);
  const downloads: string[] = [];
  page.on('download', (download) => downloads.push(download.suggestedFilename()));
  await openSample(page);
  await page.getByRole('button', { name: 'Snapshot' }).click();
  const dialog = page.getByRole('dialog', { name: 'Snapshot' });
  const field = dialog.getByRole('textbox', { name: 'Title', exact: true });
  await field.fill(title);
  await expect(
    dialog.getByText(/cannot write these characters \(Thai\) of the title/),
  ).toBeVisible();

  const save = async (format: string) => {
    await dialog.getByRole('combobox', { name: /^Format/ }).selectOption(format);
    await dialog.getByRole('button', { name: /^Save (?!session)/ }).click();
  };
  const alert = dialog.getByRole('alert');
  await save('png');
  await expect(alert).toContainText(/could not be saved.*no room to pack/);
  await save('video');
  await expect(alert).toContainText(/failed at picture \d+ of \d+: the encoder broke/);
  // A full disk: the browser takes the file, and cannot give it back.
  await page.evaluate(() => {
    const slice = Object.getOwnPropertyDescriptor(Blob.prototype, 'slice')!;
    Blob.prototype.slice = function () {
      Object.defineProperty(Blob.prototype, 'slice', slice);
      throw new DOMException('could not be read', 'NotReadableError');
    };
  });
  await save('csv');
  await expect(alert).toContainText(/the disk or its own storage is full.*Nothing was saved/);

  expect(downloads).toEqual([]);
  await expect(field).toHaveValue(title);
  await save('csv');
  await expect(dialog.getByText(/^Saved .*\.csv\./)).toBeVisible();
  await expect(alert).toBeHidden();

  await keepsLogo(page, dialog);
});
