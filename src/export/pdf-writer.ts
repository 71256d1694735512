import { nextTask } from '../model/next-task.ts';
import { abortError } from '../model/rpc.ts';
import { fontFiles } from './font-files.ts';
import { withHeat } from './heat-option.ts';
import { makeScene } from './make-scene.ts';
import { writePdf } from './write-pdf.ts';
import type { WritePicture } from './writer.ts';

/** A picture as PDF, on a page of the picture's own size. */
export const pdfWriter: WritePicture = async ({ picture, choices, assets, progress, signal }) => {
  const scene = makeScene(withHeat(picture, choices), assets);
  progress(0.4);
  await nextTask();
  if (signal.aborted) throw abortError();
  const [regular, semibold] = await Promise.all([
    assets.read(fontFiles.regular),
    assets.read(fontFiles.semibold),
  ]);
  if (signal.aborted) throw abortError();
  const bytes = await writePdf(scene, assets.fonts, { regular, semibold });
  progress(1);
  const file = new Blob([bytes], { type: 'application/pdf' });
  return { file, ending: 'pdf', problems: scene.problems };
};
