import { applyPalette, GIFEncoder, quantize } from 'gifenc/dist/gifenc.esm.js';
import { nextTask } from '../model/next-task.ts';
import { abortError } from '../model/rpc.ts';
import { makeFilmCanvas, type FilmCanvas } from './film-canvas.ts';
import { framesOf, speedOption, widthOption } from './film-options.ts';
import { choiceOf, type Frames, type WriteJob, type WritePicture } from './writer.ts';

/** Index that stands for "as in the picture before". */
const SAME = 255;
/** Bytes that are held before they are handed to the browser. */
const HELD = 8_000_000;

/** Colours for the whole film: those of its first, middle and last picture. */
async function paletteOf(frames: Frames, canvas: FilmCanvas, signal: AbortSignal) {
  const shown = [...new Set([0, Math.floor(frames.count / 2), frames.count - 1])];
  const pixels = new Uint8ClampedArray(shown.length * canvas.width * canvas.height * 4);
  for (const [place, index] of shown.entries()) {
    if (signal.aborted) throw abortError();
    const { pixels: own } = canvas.draw(await frames.picture(index));
    pixels.set(own, place * own.length);
    await nextTask();
  }
  return quantize(pixels, SAME);
}

/** Marks the pixels that are as in the picture before, so that only changes take room. */
function markSame(index: Uint8Array, now: Uint8ClampedArray, before: Uint32Array): void {
  const colours = new Uint32Array(now.buffer, now.byteOffset, index.length);
  for (let i = 0; i < index.length; i++) if (colours[i] === before[i]) index[i] = SAME;
}

/** The pictures of a playback as an animated GIF that begins again at its end. */
export async function writeGif(job: WriteJob): Promise<{ file: Blob; problems: string[] }> {
  const { picture, choices, assets, progress, signal } = job;
  const frames = framesOf(job.frames);
  const width = Number(choiceOf(widthOption, choices));
  const delay = 1000 / Number(choiceOf(speedOption, choices));
  const canvas = makeFilmCanvas(picture, width, assets, job.makeCanvas);
  const palette = await paletteOf(frames, canvas, signal);
  const encoder = GIFEncoder();
  const problems = new Set<string>();
  let file = new Blob([], { type: 'image/gif' });
  let held: Uint8Array<ArrayBuffer>[] = [];
  const before = new Uint32Array(canvas.width * canvas.height);
  for (let n = 0; n < frames.count; n++) {
    const drawn = canvas.draw(await frames.picture(n));
    for (const problem of drawn.problems) problems.add(problem);
    const index = applyPalette(drawn.pixels, palette);
    if (n > 0) markSame(index, drawn.pixels, before);
    before.set(new Uint32Array(drawn.pixels.buffer, drawn.pixels.byteOffset, before.length));
    const look = n === 0 ? { palette } : { transparent: true, transparentIndex: SAME };
    encoder.writeFrame(index, canvas.width, canvas.height, { ...look, delay, dispose: 1 });
    if (n === frames.count - 1) encoder.finish();
    held.push(encoder.bytes());
    encoder.stream.reset();
    if (n === frames.count - 1 || held.reduce((sum, { length }) => sum + length, 0) > HELD) {
      file = new Blob([file, ...held], { type: 'image/gif' });
      held = [];
    }
    progress((n + 1) / frames.count);
    await nextTask();
    if (signal.aborted) throw abortError();
  }
  return { file, problems: [...problems] };
}

/** A playback as GIF. */
export const gifWriter: WritePicture = async (job) => ({ ...(await writeGif(job)), ending: 'gif' });
