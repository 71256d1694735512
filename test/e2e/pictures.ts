import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect, type Page } from '@playwright/test';
import { isSettled } from './atlas.ts';

/** A picture of the page: RGBA bytes. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** The bytes of a PNG's pixels. */
export async function pixelsOf(png: Buffer): Promise<Pixels> {
  const { width, height } = await loadImage(png);
  const context = createCanvas(width, height).getContext('2d');
  context.drawImage(await loadImage(png), 0, 0);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

/** The map with all that lies over it, once every answer is there and two pictures in a row are the same. */
export async function restingMap(page: Page): Promise<Buffer> {
  await isSettled(page);
  await expect(page.locator('.atlas-map')).not.toHaveAttribute('data-field', 'old');
  // What is under the cursor or has the focus is nothing that a link holds.
  await page.mouse.move(2, 2);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const map = page.locator('.map-canvas');
  // Two pictures are the same as well before a finer coast or other lines are there.
  await expect(map).not.toHaveAttribute('data-loading');
  let last = await map.screenshot({ animations: 'disabled' });
  await expect(async () => {
    const next = await map.screenshot({ animations: 'disabled' });
    const isSame = next.equals(last);
    last = next;
    expect(isSame).toBe(true);
  }).toPass();
  return last;
}

/** The part of pixels that differ by more than a shade in any colour; 1 where the pictures are of another size. */
export async function differingPart(a: Buffer, b: Buffer, shade = 24): Promise<number> {
  const [one, other] = [await pixelsOf(a), await pixelsOf(b)];
  if (one.width !== other.width || one.height !== other.height) return 1;
  let differing = 0;
  for (let at = 0; at < one.data.length; at += 4) {
    const differs = [0, 1, 2].some(
      (channel) => Math.abs(one.data[at + channel]! - other.data[at + channel]!) > shade,
    );
    if (differs) differing += 1;
  }
  return differing / (one.width * one.height);
}
