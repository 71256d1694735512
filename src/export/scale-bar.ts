import type { Fonts } from './font.ts';
import { kmPerUnit, type MapFrame } from './map-frame.ts';
import { boxShape, lineShape, type Box, type Shape } from './scene.ts';
import { wrapText } from './text-fit.ts';
import { textLines, textShape } from './text-shapes.ts';
import type { Theme } from './themes.ts';

const LONGEST = 260;
const SIZE = 16;
const REASON_SIZE = 14;
const REASON_WIDTH = 330;

/** The longest of 1, 2, 5 times a power of ten kilometres that is not wider than a number of scene units. */
export function roundLengthKm(kmToUnit: number, longest: number): number {
  const most = kmToUnit * longest;
  const power = 10 ** Math.floor(Math.log10(most));
  const digit = most >= 5 * power ? 5 : most >= 2 * power ? 2 : 1;
  return digit * power;
}

/** Where a scale bar holds: in Mercator the scale changes with latitude. */
function whereWords(latitude: number, where: 'parallel' | 'middle'): string {
  if (where === 'middle') return 'in the middle of the map';
  const rounded = Math.round(Math.abs(latitude));
  if (rounded === 0) return 'along the equator';
  return `at ${rounded}° ${latitude < 0 ? 'S' : 'N'}`;
}

/** Length of a frame's scale bar: kilometres of ground, and units of the scene. Null where no scale holds. */
export function scaleBarLength(frame: MapFrame): { km: number; units: number } | null {
  if (frame.scale.kind === 'none') return null;
  const { latitude, longitude } = frame.scale;
  const toUnit = kmPerUnit(frame, latitude, longitude);
  const km = roundLengthKm(toUnit, LONGEST);
  return { km, units: km / toUnit };
}

/**
 * A scale bar with its length and where it holds, standing in a lower right corner; why there is none on a map that has
 * no single scale.
 */
export function scaleBarShapes(
  frame: MapFrame,
  fonts: Fonts,
  corner: { right: number; bottom: number },
  palette: Theme,
): { shapes: Shape[]; box: Box; words: string } {
  const { right, bottom: foot } = corner;
  const { scale } = frame;
  const bar = scaleBarLength(frame);
  const look = { weight: 'regular', align: 'right', halo: palette.halo } as const;
  if (scale.kind === 'none' || !bar) {
    const reason = scale.kind === 'none' ? scale.reason : '';
    const lines = wrapText(fonts.regular, reason, REASON_SIZE, REASON_WIDTH);
    const height = lines.length * REASON_SIZE * 1.3;
    const width = Math.max(...lines.map((line) => fonts.regular.measure(line, REASON_SIZE)));
    const first = foot - height + REASON_SIZE;
    const box = { x: right - width, y: foot - height, width, height };
    return {
      box,
      shapes: [
        boxShape(
          { x: box.x - 8, y: box.y - 4, width: width + 16, height: height + 8 },
          palette.halo,
          0.6,
        ),
        ...textLines(lines, right, first, {
          ...{ ...look, size: REASON_SIZE, colour: palette.secondary },
        }),
      ],
      words: reason,
    };
  }
  const { km, units: width } = bar;
  const left = right - width;
  const length = km < 1 ? `${km * 1000}\u202fm` : `${km.toLocaleString('en')}\u202fkm`;
  const text = `${length} ${whereWords(scale.latitude, scale.where)}`;
  const textWidth = fonts.regular.measure(text, SIZE);
  const points = [left, foot - 8, left, foot, right, foot, right, foot - 8];
  const wide = Math.max(width, textWidth);
  return {
    box: { x: right - wide, y: foot - 34, width: wide, height: 36 },
    shapes: [
      lineShape(points, { colour: palette.halo, width: 5 }),
      lineShape(points, { colour: palette.ink, width: 2 }),
      textShape(text, right, foot - 16, { ...look, size: SIZE, colour: palette.ink }),
    ],
    words: text,
  };
}
