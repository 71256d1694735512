import { loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { writerIds, writerOfName, writers } from '../../src/export/writers.ts';
import { isPrepared } from './made-picture.ts';
import { bytesOf, writeMade } from './write-made.ts';

describe('the registry of writers', () => {
  it('finds a format by the ending of a file name', () => {
    expect(writerOfName('a.b.PNG')).toBe('png');
    expect(writerOfName('map.svg')).toBe('svg');
    expect(writerOfName('map.jpg')).toBeNull();
    expect(writerOfName('png')).toBeNull();
  });

  it('has each ending once, and says of each format what it is good for', () => {
    const endings = writerIds.flatMap((id) => [
      writers[id].ending,
      ...(writers[id].otherEndings ?? []),
    ]);
    expect(new Set(endings).size).toBe(endings.length);
    for (const id of writerIds) expect(writers[id].use).not.toBe('');
  });
});

describe.skipIf(!isPrepared)('the PNG writer', () => {
  it('gives the picture’s pixels and resolution', async () => {
    const written = await writeMade('png', { picture: { dpi: 150 } });
    expect(written.file.type).toBe('image/png');
    const bytes = await bytesOf(written);
    const image = await loadImage(Buffer.from(bytes));
    expect([image.width, image.height]).toEqual([960, 540]);
    const at = Buffer.from(bytes).indexOf('pHYs');
    expect(Buffer.from(bytes).readUInt32BE(at + 4)).toBe(5906);
  });
});
