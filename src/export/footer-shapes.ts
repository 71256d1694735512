import { markShapes, markWords } from './mark-shapes.ts';
import type { Picture } from './picture.ts';
import { boxShape, lineShape, type ScenePart, type Shape } from './scene.ts';
import type { SceneParts } from './scene-parts.ts';
import { fitLines } from './text-fit.ts';
import { textLines } from './text-shapes.ts';

const LEADING = 1.38;
const PADDING = 16;
/** The method takes at most this part of a page's height. */
const MOST_SHARE = 0.2;
const LEAST_SIZE = 13;

/** Who the map's data comes from. */
export function attributionWords({ dbIp }: Pick<Picture, 'dbIp'>): string {
  const own = 'Map: Natural Earth. Place names: GeoNames.';
  return dbIp ? `${own} IP Geolocation by DB-IP (https://db-ip.com).` : own;
}

/** The band below: how the picture came about, who its data comes from, and the handling mark again. */
export function footerParts(
  parts: SceneParts,
  height: number,
): { parts: ScenePart[]; height: number } {
  const { picture, fonts, theme, page, width, margin, problems } = parts;
  const style = { fonts, page, theme, problems };
  const right = width - margin;
  const { left } = markShapes(picture.mark, { right, middle: 0, room: width * 0.5 }, style);
  const sentences = picture.shown.method ? picture.method : [];
  const words = [...sentences, attributionWords(picture)].join(' ');
  const linesOf = (size: number) =>
    Math.max(1, Math.floor((height * MOST_SHARE - 2 * PADDING) / (size * LEADING)));
  const steps = [
    { size: 15, lines: 2 },
    { size: 14, lines: 3 },
    { size: LEAST_SIZE, lines: Math.max(3, linesOf(LEAST_SIZE)) },
  ];
  const fitted = fitLines(fonts.regular, words, { width: left - margin, steps });
  if (fitted.cut) {
    problems.push(
      'The method line is too long for the page and is cut: leave it out, or take a larger page.',
    );
  }
  const { lines, size } = fitted;
  const markHeight = picture.mark ? 56 : 0;
  const tall = Math.max(markHeight, lines.length * size * LEADING + 2 * PADDING);
  const top = height - tall;
  const middle = top + tall / 2;
  const first = middle - ((lines.length - 1) * size * LEADING) / 2 + size * 0.36;
  const shapes: Shape[] = [
    boxShape({ x: 0, y: top, width, height: tall }, theme.background),
    lineShape([0, top, width, top], { colour: theme.line, width: 1 }),
    ...textLines(
      lines,
      margin,
      first,
      { size, weight: 'regular', align: 'left', colour: theme.secondary },
      LEADING,
    ),
  ];
  const list: ScenePart[] = [{ role: 'method', words, shapes }];
  if (picture.mark) {
    const mark = markShapes(picture.mark, { right, middle, room: width * 0.5 }, style);
    if (mark.shapes.length > 0) {
      list.push({ role: 'mark', words: markWords(picture.mark), shapes: mark.shapes });
    }
  }
  return { parts: list, height: tall };
}
