import type { Picture } from '../../src/export/picture.ts';
import type { Frames, WriterChoices, Written } from '../../src/export/writer.ts';
import { writers, type WriterId } from '../../src/export/writers.ts';
import { madePicture, nodeCanvas, testAssets } from './made-picture.ts';

/** What a test says of a file; the rest is usual. */
interface MadeJob {
  picture?: Partial<Picture>;
  choices?: WriterChoices;
  frames?: Frames | null;
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** Writes the made-up picture in a format, with a writer of the registry. */
export async function writeMade(format: WriterId, job: MadeJob = {}): Promise<Written> {
  const write = await writers[format].load();
  return write({
    picture: madePicture(job.picture),
    assets: await testAssets(),
    choices: job.choices ?? {},
    frames: job.frames ?? null,
    makeCanvas: nodeCanvas,
    progress: job.onProgress ?? (() => undefined),
    signal: job.signal ?? new AbortController().signal,
  });
}

/** The bytes of a written file. */
export async function bytesOf({ file }: Written): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}
