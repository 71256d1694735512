import { createHash } from 'node:crypto';
import { makeEngine } from '../../src/engine/atlas-engine.ts';
import { draftOf, usualLook } from '../../src/export/draft.ts';
import { letterAssets } from '../../src/export/letter-assets.ts';
import type { Assets } from '../../src/export/make-scene.ts';
import type { Picture } from '../../src/export/picture.ts';
import { shownWords } from '../../src/panels/heading-words.ts';
import { initialChoices } from '../../src/state/choices.ts';
import { makePicture } from '../../scripts/make-picture.ts';
import { goldenRequest } from './golden-data.ts';
import type { GoldenScene } from './golden-scenes.ts';
import { testAssets } from './made-picture.ts';

/** A picture of a scene with what it is drawn with. */
export interface GoldenPicture {
  picture: Picture;
  assets: Assets;
}

/** Reads the made-up data once; answers what makes pictures of it, as the command line does. */
export async function goldenMaker(): Promise<(scene: GoldenScene) => Promise<GoldenPicture>> {
  const request = goldenRequest();
  const engine = makeEngine();
  const summary = await engine.load(request, () => undefined);
  const hashes = new Map<string, string>();
  for (const file of request.telemetry) {
    if (!('blob' in file)) continue;
    const bytes = new Uint8Array(await file.blob.arrayBuffer());
    hashes.set(file.name, createHash('sha256').update(bytes).digest('hex'));
  }
  const assets = await testAssets();
  return async ({ choices: changed, draft, language = 'en' }) => {
    const choices = { ...initialChoices, measure: 'hosts' as const, smoothingKm: 120, ...changed };
    const subtitle = shownWords(summary, choices.measure, choices.time, language);
    // Fewer pixels than usual: the layout is the same, and drawn sooner.
    const look = { ...usualLook, slideWidth: 960, dpi: 75 };
    const usual = draftOf(look, { title: 'A made-up botnet', subtitle });
    const making = { engine, summary, assets, hashes, language, logo: null };
    const picture = await makePicture(making, choices, { ...usual, ...draft });
    return { picture, assets: await letterAssets(assets, picture) };
  };
}

/** Where the numbers of a path lie, and how many points it has. */
function pathWords(path: string): string {
  const points = [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)];
  const range = (at: 1 | 2) => {
    const values = points.map((point) => Number(point[at]));
    const [low, high] = values.reduce(
      ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
      [Infinity, -Infinity],
    );
    return `${Math.round(low)} to ${Math.round(high)}`;
  };
  return `${points.length} points, x ${range(1)}, y ${range(2)}`;
}

/**
 * An SVG as it is kept: every element with its colours, its place and its words; of a long path how many points it has
 * and where they lie, and images and fonts without their bytes.
 */
export function svgOutline(svg: string): string {
  return svg
    .replace(/ d="([^"]{120,})"/g, (_, path: string) => ` d="${pathWords(path)}"`)
    .replace(/data:([a-z/]+);base64,[A-Za-z0-9+/=]+/g, '$1')
    .replace(/(<session [^>]*>)[^<]*/, '$1');
}

/** Steps of 255 that a channel may differ by: canvases of another build smooth edges in another way. */
const STEPS = 40;

/** The share of pixels (RGBA) of which a channel is further off than that. */
export function shareOff(pixels: Uint8ClampedArray, golden: Uint8ClampedArray): number {
  let off = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    const isOff = [0, 1, 2].some((k) => Math.abs(pixels[at + k]! - golden[at + k]!) > STEPS);
    if (isOff) off++;
  }
  return off / (pixels.length / 4);
}
