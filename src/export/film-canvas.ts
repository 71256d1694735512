import { drawCanvas } from './draw-canvas.ts';
import type { MakeCanvas } from './draw-picture.ts';
import { makeScene, type Assets } from './make-scene.ts';
import { pageOf } from './page.ts';
import type { Picture } from './picture.ts';

/** One canvas on which the pictures of a film are drawn one after another. */
export interface FilmCanvas {
  width: number;
  height: number;
  /** RGBA rows of a picture; and what could not be shown of it. */
  draw: (picture: Picture) => { pixels: Uint8ClampedArray; problems: readonly string[] };
}

/** A canvas for pictures of one size, its sides even as encoders need them. */
export function makeFilmCanvas(
  picture: Picture,
  width: number,
  assets: Assets,
  makeCanvas: MakeCanvas,
): FilmCanvas {
  const even = (side: number) => Math.max(2, 2 * Math.floor(side / 2));
  const wide = even(Math.min(width, picture.width));
  const ratio = (pageOf(picture).pixelsPerUnit * wide) / picture.width;
  const size = { width: wide, height: even((picture.height * wide) / picture.width) };
  const canvas = makeCanvas(size.width, size.height);
  return {
    ...size,
    draw(frame) {
      const scene = makeScene(frame, assets, ratio);
      drawCanvas(canvas, scene, assets.fonts, size, ratio);
      const pixels = canvas.getImageData(0, 0, size.width, size.height).data;
      return { pixels, problems: scene.problems };
    },
  };
}
