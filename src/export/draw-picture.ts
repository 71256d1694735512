import { drawCanvas, type SceneCanvas } from './draw-canvas.ts';
import type { Fonts } from './font.ts';
import { makeScene, type Assets } from './make-scene.ts';
import { pageOf } from './page.ts';
import type { Picture } from './picture.ts';
import type { Scene } from './scene.ts';
import { ROWS_AT_ONCE, type PixelSource } from './write-png.ts';

/** Makes the canvases that pictures are drawn on: those of the browser, or of Node. */
export type MakeCanvas = (width: number, height: number) => SceneCanvas;

/** A picture's scene, and its pixels, which are drawn as they are asked for. */
export interface DrawnPicture extends PixelSource {
  scene: Scene;
}

/** Pixels of a canvas on which a picture is drawn band by band. */
const BAND_PIXELS = 1_000_000;

/** A canvas of a size, or an Error that names the size which was refused. */
export function canvasOf(make: MakeCanvas, width: number, height: number): SceneCanvas {
  try {
    return make(width, height);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The browser gives no canvas of ${width} x ${height} pixels: ${reason}`);
  }
}

/**
 * Gives the rows of a scene. They are drawn a band at a time, on one canvas that is far smaller than the picture: a large
 * picture is never held whole. Who asks for all rows at once gets them from a canvas of that size.
 *
 * @param ratio pixels to one unit of the scene: those that the scene's images were made for
 */
export function drawnRows(
  scene: Scene,
  fonts: Fonts,
  { width, height }: { width: number; height: number },
  ratio: number,
  make: MakeCanvas,
): PixelSource['rows'] {
  // Whole pieces of what is packed at once: no row is drawn twice.
  const usual = ROWS_AT_ONCE * Math.max(1, Math.round(BAND_PIXELS / width / ROWS_AT_ONCE));
  let canvas: { context: SceneCanvas; height: number } | null = null;
  let band = { top: 0, height: 0 };
  return (top, count) => {
    if (top < band.top || top + count > band.top + band.height) {
      const rows = Math.min(height, Math.max(count, usual));
      if (canvas?.height !== rows) canvas = { context: canvasOf(make, width, rows), height: rows };
      band = { top, height: rows };
      drawCanvas(canvas.context, scene, fonts, { ...band, width, ratio });
    }
    return canvas!.context.getImageData(0, top - band.top, width, count).data;
  };
}

/**
 * Lays a picture out and draws it as its rows are asked for.
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
  const size = { width, height: Math.round((picture.height * width) / picture.width) };
  return { scene, ...size, rows: drawnRows(scene, assets.fonts, size, ratio, make) };
}
