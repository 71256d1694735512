import { nextTask } from '../model/next-task.ts';
import { abortError } from '../model/rpc.ts';
import { packBeside } from './pack-beside.ts';
import { packRows } from './pack-rows.ts';
import {
  joinBytes,
  PNG_SIGNATURE,
  pngChunk,
  pngHeader,
  pngResolution,
  pngWords,
} from './png-chunks.ts';

/** Rows of a picture, from the top: RGBA, opaque. */
export interface PixelSource {
  width: number;
  height: number;
  /** The bytes of `count` rows from row `top` on. */
  rows: (top: number, count: number) => Uint8ClampedArray;
}

/** What stands beside the pixels in the file. */
export interface PngWords {
  title: string;
  description: string;
  /** Pixels to an inch, for paper. */
  dpi: number;
  /** What the picture can be made from again; empty where that is not kept. */
  session: string;
}

/** Keyword under which a PNG carries its session. */
export const SESSION_KEYWORD = 'Session';

/** Rows that are asked of a picture, and packed, at once. */
export const ROWS_AT_ONCE = 64;
/** Pictures of more pixels are packed in a thread of their own, where there are threads, while they are drawn. */
const BESIDE_FROM = 2_000_000;

/**
 * A picture as PNG: RGB, no dates, so that the same pixels and words give the same bytes.
 *
 * @param onProgress hears the share that is done, 0 to 1
 * @throws AbortError once the signal is aborted
 */
export async function writePng(
  source: PixelSource,
  { title, description, dpi, session }: PngWords,
  onProgress: (share: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height } = source;
  const isLarge = width * height > BESIDE_FROM && 'Worker' in globalThis;
  const packer = isLarge ? packBeside() : packRows();
  let data: Uint8Array[];
  try {
    let packed = Promise.resolve();
    for (let top = 0; top < height; top += ROWS_AT_ONCE) {
      const count = Math.min(ROWS_AT_ONCE, height - top);
      const rows = source.rows(top, count);
      // One piece is packed while the next is drawn; no more wait.
      await packed;
      packed = packer.add(rows, width, count);
      packed.catch(() => undefined);
      onProgress((top + count) / height);
      await nextTask();
      if (signal?.aborted) throw abortError();
    }
    await packed;
    data = await packer.finish();
  } finally {
    packer.close();
  }
  return joinBytes([
    PNG_SIGNATURE,
    pngHeader(width, height, 'rgb'),
    pngResolution(dpi),
    pngWords('Title', title),
    pngWords('Description', description),
    pngWords('Software', 'Infection Atlas'),
    ...(session === '' ? [] : [pngWords(SESSION_KEYWORD, session)]),
    ...data.map((part) => pngChunk('IDAT', part)),
    pngChunk('IEND', new Uint8Array(0)),
  ]);
}
