import { countryName } from '../model/country-name.ts';
import type { MapPalette } from '../model/map-palette.ts';
import { countryRings, type Basemap, type PlaceLabel } from './basemap.ts';
import { countriesAt } from './countries-at.ts';
import type { Font, Fonts } from './font.ts';
import type { MapFrame, Spot } from './map-frame.ts';
import { boxesTouch, isInside } from './place-boxes.ts';
import type { Box, TextShape } from './scene.ts';

/** Zoom from which a picture names cities. */
const CITY_ZOOM = 3;
const GAP = 6;
/** Where a label may stand about its point: widths of its own to the right, letter sizes down; first on it. */
const anchors = [
  [0, 0],
  ...([
    [0, 2.1],
    [0, -2.1],
    [0, 3.6],
    [0, -3.6],
  ] as const),
  ...([
    [0.8, 0],
    [-0.8, 0],
    [0.8, 2.1],
    [-0.8, 2.1],
    [0.8, -2.1],
    [-0.8, -2.1],
  ] as const),
] as const;
/** Where the way of a name that moved is looked at. */
const wayShares = [0.25, 0.5, 0.75, 1];
/** Names of cities stay by their points, which are not drawn. */
const CITY_ANCHORS = 3;

/** Whether both ends of a label lie on the earth: beyond the edge of a globe is nothing to name. */
function isOnEarth({ x, y, width, height }: Box, { outline, invert }: MapFrame): boolean {
  if (!outline) return true;
  return invert(x, y + height / 2) !== null && invert(x + width, y + height / 2) !== null;
}

/** The name in the reader's language where the font can write it, else in English. */
function writable(code: string, language: string, font: Font): string {
  const name = countryName(code, language);
  return font.missing(name).length === 0 ? name : countryName(code, 'en');
}

/** Countries and, close up, cities as texts that cover neither each other nor the boxes given, most important first. */
export function mapLabels(
  basemap: Basemap,
  frame: MapFrame,
  fonts: Fonts,
  { palette, language, taken }: { palette: MapPalette; language: string; taken: readonly Box[] },
): TextShape[] {
  const occupied = [...taken];
  const texts: TextShape[] = [];
  const rings = countryRings(basemap.areas, frame);
  /** Whether a name that had to move is still read as that of its country: no other lies in between. */
  const isOwn = (code: string, [x, y]: Spot, { width, height, ...corner }: Box) => {
    const [toX, toY] = [corner.x + width / 2, corner.y + height / 2];
    return wayShares.every((share) => {
      const found = countriesAt(rings, x + (toX - x) * share, y + (toY - y) * share);
      return found.size === 0 || found.has(code);
    });
  };
  const place = (label: PlaceLabel, text: string, size: number, weight: keyof Fonts) => {
    const [code, longitude, latitude, zoom] = label;
    const isCity = weight === 'regular';
    if (zoom > frame.zoom) return;
    const width = fonts[weight].measure(text, size);
    for (const [x, y] of frame.spots(longitude, latitude)) {
      const spots = anchors.slice(0, isCity ? CITY_ANCHORS : undefined).map(([right, down]) => {
        const middle = y + down * size;
        const left = x + (right - 0.5) * width;
        return { x: left, y: middle - size * 0.6, width, height: size * 1.2 };
      });
      const box = spots.find(
        (spot, index) =>
          isInside(spot, frame.box) &&
          isOnEarth(spot, frame) &&
          !occupied.some((other) => boxesTouch(spot, other, GAP)) &&
          (isCity || index === 0 || isOwn(code, [x, y], spot)),
      );
      if (!box) continue;
      occupied.push(box);
      texts.push({
        kind: 'text',
        text,
        x: box.x + width / 2,
        y: box.y + size * 0.96,
        size,
        weight,
        align: 'middle',
        colour: palette.ink,
        halo: palette.halo,
      });
    }
  };
  for (const label of basemap.countries) {
    place(label, writable(label[0], language, fonts.semibold), 16, 'semibold');
  }
  if (frame.zoom >= CITY_ZOOM) {
    for (const label of basemap.cities) place(label, label[0], 14, 'regular');
  }
  return texts;
}

/** The ground of a label that stands on its middle. */
export function textBox({ text, x, y, size, weight }: TextShape, fonts: Fonts): Box {
  const width = fonts[weight].measure(text, size);
  return { x: x - width / 2, y: y - size * 0.96, width, height: size * 1.2 };
}
