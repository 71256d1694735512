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
 * @returns the shapes and where they begin
 */
export function markShapes(
  mark: HandlingMark | null,
  at: { right: number; middle: number; room: number },
  { fonts, page, theme, problems }: { fonts: Fonts; page: Page; theme: Theme; problems: string[] },
): { shapes: Shape[]; left: number } {
  if (mark === null || markWords(mark).trim() === '') return { shapes: [], left: at.right };
  const font = fonts.semibold;
  const size = Math.max(SIZE, unitsOfPoints(LEAST_POINTS, page));
  const words = markWords(mark);
  const text = fitLine(font, words, size, at.room - 2 * PADDING);
  const problem = 'The handling mark is too long and is cut: make it shorter.';
  if (text !== words && !problems.includes(problem)) problems.push(problem);
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
  };
}
