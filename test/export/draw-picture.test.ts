import { expect, it } from 'vitest';
import { drawPicture } from '../../src/export/draw-picture.ts';
import { isPrepared, madePicture, nodeCanvas, testAssets } from './made-picture.ts';

it.skipIf(!isPrepared)('a picture drawn band by band is the one that is drawn whole', async () => {
  const assets = await testAssets();
  const picture = madePicture({ width: 2000, height: 1125 });
  const sizes: number[] = [];
  const drawn = drawPicture(picture, assets, (width, height) => {
    sizes.push(height);
    return nodeCanvas(width, height);
  });
  const { width, height, rows } = drawn;
  // Small pieces first: they come from bands. Asking for all of it needs a canvas of its size.
  const pieces: Uint8ClampedArray[] = [];
  for (let top = 0; top < height; top += 64) pieces.push(rows(top, Math.min(64, height - top)));
  const whole = rows(0, height);
  expect(sizes).toEqual([512, height]);
  let largest = 0;
  pieces.forEach((piece, n) => {
    const start = n * 64 * width * 4;
    for (let i = 0; i < piece.length; i++) {
      largest = Math.max(largest, Math.abs(piece[i]! - whole[start + i]!));
    }
  });
  expect(pieces.reduce((sum, { length }) => sum + length, 0)).toBe(whole.length);
  // Another place on the canvas rounds the smooth edge of a line otherwise, by a few steps of 255.
  expect(largest).toBeLessThanOrEqual(4);
});
