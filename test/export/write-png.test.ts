import { createCanvas, loadImage } from '@napi-rs/canvas';
import { unzlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { writePng } from '../../src/export/write-png.ts';

const width = 300;
const height = 201;

/** Pixels with runs, edges and noise. */
function pixels(): Uint8ClampedArray {
  const data = new Uint8ClampedArray(width * height * 4);
  let seed = 1;
  for (let i = 0; i < width * height; i++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    const x = i % width;
    data.set([x, x < 100 ? 7 : seed >>> 24, (i / width) | 0, 255], i * 4);
  }
  return data;
}

const source = {
  width,
  height,
  rows: (top: number, count: number) =>
    pixels().subarray(top * width * 4, (top + count) * width * 4),
};
const words = {
  title: 'Täuschend',
  description: 'A picture, 日本',
  dpi: 300,
  session: '{"title":"日本 <&>"}',
};

function chunks(file: Uint8Array): { type: string; content: Uint8Array }[] {
  const view = new DataView(file.buffer, file.byteOffset);
  const found = [];
  for (let at = 8; at < file.length;) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8));
    found.push({ type, content: file.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return found;
}

describe('writePng', () => {
  it('gives a file that another decoder reads pixel by pixel', async () => {
    const image = await loadImage(Buffer.from(await writePng(source, words)));
    const context = createCanvas(width, height).getContext('2d');
    context.drawImage(image, 0, 0);
    expect([image.width, image.height]).toEqual([width, height]);
    expect(Buffer.from(context.getImageData(0, 0, width, height).data.buffer)).toEqual(
      Buffer.from(pixels().buffer),
    );
  });

  it('says its resolution, its words and its session', async () => {
    const found = chunks(await writePng(source, words));
    const physical = found.find(({ type }) => type === 'pHYs')!.content;
    expect(new DataView(physical.buffer, physical.byteOffset).getUint32(0)).toBe(11_811);
    expect(physical[8]).toBe(1);
    const texts = found
      .filter(({ type }) => type === 'iTXt')
      .map(({ content }) => {
        const end = content.indexOf(0);
        const keyword = new TextDecoder().decode(content.subarray(0, end));
        return `${keyword}: ${new TextDecoder().decode(unzlibSync(content.subarray(end + 5)))}`;
      });
    expect(texts).toEqual([
      'Title: Täuschend',
      'Description: A picture, 日本',
      'Software: Infection Atlas',
      'Session: {"title":"日本 <&>"}',
    ]);
    expect(found.at(-1)!.type).toBe('IEND');
  });

  it('gives the same bytes twice', async () => {
    expect(await writePng(source, words)).toEqual(await writePng(source, words));
  });

  it('tells its progress and can be cancelled', async () => {
    const controller = new AbortController();
    const shares: number[] = [];
    const cancelled = writePng(
      source,
      words,
      (share) => {
        shares.push(share);
        controller.abort();
      },
      controller.signal,
    );
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect(shares).toHaveLength(1);
    expect(shares[0]).toBeGreaterThan(0);
  });
});
