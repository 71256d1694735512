import { expect, it } from 'vitest';
import { drawPicture } from '../../src/export/draw-picture.ts';
import { makeFilmCanvas } from '../../src/export/film-canvas.ts';
import { isPrepared, madeCountries, madePicture, nodeCanvas, testAssets } from './made-picture.ts';

it.skipIf(!isPrepared)('a frame of a film has the pixels of a still of its window', async () => {
  const assets = await testAssets();
  const size = { width: 640, height: 360 };
  const pictures = [0, 1, 2, 3].map((n) =>
    madePicture({
      ...{ ...size, total: 1000 + n, subtitle: `Step ${n}` },
      domain: [0.001, 10 + n],
      countries: { ...madeCountries, countryOnly: Float64Array.of(300 * n, 5, 700) },
    }),
  );
  const film = makeFilmCanvas(pictures[0]!, size.width, assets, nodeCanvas);
  for (const picture of [...pictures, pictures[1]!]) {
    const still = drawPicture(picture, assets, nodeCanvas).rows(0, size.height);
    expect(Buffer.from(film.draw(picture).pixels).equals(Buffer.from(still))).toBe(true);
  }
});
