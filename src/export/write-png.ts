import { nextTask } from '../model/next-task.ts';
import { abortError } from '../model/rpc.ts';
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

const BAND = 128;

/**
 * Turns RGBA rows into RGB rows that are told as they are (filter "none"): maps are flat colours and repeated lines, which
 * deflate packs smaller without differences, and sooner.
 */
function plainRows(source: Uint8ClampedArray, width: number, count: number) {
  const out = new Uint8Array(count * (3 * width + 1));
  let to = 0;
  for (let y = 0, from = 0; y < count; y++) {
    out[to++] = 0;
    for (let x = 0; x < width; x++, from += 4) {
      out[to++] = source[from]!;
      out[to++] = source[from + 1]!;
      out[to++] = source[from + 2]!;
    }
  }
  return out;
}

/** Bytes of a stream, as its pieces come. */
async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = [];
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return parts;
    parts.push(value);
  }
}

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
  // The platform's own deflate takes a tenth of the time of one in JavaScript.
  const deflate = new CompressionStream('deflate');
  const packed = collect(deflate.readable);
  const into = deflate.writable.getWriter();
  try {
    for (let top = 0; top < height; top += BAND) {
      const count = Math.min(BAND, height - top);
      await into.write(plainRows(source.rows(top, count), width, count));
      onProgress((top + count) / height);
      await nextTask();
      if (signal?.aborted) throw abortError();
    }
    await into.close();
  } catch (error) {
    packed.catch(() => undefined);
    await into.abort(error).catch(() => undefined);
    throw error;
  }
  const data = await packed;
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
