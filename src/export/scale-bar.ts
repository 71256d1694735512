import type { MapPalette } from '../model/map-palette.ts';
import type { Fonts } from './font.ts';
import { kmPerUnit, type MapFrame } from './map-frame.ts';
import { lineShape, type Box, type Shape } from './scene.ts';

const LONGEST = 260;

/** The longest of 1, 2, 5 times a power of ten kilometres that is not wider than a number of scene units. */
export function roundLengthKm(kmToUnit: number, longest: number): number {
  const most = kmToUnit * longest;
  const power = 10 ** Math.floor(Math.log10(most));
  const digit = most >= 5 * power ? 5 : most >= 2 * power ? 2 : 1;
  return digit * power;
}

/** Where a scale bar holds: scales change with latitude on every map of the world. */
function parallelWords(latitude: number): string {
  const rounded = Math.round(Math.abs(latitude));
  if (rounded === 0) return 'along the equator';
  return `at ${rounded}° ${latitude < 0 ? 'S' : 'N'}`;
}

/** A scale bar with its length and the parallel where it holds, standing in a lower right corner. */
export function scaleBarShapes(
  frame: MapFrame,
  fonts: Fonts,
  corner: { right: number; bottom: number },
  palette: MapPalette,
): { shapes: Shape[]; box: Box } {
  const toUnit = kmPerUnit(frame, frame.scaleLatitude);
  const km = roundLengthKm(toUnit, LONGEST);
  const width = km / toUnit;
  const left = corner.right - width;
  const foot = corner.bottom;
  const length = km < 1 ? `${km * 1000}\u202fm` : `${km.toLocaleString('en')}\u202fkm`;
  const text = `${length} ${parallelWords(frame.scaleLatitude)}`;
  const textWidth = fonts.regular.measure(text, 16);
  const points = [left, foot - 8, left, foot, corner.right, foot, corner.right, foot - 8];
  const box = {
    x: corner.right - Math.max(width, textWidth),
    y: foot - 34,
    width: Math.max(width, textWidth),
    height: 36,
  };
  return {
    box,
    shapes: [
      lineShape(points, { colour: palette.halo, width: 5 }),
      lineShape(points, { colour: palette.ink, width: 2 }),
      {
        kind: 'text',
        text,
        x: corner.right,
        y: foot - 16,
        size: 16,
        weight: 'regular',
        align: 'right',
        colour: palette.ink,
        halo: palette.halo,
      },
    ],
  };
}
