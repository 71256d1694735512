import type { Page } from '@playwright/test';
import { group, rgb } from 'd3';
import { cellArea, cellToLatLng, latLngToCell } from 'h3-js';
import { contourValues } from '../../src/density/contours.ts';
import { resolutionFor } from '../../src/density/hexagon-grid.ts';
import { mapPalettes } from '../../src/model/map-palette.ts';
import { densityIsThere, expect, figure, serveSample, test } from './atlas.ts';
import { land, rampOf, shownColours, type ShownColour } from './colours-on-screen.ts';
import { pixelsOf, restingMap, type Pixels } from './pictures.ts';
import {
  callersOf,
  densityAt,
  halfway,
  labelPoint,
  pixelOf,
  placedSample,
  pointOn,
  type Placed,
} from './slow-reference.ts';

// No larger than the points that are looked at need: every picture is drawn without a graphics card.
test.use({ viewport: { width: 1020, height: 640 } });

const at: readonly [longitude: number, latitude: number, zoom: number] = [29, 41, 3];
/** The server that is not seized, in Poland. */
const active = '246.71.255.10';
const domain = [0.001, 10] as const;
const smoothingKm = 160;

/** Shows a way of drawing by its link, which a page that is open follows without being loaded anew. */
async function show(
  page: Page,
  way: string,
  isGlobe: boolean,
  where = at.join(),
  [low, high]: readonly [number, number] = domain,
): Promise<void> {
  const how = `way=${way}&smooth=${smoothingKm}&domain=${low},${high}`;
  await page.goto(`/#v=1&measure=hosts&${how}&at=${where}${isGlobe ? '&projection=globe' : ''}`);
  const globe = page.getByRole('button', { name: 'Globe', exact: true });
  await expect(globe).toHaveAttribute('aria-pressed', String(isGlobe));
}

/** Colours are those of the numbers, but for a point or two under a letter or a border. */
function areRight(shown: readonly ShownColour[], what: string): void {
  const wrong = shown.filter(({ off }) => off > 5);
  const told = wrong.map(({ x, y, value, off }) => ({ x, y, value, off }));
  expect(shown.length, what).toBeGreaterThan(1);
  expect(wrong.length, `${what}: ${JSON.stringify(told)}`).toBeLessThanOrEqual(1);
}

/** Two digits are told, and radii of accuracy are taken by classes. */
const isAbout = (value: number, expected: number, part: number) =>
  Math.abs(value / expected - 1) < part;

/** What each way should tell at a point, counted slowly. */
function references(placed: readonly Placed[]) {
  const known = placed.filter(({ isCountryOnly }) => !isCountryOnly);
  const resolution = resolutionFor(at[2]);
  const hexagons = new Map<string, number>();
  for (const { latitude, longitude } of known) {
    const id = latLngToCell(latitude, longitude, resolution);
    hexagons.set(id, (hexagons.get(id) ?? 0) + 1);
  }
  const fullest = [...hexagons].sort((a, b) => b[1] - a[1]).map(([id]) => cellToLatLng(id));
  return {
    /** Middles of hexagons, the fullest first. */
    fullest: fullest.map(([latitude, longitude]) => [longitude, latitude] as const),
    density: (point: readonly [number, number]) => densityAt(known, smoothingKm, point),
    hexagons([longitude, latitude]: readonly [number, number]) {
      const id = latLngToCell(latitude, longitude, resolution);
      return (1000 * (hexagons.get(id) ?? 0)) / cellArea(id, 'km2');
    },
  };
}

/** What the ways are held against. */
interface Stage {
  page: Page;
  placed: readonly Placed[];
  slow: ReturnType<typeof references>;
  /** Of the map, CSS pixels of the page. */
  size: { x: number; y: number; width: number; height: number };
  middle: readonly [x: number, y: number];
  points: readonly (readonly [x: number, y: number])[];
}

async function holdField(
  { page, slow, size, middle, ...stage }: Stage,
  way: 'density' | 'hexagons',
  isGlobe: boolean,
): Promise<void> {
  await show(page, way, isGlobe);
  const picture = await restingMap(page);
  // Hexagons are few in the sample, and not where any point is; the legend lies over what is left of the middle.
  const full = slow.fullest
    .map((hexagon) => pixelOf(at, hexagon))
    .filter(([x, y]) => x > -20 && x < size.width / 2 - 20 && Math.abs(y) < size.height / 2 - 40)
    .map(([x, y]) => [middle[0] + x, middle[1] + y] as const);
  const points = way === 'density' ? stage.points : full.slice(0, isGlobe ? 4 : 6);
  const shown = await shownColours(page, points, domain, 'addresses per 1,000 km²', picture);
  areRight(shown, way);
  // On the globe the middle alone is where it is on the flat map.
  const told = shown.filter(({ value }) => value >= 0.05);
  const judged = told.filter(
    ({ x, y }) => !isGlobe || Math.hypot(x - middle[0], y - middle[1]) < 2,
  );
  expect(judged.length).toBeGreaterThan(0);
  const wrong = judged
    .map(({ x, y, value }) => {
      const point = pointOn(at, x - middle[0], y - middle[1]);
      return { point, value, expected: slow[way](point) };
    })
    .filter(({ value, expected }) => !isAbout(value, expected, 0.1));
  // A pixel on the edge of a hexagon may be in the next.
  expect(wrong.length, JSON.stringify(wrong)).toBeLessThanOrEqual(way === 'hexagons' ? 1 : 0);
}

async function holdCountries({ page, placed, points }: Stage, isGlobe: boolean): Promise<void> {
  await show(page, 'countries', isGlobe);
  const picture = await restingMap(page);
  const shown = await shownColours(page, points, domain, 'addresses in the country', picture);
  areRight(shown, 'Countries');
  const counts = group(placed, ({ country }) => country);
  const numbers = new Set([...counts.values()].map(({ length }) => length));
  expect(shown.filter(({ value }) => !numbers.has(value))).toEqual([]);
  expect(shown.map(({ value }) => value)).toContain(counts.get('TR')!.length);
}

/** How far the pixels near one are from a value's colour, in 255ths. */
type OffNear = (x: number, y: number, value: number) => number;

/** Where a line of a value should cross a row of pixels, and how far the colours near there are from its own. */
function crossingsOf({ slow, middle }: Stage, values: readonly number[], offNear: OffNear) {
  const crossings: { x: number; y: number; value: number; off: number }[] = [];
  for (const y of [-80, -40, 0, 40, 80].map((each) => Math.round(middle[1] + each))) {
    let before = NaN;
    for (let x = Math.round(middle[0] - 20); x < middle[0] + 280; x += 1) {
      const density = slow.density(pointOn(at, x - middle[0], y - middle[1]));
      for (const value of values) {
        if (!(Math.min(before, density) < value && value <= Math.max(before, density))) continue;
        crossings.push({ x, y, value, off: offNear(x, y, value) });
      }
      before = density;
    }
  }
  return crossings;
}

async function holdContours(stage: Stage, isGlobe: boolean): Promise<void> {
  const { page } = stage;
  await show(page, 'contours', isGlobe);
  const { data, width } = await pixelsOf(await restingMap(page));
  const ramp = await rampOf(page);
  const scale = { kind: 'log', domain } as unknown as Parameters<typeof contourValues>[0];
  const values = contourValues(scale).filter((value) => Number.isInteger(Math.log10(value)));
  const colourOf = (value: number) => {
    const part = Math.log10(value / domain[0]) / Math.log10(domain[1] / domain[0]);
    return ramp.slice(4 * Math.round(255 * part), 4 * Math.round(255 * part) + 3);
  };
  const offAt = (x: number, y: number, colour: readonly number[]) => {
    const p = 4 * (y * width + x);
    let off = 0;
    for (let n = 0; n < 3; n++) off = Math.max(off, Math.abs(colour[n]! - data[p + n]!));
    return off;
  };
  const offNear: OffNear = (x, y, value) => {
    const near = [-3, -2, -1, 0, 1, 2, 3].flatMap((dx) =>
      [-2, -1, 0, 1, 2].map((dy) => offAt(x + dx, y + dy, colourOf(value))),
    );
    return Math.min(...near);
  };
  const judged = crossingsOf(stage, values, offNear).filter(
    ({ value }) => Math.max(...colourOf(value).map((c, n) => Math.abs(c - land[n]!))) > 80,
  );
  const told = JSON.stringify(judged);
  const right = judged.filter(({ off }) => off < 40).length;
  // On the globe only what is near the middle lies where the flat map has it.
  if (!isGlobe) {
    expect(judged.length, told).toBeGreaterThan(3);
    expect(right / judged.length, told).toBeGreaterThanOrEqual(0.75);
  } else {
    const drawn = values.filter((value) => {
      const colour = colourOf(value);
      let pixels = 0;
      for (let p = 0; p < data.length / 4 && pixels <= 30; p += 1) {
        if (offAt(p % width, Math.floor(p / width), colour) < 12) pixels += 1;
      }
      return pixels > 30;
    });
    expect(drawn.length).toBeGreaterThan(1);
  }
}

async function holdPlaces({ page, placed, size, middle }: Stage, isGlobe: boolean): Promise<void> {
  const counts = group(
    placed.filter(({ isCountryOnly }) => !isCountryOnly),
    ({ longitude, latitude }) => `${longitude},${latitude}`,
  );
  const [most] = [...counts.values()].sort((a, b) => b.length - a.length);
  const dot = `${most![0]!.longitude},${most![0]!.latitude},7`;
  await show(page, 'places', isGlobe, dot);
  const { data, width } = await pixelsOf(await restingMap(page));
  const steps = [-8, -4, 0, 4, 8];
  const offs = steps.flatMap((x) =>
    steps.map((y) => {
      const p = 4 * (Math.round(middle[1] + y) * width + Math.round(middle[0] + x));
      return Math.max(...land.map((c, n) => Math.abs(c - data[p + n]!)));
    }),
  );
  expect(Math.max(...offs)).toBeGreaterThan(60);
  await page.mouse.move(size.x + middle[0], size.y + middle[1]);
  await expect(page.locator('.map-readout')).toContainText(
    `${most!.length.toLocaleString('en')} addresses at one place`,
  );
}

/** Circles of countries as they should be: middles in pixels of the map, and radii, by the numbers of each country. */
async function circlesOf({ placed, middle }: Stage, most: number, where: typeof at) {
  const counts = [...group(placed, ({ country }) => country)].filter(([code]) => code !== '');
  const circles = counts.map(async ([code, { length }]) => {
    const [x, y] = pixelOf(where, await labelPoint(code));
    return {
      code,
      length,
      x: middle[0] + x,
      y: middle[1] + y,
      radius: 36 * Math.sqrt(length / most),
    };
  });
  return Promise.all(circles);
}

async function holdCircles(stage: Stage, isGlobe: boolean): Promise<void> {
  const { page, placed, size } = stage;
  const most = 400;
  // On the globe only what is at the middle lies where the flat map has it.
  const where = isGlobe ? ([...(await labelPoint('TR')), at[2]] as const) : at;
  await show(page, 'circles', isGlobe, where.join(), [0, most]);
  const { data, width } = await pixelsOf(await restingMap(page));
  const circles = await circlesOf(stage, most, where);
  const turkey = circles.find(({ code }) => code === 'TR')!;
  expect(turkey.radius).toBeGreaterThan(12);
  const { r, g, b } = rgb(mapPalettes.light.place);
  const colour = [r, g, b].map((c, n) => c * 0.7 + land[n]! * 0.3);
  const isColoured = (x: number, y: number) => {
    const p = 4 * (Math.round(y) * width + Math.round(x));
    return colour.every((c, n) => Math.abs(c - data[p + n]!) < 24);
  };
  const judged = isGlobe ? [turkey] : circles.filter(({ radius }) => radius > 5);
  const seen = judged.filter(
    ({ x, y }) => x > size.width / 2 - 80 && x < size.width - 60 && y > 60 && y < size.height - 60,
  );
  expect(seen).toContain(turkey);
  const isIn = (x: number, y: number, room: number) =>
    circles.some((circle) => Math.hypot(x - circle.x, y - circle.y) < circle.radius + room);
  const [inside, outside] = [[] as boolean[], [] as boolean[]];
  for (const { x, y, radius } of seen) {
    for (let turn = 0; turn < 2 * Math.PI; turn += Math.PI / 12) {
      const at = (reach: number) =>
        [x + reach * Math.cos(turn), y + reach * Math.sin(turn)] as const;
      inside.push(isColoured(...at(radius - 2.5)));
      const beyond = at(radius + 3.5);
      if (!isIn(...beyond, 3)) outside.push(isColoured(...beyond));
    }
  }
  const part = (found: readonly boolean[]) => found.filter(Boolean).length / found.length;
  // Names, and circles over circles, cover some.
  expect(part(inside), JSON.stringify(seen)).toBeGreaterThan(0.7);
  expect(part(outside), JSON.stringify(seen)).toBeLessThan(0.02);
  const key = page.getByRole('list', { name: 'Size of circles by number' });
  await expect(key.getByRole('listitem')).toHaveText(['2', '20', '200']);
  if (isGlobe) return;
  // Half of this circle lies off the coast.
  const lebanon = circles.find(({ code }) => code === 'LB')!;
  const share = ((100 * lebanon.length) / placed.length).toFixed(1);
  await page.mouse.move(size.x + lebanon.x - lebanon.radius + 1, size.y + lebanon.y);
  await expect(page.locator('.map-readout')).toHaveText(
    `At seaLebanon: ${lebanon.length} addresses, ${share}\u202f% of all`,
  );
}

/** How far the pixels round one are from a colour at best, in 255ths. */
function offAround({ data, width }: Pixels, [x, y]: Stage['middle'], colour: readonly number[]) {
  const steps = [-2, -1, 0, 1, 2];
  const offs = steps.flatMap((dx) =>
    steps.map((dy) => {
      const p = 4 * (Math.round(y + dy) * width + Math.round(x + dx));
      return Math.max(...colour.map((c, n) => Math.abs(c - data[p + n]!)));
    }),
  );
  return Math.min(...offs);
}

async function holdArcs({ page, size, middle }: Stage, isGlobe: boolean): Promise<void> {
  const callers = await callersOf(active);
  const [longitude, latitude] = halfway(await labelPoint('TR'), await labelPoint('PL'));
  await show(page, 'arcs', isGlobe, `${longitude},${latitude},4`);
  const picture = await pixelsOf(await restingMap(page));
  const { r, g, b } = rgb(mapPalettes.light.place);
  const line = [r, g, b].map((c, n) => c * 0.75 + land[n]! * 0.25);
  expect(offAround(picture, middle, line)).toBeLessThan(24);
  const { PL: _, ...others } = Object.fromEntries(callers);
  const words = (count: number) => `${count.toLocaleString('en')} addresses`;
  await expect(page.getByRole('region', { name: 'Legend' })).toContainText(
    `the widest is ${words(Math.max(...Object.values(others)))}`,
  );
  await page.mouse.move(size.x + middle[0], size.y + middle[1]);
  await expect(page.locator('.map-readout')).toContainText(
    new RegExp(`Türkiye to ${active} \\(Poland\\): ${words(callers.get('TR')!)}, `),
  );
}

test('every way draws its numbers in its colours, on the flat map and on the globe', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const placed = await placedSample();
  const slow = references(placed);
  await serveSample(page, 'few places', active);
  await show(page, 'density', false);
  await expect(figure(page)).toHaveText(placed.length.toLocaleString('en'));
  await densityIsThere(page);
  const size = (await page.locator('.map-canvas').boundingBox())!;
  const middle = [size.width / 2, size.height / 2] as const;
  // Off the controls, which lie over the left.
  const offsets = [
    [0, 0],
    [90, 0],
    [60, -70],
    [-20, -50],
    [0, 70],
    [90, 70],
  ] as const;
  const points = offsets.map(([x, y]) => [middle[0] + x, middle[1] + y] as const);

  for (const isGlobe of [false, true]) {
    // A frame of the globe takes long, and each point is one; where the middle alone is judged, few beside it are enough.
    const stage = { page, placed, slow, size, middle, points: points.slice(0, isGlobe ? 4 : 6) };
    const where = isGlobe ? 'globe' : 'flat';
    await test.step(`density, ${where}`, () => holdField(stage, 'density', isGlobe));
    await test.step(`hexagons, ${where}`, () => holdField(stage, 'hexagons', isGlobe));
    await test.step(`countries, ${where}`, () => holdCountries(stage, isGlobe));
    await test.step(`circles, ${where}`, () => holdCircles(stage, isGlobe));
    await test.step(`contours, ${where}`, () => holdContours(stage, isGlobe));
    await test.step(`places, ${where}`, () => holdPlaces(stage, isGlobe));
    await test.step(`arcs, ${where}`, () => holdArcs(stage, isGlobe));
  }
});
