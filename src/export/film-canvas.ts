import { drawShapes, startCanvas } from './draw-canvas.ts';
import { canvasOf, type MakeCanvas } from './draw-picture.ts';
import { makeScene, type Assets } from './make-scene.ts';
import { pageOf } from './page.ts';
import type { Picture } from './picture.ts';
import { commonShapes } from './same-shapes.ts';
import type { Scene, Shape } from './scene.ts';

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
  const whole = { top: 0, height: size.height };
  const canvas = canvasOf(makeCanvas, size.width, size.height);
  const all = () => canvas.getImageData(0, 0, size.width, size.height);
  let last: readonly Shape[] = [];
  /** What the pictures so far have in common, bottom first, and how it looks. */
  let ground: { shapes: number; image: ReturnType<typeof all> } | null = null;

  /** Draws what is as in the picture before, or brings it back; gives the number of its shapes. */
  function drawGround({ shapes, background }: Scene): number {
    const common = commonShapes(last, shapes);
    last = shapes;
    if (ground && ground.shapes <= common) {
      canvas.putImageData(ground.image, 0, 0);
      return ground.shapes;
    }
    startCanvas(canvas, background, size.width, ratio, whole);
    drawShapes(canvas, shapes.slice(0, common), assets.fonts, ratio, whole);
    ground = common === 0 ? null : { shapes: common, image: all() };
    return common;
  }

  return {
    ...size,
    draw(frame) {
      const scene = makeScene(frame, assets, ratio);
      const drawn = drawGround(scene);
      drawShapes(canvas, scene.shapes.slice(drawn), assets.fonts, ratio, whole);
      return { pixels: all().data, problems: scene.problems };
    },
  };
}
