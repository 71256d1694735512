import { drawPicture } from './draw-picture.ts';
import { writePng } from './write-png.ts';
import type { WritePicture } from './writer.ts';

/** Laying out, with the field of the density, is this share of the work, roughly; the rest is drawing and packing. */
const LAID_OUT = 0.3;

/** A picture as pixels, with its resolution, its words and its session. */
export const pngWriter: WritePicture = async (job) => {
  const { picture, progress, signal } = job;
  const drawn = drawPicture(picture, job.assets, job.makeCanvas);
  progress(LAID_OUT);
  const { description, problems } = drawn.scene;
  const words = { title: picture.title, description, dpi: picture.dpi, session: picture.session };
  const report = (share: number) => progress(LAID_OUT + (1 - LAID_OUT) * share);
  const bytes = await writePng(drawn, words, report, signal);
  return { file: new Blob([bytes], { type: 'image/png' }), ending: 'png', problems };
};
