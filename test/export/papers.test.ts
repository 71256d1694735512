import { describe, expect, it } from 'vitest';
import { draftOf, layouts, pageSizeOf, paperDpis, usualLook } from '../../src/export/draft.ts';
import { makeScene } from '../../src/export/make-scene.ts';
import { textBox } from '../../src/export/map-labels.ts';
import { boxesTouch, isInside } from '../../src/export/place-boxes.ts';
import type { Scene, TextShape } from '../../src/export/scene.ts';
import type { Fonts } from '../../src/export/font.ts';
import { isPrepared, madePicture, testAssets } from './made-picture.ts';

const papers = layouts.filter(({ kind }) => kind === 'paper');
const pages = papers.flatMap(({ id, name, sides }) =>
  [false, true].flatMap((isPortrait) =>
    paperDpis.map((dpi) => ({
      ...{ layout: id, isPortrait, dpi, sides },
      name: `${name} ${isPortrait ? 'upright' : 'across'} at ${dpi}`,
    })),
  ),
);

/** Where the letters of a part are. */
function boxesOf(scene: Scene, fonts: Fonts) {
  return scene.parts.flatMap(({ role, shapes }) =>
    shapes
      .filter((shape): shape is TextShape => shape.kind === 'text')
      .map((text) => {
        const box = textBox(text, fonts);
        const left = { left: box.width / 2, middle: 0, right: -box.width / 2 }[text.align];
        return { role, text: text.text, size: text.size, box: { ...box, x: box.x + left } };
      }),
  );
}

describe.skipIf(!isPrepared)('every paper', { timeout: 60_000 }, () => {
  it.each(pages)('$name dots has its size, and letters to be read on it', async (page) => {
    const { layout, isPortrait, dpi, sides } = page;
    const draft = { ...draftOf(usualLook, { title: '', subtitle: '' }), layout, isPortrait, dpi };
    const assets = await testAssets();
    const mark = { kind: 'tlp', mark: 'AMBER+STRICT' } as const;
    const scene = makeScene(madePicture({ ...pageSizeOf(draft), mark }), assets);
    const [long, short] = sides;
    const { widthMm, heightMm, mmPerUnit } = scene.page;
    const dot = 25.4 / dpi;
    expect(Math.abs(widthMm - (isPortrait ? short : long))).toBeLessThanOrEqual(dot / 2);
    expect(Math.abs(heightMm - (isPortrait ? long : short))).toBeLessThanOrEqual(dot / 2);
    expect(scene.problems).toEqual([]);
    const texts = boxesOf(scene, assets.fonts);
    const whole = { x: 0, y: 0, width: scene.width, height: scene.height };
    expect(texts.filter(({ box }) => !isInside(box, whole))).toEqual([]);
    const least = Math.min(...texts.map(({ size }) => size));
    expect((least * mmPerUnit * 72) / 25.4, 'points of the smallest letters').toBeGreaterThan(6.5);
    // Letters of another part stand on none of these: they are opaque, or were placed to keep clear.
    const touching = texts.flatMap((one, at) =>
      texts
        .slice(at + 1)
        .filter(({ role, box }) => role !== one.role && boxesTouch(box, one.box, -1))
        .map((other) => `${one.text} / ${other.text}`),
    );
    expect(touching).toEqual([]);
  });
});
