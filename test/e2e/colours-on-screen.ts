import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Page } from '@playwright/test';

/** What a point of the map shows, and what it should show for the number that the readout tells there. */
export interface ShownColour {
  x: number;
  y: number;
  value: number;
  expected: readonly number[];
  /** Of the nearest pixel among it and its neighbours, in 255ths, the worst of red, green and blue. */
  off: number;
}

/** What shines through, in the light theme. */
export const land = [240, 244, 248];

/** Colours of the legend's bar, RGBA. */
export async function rampOf(page: Page): Promise<number[]> {
  return page
    .locator('.map-legend .colour-bar canvas')
    .evaluate((canvas: HTMLCanvasElement) => [
      ...canvas.getContext('2d')!.getImageData(0, 0, 256, 1).data,
    ]);
}

/** Numbers of the readout at points of the map, where it tells one. */
async function numbersAt(
  page: Page,
  points: readonly (readonly [x: number, y: number])[],
  unit: string,
): Promise<{ x: number; y: number; value: number }[]> {
  const box = (await page.locator('.map-canvas').boundingBox())!;
  const readout = page.locator('.map-readout');
  const pattern = new RegExp(`([\\d.,]+) ${unit}`);
  const read: { x: number; y: number; value: number }[] = [];
  for (const [x, y] of points) {
    await page.mouse.move(box.x + x, box.y + y);
    // The readout follows in the next frame.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    const told = pattern.exec((await readout.textContent()) ?? '')?.[1];
    if (told) read.push({ x, y, value: Number(told.replaceAll(',', '')) });
  }
  await page.mouse.move(2, 2);
  return read;
}

/**
 * Reads numbers from the readout at points of the map (CSS pixels of its container), and the colours of the map there.
 * Points without a number, and those whose colour lets the land through, are left out.
 * @param domain of a logarithmic scale, as the link says it
 * @param unit what stands after the number in the readout
 * @param taken a picture of the map as it is; without it one is taken
 */
export async function shownColours(
  page: Page,
  points: readonly (readonly [x: number, y: number])[],
  [low, high]: readonly [number, number],
  unit = 'machines per 1,000 km²',
  taken?: Buffer,
): Promise<ShownColour[]> {
  const ramp = await rampOf(page);
  const read = await numbersAt(page, points, unit);
  const map = page.locator('.map-canvas');
  const picture = await loadImage(taken ?? (await map.screenshot({ animations: 'disabled' })));
  const context = createCanvas(picture.width, picture.height).getContext('2d');
  context.drawImage(picture, 0, 0);
  return read.flatMap(({ x, y, value }) => {
    const part = Math.log10(value / low) / Math.log10(high / low);
    const at = Math.round(255 * Math.min(1, Math.max(0, part)));
    const [red = 0, green = 0, blue = 0, alpha = 0] = ramp.slice(4 * at, 4 * at + 4);
    if (alpha < 240) return [];
    const expected = [red, green, blue].map((c, n) => (c * alpha + land[n]! * (255 - alpha)) / 255);
    const { data } = context.getImageData(Math.round(x) - 1, Math.round(y) - 1, 3, 3);
    let off = 255;
    for (let p = 0; p < data.length; p += 4) {
      off = Math.min(off, Math.max(...expected.map((c, n) => Math.abs(c - data[p + n]!))));
    }
    return [{ x, y, value, expected, off }];
  });
}
