import { countryName } from '../model/country-name.ts';
import type { MapPalette } from '../model/map-palette.ts';
import type { Basemap, PlaceLabel } from './basemap.ts';
import type { Font, Fonts } from './font.ts';
import type { MapFrame } from './map-frame.ts';
import { boxesTouch, isInside } from './place-boxes.ts';
import type { Box, TextShape } from './scene.ts';

/** Zoom from which a picture names cities. */
const CITY_ZOOM = 3;
const GAP = 6;
/** Where a label may stand about its point, in letter sizes down: on it, else below or above. */
const anchors = [0, 2.1, -2.1, 3.6];

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
  const place = (label: PlaceLabel, text: string, size: number, weight: keyof Fonts) => {
    const [, longitude, latitude, zoom] = label;
    if (zoom > frame.zoom) return;
    const width = fonts[weight].measure(text, size);
    for (const [x, y] of frame.spots(longitude, latitude)) {
      const spots = anchors.map((shift) => {
        const middle = y + shift * size;
        return { x: x - width / 2, y: middle - size * 0.6, width, height: size * 1.2 };
      });
      const box = spots.find(
        (spot) =>
          isInside(spot, frame.box) &&
          isOnEarth(spot, frame) &&
          !occupied.some((other) => boxesTouch(spot, other, GAP)),
      );
      if (!box) continue;
      occupied.push(box);
      texts.push({
        kind: 'text',
        text,
        x,
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
