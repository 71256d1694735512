import { Zlib } from 'fflate';
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

/** Turns RGBA rows into filtered RGB rows: each by "sub" or "up", whichever leaves the smaller sum. */
function filterRows(
  source: Uint8ClampedArray,
  width: number,
  count: number,
  previous: Uint8Array,
): Uint8Array {
  const bytes = width * 3;
  const out = new Uint8Array(count * (bytes + 1));
  const row = new Uint8Array(bytes);
  const sub = new Uint8Array(bytes);
  for (let y = 0; y < count; y++) {
    for (let x = 0, from = y * width * 4, to = 0; x < width; x++, from += 4, to += 3) {
      row[to] = source[from]!;
      row[to + 1] = source[from + 1]!;
      row[to + 2] = source[from + 2]!;
    }
    const at = y * (bytes + 1);
    let [sumSub, sumUp] = [0, 0];
    for (let i = 0; i < bytes; i++) {
      const left = (row[i]! - (i >= 3 ? row[i - 3]! : 0)) & 255;
      const up = (row[i]! - previous[i]!) & 255;
      sub[i] = left;
      out[at + 1 + i] = up;
      sumSub += left < 128 ? left : 256 - left;
      sumUp += up < 128 ? up : 256 - up;
    }
    out[at] = sumSub < sumUp ? 1 : 2;
    if (sumSub < sumUp) out.set(sub, at + 1);
    previous.set(row);
  }
  return out;
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
  const data: Uint8Array[] = [];
  const zlib = new Zlib({ level: 6 }, (part) => data.push(part));
  const previous = new Uint8Array(width * 3);
  for (let top = 0; top < height; top += BAND) {
    const count = Math.min(BAND, height - top);
    const filtered = filterRows(source.rows(top, count), width, count, previous);
    zlib.push(filtered, top + count >= height);
    onProgress((top + count) / height);
    await nextTask();
    if (signal?.aborted) throw abortError();
  }
  return joinBytes([
    PNG_SIGNATURE,
    pngHeader(width, height, 'rgb'),
    pngResolution(dpi),
    pngWords('Title', title),
    pngWords('Description', description),
    pngWords('Software', 'Infection Atlas'),
    ...(session === '' ? [] : [pngWords(SESSION_KEYWORD, session)]),
    ...data.filter((part) => part.length > 0).map((part) => pngChunk('IDAT', part)),
    pngChunk('IEND', new Uint8Array(0)),
  ]);
}
