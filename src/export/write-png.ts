import { strToU8, Zlib, zlibSync } from 'fflate';
import { nextTask } from '../model/next-task.ts';
import { abortError } from '../model/rpc.ts';

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
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const BAND = 128;
const METRES_IN_INCH = 0.0254;

let crcTable: Uint32Array | null = null;

/** CRC-32 of PNG, annex D of the standard. */
function crc(bytes: Uint8Array): number {
  crcTable ??= Uint32Array.from({ length: 256 }, (_, n) => {
    let value = n;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value;
  });
  let value = 0xffffffff;
  for (const byte of bytes) value = crcTable[(value ^ byte) & 255]! ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(content.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(strToU8(type), 4);
  bytes.set(content, 8);
  view.setUint32(content.length + 8, crc(bytes.subarray(4, content.length + 8)));
  return bytes;
}

function header(width: number, height: number): Uint8Array {
  const content = new Uint8Array(13);
  const view = new DataView(content.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  // 8 bits a channel, RGB, deflate, the five filters, not interlaced.
  content.set([8, 2, 0, 0, 0], 8);
  return chunk('IHDR', content);
}

function resolution(dpi: number): Uint8Array {
  const content = new Uint8Array(9);
  const perMetre = Math.round(dpi / METRES_IN_INCH);
  const view = new DataView(content.buffer);
  view.setUint32(0, perMetre);
  view.setUint32(4, perMetre);
  content[8] = 1;
  return chunk('pHYs', content);
}

/** A text under a keyword: compressed UTF-8. */
function words(keyword: string, text: string): Uint8Array {
  const packed = zlibSync(strToU8(text), { level: 6 });
  const head = strToU8(`${keyword}\0\u0001\0\0\0`);
  const content = new Uint8Array(head.length + packed.length);
  content.set(head);
  content.set(packed, head.length);
  return chunk('iTXt', content);
}

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
  { title, description, dpi }: PngWords,
  onProgress: (share: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<Uint8Array> {
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
  const parts = [
    Uint8Array.from(SIGNATURE),
    header(width, height),
    resolution(dpi),
    words('Title', title),
    words('Description', description),
    words('Software', 'Infection Atlas'),
    ...data.filter((part) => part.length > 0).map((part) => chunk('IDAT', part)),
    chunk('IEND', new Uint8Array(0)),
  ];
  const file = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}
