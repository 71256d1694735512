import { colourOf } from '../density/colour-scale.ts';
import { contourLines, contourValues, isMajor } from '../density/contours.ts';
import { tickWords } from '../model/number-words.ts';
import { usualUnits } from '../ways/way-spec.ts';
import { waySpecs } from '../ways/ways.ts';
import { densityField } from '../density/density-field.ts';
import { fieldCells } from '../density/field-cells.ts';
import { effectiveSmoothingKm } from '../density/smoothing.ts';
import type { Position } from './basemap.ts';
import { viewOfFrame } from './density-image.ts';
import { boxesTouch } from './place-boxes.ts';
import { landShapes } from './map-shapes.ts';
import type { SceneInput, WayScene } from './scene-way.ts';
import type { Box, Points, Shape } from './scene.ts';

const WIDTHS = { major: 2, minor: 0.9 };
const LABEL_SIZE = 13;
/** Values of the field behind the lines, at most. */
const MOST_VALUES = 6_000_000;
/** Before it the lines between powers of ten would cover each other. */
const ALL_LINES_FROM_ZOOM = 4;
/** Labels keep this distance from each other, and a line is as long before it has one. */
const LABEL_GAP = 60;

function lengthOf(points: Points): number {
  let length = 0;
  for (let at = 2; at < points.length; at += 2) {
    length += Math.hypot(points[at]! - points[at - 2]!, points[at + 1]! - points[at - 1]!);
  }
  return length;
}

/** A label in the middle of each line that is long enough, where no other label is. */
function labelsOf(
  lines: readonly Points[],
  text: string,
  { frame, fonts, palette }: SceneInput,
  taken: Box[],
): Shape[] {
  const width = fonts.semibold.measure(text, LABEL_SIZE);
  return lines.flatMap((points): Shape[] => {
    if (lengthOf(points) < width + LABEL_GAP) return [];
    const middle = 2 * Math.floor(points.length / 4);
    const [x, y] = [points[middle]!, points[middle + 1]!];
    const box = { x: x - width / 2, y: y - LABEL_SIZE / 2, width, height: LABEL_SIZE };
    const { box: map } = frame;
    const isIn =
      box.x > map.x + 4 &&
      box.x + width < map.x + map.width - 4 &&
      box.y > map.y + 4 &&
      box.y + LABEL_SIZE < map.y + map.height - 4;
    if (!isIn || taken.some((other) => boxesTouch(box, other, LABEL_GAP / 4))) return [];
    taken.push(box);
    return [
      {
        kind: 'text',
        text,
        x,
        y: y + LABEL_SIZE * 0.36,
        size: LABEL_SIZE,
        weight: 'semibold',
        align: 'middle',
        colour: palette.ink,
        halo: palette.halo,
      },
    ];
  });
}

/** Lines of equal value of the field behind a picture, with their numbers on the wider ones. */
export function contourScene(input: SceneInput): WayScene {
  const { picture, frame, palette, basemap, scale } = input;
  const { cells, language, measure } = picture;
  const shapes = landShapes(basemap, frame, palette, { hatched: picture.countries });
  if (!cells || cells.length === 0 || !scale) return { shapes, made: {}, isDrawn: false };
  const cut = { limit: MOST_VALUES, smoothingKm: picture.smoothingKm };
  const view = viewOfFrame(frame, input.pixelsPerUnit, cut);
  const smoothingKm = effectiveSmoothingKm(view, picture.smoothingKm);
  const field = densityField(fieldCells(cells), view, { smoothingKm });
  const unit = waySpecs.contours.unit(measure, usualUnits, language);
  const isFar = frame.zoom < ALL_LINES_FROM_ZOOM;
  const at = contourValues(scale).filter((value) => !isFar || isMajor(value));
  const drawn = contourLines(field, view, at).map(({ value, lines }) => ({
    value,
    lines: frame.lines(lines.map(positionsOf)),
  }));
  for (const { value, lines } of drawn) {
    const [red, green, blue] = colourOf(scale, value);
    const width = isMajor(value) ? WIDTHS.major : WIDTHS.minor;
    const { opacity } = picture.colours;
    shapes.push({
      kind: 'lines',
      lines,
      stroke: { colour: `rgb(${red},${green},${blue})`, width, opacity },
    });
  }
  const labels = (others: readonly Box[]) => {
    const taken = [...others];
    return drawn.flatMap(({ value, lines }) => {
      if (!isMajor(value)) return [];
      const number = tickWords(value, scale.domain[1], language);
      const text = `${number} ${unit.slice(unit.indexOf(' per ') + 1)}`;
      return labelsOf(lines, text, input, taken);
    });
  };
  return { shapes, labels, made: { smoothingKm }, isDrawn: true };
}

function positionsOf(line: Float64Array): Position[] {
  return Array.from({ length: line.length / 2 }, (_, n) => [line[2 * n]!, line[2 * n + 1]!]);
}
