import type { Fonts } from './font.ts';
import { unitsOfPoints } from './page.ts';
import type { HandlingMark, TlpMark } from './picture.ts';
import { boxShape, type Box, type Page, type Shape } from './scene.ts';
import { fitLine } from './text-fit.ts';
import { textShape } from './text-shapes.ts';
import type { Theme } from './themes.ts';

/** Letter colours of the TLP 2.0 standard; all stand on black. */
const tlpColours: Readonly<Record<TlpMark, string>> = {
  CLEAR: '#ffffff',
  GREEN: '#33ff00',
  AMBER: '#ffc000',
  'AMBER+STRICT': '#ffc000',
  RED: '#ff2b2b',
};

/** The standard asks for 12 points or more. */
const LEAST_POINTS = 12;
const SIZE = 20;
const PADDING = 12;

/** A handling mark's words. */
export function markWords(mark: HandlingMark): string {
  return mark.kind === 'tlp' ? `TLP:${mark.mark}` : mark.text;
}

/**
 * The handling mark with its right edge at x, centred on y, as the standard has it: right, in its own colours on black.
 * A mark in words of the reader's own is framed.
 * @returns the shapes, where they begin, and how high they are
 */
export function markShapes(
  mark: HandlingMark | null,
  at: { right: number; middle: number; room: number },
  { fonts, page, theme, problems }: { fonts: Fonts; page: Page; theme: Theme; problems: string[] },
): { shapes: Shape[]; left: number; height: number } {
  if (mark === null || markWords(mark).trim() === '')
    return { shapes: [], left: at.right, height: 0 };
  const font = fonts.semibold;
  const words = markWords(mark);
  const room = at.room - 2 * PADDING;
  const wanted = Math.max(SIZE, unitsOfPoints(LEAST_POINTS, page));
  // On a page the size of a card the mark is rather small than cut.
  const size = Math.max(SIZE, Math.min(wanted, room / font.measure(words, 1)));
  const text = fitLine(font, words, size, room);
  const tell = (problem: string) => problems.includes(problem) || problems.push(problem);
  if (text !== words) tell('The handling mark is too long and is cut: make it shorter.');
  else if (size < wanted) {
    tell(
      `The handling mark is smaller than ${LEAST_POINTS} points, which TLP asks for: take a larger page.`,
    );
  }
  const width = font.measure(text, size) + 2 * PADDING;
  const height = size * 1.7;
  const box: Box = { x: at.right - width, y: at.middle - height / 2, width, height };
  const isTlp = mark.kind === 'tlp';
  const ground = boxShape(box, isTlp ? '#000000' : theme.panel);
  const frame = isTlp ? [] : [{ ...ground, stroke: { colour: theme.ink, width: 1.5 } }];
  const colour = isTlp ? tlpColours[mark.mark] : theme.ink;
  return {
    shapes: [
      ground,
      ...frame,
      textShape(text, at.right - width / 2, at.middle + size * 0.36, {
        ...{ size, weight: 'semibold', align: 'middle', colour },
      }),
    ],
    left: box.x - 24,
    height,
  };
}
