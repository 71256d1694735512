import { abortError } from '../model/rpc.ts';
import { nextTask } from '../model/next-task.ts';
import { faceNames, faceSpecs } from './font-files.ts';
import { withHeat } from './heat-option.ts';
import { makeScene, type Assets } from './make-scene.ts';
import type { Scene } from './scene.ts';
import { subsetFont } from './subset-font.ts';
import { lettersOf, writeSvg, type SceneFace } from './write-svg.ts';
import type { WriteJob, WritePicture } from './writer.ts';

/** The bundled fonts that a scene is written in, cut to its letters. */
async function facesFor(scene: Scene, { read, fonts }: Assets): Promise<SceneFace[]> {
  const wasm = await read('fonts/harfbuzz-subset.wasm');
  const faces: SceneFace[] = [];
  for (const name of faceNames) {
    const { family, files } = faceSpecs[name];
    for (const weight of ['regular', 'semibold'] as const) {
      const letters = lettersOf(scene, fonts, name, weight);
      if (letters.length === 0) continue;
      const bytes = await subsetFont(wasm, await read(files[weight]), letters);
      faces.push({ family, weight, bytes });
    }
  }
  return faces;
}

/** A picture as SVG text, and what could not be shown of it. */
export async function svgText(job: WriteJob): Promise<{ text: string; scene: Scene }> {
  const { assets, progress, signal } = job;
  const picture = withHeat(job.picture, job.choices);
  const scene = makeScene(picture, assets);
  progress(0.4);
  await nextTask();
  if (signal.aborted) throw abortError();
  const faces = await facesFor(scene, assets);
  if (signal.aborted) throw abortError();
  progress(0.6);
  return { text: writeSvg(scene, assets.fonts, faces), scene };
}

/** A picture as SVG. */
export const svgWriter: WritePicture = async (job) => {
  const { text, scene } = await svgText(job);
  job.progress(1);
  const file = new Blob([text], { type: 'image/svg+xml' });
  return { file, ending: 'svg', problems: scene.problems };
};
