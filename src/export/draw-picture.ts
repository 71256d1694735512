import { drawCanvas, type SceneCanvas } from './draw-canvas.ts';
import { makeScene, type Assets } from './make-scene.ts';
import { pageOf } from './page.ts';
import type { Picture } from './picture.ts';
import type { Scene } from './scene.ts';
import type { PixelSource } from './write-png.ts';

/** Makes the canvases that pictures are drawn on: those of the browser, or of Node. */
export type MakeCanvas = (width: number, height: number) => SceneCanvas;

/** A picture's scene, and its pixels on a canvas. */
export interface DrawnPicture extends PixelSource {
  scene: Scene;
}

/** A canvas of a size, or an Error that names the size which was refused. */
function canvasOf(make: MakeCanvas, width: number, height: number): SceneCanvas {
  try {
    return make(width, height);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The browser gives no canvas of ${width} x ${height} pixels: ${reason}`);
  }
}

/**
 * Draws a picture.
 * @param width pixels; the height follows
 */
export function drawPicture(
  picture: Picture,
  assets: Assets,
  make: MakeCanvas,
  width = picture.width,
): DrawnPicture {
  const ratio = (pageOf(picture).pixelsPerUnit * width) / picture.width;
  const scene = makeScene(picture, assets, ratio);
  const height = Math.round((picture.height * width) / picture.width);
  const canvas = canvasOf(make, width, height);
  drawCanvas(canvas, scene, assets.fonts, { width, height }, ratio);
  const rows = (top: number, count: number) => canvas.getImageData(0, top, width, count).data;
  return { scene, width, height, rows };
}
