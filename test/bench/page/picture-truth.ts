import { composite, fieldColourOf } from '../../../src/density/colour-scale.ts';
import { fieldCells } from '../../../src/density/field-cells.ts';
import { effectiveSmoothingKm } from '../../../src/density/smoothing.ts';
import { makeScale } from '../../../src/density/way-scale.ts';
import { viewOfFrame } from '../../../src/export/density-image.ts';
import { loadAssets } from '../../../src/export/load-assets.ts';
import { sceneFrame, type Assets } from '../../../src/export/make-scene.ts';
import type { MapFrame } from '../../../src/export/map-frame.ts';
import { pageOf } from '../../../src/export/page.ts';
import type { Picture } from '../../../src/export/picture.ts';
import { themes } from '../../../src/export/themes.ts';
import { rgb } from 'd3';
import { greatCircleDensity } from './great-circle.ts';

const SAMPLES = 80;
/** Steps of 255: the field is within 1 % of the kernel at its peaks, and a little more in its tails. */
const STEPS = 6;
/** Of the samples; words, borders and servers cover the others. */
const LEAST_RIGHT = 0.75;

let assets: Promise<Assets> | null = null;

async function fetchBytes(path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(`generated/${path}`)).arrayBuffer());
}

/** The place whose projection is a spot: Newton's method on the projection itself, not the inverse that pictures use. */
function placeOf(
  frame: MapFrame,
  from: readonly [number, number],
  spot: readonly [number, number],
) {
  let [longitude, latitude] = from;
  const small = 0.001;
  for (let step = 0; step < 4; step++) {
    const at = frame.project(longitude, latitude)!;
    const east = frame.project(longitude + small, latitude)!;
    const north = frame.project(longitude, latitude + small)!;
    const [a, b] = [(east[0] - at[0]) / small, (north[0] - at[0]) / small];
    const [c, d] = [(east[1] - at[1]) / small, (north[1] - at[1]) / small];
    const [x, y] = [spot[0] - at[0], spot[1] - at[1]];
    longitude += (d * x - b * y) / (a * d - b * c);
    latitude += (a * y - c * x) / (a * d - b * c);
  }
  return { longitude, latitude };
}

async function pixelsOf(file: Blob): Promise<ImageData> {
  const image = await createImageBitmap(file);
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext('2d', {
    willReadFrequently: true,
  })!;
  context.drawImage(image, 0, 0);
  image.close();
  return context.getImageData(0, 0, width, height);
}

/**
 * Whether a PNG shows a picture's density: at places spread over its cells its pixels have the legend's colour of the
 * density there, which is counted by brute force, on land or sea.
 */
export async function showsDensity(file: Blob, picture: Picture): Promise<boolean> {
  const image = await pixelsOf(file);
  if (image.width !== picture.width || image.height !== picture.height) return false;
  const { frame, width } = sceneFrame(picture, await (assets ??= loadAssets(fetchBytes)));
  const perUnit = image.width / width;
  const view = viewOfFrame(frame, pageOf(picture).pixelsPerUnit, { limit: Infinity });
  const smoothingKm = effectiveSmoothingKm(view, picture.smoothingKm);
  const theme = themes[picture.theme];
  const scale = makeScale(picture.domain!, {
    ...{ kind: picture.scaleKind, theme: theme.base, drawn: 'field', spread: null },
    colours: picture.colours,
  });
  const grounds = [theme.land, theme.sea].map((colour) => {
    const { r, g, b } = rgb(colour);
    return [r, g, b] as const;
  });
  const cells = fieldCells(picture.cells!);
  const offBy = (at: number, value: number) =>
    Math.min(
      ...grounds.map((ground) =>
        Math.max(
          ...composite(fieldColourOf(scale, value), [...ground]).map((channel, k) =>
            Math.abs(channel - image.data[at + k]!),
          ),
        ),
      ),
    );
  let [right, coloured] = [0, 0];
  for (let n = 0; n < SAMPLES; n++) {
    const cell = Math.floor((n * cells.length) / SAMPLES);
    // Half of them beside their cell, where the density falls off.
    const from = [cells.longitude[cell]! + (n % 2) * 3, cells.latitude[cell]!] as const;
    const spot = frame.project(...from)!;
    const [column, row] = [Math.floor(spot[0] * perUnit), Math.floor(spot[1] * perUnit)];
    const centre = [(column + 0.5) / perUnit, (row + 0.5) / perUnit] as const;
    const { longitude, latitude } = placeOf(frame, from, centre);
    const e = 1e-6;
    const pixel = { width: 1, height: 1, west: longitude - e, east: longitude + e };
    const value = greatCircleDensity(
      cells,
      { ...pixel, south: latitude - e, north: latitude + e },
      smoothingKm,
      0,
    );
    if (value >= scale.domain[0]) coloured++;
    if (offBy(4 * (row * image.width + column), value) <= STEPS) right++;
  }
  console.log(`density of a picture: ${right} of ${SAMPLES} samples right, ${coloured} coloured`);
  return right >= LEAST_RIGHT * SAMPLES && coloured > SAMPLES / 2;
}
