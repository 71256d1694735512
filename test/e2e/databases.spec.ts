import { writeMmdb, type MmdbValue } from '../../scripts/mmdb-writer.ts';
import { drop, expect, figure, isSettled, ledgerLine, openSample, test } from './atlas.ts';

const place = (country: string, city: string, latitude: number): MmdbValue => ({
  city: { names: { en: city } },
  country: { iso_code: country },
  location: { latitude, longitude: 10, accuracy_radius: 10 },
});

function database(type: string, built: number, record: MmdbValue): Uint8Array {
  const options = { type, built, ipVersion: 4, description: 'a test' } as const;
  return writeMmdb(options, [{ network: '198.51.100.0/24', record }]);
}

const june = Date.UTC(2026, 5, 1);
const files = [
  {
    name: 'own.mmdb',
    bytes: database('Own-City', Date.UTC(2020, 0, 1), place('TR', 'Ankara', 40)),
  },
  { name: 'other.mmdb', bytes: database('Other-City', june, place('NO', 'Oslo', 60)) },
  {
    name: 'anonymous.mmdb',
    bytes: database('Anonymous-IP', june, { is_anonymous: true, is_anonymous_vpn: true }),
  },
  {
    name: 'report.csv',
    bytes: [
      'timestamp,src_ip,family,count,src_country',
      '2026-06-01T00:00:00Z,198.51.100.1,simda,7,tr',
      '2026-06-02T00:00:00Z,198.51.100.2,simda,5,NO',
      '2026-06-03T00:00:00Z,203.0.113.9,simda,1,NO',
      '',
    ].join('\n'),
  },
];

test('databases are put in order by keyboard, and say what they placed', async ({ page }) => {
  await openSample(page);
  await drop(page, files);
  await expect(figure(page)).toHaveText('3');
  const tab = (name: string) => page.getByRole('tab', { name, exact: true });
  await tab('Countries').click();
  await expect(page.getByRole('button', { name: /^Türkiye/ })).toContainText('2');
  // 203.0.113.9 is in no database: the file says where it is.
  expect(await ledgerLine(page, 'of these, country from the file')).toBe('1');
  expect(await ledgerLine(page, 'file names another country')).toBe('1');
  await page.getByRole('button', { name: /^Warning: Own-City was built on 2020-01-01/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Location databases' });
  const rows = dialog.getByRole('listitem');
  await expect(rows.first()).toContainText('2 IPv4 placed');
  await expect(dialog.getByRole('row', { name: 'Norway (NO) Türkiye (TR) 1' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Move down: own.mmdb' }).focus();
  await page.keyboard.press('Enter');
  await expect(rows.first()).toContainText('other.mmdb');
  await expect(rows.first()).toContainText('2 IPv4 placed');
  await expect(dialog.getByRole('button', { name: 'Move down: own.mmdb' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Remove: own.mmdb' }).click();
  await expect(dialog.getByText(/more than a year apart/)).toHaveCount(0);
  const saved = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save the disagreements as CSV' }).click();
  expect((await saved).suggestedFilename()).toBe('countries-file-database.csv');
  await page.keyboard.press('Escape');
  await isSettled(page);
  await expect(page.getByRole('button', { name: /^Norway/ })).toContainText('3');
});

test('kinds of address filter, and events count as the file says', async ({ page }) => {
  await openSample(page);
  await drop(page, files);
  await expect(figure(page)).toHaveText('3');
  await page.getByRole('radio', { name: 'Events' }).click();
  await expect(figure(page)).toHaveText('13');
  await page.getByRole('tab', { name: 'Kinds of address' }).click();
  await page.getByRole('button', { name: /^VPN/ }).click();
  await expect(figure(page)).toHaveText('12');
  await expect(page).toHaveURL(/measure=events.*kind=vpn/);
});
