import type { Handlers } from '../model/rpc.ts';
import { framesOfPort } from './frame-port.ts';
import { drawPicture, type MakeCanvas } from './draw-picture.ts';
import { letterAssets } from './letter-assets.ts';
import { loadAssets } from './load-assets.ts';
import { sceneFrame, type Assets } from './make-scene.ts';
import { isIn } from './map-frame.ts';
import type { Annotation, Picture } from './picture.ts';
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
  /** Where the notes' places are, as shares of width and height; null for those outside the map. */
  notes: (PicturePoint | null)[];
}

/** A point of a picture, as shares of its width and height. */
export interface PicturePoint {
  x: number;
  y: number;
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
  /** Degrees of a point of a picture; null where there is no map, or no earth on it. */
  place: {
    request: { picture: Picture; base: string; point: PicturePoint };
    response: { longitude: number; latitude: number } | null;
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

/** Degrees from -180 to 180. */
const turned = (longitude: number) => longitude - 360 * Math.round(longitude / 360);

/** Where a note's place is in a picture. */
function pointOf(
  { longitude, latitude }: Annotation,
  picture: Picture,
  assets: Assets,
): PicturePoint | null {
  const { frame, width, height } = sceneFrame(picture, assets);
  const [spot] = frame.spots(longitude, latitude);
  return spot ? { x: spot[0] / width, y: spot[1] / height } : null;
}

/** Answers the calls of the snapshot worker. Basemap and fonts are read once. */
export function makeSnapshotHandlers(
  make: MakeCanvas,
  read: (url: string) => Promise<Uint8Array> = fetchBytes,
): Handlers<SnapshotProtocol> {
  let assets: Promise<Assets> | null = null;
  const load = async (base: string, picture: Picture) => {
    assets ??= loadAssets((path) => read(new URL(`generated/${path}`, base).href));
    // A file that was missing is asked for again.
    assets.catch(() => (assets = null));
    return letterAssets(await assets, picture);
  };
  return {
    async preview({ picture, base, width }, { transfer }) {
      const assets = await load(base, picture);
      const { scene, rows, ...size } = drawPicture(picture, assets, make, width);
      const pixels = rows(0, size.height) as Uint8ClampedArray<ArrayBuffer>;
      transfer([pixels.buffer]);
      const notes = picture.annotations.map((note) => pointOf(note, picture, assets));
      const { description, problems } = scene;
      return { ...size, pixels, description, problems, notes };
    },
    async place({ picture, base, point }) {
      const { frame, width, height } = sceneFrame(picture, await load(base, picture));
      const [x, y] = [point.x * width, point.y * height];
      const place = isIn(frame.box, [x, y]) ? frame.invert(x, y) : null;
      return place && { longitude: turned(place[0]), latitude: place[1] };
    },
    async write({ picture, base, format, choices, frames: given }, { progress, signal }) {
      const frames = given && framesOfPort(given.port, given.count);
      const assets = await load(base, picture);
      const write = await writers[format].load();
      progress(LOADED);
      const report = (share: number) => progress(LOADED + (1 - LOADED) * share);
      const job = { picture, assets, choices, frames, makeCanvas: make };
      return write({ ...job, progress: report, signal }).finally(() => given?.port.close());
    },
  };
}
