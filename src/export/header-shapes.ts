import { measureWords } from '../model/measure.ts';
import { countWords } from '../model/number-words.ts';
import { logoShape, logoSize } from './logo-shapes.ts';
import { markShapes, markWords } from './mark-shapes.ts';
import { boxShape, lineShape, type ScenePart, type Shape } from './scene.ts';
import type { SceneParts } from './scene-parts.ts';
import { fitLines, type FittedLines } from './text-fit.ts';
import { complainOfMissing, textLines, textShape } from './text-shapes.ts';

const PADDING = 26;
const FIGURE_SIZE = 46;
const UNIT_SIZE = 18;
const GAP = 40;
const LEADING = 1.22;
const LEAST_HEIGHT = 108;

const titleSteps = [
  { size: 36, lines: 1 },
  { size: 32, lines: 1 },
  { size: 28, lines: 2 },
  { size: 24, lines: 3 },
  { size: 20, lines: 6 },
];
const subtitleSteps = [
  { size: 20, lines: 1 },
  { size: 18, lines: 2 },
  { size: 15, lines: 4 },
];

const heightOf = ({ lines, size }: FittedLines) => lines.length * size * LEADING;

/** The one large figure with its unit, its right edge at x. */
function figurePart({ picture, theme }: SceneParts, x: number, middle: number): ScenePart {
  const figure = countWords(picture.total, picture.language);
  const { unit } = measureWords[picture.measure];
  const look = { align: 'right', colour: theme.ink } as const;
  const small = { ...look, size: UNIT_SIZE, weight: 'regular', colour: theme.secondary } as const;
  return {
    role: 'figure',
    words: `${figure} ${unit}`,
    shapes: [
      textShape(figure, x, middle + 6, { ...look, size: FIGURE_SIZE, weight: 'semibold' }),
      textShape(unit, x, middle + 32, small),
    ],
  };
}

/** Width that the figure takes, with the space beside it. */
function figureRoom({ picture, fonts }: SceneParts): number {
  if (!picture.shown.figure) return 0;
  const figure = countWords(picture.total, picture.language);
  const { unit } = measureWords[picture.measure];
  const [wide, under] = [
    fonts.semibold.measure(figure, FIGURE_SIZE),
    fonts.regular.measure(unit, UNIT_SIZE),
  ];
  return Math.max(wide, under) + GAP;
}

/** Title and subtitle as they fit, and what is said where they do not. */
function fitWords({ picture, fonts, problems }: SceneParts, width: number) {
  const { title, subtitle } = picture;
  const heading = fitLines(fonts.semibold, title, { width, steps: titleSteps });
  const under = fitLines(fonts.regular, subtitle, { width, steps: subtitleSteps });
  if (heading.cut) problems.push('The title is too long and is cut: make it shorter.');
  if (under.cut) problems.push('The subtitle is too long and is cut: make it shorter.');
  complainOfMissing('title', title, fonts.semibold, problems);
  complainOfMissing('subtitle', subtitle, fonts.regular, problems);
  return { heading, under };
}

/** Parts of the band above the map, and how high it is: as high as its title needs. */
export function headerParts(parts: SceneParts): { parts: ScenePart[]; height: number } {
  const { picture, fonts, theme, page, width, margin, problems, ratio } = parts;
  const { title, subtitle, shown, logo } = picture;
  const right = width - margin;
  // The mark's width does not depend on how high the band is.
  const room = width * 0.5;
  const place = { right, middle: 0, room };
  const style = { fonts, page, theme, problems };
  const { left } = markShapes(picture.mark, place, style);
  const logoBox = logo ? logoSize(logo) : null;
  const start = margin + (logoBox ? logoBox.width + 20 : 0);
  const space = Math.max(160, left - figureRoom(parts) - start);
  const { heading, under } = fitWords(parts, space);
  const gap = heading.lines.length > 0 && under.lines.length > 0 ? 8 : 0;
  const block = heightOf(heading) + gap + heightOf(under);
  const height = Math.max(LEAST_HEIGHT, block + 2 * PADDING);
  const top = (height - block) / 2;
  const { ink, secondary } = theme;
  const ground: Shape[] = [
    boxShape({ x: 0, y: 0, width, height }, theme.background),
    lineShape([0, height, width, height], { colour: theme.line, width: 1 }),
  ];
  const titleShapes = [
    ...ground,
    ...textLines(
      heading.lines,
      start,
      top + heading.size * 0.95,
      { size: heading.size, weight: 'semibold', align: 'left', colour: ink },
      LEADING,
    ),
    ...textLines(
      under.lines,
      start,
      top + heightOf(heading) + gap + under.size * 0.95,
      { size: under.size, weight: 'regular', align: 'left', colour: secondary },
      LEADING,
    ),
  ];
  const middle = height / 2;
  const list: ScenePart[] = [
    { role: 'title', words: [title, subtitle].filter(Boolean).join('. '), shapes: titleShapes },
  ];
  if (shown.figure) list.push(figurePart(parts, left, middle));
  if (logo && logoBox) {
    const shape = logoShape(logo, margin, middle - logoBox.height / 2, ratio);
    list.push({ role: 'logo', words: logo.name, shapes: [shape] });
  }
  if (picture.mark) {
    const { shapes } = markShapes(picture.mark, { ...place, middle }, style);
    if (shapes.length > 0) list.push({ role: 'mark', words: markWords(picture.mark), shapes });
  }
  return { parts: list, height };
}
