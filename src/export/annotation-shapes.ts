import type { MapFrame } from './map-frame.ts';
import type { Annotation } from './picture.ts';
import { nearestOf, placeCallouts } from './place-boxes.ts';
import { boxShape, lineShape, type Box, type Shape } from './scene.ts';
import type { SceneParts } from './scene-parts.ts';
import { fitLines } from './text-fit.ts';
import { complainOfMissing, textLines } from './text-shapes.ts';

const SIZE = 17;
const LEADING = 1.28;
const PADDING = 8;
const ROOM = {
  width: 260,
  steps: [
    { size: SIZE, lines: 3 },
    { size: 15, lines: 6 },
  ],
};
const HEAD = 11;
/** The point of an arrow keeps this distance from the place. */
const AWAY = 5;

/** A line from a box to a place, with a head. */
function arrowShapes(
  box: Box,
  [x, y]: readonly [number, number],
  colour: string,
  halo: string,
): Shape[] {
  const [fromX, fromY] = nearestOf(box, [x, y]);
  const length = Math.hypot(x - fromX, y - fromY);
  if (length < HEAD + AWAY) return [];
  const [dx, dy] = [(x - fromX) / length, (y - fromY) / length];
  const [tipX, tipY] = [x - dx * AWAY, y - dy * AWAY];
  const [backX, backY] = [tipX - dx * HEAD, tipY - dy * HEAD];
  const ring = Float64Array.of(
    ...[tipX, tipY, backX - dy * HEAD * 0.45, backY + dx * HEAD * 0.45],
    ...[backX + dy * HEAD * 0.45, backY - dx * HEAD * 0.45],
  );
  const line = [fromX, fromY, backX, backY];
  return [
    lineShape(line, { colour: halo, width: 5 }),
    { kind: 'area', rings: [ring], fill: colour, stroke: { colour: halo, width: 1.5 } },
    lineShape(line, { colour, width: 2 }),
  ];
}

/**
 * The reader's own remarks: those with an arrow beside their place, where there is room, the others on it.
 * @param taken what is to be kept free; the remarks' boxes are added
 */
export function annotationShapes(
  annotations: readonly Annotation[],
  frame: MapFrame,
  { fonts, theme, problems }: SceneParts,
  taken: Box[],
): Shape[] {
  const shapes: Shape[] = [];
  for (const { text, longitude, latitude, arrow } of annotations) {
    if (text.trim() === '') continue;
    const short = text.length > 30 ? `${text.slice(0, 29)}…` : text;
    const spot = frame.spots(longitude, latitude)[0];
    if (!spot) {
      problems.push(`The note “${short}” lies outside the map.`);
      continue;
    }
    complainOfMissing(`note “${short}”`, text, fonts.semibold, problems);
    const { lines, size, cut } = fitLines(fonts.semibold, text, ROOM);
    if (cut) problems.push(`The note “${short}” is too long and is cut: make it shorter.`);
    const width =
      Math.max(...lines.map((line) => fonts.semibold.measure(line, size))) + 2 * PADDING;
    const height = lines.length * size * LEADING + 2 * PADDING - size * (LEADING - 1);
    const [x, y] = spot;
    const onPlace = { x: x - width / 2, y: y - height / 2, width, height };
    const beside = { x, y, radius: arrow ? 34 : 4, width, height };
    const box = arrow ? placeCallouts([beside], frame.box, taken)[0] : onPlace;
    if (!box) {
      problems.push(`There is no room beside its place for the note “${short}”.`);
      continue;
    }
    if (!arrow) taken.push(box);
    shapes.push(
      ...(arrow ? arrowShapes(box, spot, theme.selection, theme.halo) : []),
      boxShape(box, theme.panel, 0.92),
      { ...boxShape(box, theme.panel, 0), stroke: { colour: theme.selection, width: 1.5 } },
      ...textLines(
        lines,
        box.x + PADDING,
        box.y + PADDING + size * 0.9,
        { size, weight: 'semibold', align: 'left', colour: theme.ink },
        LEADING,
      ),
    );
  }
  return shapes;
}
