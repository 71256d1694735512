import { describe, expect, it } from 'vitest';
import { composite, fieldColourOf, makeRamp } from '../../src/density/colour-scale.ts';
import { densityField } from '../../src/density/density-field.ts';
import { fieldCells } from '../../src/density/field-cells.ts';
import { drawCanvas } from '../../src/export/draw-canvas.ts';
import { letterAssets } from '../../src/export/letter-assets.ts';
import { makeScene } from '../../src/export/make-scene.ts';
import { pageOf } from '../../src/export/page.ts';
import { makeMapFrame } from '../../src/export/map-frame.ts';
import { themes } from '../../src/export/themes.ts';
import { EARTH_RADIUS_KM, RADIANS } from '../../src/model/earth.ts';
import type { Region } from '../../src/model/region.ts';
import { rateGroups } from '../../src/model/rate.ts';
import type { Picture } from '../../src/export/picture.ts';
import type { LineShape, Scene, TextShape } from '../../src/export/scene.ts';
import {
  isPrepared,
  madeCountries,
  madePicture,
  nodeCanvas,
  places,
  testAssets,
} from './made-picture.ts';

const textsOf = (scene: Scene) =>
  scene.shapes.filter((shape): shape is TextShape => shape.kind === 'text');

async function sceneOf(changes: Partial<Picture> = {}): Promise<Scene> {
  const picture = madePicture(changes);
  return makeScene(picture, await letterAssets(await testAssets(), picture));
}

async function draw(picture: Picture) {
  const assets = await testAssets();
  const canvas = nodeCanvas(picture.width, picture.height);
  const { pixelsPerUnit } = pageOf(picture);
  const { width, height } = picture;
  drawCanvas(canvas, makeScene(picture, assets), assets.fonts, {
    top: 0,
    width,
    height,
    ratio: pixelsPerUnit,
  });
  return canvas;
}

describe.skipIf(!isPrepared)('makeScene', () => {
  it('says title, window, figure, unit, legend, method and sources', async () => {
    const texts = textsOf(await sceneOf()).map(({ text }) => text);
    for (const expected of [
      'A made-up botnet',
      'Addresses, 1 to 31 March 2026 UTC',
      '5,900',
      'addresses',
      'Addresses per 1,000 km²',
      'C2 server, seized · 3',
    ]) {
      expect(texts).toContain(expected);
    }
    const all = texts.join(' ');
    expect(all).toContain('Country only, 1,000 (17\u202f%)');
    expect(all).toContain('5,900 rows read, 0 refused.');
    expect(all).toContain('IP Geolocation by DB-IP (https://db-ip.com)');
    expect(all).toContain('No scale bar');
    expect(all).not.toContain('Reconstruction');
  });

  it('rings likely default coordinates, and says what is left out', async () => {
    const piles = [
      { key: 'TR/39.9,32.8/country', latitude: 39.9, longitude: 32.8 },
      { key: 'MX/19.4,-99.1/city', latitude: 19.4, longitude: -99.1 },
    ];
    const rings = async (changes: Partial<Picture>) =>
      (await sceneOf(changes)).shapes.filter(
        (shape) => shape.kind === 'circle' && shape.radius === 8 && shape.stroke?.dash,
      ).length;
    // One more in the legend.
    expect(await rings({ piles })).toBe(3);
    expect(await rings({ piles, without: ['TR/39.9,32.8/country'] })).toBe(2);
    const texts = textsOf(await sceneOf({ piles, without: ['TR/39.9,32.8/country'] }));
    const all = texts.map(({ text }) => text);
    expect(all).toContain('Likely default coordinate · 1');
    expect(all).toContain('Without 1 likely default coordinate');
  });

  it('names a rate, its base and what becomes of few', async () => {
    const rating = { quantity: 'million', fewBelow: 10, hidesFew: true } as const;
    const shaded = rateGroups(madeCountries, rating, () => 2e6);
    const texts = textsOf(await sceneOf({ way: 'countries', shaded, rating }));
    const all = texts.map(({ text }) => text).join(' ');
    expect(all).toContain('Addresses per million IPv4 addresses');
    expect(all).toContain('IPv4 alone, by the addresses that the databases place there;');
    expect(all).toContain('fewer than 10 not shown');
  });

  it('carries the handling mark above and below', async () => {
    const marks = textsOf(await sceneOf({ mark: { kind: 'tlp', mark: 'AMBER+STRICT' } })).filter(
      ({ text }) => text.startsWith('TLP:'),
    );
    expect(marks.map(({ text, colour }) => [text, colour])).toEqual([
      ['TLP:AMBER+STRICT', '#ffc000'],
      ['TLP:AMBER+STRICT', '#ffc000'],
    ]);
    expect(marks[0]!.y).toBeLessThan(150);
    expect(marks[1]!.y).toBeGreaterThan(1000);
  });

  it.each(['dark', 'light'] as const)(
    'draws the density in the colours of its scale, within one step: %s',
    async (theme) => {
      const picture = madePicture({ theme });
      const canvas = await draw(picture);
      const { pixelsPerUnit } = pageOf(picture);
      const map = makeScene(picture, await testAssets()).parts.find(({ role }) => role === 'map')!;
      const frame = makeMapFrame(map.box!, picture.view);
      const scale = { kind: 'log', domain: picture.domain!, ramp: makeRamp(theme) } as const;
      const land = theme === 'dark' ? ([0x18, 0x20, 0x2b] as const) : ([0xfb, 0xfc, 0xfd] as const);
      // Mexico: no hatching, server or label at its peak.
      const { longitude, latitude } = places[1];
      const [x, y] = frame.project(longitude, latitude)!;
      const column = Math.floor(x * pixelsPerUnit);
      const row = Math.floor(y * pixelsPerUnit);
      const at = { x: (column + 0.5) / pixelsPerUnit, y: (row + 0.5) / pixelsPerUnit };
      const parallel = frame.row!(at.y)!;
      const there = parallel.longitudeAtZero + at.x * parallel.degreesPerUnit;
      const tiny = 1e-4;
      const [value] = densityField(
        fieldCells(picture.cells!),
        {
          west: there - tiny,
          east: there + tiny,
          south: parallel.latitude - tiny,
          north: parallel.latitude + tiny,
          width: 1,
          height: 1,
        },
        { smoothingKm: picture.smoothingKm },
      );
      const expected = composite(fieldColourOf(scale, value!), land);
      const seen = canvas.getImageData(column, row, 1, 1).data;
      for (let channel = 0; channel < 3; channel++) {
        expect(Math.abs(seen[channel]! - expected[channel]!)).toBeLessThanOrEqual(1);
      }
    },
  );

  it('draws the same pixels twice, and other ones for another picture', async () => {
    const pixels = async (picture: Picture) =>
      Buffer.from((await draw(picture)).getImageData(0, 0, picture.width, picture.height).data);
    const first = await pixels(madePicture());
    expect(Buffer.compare(first, await pixels(madePicture()))).toBe(0);
    expect(Buffer.compare(first, await pixels(madePicture({ title: 'Another' })))).not.toBe(0);
  });

  it('makes long titles smaller and wraps them, then cuts them and says so', async () => {
    const long = 'A title of five hundred letters '.repeat(16).trim();
    const fits = await sceneOf({ title: long });
    expect(fits.problems).toEqual([]);
    const words = textsOf(fits).map(({ text }) => text);
    expect(words.join(' ')).toContain(long);
    const cut = await sceneOf({ title: long.repeat(5) });
    expect(cut.problems).toEqual(['The title is too long and is cut: make it shorter.']);
    const heading = textsOf(cut).find(({ text }) => text.endsWith('…'))!;
    const { fonts } = await testAssets();
    expect(fonts.semibold.measure(heading.text, heading.size)).toBeLessThan(1800);
  });

  it.each([1, 500])(
    'leaves a map on a page of the size of a card: a title of %d words',
    async (words) => {
      const card = { width: 960, height: 540, dpi: 300, title: 'Botnet '.repeat(words).trim() };
      const scene = await sceneOf({ ...card, mark: { kind: 'tlp', mark: 'AMBER+STRICT' } });
      const { box } = scene.parts.find(({ role }) => role === 'map')!;
      expect(box!.height).toBeGreaterThan(0.25 * scene.height);
      expect(scene.problems.join(' ')).toMatch(/Letters are as small as 4\.\d points/);
      expect(textsOf(scene).map(({ text }) => text)).toContain('TLP:AMBER+STRICT');
      const numbers = scene.shapes.flatMap((shape) =>
        shape.kind === 'text' ? [shape.x, shape.y] : [],
      );
      expect(numbers.every(Number.isFinite)).toBe(true);
    },
  );

  it('stands notes beside their places, and says which lie outside the map', async () => {
    const note = { text: 'Half of all', longitude: 33, latitude: 40, arrow: true };
    const inside = await sceneOf({ annotations: [note] });
    expect(inside.problems).toEqual([]);
    expect(textsOf(inside).map(({ text }) => text)).toContain('Half of all');
    const view = { kind: 'mercator', longitude: 5, latitude: 52, zoom: 6 } as const;
    const outside = await sceneOf({ annotations: [note], view });
    expect(outside.problems).toEqual(['The note “Half of all” lies outside the map.']);
  });

  it('names the characters that its font cannot write', async () => {
    const { problems } = await sceneOf({ title: 'Ботнет 日本 العراق ไทย 한' });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('(Thai, Korean) of the title: ไ ท ย 한');
    expect((await sceneOf({ title: 'Ботнет 日本 العراق' })).problems).toEqual([]);
  });

  it('has its legend beside the map, below the table, wherever both have room', async () => {
    const sizes = {
      slide: [1920, 1080],
      wide: [3840, 1600],
      paper: [3508, 2480],
      strip: [1920, 400],
    };
    const rows = Array.from({ length: 12 }, (_, n) => ({ name: `Country ${n}`, value: 60 - n }));
    const groups = { total: 5900, groups: 40 };
    const ranking = { dimension: 'country' as const, title: 'Countries', rows, ...groups };
    for (const [name, [width, height]] of Object.entries(sizes)) {
      const { parts } = await sceneOf({ width: width!, height: height!, ranking });
      const boxOf = (role: string) => parts.find((part) => part.role === role && part.box)?.box;
      const [map, legend, table] = ['map', 'legend', 'table'].map(boxOf);
      expect(table, name).toBeDefined();
      if (name === 'strip') {
        expect(legend!.x, name).toBeLessThan(map!.x + map!.width / 2);
        continue;
      }
      expect(legend!.x, name).toBeGreaterThanOrEqual(map!.x + map!.width);
      expect(legend!.y, name).toBeCloseTo(table!.y + table!.height, 6);
      expect(legend!.y + legend!.height, name).toBeCloseTo(map!.y + map!.height, 6);
      const { fonts } = await testAssets();
      for (const shape of parts.find(({ role }) => role === 'legend')!.shapes) {
        if (shape.kind !== 'text') continue;
        const { text, weight, size } = shape;
        const part = { left: 1, middle: 0.5, right: 0 }[shape.align];
        const end = shape.x + part * fonts[weight].measure(text, size);
        expect(end, text).toBeLessThanOrEqual(legend!.x + legend!.width);
      }
    }
  });

  it('covers neither labels nor marks with each other', async () => {
    const picture = madePicture({ width: 1920, height: 1080 });
    const scene = await sceneOf(picture);
    const { fonts } = await testAssets();
    const boxes = textsOf(scene)
      .filter(({ halo, align }) => halo !== undefined && align === 'middle')
      .map(({ text, x, y, size, weight }) => {
        const width = fonts[weight].measure(text, size);
        return { left: x - width / 2, right: x + width / 2, top: y - size, bottom: y, text };
      });
    expect(boxes.length).toBeGreaterThan(15);
    for (const a of boxes) {
      for (const b of boxes) {
        const apart =
          a === b || a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;
        expect(apart, `${a.text} and ${b.text}`).toBe(true);
      }
    }
  });

  it('outlines the area that the filter keeps', async () => {
    const region: Region = { kind: 'circle', longitude: 10, latitude: 50, radiusKm: 1000 };
    const { selection } = themes[madePicture().theme];
    const outlines = (scene: Scene) =>
      scene.shapes.filter(
        (shape): shape is LineShape => shape.kind === 'lines' && shape.stroke.colour === selection,
      );
    expect(outlines(await sceneOf())).toEqual([]);
    const scene = await sceneOf({ region });
    const points = outlines(scene).flatMap(({ lines }) => lines.flatMap((line) => [...line]));
    const map = scene.parts.find(({ role }) => role === 'map')!;
    const frame = makeMapFrame(map.box!, madePicture().view);
    const [xs, ys] = [points.filter((_, i) => i % 2 === 0), points.filter((_, i) => i % 2 === 1)];
    const north = frame.project(10, 50 + 1000 / (EARTH_RADIUS_KM * RADIANS))!;
    const south = frame.project(10, 50 - 1000 / (EARTH_RADIUS_KM * RADIANS))!;
    expect(Math.min(...ys)).toBeCloseTo(north[1], 0);
    expect(Math.max(...ys)).toBeCloseTo(south[1], 0);
    expect(Math.min(...xs)).toBeLessThan(frame.project(-2, 50)![0]);
    expect(Math.max(...xs)).toBeGreaterThan(frame.project(22, 50)![0]);
  });

  it('shades countries where that is the way of drawing', async () => {
    const scene = await sceneOf({ way: 'countries', domain: [1, 10_000] });
    const texts = textsOf(scene).map(({ text }) => text);
    expect(texts).toContain('Addresses by country');
    expect(texts.some((text) => text.startsWith('Country only'))).toBe(false);
    const shaded = scene.shapes.filter(
      (shape) => shape.kind === 'area' && shape.fill?.startsWith('rgb('),
    );
    expect(shaded).toHaveLength(3);
  });
});
