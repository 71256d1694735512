import type { Handlers } from '../model/rpc.ts';
import { drawCanvas, type SceneCanvas } from './draw-canvas.ts';
import { loadAssets } from './load-assets.ts';
import { makeScene, sceneSize, type Assets } from './make-scene.ts';
import type { Picture } from './picture.ts';
import type { Scene } from './scene.ts';
import { writePng } from './write-png.ts';

/** A picture drawn small, with what the maker of the picture must know. */
export interface Preview {
  width: number;
  height: number;
  /** RGBA rows from the top. */
  pixels: Uint8ClampedArray<ArrayBuffer>;
  description: string;
  problems: string[];
}

/** The calls of the snapshot worker. */
export type SnapshotProtocol = {
  preview: {
    /** `base` is the address of the folder that holds `generated/`; `width` the preview's, pixels. */
    request: { picture: Picture; base: string; width: number };
    response: Preview;
    progress: never;
  };
  png: {
    request: { picture: Picture; base: string };
    response: { bytes: Uint8Array<ArrayBuffer>; problems: string[] };
    /** Share done, 0 to 1. */
    progress: number;
  };
};

/** Makes the canvases that a service draws on. */
export type MakeCanvas = (width: number, height: number) => SceneCanvas;

/** Drawing is this share of making a file, roughly; the rest is writing it. */
const DRAWN = 0.5;

async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The page's own file ${url} answers ${response.status}.`);
  return new Uint8Array(await response.arrayBuffer());
}

/** A canvas of a size, or an Error that names the size which the browser refused. */
function canvasOf(make: MakeCanvas, width: number, height: number): SceneCanvas {
  try {
    return make(width, height);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The browser gives no canvas of ${width} x ${height} pixels: ${reason}`);
  }
}

/** A picture's scene and canvas. */
function draw(picture: Picture, assets: Assets, make: MakeCanvas, width: number) {
  const size = sceneSize(picture);
  const ratio = (size.pixelsPerUnit * width) / picture.width;
  const scene: Scene = makeScene(picture, assets, ratio);
  const height = Math.round(size.height * ratio);
  const canvas = canvasOf(make, width, height);
  drawCanvas(canvas, scene, assets.fonts, { width, height }, ratio);
  return { scene, canvas, width, height };
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
      const { scene, canvas, ...size } = draw(picture, await load(base), make, width);
      const { data } = canvas.getImageData(0, 0, size.width, size.height);
      const pixels = data as Uint8ClampedArray<ArrayBuffer>;
      transfer([pixels.buffer]);
      return { ...size, pixels, description: scene.description, problems: scene.problems };
    },
    async png({ picture, base }, { progress, signal, transfer }) {
      const loaded = await load(base);
      progress(0.05);
      const { scene, canvas, width, height } = draw(picture, loaded, make, picture.width);
      progress(DRAWN);
      const source = {
        width,
        height,
        rows: (top: number, count: number) => canvas.getImageData(0, top, width, count).data,
      };
      const words = { title: picture.title, description: scene.description, dpi: picture.dpi };
      const report = (share: number) => progress(DRAWN + (1 - DRAWN) * share);
      const bytes = (await writePng(source, words, report, signal)) as Uint8Array<ArrayBuffer>;
      transfer([bytes.buffer]);
      return { bytes, problems: scene.problems };
    },
  };
}
