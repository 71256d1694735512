import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Frames } from '../../src/export/writer.ts';
import { isPrepared, madePicture } from './made-picture.ts';
import { writeMade } from './write-made.ts';

const size = { width: 640, height: 360 } as const;
const encoder = vi.hoisted(() => ({ failsAt: 0, added: [] as object[], cancelled: 0 }));

/** Node has no encoders: the muxer's stand-in counts frames and fails where it is told to. */
vi.mock('mediabunny', () => ({
  canEncodeVideo: () => Promise.resolve(true),
  BufferTarget: class {
    buffer = new ArrayBuffer(8);
  },
  Mp4OutputFormat: class {},
  WebMOutputFormat: class {},
  Quality: class {},
  VideoSample: class {
    constructor(
      readonly pixels: Uint8ClampedArray,
      readonly at: object,
    ) {}
    close() {
      return undefined;
    }
  },
  VideoSampleSource: class {
    add({ pixels, at }: { pixels: Uint8ClampedArray; at: object }) {
      if (encoder.added.length + 1 === encoder.failsAt) {
        return Promise.reject(new Error('Encoder went away.'));
      }
      encoder.added.push({ ...at, bytes: pixels.length });
      return Promise.resolve();
    }
  },
  Output: class {
    addVideoTrack = () => undefined;
    setMetadataTags = () => undefined;
    start = () => Promise.resolve();
    finalize = () => Promise.resolve();
    cancel = () => Promise.resolve(encoder.cancelled++);
  },
}));

const frames: Frames = {
  count: 4,
  picture: (index) => Promise.resolve(madePicture({ ...size, total: 1000 + index })),
};

describe.skipIf(!isPrepared)('the video writer', () => {
  afterEach(() => {
    Object.assign(encoder, { failsAt: 0, added: [], cancelled: 0 });
    vi.unstubAllGlobals();
  });

  it('gives the encoder every picture at its exact time', async () => {
    vi.stubGlobal('VideoEncoder', class {});
    const written = await writeMade('video', { picture: size, frames, choices: { speed: '2' } });
    expect(written).toMatchObject({ ending: 'mp4', problems: [] });
    const frame = { codedWidth: 640, codedHeight: 360, duration: 0.5, bytes: 640 * 360 * 4 };
    expect(encoder.added).toEqual(
      [0, 0.5, 1, 1.5].map((timestamp) => ({ format: 'RGBA', ...frame, timestamp })),
    );
  });

  it('names an encoder that fails in the middle, and leaves no half file', async () => {
    vi.stubGlobal('VideoEncoder', class {});
    encoder.failsAt = 3;
    await expect(writeMade('video', { picture: size, frames })).rejects.toThrow(
      'MP4 with H.264 failed at picture 3 of 4: Encoder went away. Nothing was saved; another format may work.',
    );
    expect(encoder.cancelled).toBe(1);
  });

  it('can be cancelled', async () => {
    vi.stubGlobal('VideoEncoder', class {});
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const job = { picture: size, frames, onProgress, signal: controller.signal };
    await expect(writeMade('video', job)).rejects.toMatchObject({ name: 'AbortError' });
    expect(encoder).toMatchObject({ added: [{}], cancelled: 1 });
  });

  it('is a GIF where the browser has no encoders, and says so', async () => {
    const choices = { width: '640' };
    const written = await writeMade('video', { picture: size, frames, choices });
    expect(written).toMatchObject({ ending: 'gif', file: { type: 'image/gif' } });
    expect(written.problems).toEqual([
      'This browser encodes no video: the playback is an animated GIF instead of MP4 with H.264.',
    ]);
  });
});
