import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawPicture } from '../../src/export/draw-picture.ts';
import { withHeat } from '../../src/export/heat-option.ts';
import { writePng } from '../../src/export/write-png.ts';
import { writers } from '../../src/export/writers.ts';
import { goldenMaker, shareOff, svgOutline, type GoldenPicture } from './golden.ts';
import { goldenScenes, type GoldenScene } from './golden-scenes.ts';
import { isPrepared, nodeCanvas } from './made-picture.ts';

const folder = resolve(import.meta.dirname, 'golden');
/** Whether what is drawn becomes what is held against: see CONTRIBUTING. */
const isUpdate = process.env.ATLAS_UPDATE === '1';
/** Pixels of a golden's longer side: a third of a slide's. */
const SIDE = 640;
/** Share of pixels that may be off. */
const MOST_OFF = 0.003;

async function svgOf({ picture, assets }: GoldenPicture, { writer }: GoldenScene): Promise<string> {
  const write = await writers.svg.load();
  const { file, problems } = await write({
    ...{ picture, assets, choices: writer ?? {}, frames: null, makeCanvas: nodeCanvas },
    ...{ progress: () => undefined, signal: new AbortController().signal },
  });
  expect(problems).toEqual([]);
  return file.text();
}

/** The picture as it is drawn for its preview: small. */
function small({ picture: made, assets }: GoldenPicture, { writer }: GoldenScene) {
  const picture = withHeat(made, writer ?? {});
  const { width, height } = picture;
  const drawn = drawPicture(
    picture,
    assets,
    nodeCanvas,
    Math.round((SIDE * width) / Math.max(width, height)),
  );
  return { drawn, pixels: drawn.rows(0, drawn.height) };
}

async function pixelsOf(path: string) {
  const image = await loadImage(path);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height).data;
}

/** Compares pixels with a golden; where they differ they are written to where they can be looked at. */
async function expectPixels(name: string, made: ReturnType<typeof small>): Promise<void> {
  const path = join(folder, `${name}.png`);
  const words = { title: name, description: '', dpi: 72, session: '' };
  if (isUpdate) writeFileSync(path, await writePng(made.drawn, words));
  expect(existsSync(path), `${path} is there: it is made with --update`).toBe(true);
  const golden = await pixelsOf(path);
  expect(golden.length, `size of ${name}.png`).toBe(made.pixels.length);
  const off = shareOff(made.pixels, golden);
  if (off <= MOST_OFF) return;
  const actual = join(tmpdir(), `atlas-golden-${name}.png`);
  writeFileSync(actual, await writePng(made.drawn, words));
  expect.fail(`${(100 * off).toFixed(2)} % of the pixels of ${name}.png are off: see ${actual}`);
}

describe.skipIf(!isPrepared)('golden scenes', { timeout: 60_000 }, () => {
  let make: Awaited<ReturnType<typeof goldenMaker>>;
  beforeAll(async () => {
    make = await goldenMaker();
  }, 60_000);

  it.each(Object.entries(goldenScenes))('%s', async (name, scene) => {
    const golden = await make(scene);
    const svg = svgOutline(await svgOf(golden, scene));
    await expect(svg).toMatchFileSnapshot(join(folder, `${name}.svg.txt`));
    await expectPixels(name, small(golden, scene));
  });

  it('are all there are', () => {
    const names = readdirSync(folder).map((file) => file.replace(/\.(png|svg\.txt)$/, ''));
    expect([...new Set(names)].sort()).toEqual(Object.keys(goldenScenes).sort());
  });
});

describe('a golden', () => {
  it('tells another picture from the same one with other edges', () => {
    const pixels = new Uint8ClampedArray(4000).fill(100);
    const edges = pixels.map((value, at) => (at % 7 === 0 ? value + 30 : value));
    const other = pixels.map((value, at) => (at < 80 ? 0 : value));
    expect(shareOff(pixels, edges)).toBe(0);
    expect(shareOff(pixels, other)).toBeCloseTo(0.02);
  });

  it('keeps of an SVG all but its bytes', () => {
    const path = Array.from({ length: 40 }, (_, n) => `${n} ${2 * n + 0.5}`).join(' ');
    expect(svgOutline(`<path d="M${path}Z" fill="none"/><path d="M0 0H9V9H0Z"/>`)).toBe(
      '<path d="40 points, x 0 to 39, y 1 to 79" fill="none"/><path d="M0 0H9V9H0Z"/>',
    );
    expect(svgOutline('<image href="data:image/png;base64,AAbb+/0="/>')).toBe(
      '<image href="image/png"/>',
    );
  });
});
