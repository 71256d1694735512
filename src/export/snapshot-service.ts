import type { Handlers } from '../model/rpc.ts';
import { framesOfPort } from './frame-port.ts';
import { drawPicture, type MakeCanvas } from './draw-picture.ts';
import { loadAssets } from './load-assets.ts';
import type { Assets } from './make-scene.ts';
import type { Picture } from './picture.ts';
import type { Written, WriterChoices } from './writer.ts';
import { writers, type WriterId } from './writers.ts';

/** A picture drawn small, with what the maker of the picture must know. */
export interface Preview {
  width: number;
  height: number;
  /** RGBA rows from the top. */
  pixels: Uint8ClampedArray<ArrayBuffer>;
  description: string;
  problems: string[];
}

/** A file that is asked for. */
export interface WriteRequest {
  picture: Picture;
  /** The address of the folder that holds `generated/`. */
  base: string;
  format: WriterId;
  choices: WriterChoices;
  /** The pictures of a playback, at the other end of a port; null where none are needed or nothing is dated. */
  frames: { count: number; port: MessagePort } | null;
}

/** The calls of the snapshot worker. */
export type SnapshotProtocol = {
  preview: {
    /** `base` is the address of the folder that holds `generated/`; `width` the preview's, pixels. */
    request: { picture: Picture; base: string; width: number };
    response: Preview;
    progress: never;
  };
  write: {
    request: WriteRequest;
    response: Written;
    /** Share done, 0 to 1. */
    progress: number;
  };
};

/** Fetching fonts, map and writer is this share of making a file, roughly. */
const LOADED = 0.05;

async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The page's own file ${url} answers ${response.status}.`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Answers the calls of the snapshot worker. Basemap and fonts are read once. */
export function makeSnapshotHandlers(
  make: MakeCanvas,
  read: (url: string) => Promise<Uint8Array> = fetchBytes,
): Handlers<SnapshotProtocol> {
  let assets: Promise<Assets> | null = null;
  const load = (base: string) => {
    assets ??= loadAssets((path) => read(new URL(`generated/${path}`, base).href));
    // A file that was missing is asked for again.
    assets.catch(() => (assets = null));
    return assets;
  };
  return {
    async preview({ picture, base, width }, { transfer }) {
      const { scene, rows, ...size } = drawPicture(picture, await load(base), make, width);
      const pixels = rows(0, size.height) as Uint8ClampedArray<ArrayBuffer>;
      transfer([pixels.buffer]);
      return { ...size, pixels, description: scene.description, problems: scene.problems };
    },
    async write({ picture, base, format, choices, frames: given }, { progress, signal }) {
      const frames = given && framesOfPort(given.port, given.count);
      const assets = await load(base);
      const write = await writers[format].load();
      progress(LOADED);
      const report = (share: number) => progress(LOADED + (1 - LOADED) * share);
      const job = { picture, assets, choices, frames, makeCanvas: make };
      return write({ ...job, progress: report, signal }).finally(() => given?.port.close());
    },
  };
}
