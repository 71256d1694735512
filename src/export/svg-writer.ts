import { abortError } from '../model/rpc.ts';
import { nextTask } from '../model/next-task.ts';
import type { Fonts } from './font.ts';
import { fontFiles } from './font-files.ts';
import { withHeat } from './heat-option.ts';
import { makeScene, type Assets } from './make-scene.ts';
import type { Scene } from './scene.ts';
import { subsetFont } from './subset-font.ts';
import { textsOf, writeSvg } from './write-svg.ts';
import type { WriteJob, WritePicture } from './writer.ts';

/** The bundled fonts, cut to the letters of a scene. */
async function fontsFor(scene: Scene, { read }: Assets) {
  const wasm = await read('fonts/harfbuzz-subset.wasm');
  const cut = async (weight: keyof Fonts) =>
    subsetFont(wasm, await read(fontFiles[weight]), textsOf(scene, weight));
  return { regular: await cut('regular'), semibold: await cut('semibold') };
}

/** A picture as SVG text, and what could not be shown of it. */
export async function svgText(job: WriteJob): Promise<{ text: string; scene: Scene }> {
  const { assets, progress, signal } = job;
  const picture = withHeat(job.picture, job.choices);
  const scene = makeScene(picture, assets);
  progress(0.4);
  await nextTask();
  if (signal.aborted) throw abortError();
  const fonts = await fontsFor(scene, assets);
  if (signal.aborted) throw abortError();
  progress(0.6);
  return { text: writeSvg(scene, assets.fonts, fonts), scene };
}

/** A picture as SVG. */
export const svgWriter: WritePicture = async (job) => {
  const { text, scene } = await svgText(job);
  job.progress(1);
  const file = new Blob([text], { type: 'image/svg+xml' });
  return { file, ending: 'svg', problems: scene.problems };
};
