import {
  BufferTarget,
  Mp4OutputFormat,
  Output,
  Quality,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
} from 'mediabunny';
import { abortError } from '../model/rpc.ts';
import { makeFilmCanvas, type FilmCanvas } from './film-canvas.ts';
import { framesOf, speedOption } from './film-options.ts';
import { writeGif } from './gif-writer.ts';
import { containerOption } from './video-options.ts';
import { chooseVideoKind, videoKinds, type VideoKind } from './video-codec.ts';
import { choiceOf, type WriteJob, type WritePicture } from './writer.ts';

const types = { mp4: 'video/mp4', webm: 'video/webm' } as const;

function makeOutput({ ending, codec }: VideoKind, { picture, choices }: WriteJob) {
  const format =
    ending === 'mp4' ? new Mp4OutputFormat({ fastStart: 'in-memory' }) : new WebMOutputFormat();
  const target = new BufferTarget();
  const output = new Output({ format, target });
  const source = new VideoSampleSource({ codec, quality: new Quality('high') });
  output.addVideoTrack(source, { frameRate: Number(choiceOf(speedOption, choices)) });
  const { title, session } = picture;
  output.setMetadataTags({ title, ...(session === '' ? {} : { comment: session }) });
  return { output, source, target };
}

/** Every picture as a frame of its own, at its exact time. */
async function encode(job: WriteJob, kind: VideoKind, canvas: FilmCanvas) {
  const { progress, signal } = job;
  const frames = framesOf(job.frames);
  const perSecond = Number(choiceOf(speedOption, job.choices));
  const problems = new Set<string>();
  const { output, source, target } = makeOutput(kind, job);
  let done = 0;
  try {
    await output.start();
    for (; done < frames.count; done++) {
      const drawn = canvas.draw(await frames.picture(done));
      for (const problem of drawn.problems) problems.add(problem);
      const sample = new VideoSample(drawn.pixels, {
        ...{ format: 'RGBA', codedWidth: canvas.width, codedHeight: canvas.height },
        ...{ timestamp: done / perSecond, duration: 1 / perSecond },
      });
      await source.add(sample).finally(() => sample.close());
      progress((0.98 * (done + 1)) / frames.count);
      if (signal.aborted) throw abortError();
    }
    await output.finalize();
  } catch (error) {
    await output.cancel().catch(() => undefined);
    if (signal.aborted) throw abortError();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${kind.name} failed at picture ${done + 1} of ${frames.count}: ${reason} Nothing was saved; another format may work.`,
    );
  }
  if (!target.buffer) throw new Error(`${kind.name} gave no file.`);
  return { file: new Blob([target.buffer], { type: types[kind.ending] }), problems: [...problems] };
}

/** A playback as a video; what this browser cannot encode is replaced, and the replacement named. */
export const videoWriter: WritePicture = async (job) => {
  framesOf(job.frames);
  const { picture } = job;
  const canvas = makeFilmCanvas(picture, picture.width, job.assets, job.makeCanvas);
  const asked = choiceOf(containerOption, job.choices);
  const kind = await chooseVideoKind(asked, { width: canvas.width, height: canvas.height });
  const wanted = videoKinds(asked)[0]!.name;
  if (!kind) {
    const { file, problems } = await writeGif(job);
    const note = `This browser encodes no video: the playback is an animated GIF instead of ${wanted}.`;
    return { file, ending: 'gif', problems: [note, ...problems] };
  }
  const { file, problems } = await encode(job, kind, canvas);
  const note = `This browser cannot encode ${wanted} at this size: the playback is ${kind.name}.`;
  job.progress(1);
  return {
    file,
    ending: kind.ending,
    problems: kind.name === wanted ? problems : [note, ...problems],
  };
};
