import { nextTask } from '../model/next-task.ts';
import { abortError } from '../model/rpc.ts';
import { faceKey, faceNames, faceSpecs } from './font-files.ts';
import { withHeat } from './heat-option.ts';
import { makeScene } from './make-scene.ts';
import { writePdf, type PdfFace } from './write-pdf.ts';
import { lettersOf } from './write-svg.ts';
import type { WritePicture } from './writer.ts';

/** A picture as PDF, on a page of the picture's own size. */
export const pdfWriter: WritePicture = async ({ picture, choices, assets, progress, signal }) => {
  const scene = makeScene(withHeat(picture, choices), assets);
  progress(0.4);
  await nextTask();
  if (signal.aborted) throw abortError();
  const faces: PdfFace[] = [];
  for (const name of faceNames) {
    for (const weight of ['regular', 'semibold'] as const) {
      if (name !== 'inter' && lettersOf(scene, assets.fonts, name, weight).length === 0) continue;
      const bytes = await assets.read(faceSpecs[name].files[weight]);
      faces.push({ key: faceKey(name, weight), bytes });
    }
  }
  if (signal.aborted) throw abortError();
  const bytes = await writePdf(scene, assets.fonts, faces);
  progress(1);
  const file = new Blob([bytes], { type: 'application/pdf' });
  return { file, ending: 'pdf', problems: scene.problems };
};
