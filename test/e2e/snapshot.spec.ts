import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, openAtlas, test } from './atlas.ts';

const root = resolve(import.meta.dirname, '../..');
/** Formats whose bytes are those of the command line; and the others that are saved. */
const same = ['svg', 'csv', 'geojson', 'pdf'] as const;

/** The command line's files of the reconstruction, in the page's language and theme. */
async function commandLine(folder: string, ...flags: string[]): Promise<void> {
  const out = same.flatMap((format) => ['--out', join(folder, `cli.${format}`)]);
  const args = ['scripts/atlas.mjs', 'snapshot', 'demo', ...out, ...flags];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.on('data', (part) => (words += String(part)));
  const code = await new Promise((done) => child.on('exit', done));
  expect(code, words).toBe(0);
}

test('pictures are saved in every format, with the bytes of the command line', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'atlas-snapshot-'));
  await page.emulateMedia({ colorScheme: 'dark' });
  await openAtlas(page);
  await page.getByRole('button', { name: 'Snapshot' }).click();
  const dialog = page.getByRole('dialog', { name: 'Snapshot' });
  await expect(page.getByTestId('snapshot-preview')).toHaveAttribute('aria-busy', 'false');
  const save = async (format: string) => {
    await dialog.getByRole('combobox', { name: /^Format/ }).selectOption(format);
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: /^Save (?!session)/ }).click();
    const path = join(folder, `page.${format}`);
    const file = await download;
    await file.saveAs(path);
    expect(file.suggestedFilename()).toMatch(
      new RegExp(`^simda-takedown-april-2015-2014-10-01-to-2015-03-31-1920x1080\\.${format}$`),
    );
    return readFileSync(path);
  };
  const files = new Map([['svg', await save('svg')]]);
  // The command line makes the picture again from the session in the page's.
  const session = join(folder, 'page.svg');
  const written = commandLine(folder, '--language', 'en-GB', '--session', session);
  for (const format of ['png', 'html', 'pptx', 'csv', 'geojson', 'pdf'])
    files.set(format, await save(format));
  expect(files.get('png')!.subarray(1, 4).toString()).toBe('PNG');
  expect(files.get('html')!.toString()).toContain('<caption>Machines by country</caption>');
  await written;
  for (const format of same) {
    const isSame = readFileSync(join(folder, `cli.${format}`)).equals(files.get(format)!);
    expect(isSame, `${format} of page and command line`).toBe(true);
  }
  rmSync(folder, { recursive: true });
});
