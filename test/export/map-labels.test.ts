import { describe, expect, it } from 'vitest';
import { countryRings } from '../../src/export/basemap.ts';
import { countriesAt } from '../../src/export/countries-at.ts';
import { makeMapFrame } from '../../src/export/map-frame.ts';
import { mapLabels, textBox } from '../../src/export/map-labels.ts';
import { wholeWorld } from '../../src/export/picture.ts';
import { themes } from '../../src/export/themes.ts';
import { isPrepared, testAssets } from './made-picture.ts';

const box = { x: 0, y: 0, width: 1536, height: 756 };

describe.skipIf(!isPrepared)('mapLabels', () => {
  it('moves a name that must make way no farther than its country and the sea beside it', async () => {
    const { basemap, fonts } = await testAssets();
    const frame = makeMapFrame(box, wholeWorld);
    const rings = countryRings(basemap.areas, frame);
    const words = { palette: themes.light, language: 'en' };
    const spots = new Map(
      basemap.countries.map(([code, longitude, latitude]) => [
        code,
        frame.project(longitude, latitude)!,
      ]),
    );
    const covered = ['ES', 'CN', 'TR', 'US', 'CZ'].map((code) => {
      const [x, y] = spots.get(code)!;
      return { x: x - 14, y: y - 14, width: 28, height: 28 };
    });
    const free = mapLabels(basemap, frame, fonts, { ...words, taken: [] });
    const moved = mapLabels(basemap, frame, fonts, { ...words, taken: covered });
    const codes = { Spain: 'ES', China: 'CN', Türkiye: 'TR', 'United States': 'US' };
    for (const [name, code] of Object.entries(codes)) {
      expect(free.some(({ text }) => text === name)).toBe(true);
      const label = moved.find(({ text }) => text === name);
      if (!label) continue;
      const { x, y, width, height } = textBox(label, fonts);
      const found = countriesAt(rings, x + width / 2, y + height / 2);
      expect(
        [...found].filter((other) => other !== code),
        `under ${name}`,
      ).toEqual([]);
    }
    expect(moved.some(({ text }) => text === 'China')).toBe(true);
  });
});

describe('countriesAt', () => {
  const square = (left: number, size: number) =>
    Float64Array.of(left, left, left + size, left, left + size, left + size, left, left + size);

  it('knows land, what lies in a hole, and the sea', () => {
    const rings = new Map([
      ['AA', [square(0, 10), square(3, 4)]],
      ['BB', [square(4, 2)]],
    ]);
    expect([...countriesAt(rings, 1, 1)]).toEqual(['AA']);
    expect([...countriesAt(rings, 5, 5)]).toEqual(['BB']);
    expect([...countriesAt(rings, 3.5, 3.5)]).toEqual([]);
    expect([...countriesAt(rings, 11, 5)]).toEqual([]);
  });
});
