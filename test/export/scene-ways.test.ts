import { PLACE_LEVEL } from '../../src/model/query.ts';
import { describe, expect, it } from 'vitest';
import { latLngToCell } from 'h3-js';
import { resolutionFor } from '../../src/density/hexagon-grid.ts';
import { makeMapFrame } from '../../src/export/map-frame.ts';
import { textBox } from '../../src/export/map-labels.ts';
import { boxesTouch } from '../../src/export/place-boxes.ts';
import { makeScene } from '../../src/export/make-scene.ts';
import { wholeWorld, type Picture } from '../../src/export/picture.ts';
import type {
  AreaShape,
  CircleShape,
  LineShape,
  Scene,
  ScenePart,
  TextShape,
} from '../../src/export/scene.ts';
import { mercatorX, mercatorY } from '../../src/model/mercator.ts';
import { isPrepared, madePicture, places, testAssets } from './made-picture.ts';

/** The made-up cells as single places. */
function placeCells() {
  const { cells } = madePicture();
  return {
    ...cells!,
    level: PLACE_LEVEL,
    x: Uint32Array.from(places, ({ longitude }) => mercatorX(longitude) >>> 1),
    y: Uint32Array.from(places, ({ latitude }) => mercatorY(latitude) >>> 1),
  };
}

const mapOf = (scene: Scene) => scene.parts.find(({ role }) => role === 'map')!.box!;

async function sceneOf(changes: Partial<Picture>): Promise<Scene> {
  return makeScene(madePicture(changes), await testAssets());
}

const texts = (scene: Scene) =>
  scene.shapes.filter((shape): shape is TextShape => shape.kind === 'text').map(({ text }) => text);

describe.skipIf(!isPrepared)('pictures of other ways', () => {
  it('draws an area where H3 has the places, with a legend of their size', async () => {
    const scene = await sceneOf({ way: 'hexagons', cells: placeCells(), domain: [1, 10_000] });
    const frame = makeMapFrame(mapOf(scene), wholeWorld);
    const resolution = resolutionFor(frame.zoom);
    const hexagons = scene.shapes.filter(
      (shape): shape is AreaShape => shape.kind === 'area' && shape.stroke?.width === 0.5,
    );
    const ids = new Set(
      places.map(({ latitude, longitude }) => latLngToCell(latitude, longitude, resolution)),
    );
    expect(hexagons.flatMap(({ rings }) => rings)).toHaveLength(ids.size);
    for (const { longitude, latitude } of places) {
      const [x, y] = frame.project(longitude, latitude)!;
      expect(hexagons.some(({ rings }) => rings.some((ring) => isIn(ring, x, y)))).toBe(true);
    }
    expect(texts(scene).join(' ')).toMatch(/in H3 hexagons of about/);
    expect(texts(scene)).toContain('Addresses per 1,000 km²');
  });

  const linesOf = (scene: Scene) =>
    new Set(
      scene.shapes.flatMap((shape) =>
        shape.kind === 'lines' && shape.stroke.colour.startsWith('rgb')
          ? [shape.stroke.colour]
          : [],
      ),
    );
  const near = { kind: 'mercator', longitude: 32.85, latitude: 39.93, zoom: 4.5 } as const;

  it('draws lines at powers of ten, and close up at 2 and 5 times them', async () => {
    const far = await sceneOf({ way: 'contours', domain: [0.001, 10] });
    expect(linesOf(far).size).toBe(5);
    const close = await sceneOf({ way: 'contours', domain: [0.001, 10], view: near });
    expect(linesOf(close).size).toBe(13);
  });

  it('draws arcs from countries to servers, over the antimeridian in two pieces, and says what is left out', async () => {
    const { servers } = madePicture();
    const server = { ...servers[0]!, address: 'a', status: 'active' as const, country: 'US' };
    const calls = {
      ...{ by: 'call' as const, measure: 'hosts' as const, groups: 5, total: 5900 },
      ...{ country: ['BR', 'JP'], server: ['a', 'a'], value: Float64Array.of(400, 100) },
      servers: [server],
    };
    const scene = await sceneOf({ way: 'arcs', domain: null, calls });
    const linesOfPart = (role: ScenePart['role']) =>
      scene.parts
        .filter((part) => part.role === role)
        .flatMap(({ shapes }) => shapes)
        .filter(
          (shape): shape is LineShape =>
            shape.kind === 'lines' && shape.stroke.colour === '#fbb040',
        );
    const arcs = linesOfPart('map');
    expect(arcs.map(({ lines }) => lines.length)).toEqual([1, 2]);
    expect(arcs[0]!.stroke.width).toBe(2 * arcs[1]!.stroke.width);
    const [, , widest] = linesOfPart('legend');
    expect(widest!.stroke.width / arcs[0]!.stroke.width).toBeCloseTo(Math.sqrt(200 / 400), 6);
    expect(texts(scene)).toContain('200');
    const words = texts(scene).join(' ');
    expect(words).toMatch(/2 arcs, the widest is 400 addresses; 3 smaller pairs not drawn/);
    expect(words).toMatch(/3 servers seized or sinkholed, left out/);
  });

  it('draws the number of a country as an area, with a key, and names off small circles', async () => {
    const scene = await sceneOf({ way: 'circles', domain: [0, 10_000], view: wholeWorld });
    const circlesOf = (role: ScenePart['role']) =>
      scene.parts
        .filter((part) => part.role === role)
        .flatMap(({ shapes }) => shapes)
        .filter(
          (shape): shape is CircleShape => shape.kind === 'circle' && shape.fill === '#fbb040',
        );
    const circles = circlesOf('map');
    const [turkey, mexico, brazil] = circles;
    expect(circles).toHaveLength(3);
    expect((turkey!.radius / brazil!.radius) ** 2).toBeCloseTo(4300 / 700, 6);
    const key = circlesOf('legend');
    expect((key.at(-1)!.radius / turkey!.radius) ** 2).toBeCloseTo(5000 / 4300, 6);
    expect(texts(scene)).toContain('5,000');
    const { basemap, fonts } = await testAssets();
    const frame = makeMapFrame(mapOf(scene), wholeWorld);
    const [, longitude, latitude] = basemap.countries.find(([code]) => code === 'TR')!;
    const [x, y] = frame.project(longitude, latitude)!;
    expect(Math.hypot(turkey!.x - x, turkey!.y - y)).toBeLessThan(0.01);
    const name = scene.shapes.find(
      (shape): shape is TextShape => shape.kind === 'text' && shape.text === 'Mexico',
    )!;
    const { x: left, y: top, radius } = mexico!;
    const box = { x: left - radius, y: top - radius, width: 2 * radius, height: 2 * radius };
    expect(boxesTouch(textBox(name, fonts), box)).toBe(false);
  });

  it('keeps the key of symbols in its column', async () => {
    const servers = [{ ...madePicture().servers[0]!, address: 'a', status: 'active' as const }];
    const calls = {
      ...{ by: 'call' as const, measure: 'hosts' as const, groups: 1, total: 5e7 },
      ...{ country: ['BR'], server: ['a'], value: Float64Array.of(5e7), servers },
    };
    const { fonts } = await testAssets();
    for (const way of ['circles', 'arcs'] as const) {
      const scene = await sceneOf({ way, calls, domain: [0, 1e8], width: 1920, height: 1080 });
      const legend = scene.parts.find(({ role }) => role === 'legend')!;
      const shapes = legend.shapes.filter((shape) => shape.kind === 'text');
      expect(shapes.map(({ text }) => text)).toContain('50,000,000');
      for (const shape of shapes) {
        const { x, width } = textBox(shape, fonts);
        expect(x + width).toBeLessThanOrEqual(legend.box!.x + legend.box!.width);
      }
    }
  });

  it('writes the numbers with their unit, off all other names', async () => {
    const scene = await sceneOf({ way: 'contours', view: near });
    const { fonts } = await testAssets();
    const labels = scene.shapes.filter(
      (shape): shape is TextShape => shape.kind === 'text' && shape.halo !== undefined,
    );
    const numbers = labels.filter(({ text }) => /^[\d.]+ per 1,000 km²$/.test(text));
    expect(numbers.length).toBeGreaterThan(0);
    for (const number of numbers) {
      const beside = labels.filter(
        (other) => other !== number && boxesTouch(textBox(other, fonts), textBox(number, fonts)),
      );
      expect(beside.map(({ text }) => text)).toEqual([]);
    }
  });

  it('draws places only where they can be told apart, and says so', async () => {
    const far = await sceneOf({ way: 'places' });
    expect(far.shapes.some(({ kind }) => kind === 'image')).toBe(true);
    expect(texts(far).join(' ')).toMatch(/zoom in to see single places/);
    const view = { kind: 'mercator', ...places[0], zoom: 7 } as const;
    const near = await sceneOf({ way: 'places', cells: placeCells(), view });
    const frame = makeMapFrame(mapOf(near), view);
    const [x, y] = frame.project(places[0].longitude, places[0].latitude)!;
    const circles = near.shapes.filter(
      (shape): shape is CircleShape =>
        shape.kind === 'circle' && Math.hypot(shape.x - x, shape.y - y) < 0.1,
    );
    expect(circles).toHaveLength(2);
    // Class 6: 25 km.
    const perKm = (frame.project(places[0].longitude + 1, places[0].latitude)![0] - x) / 85.3;
    expect(circles[0]!.radius / perKm).toBeCloseTo(25, 0);
    expect(texts(near)).toContain('Addresses by place');
  });
});

function isIn(ring: Float64Array, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [xi, yi, xj, yj] = [ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!];
    if (yi > y !== yj > y && x < xi + ((xj - xi) * (y - yi)) / (yj - yi)) inside = !inside;
  }
  return inside;
}
