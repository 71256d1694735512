import { zlibSync } from 'fflate';
import { joinBytes, PNG_SIGNATURE, pngChunk, pngHeader } from './png-chunks.ts';
import type { ImageShape } from './scene.ts';

/** An image of a scene as PNG with transparency, to be put into a document; rows are told apart by "up". */
export function pngImage({ columns, rows, read }: ImageShape): Uint8Array<ArrayBuffer> {
  const pixels = read(0, rows);
  const bytes = columns * 4;
  const filtered = new Uint8Array(rows * (bytes + 1));
  for (let row = 0; row < rows; row++) {
    const to = row * (bytes + 1);
    const from = row * bytes;
    filtered[to] = 2;
    for (let i = 0; i < bytes; i++) {
      const above = row > 0 ? pixels[from - bytes + i]! : 0;
      filtered[to + 1 + i] = pixels[from + i]! - above;
    }
  }
  return joinBytes([
    PNG_SIGNATURE,
    pngHeader(columns, rows, 'rgba'),
    pngChunk('IDAT', zlibSync(filtered, { level: 6 })),
    pngChunk('IEND', new Uint8Array(0)),
  ]);
}

/** Bytes as an address that carries them. */
export function dataAddress(type: string, bytes: Uint8Array): string {
  const letters: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x6000) {
    letters.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 0x6000))));
  }
  return `data:${type};base64,${letters.join('')}`;
}
