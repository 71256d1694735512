import type { FeatureCollection, Position } from 'geojson';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { isPrepared, places } from './made-picture.ts';
import { bytesOf, writeMade } from './write-made.ts';

const window = { start: Date.UTC(2026, 2, 1), end: Date.UTC(2026, 3, 1) };
const text = async (...job: Parameters<typeof writeMade>) =>
  new TextDecoder().decode(await bytesOf(await writeMade(...job)));
const picture = { covers: window, filters: ['country Türkiye, Mexico', 'family "a"'] };

/** The collection, with the members beside those of the standard. */
type Collection = FeatureCollection & Record<string, unknown>;
const collection = async (...job: Parameters<typeof writeMade>) =>
  JSON.parse(await text(...job)) as Collection;

/** Twice the area that a ring goes round, positive against the clock. */
function turn(ring: Position[]): number {
  return ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i]![0]! * y! - x! * ring[i]![1]!, 0);
}

describe.skipIf(!isPrepared)('the CSV writer', () => {
  it('has a row for each cell, country and server, with units, window and filter', async () => {
    const { data, errors } = Papa.parse<Record<string, string>>(await text('csv', { picture }), {
      header: true,
      skipEmptyLines: true,
    });
    expect(errors).toEqual([]);
    const cells = data.filter(({ kind }) => kind === 'cell');
    expect(cells.map(({ count }) => Number(count)).sort()).toEqual(
      places.map(({ value }) => value).sort(),
    );
    const ankara = cells.find(({ count }) => count === '4000')!;
    expect(Number(ankara['longitude'])).toBeCloseTo(32.85, 1);
    expect(Number(ankara['latitude'])).toBeCloseTo(39.93, 1);
    expect(Number(ankara['value'])).toBeGreaterThan(0.1);
    expect(ankara).toMatchObject({
      count_unit: 'addresses',
      value_unit: 'addresses per 1,000 km²',
      window_start: '2026-03-01T00:00:00Z',
      window_end: '2026-04-01T00:00:00Z',
      filter: 'country Türkiye, Mexico; family "a"',
    });
    const countries = data.filter(({ kind }) => kind === 'country');
    expect(countries.map(({ id, count }) => [id, count])).toEqual([
      ['TR', '300'],
      ['BR', '700'],
    ]);
    expect(data.filter(({ kind }) => kind === 'server')).toHaveLength(3);
  });

  it('has countries by number where they are shaded, and hexagons by name', async () => {
    const shaded = await text('csv', { picture: { way: 'countries' } });
    expect(shaded).toMatch(
      /^country,TR,Türkiye,[\d.,-]+,4300,addresses,4300,addresses by country,/m,
    );
    const hexagons = await text('csv', { picture: { way: 'hexagons' } });
    expect(hexagons).toMatch(/^hexagon,82[0-9a-f]{13},,,,,[\d.]+,4000,addresses,[\d.]+,/m);
  });

  it('has the arcs where they are drawn, and nothing that is not', async () => {
    const { servers } = (await import('./made-picture.ts')).madePicture();
    const server = { ...servers[0]!, address: 'a', status: 'active' as const, country: 'US' };
    const calls = {
      ...{ by: 'call' as const, measure: 'hosts' as const, groups: 1, total: 5900 },
      ...{ country: ['JP'], server: ['a'], value: Float64Array.of(400), servers: [server] },
    };
    const arcs = { way: 'arcs', calls } as const;
    const lines = (await text('csv', { picture: arcs })).split('\r\n').slice(1, -1);
    expect(lines[0]).toMatch(/^arc,JP a,Japan to a \(.+\),,,,,400,addresses,,,/);
    expect(lines.slice(1).every((line) => line.startsWith('server,'))).toBe(true);
    const { features } = await collection('geojson', { picture: arcs });
    expect(features[0]).toMatchObject({ id: 'arc/JP a', properties: { count: 400 } });
    // Over the antimeridian.
    expect(features[0]!.geometry.type).toBe('MultiLineString');
  });

  it('has the circles that are seen, and nothing of a way that has nothing to draw', async () => {
    const view = {
      kind: 'world',
      projection: 'orthographic',
      longitude: 35,
      latitude: 30,
    } as const;
    const circles = { way: 'circles', domain: [0, 5000], view } as const;
    const lines = (await text('csv', { picture: circles })).split('\r\n').slice(1, -1);
    const kinds = lines.map((line) => line.split(',').slice(0, 2).join());
    expect(kinds.filter((kind) => !kind.startsWith('server,'))).toEqual(['circle,TR']);
    expect(lines[0]).toMatch(/^circle,TR,Türkiye,[\d.]+,[\d.]+,,,4300,addresses,,,/);
    const none = await text('csv', { picture: { ...circles, domain: null } });
    expect(none).not.toMatch(/^(?:cell|circle|country),/m);
  });

  it('holds back what a spreadsheet would run', async () => {
    const servers = [{ ...(await import('./made-picture.ts')).madePicture().servers[0]! }];
    servers[0]!.name = '=HYPERLINK("x")';
    expect(await text('csv', { picture: { servers } })).toContain(`"'=HYPERLINK(""x""), seized"`);
  });
});

describe.skipIf(!isPrepared)('the GeoJSON writer', () => {
  it.each(['density', 'countries', 'hexagons'] as const)(
    'gives %s by RFC 7946: closed rings against the clock, in degrees, named once',
    async (way) => {
      const { type, features, ...about } = await collection('geojson', {
        picture: { ...picture, way },
      });
      expect(type).toBe('FeatureCollection');
      expect(about).toMatchObject({
        title: 'A made-up botnet',
        count_unit: 'addresses',
        window: { start: '2026-03-01T00:00:00Z' },
        filters: picture.filters,
      });
      const ids = features.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      let areas = 0;
      for (const { geometry } of features) {
        if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') continue;
        const polygons =
          geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
        for (const [outer, ...holes] of polygons) {
          areas++;
          expect(outer!.at(-1)).toEqual(outer![0]);
          expect(outer!.length).toBeGreaterThan(3);
          expect(turn(outer!)).toBeGreaterThan(0);
          for (const hole of holes) expect(turn(hole)).toBeLessThan(0);
          const longitudes = outer!.map(([x]) => x!);
          expect(Math.max(...longitudes) - Math.min(...longitudes)).toBeLessThan(350);
          expect(Math.max(...longitudes.map(Math.abs))).toBeLessThanOrEqual(180);
        }
      }
      expect(areas).toBeGreaterThan(1);
    },
  );

  it('shows no more than the picture shows', async () => {
    const view = { kind: 'mercator', longitude: 32.85, latitude: 39.93, zoom: 5 } as const;
    const { features } = await collection('geojson', { picture: { view } });
    const cells = features.filter(({ properties }) => properties?.['kind'] === 'cell');
    expect(cells.map(({ properties }) => properties?.['count'] as number)).toEqual([4000]);
  });

  it('shows nothing of the far side of a globe', async () => {
    const view = {
      kind: 'globe',
      ...{ longitude: 32.85, latitude: 39.93, zoom: 1, radius: 320, camera: 1080 },
      on: { width: 1280, height: 720 },
    } as const;
    const way = 'countries' as const;
    const cells = (await collection('geojson', { picture: { view } })).features.filter(
      ({ properties }) => properties?.['kind'] === 'cell',
    );
    expect(cells.map(({ properties }) => properties?.['count'] as number)).toEqual([4000]);
    const { features } = await collection('geojson', { picture: { view, way } });
    const countries = features.filter(({ properties }) => properties?.['kind'] === 'country');
    expect(countries.map(({ properties }) => properties?.['id'] as string)).toEqual(['TR']);
  });

  it('gives the same bytes twice', async () => {
    expect(await text('geojson')).toBe(await text('geojson'));
  });
});

describe.skipIf(!isPrepared)('the HTML writer', () => {
  it('has the picture, its words and its figures, and asks for nothing', async () => {
    const html = await text('html', { picture: { title: 'Bots <&>' } });
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toContain('<h1>Bots &lt;&amp;&gt;</h1>\n<svg ');
    expect(html).toContain(
      '<tr><th scope="row">Türkiye</th><td>4,300</td><td>73\u202f%</td><td>300</td></tr>',
    );
    expect(html.match(/<caption>/g)).toHaveLength(2);
    expect(html).not.toMatch(/<(script|link|iframe)|\bon\w+=/);
    const addresses = [...html.matchAll(/(?:href|src|url)[=(]"?([^")]{1,12})/g)].map(
      ([, at]) => at!,
    );
    expect(addresses.every((at) => at.startsWith('data:'))).toBe(true);
  });
});
