import { readFile } from 'node:fs/promises';
import { loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';
import { makeSnapshotHandlers } from '../../src/export/snapshot-service.ts';
import { generated, isPrepared, madePicture, nodeCanvas } from './made-picture.ts';

const base = new URL(`file://${generated}/../`).href;
const read = async (url: string) => new Uint8Array(await readFile(fileURLToPath(url)));
const png = { format: 'png', choices: {}, frames: null } as const;
const context = <P>(progress: (value: P) => void = () => undefined) => ({
  signal: new AbortController().signal,
  progress,
  transfer: () => undefined,
});

describe.skipIf(!isPrepared)('the snapshot worker', () => {
  const handlers = makeSnapshotHandlers(nodeCanvas, read);

  it('previews a picture in its own shape', async () => {
    const picture = madePicture({ width: 1920, height: 1080 });
    const preview = await handlers.preview({ picture, base, width: 480 }, context<never>());
    expect([preview.width, preview.height]).toEqual([480, 270]);
    expect(preview.pixels).toHaveLength(480 * 270 * 4);
    expect(preview.problems).toEqual([]);
    expect(preview.description).toContain('A made-up botnet');
    expect(new Set(preview.pixels).size).toBeGreaterThan(50);
  });

  it('tells where notes are on a preview, and which place a point is', async () => {
    const note = { text: 'Here', arrow: true };
    const annotations = [
      { ...note, longitude: 32.8, latitude: 39.9 },
      { ...note, longitude: -150, latitude: 0 },
    ];
    const middle = { longitude: 30, latitude: 30 };
    const view = { kind: 'world', projection: 'orthographic', ...middle } as const;
    const picture = madePicture({ width: 1920, height: 1080, annotations, view });
    const { notes } = await handlers.preview({ picture, base, width: 480 }, context<never>());
    const [first, behind] = notes;
    expect(behind).toBeNull();
    const place = await handlers.place({ picture, base, point: first! }, context<never>());
    expect(place!.longitude).toBeCloseTo(32.8, 6);
    expect(place!.latitude).toBeCloseTo(39.9, 6);
    const lower = { x: first!.x, y: first!.y + 0.05 };
    const south = await handlers.place({ picture, base, point: lower }, context<never>());
    expect(south!.latitude).toBeLessThan(38);
    // The title, and the sky beside the globe.
    for (const point of [
      { x: 0.5, y: 0.01 },
      { x: 0.02, y: 0.2 },
    ]) {
      expect(await handlers.place({ picture, base, point }, context<never>())).toBeNull();
    }
  });

  it('makes a PNG of the picture’s size, and tells how far it is', async () => {
    const shares: number[] = [];
    const picture = madePicture();
    const { file } = await handlers.write(
      { picture, base, ...png },
      context<number>((share) => shares.push(share)),
    );
    const image = await loadImage(Buffer.from(await file.arrayBuffer()));
    expect([image.width, image.height]).toEqual([960, 540]);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  it('names a size that gets no canvas', async () => {
    const refusing = makeSnapshotHandlers(() => {
      throw new Error('out of memory');
    }, read);
    const request = { picture: madePicture(), base, ...png };
    await expect(refusing.write(request, context<number>())).rejects.toThrow(
      'The browser gives no canvas of 960 x 540 pixels: out of memory',
    );
  });

  it('reads its files again after one was missing', async () => {
    let broken = true;
    const flaky = makeSnapshotHandlers(nodeCanvas, (url) =>
      broken ? Promise.reject(new Error(`${url} answers 404.`)) : read(url),
    );
    const request = { picture: madePicture(), base, width: 320 };
    await expect(flaky.preview(request, context<never>())).rejects.toThrow(/answers 404/);
    broken = false;
    await expect(flaky.preview(request, context<never>())).resolves.toMatchObject({ width: 320 });
  });
});
