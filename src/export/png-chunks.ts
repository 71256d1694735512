import { strToU8, zlibSync } from 'fflate';

/** The eight bytes that every PNG begins with. */
export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

const METRES_IN_INCH = 0.0254;
/** Codes of the standard for what a pixel is made of. */
const colourTypes = { rgb: 2, rgba: 6 } as const;

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

/** A chunk with its length and checksum. */
export function pngChunk(type: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(content.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(strToU8(type), 4);
  bytes.set(content, 8);
  view.setUint32(content.length + 8, crc(bytes.subarray(4, content.length + 8)));
  return bytes;
}

/** IHDR: 8 bits a channel, deflate, the five filters, not interlaced. */
export function pngHeader(
  width: number,
  height: number,
  pixel: keyof typeof colourTypes,
): Uint8Array {
  const content = new Uint8Array(13);
  const view = new DataView(content.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  content.set([8, colourTypes[pixel], 0, 0, 0], 8);
  return pngChunk('IHDR', content);
}

/** pHYs: pixels to an inch, kept as pixels to a metre. */
export function pngResolution(dpi: number): Uint8Array {
  const content = new Uint8Array(9);
  const perMetre = Math.round(dpi / METRES_IN_INCH);
  const view = new DataView(content.buffer);
  view.setUint32(0, perMetre);
  view.setUint32(4, perMetre);
  content[8] = 1;
  return pngChunk('pHYs', content);
}

/** iTXt: a text under a keyword, compressed UTF-8. */
export function pngWords(keyword: string, text: string): Uint8Array {
  const packed = zlibSync(strToU8(text), { level: 6 });
  const head = strToU8(`${keyword}\0\u0001\0\0\0`);
  const content = new Uint8Array(head.length + packed.length);
  content.set(head);
  content.set(packed, head.length);
  return pngChunk('iTXt', content);
}

/** Pieces in one array. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
