import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { framesOfPort, serveFrames } from '../../src/export/frame-port.ts';
import { chooseVideoKind } from '../../src/export/video-codec.ts';
import type { Frames } from '../../src/export/writer.ts';
import { isPrepared, madePicture } from './made-picture.ts';
import { bytesOf, writeMade } from './write-made.ts';

/** ffmpeg reads the film as another decoder: what it checks is skipped where it is not installed. */
const hasFfmpeg = ['ffprobe', 'ffmpeg'].every(
  (tool) => spawnSync(tool, ['-version']).error === undefined,
);
const small = { width: 640, height: 360 } as const;

/** Pictures whose totals are their numbers. */
function madeFrames(count: number, log: number[] = []): Frames {
  return {
    count,
    picture(index) {
      log.push(index);
      return Promise.resolve(
        madePicture({ ...small, total: 1000 + index, subtitle: `Step ${index}` }),
      );
    },
  };
}

describe.skipIf(!isPrepared)('the GIF writer', () => {
  it.skipIf(!hasFfmpeg)('has every picture, as large and as long as was asked for', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'atlas-gif-'));
    const path = join(folder, 'film.gif');
    const choices = { speed: '10', width: '640' };
    const written = await writeMade('gif', { picture: small, frames: madeFrames(4), choices });
    expect(written.file.type).toBe('image/gif');
    writeFileSync(path, await bytesOf(written));
    const entries = ['-show_entries', 'stream=width,height,nb_read_frames,duration', '-of', 'json'];
    const probe = spawnSync('ffprobe', ['-v', 'error', '-count_frames', ...entries, path]);
    const { streams } = JSON.parse(String(probe.stdout)) as { streams: object[] };
    expect(streams[0]).toMatchObject({ width: 640, height: 360, nb_read_frames: '4' });
    expect(Number((streams[0] as { duration: string }).duration)).toBeCloseTo(0.4, 2);
    const raw = spawnSync(
      'ffmpeg',
      ['-v', 'error', '-i', path, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
      {
        maxBuffer: 1e8,
      },
    ).stdout;
    const bytes = 640 * 360 * 3;
    expect(raw.length).toBe(4 * bytes);
    const frames = Array.from({ length: 4 }, (_, n) => raw.subarray(n * bytes, (n + 1) * bytes));
    for (let n = 1; n < 4; n++) expect(frames[n]!.equals(frames[n - 1]!)).toBe(false);
    // Only figure and date change: the lower half, with the legend, is as in the first picture.
    for (const frame of frames) {
      expect(frame.subarray(bytes / 2).equals(frames[0]!.subarray(bytes / 2))).toBe(true);
    }
    rmSync(folder, { recursive: true });
  });

  it('gives the same bytes twice, and asks for pictures one after another', async () => {
    const log: number[] = [];
    const job = (frames: Frames) => ({ picture: small, frames, choices: { width: '640' } });
    const first = await bytesOf(await writeMade('gif', job(madeFrames(3, log))));
    expect(log).toEqual([0, 1, 2, 0, 1, 2]);
    expect(
      Buffer.from(await bytesOf(await writeMade('gif', job(madeFrames(3))))).equals(first),
    ).toBe(true);
  });

  it('can be cancelled, and says why there is no film', async () => {
    const controller = new AbortController();
    const shares: number[] = [];
    const onProgress = (share: number) => {
      shares.push(share);
      controller.abort();
    };
    const cancelled = writeMade('gif', {
      picture: small,
      frames: madeFrames(9),
      onProgress,
      signal: controller.signal,
    });
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect(shares).toEqual([1 / 9]);
    await expect(writeMade('gif')).rejects.toThrow('A film shows time, and no row here has one');
  });

  it('passes on that a picture could not be counted', async () => {
    const frames = { count: 2, picture: () => Promise.reject(new Error('the engine was lost')) };
    await expect(writeMade('gif', { picture: small, frames })).rejects.toThrow(
      'the engine was lost',
    );
  });
});

describe('frames at the other end of a port', () => {
  it('come one ahead, each once, with their errors', async () => {
    const { port1, port2 } = new MessageChannel();
    const log: number[] = [];
    const made = madeFrames(3, log);
    serveFrames(port1, {
      count: 3,
      picture: (index) =>
        index === 2 ? Promise.reject(new Error('no more')) : made.picture(index),
    });
    const frames = framesOfPort(port2, 3);
    expect((await frames.picture(0)).total).toBe(1000);
    expect((await frames.picture(1)).total).toBe(1001);
    await expect(frames.picture(2)).rejects.toThrow('no more');
    expect(log).toEqual([0, 1]);
    port1.close();
  });
});

describe('the choice of a codec', () => {
  const size = { width: 1920, height: 1080 };

  it('takes what was asked for, else what is there, and nothing without encoders', async () => {
    expect(await chooseVideoKind('mp4', size, () => Promise.resolve(true))).toBeNull();
    vi.stubGlobal('VideoEncoder', class {});
    const only =
      (...codecs: string[]) =>
      (codec: string) =>
        Promise.resolve(codecs.includes(codec));
    expect((await chooseVideoKind('mp4', size, only('avc', 'vp9')))?.name).toBe('MP4 with H.264');
    expect((await chooseVideoKind('webm', size, only('avc', 'vp9')))?.name).toBe('WebM with VP9');
    expect((await chooseVideoKind('mp4', size, only('vp9', 'vp8')))?.name).toBe('WebM with VP9');
    expect((await chooseVideoKind('webm', size, only('vp8')))?.name).toBe('WebM with VP8');
    expect(await chooseVideoKind('mp4', size, only())).toBeNull();
    vi.unstubAllGlobals();
  });
});
