import { gzipSync } from 'node:zlib';
import {
  drop,
  expect,
  figure,
  filterBy,
  openSample,
  telemetryOf,
  test,
  type DroppedFile,
} from './atlas.ts';

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
const whole = gzipSync(
  telemetryOf(Array.from({ length: 5000 }, (_, i) => `9.9.${i >> 8}.${i & 255}`)),
);

const files: readonly (readonly [what: string, file: DroppedFile, found: RegExp])[] = [
  ['an empty file', { name: 'empty.csv', bytes: '' }, /empty/i],
  ['a binary file', { name: 'picture.csv', bytes: png }, /PNG/],
  [
    'a CSV without an address column',
    { name: 'no-ip.csv', bytes: 'colour,count\nred,3\nblue,4\n' },
    /address/i,
  ],
  ['a wrong .mmdb', { name: 'wrong.mmdb', bytes: 'This is not a database.' }, /wrong\.mmdb/],
  [
    'a truncated gzip',
    { name: 'cut.csv.gz', bytes: whole.subarray(0, whole.length - 400) },
    /cut\.csv\.gz/,
  ],
];

test('what cannot be read gets a message and loses nothing', async ({ page }) => {
  const before = await openSample(page);
  const notice = page.locator('.notice');
  for (const [what, file, found] of files) {
    await test.step(what, async () => {
      await drop(page, [file]);
      await expect(notice).toContainText(found);
      await expect(notice).toContainText('Expected:');
      await expect(figure(page)).toHaveText(before);
      await notice.getByRole('button', { name: /Dismiss/ }).click();
      await expect(notice).toHaveCount(0);
    });
  }
  await filterBy(page, 'Germany');
});

test.describe('with files missing on the server', () => {
  test.use({ foretold: [/404/] });

  test('a missing location database gets a message and loses nothing', async ({ page }) => {
    const before = await openSample(page, '', 'whole');
    await page.route('**/generated/geo/*.mmdb*', (route) => route.fulfill({ status: 404 }));
    await page.route('**/generated/geo/manifest.json', (route) =>
      route.fulfill({
        json: { name: 'x', version: '1', files: [{ name: 'gone.mmdb', family: 4, bytes: 10 }] },
      }),
    );
    await drop(page, [{ name: 'hits.csv', bytes: telemetryOf(['9.9.9.9']) }]);
    const notice = page.locator('.notice');
    await expect(notice).toContainText('gone.mmdb');
    await expect(notice).toContainText('404');
    await expect(figure(page)).toHaveText(before);
  });

  test('a missing reconstruction leaves a page that opens files', async ({ page }) => {
    await page.route('**/generated/simda/telemetry.*', (route) => route.fulfill({ status: 404 }));
    await page.goto('/');
    await expect(page.locator('.notice')).toContainText('404');
    await drop(page, [{ name: 'hits.csv', bytes: telemetryOf(['9.9.9.9']) }]);
    await expect(figure(page)).toHaveText('1');
  });
});

test('without any database the addresses are counted, and the page says how to get one', async ({
  page,
}) => {
  await page.route('**/generated/geo/manifest.json', (route) =>
    route.fulfill({ json: { name: '', version: '', files: [] } }),
  );
  await openSample(page, '', 'whole');
  await drop(page, [{ name: 'hits.csv', bytes: telemetryOf(['9.9.9.9']) }]);
  await expect(figure(page)).toHaveText('1');
  await expect(page.locator('.notice')).toContainText('.mmdb');
});

test.describe('with a lost graphics context', () => {
  test.use({ foretold: [/./] });

  test('the map says so and comes back', async ({ page }) => {
    const before = await openSample(page);
    await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('.maplibregl-canvas');
      canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
    });
    await expect(page.locator('.notice')).toContainText('graphics context');
    await expect(figure(page)).toHaveText(before);
    await expect(page.locator('.notice')).toHaveCount(0);
    await expect(page.locator('.atlas-map')).toHaveAttribute('data-field', 'there');
  });
});
