import { describe, expect, it } from 'vitest';
import { composite, fieldColourOf, type ColourScale } from '../../src/density/colour-scale.ts';
import { makeScale } from '../../src/density/way-scale.ts';
import { fieldReaderOf } from '../../src/export/density-image.ts';
import { drawCanvas } from '../../src/export/draw-canvas.ts';
import { makeScene } from '../../src/export/make-scene.ts';
import { makeMapFrame, type MapFrame } from '../../src/export/map-frame.ts';
import { pageOf } from '../../src/export/page.ts';
import { allExtras, type Picture } from '../../src/export/picture.ts';
import { themes } from '../../src/export/themes.ts';
import type { CellAggregate } from '../../src/model/aggregate.ts';
import { isPrepared, madePicture, nodeCanvas, testAssets } from './made-picture.ts';

/** Nothing but the map: no words lie over the colours. */
const bare = Object.fromEntries(Object.keys(allExtras).map((extra) => [extra, false]));
const views: Record<string, Picture['view']> = {
  'the world': { kind: 'world', projection: 'equal-earth', longitude: 0, latitude: 0 },
  'the globe': { kind: 'world', projection: 'orthographic', longitude: 30, latitude: 30 },
  'the current view': { kind: 'mercator', longitude: 33, latitude: 40, zoom: 3 },
};

/** Pixels of a picture at so many to one of its own. */
async function draw(picture: Picture, times: number) {
  const assets = await testAssets();
  const ratio = pageOf(picture).pixelsPerUnit * times;
  const sized = makeScene(picture, assets, ratio);
  const size = { width: picture.width * times, height: picture.height * times };
  const canvas = nodeCanvas(size.width, size.height);
  drawCanvas(canvas, sized, assets.fonts, { top: 0, ...size, ratio });
  const { data } = canvas.getImageData(0, 0, size.width, size.height);
  const { box } = sized.parts.find(({ role }) => role === 'map')!;
  return { data, ratio, box: box!, ...size, scene: sized };
}

type Drawn = Awaited<ReturnType<typeof draw>>;
const rgb = ({ data }: Drawn, at: number): [number, number, number] => [
  data[at]!,
  data[at + 1]!,
  data[at + 2]!,
];

/** Pixels of plain land and sea: no line passes near them, and they are on none. */
function* plainPixels(ground: Drawn, times: number) {
  const { width, box, ratio, data } = ground;
  // A pixel as one number: they are many.
  const colours = new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
  const around = [-2, -1, 1, 2].flatMap((step) => [times * step, times * step * width]);
  const margin = 3 * times;
  const from = { x: Math.ceil(box.x * ratio) + margin, y: Math.ceil(box.y * ratio) + margin };
  const to = { x: (box.x + box.width) * ratio - margin, y: (box.y + box.height) * ratio - margin };
  for (let y = from.y; y < to.y; y += times) {
    for (let x = from.x; x < to.x; x += times) {
      const at = y * width + x;
      if (around.every((step) => colours[at + step] === colours[at])) yield { at: 4 * at, x, y };
    }
  }
}

/** Where the centre of a pixel lies in the scene: an image stands in whole pixels. */
function centreOf({ box, ratio }: Drawn, x: number, y: number): [number, number] {
  const along = (at: number, start: number, length: number) => {
    const pixels = Math.round(length * ratio);
    return start + ((at - Math.round(start * ratio) + 0.5) * length) / pixels;
  };
  return [along(x, box.x, box.width), along(y, box.y, box.height)];
}

/** The largest step of 255 between a picture's pixels and the legend's colour of their values, and how many have one. */
function largestStep(
  drawn: Drawn,
  ground: Drawn,
  frame: MapFrame,
  { cells, scale, times }: { cells: CellAggregate; scale: ColourScale; times: number },
) {
  const reader = fieldReaderOf(frame, cells, 150, drawn.scene.page.pixelsPerUnit);
  let largest = 0;
  let coloured = 0;
  for (const { at, x, y } of plainPixels(ground, times)) {
    const place = frame.invert(...centreOf(drawn, x, y));
    const value = place ? reader.at(place[0], place[1]) : 0;
    const legend = fieldColourOf(scale, value);
    if (legend[3] > 0) coloured++;
    const expected = composite(legend, rgb(ground, at));
    rgb(drawn, at).forEach((channel, k) => {
      largest = Math.max(largest, Math.abs(channel - expected[k]!));
    });
  }
  return { largest, coloured };
}

describe.skipIf(!isPrepared)('the density in a picture', { timeout: 60_000 }, () => {
  const cases = Object.keys(views).flatMap((view) =>
    [1, 2, 4].map((times) => ({ view, times, theme: times === 2 ? 'light' : 'dark' }) as const),
  );

  it.each(cases)(
    'has the colours of the screen’s legend: $view, $theme, $times x',
    async ({ view, times, theme }) => {
      const picture = madePicture({
        ...{ width: 480, height: 360, view: views[view]!, theme },
        ...{ servers: [], countries: null, shown: bare as Picture['shown'] },
      });
      const { cells, domain, scaleKind, colours } = picture;
      const drawn = await draw(picture, times);
      const ground = await draw({ ...picture, cells: null }, times);
      const scale = makeScale(domain!, {
        ...{ kind: scaleKind, theme: themes[theme].base, drawn: 'field', colours, spread: null },
      });
      const { areas } = (await testAssets()).basemap;
      const frame = makeMapFrame(drawn.box, picture.view, areas);
      const found = largestStep(drawn, ground, frame, { cells: cells!, scale, times });
      expect(found.coloured).toBeGreaterThan(30);
      expect(found.largest).toBeLessThanOrEqual(1);
    },
  );
});
