import type { Font } from './font.ts';
import type { TextShape } from './scene.ts';

/** How a line of text looks. */
export type TextLook = Pick<TextShape, 'size' | 'weight' | 'align' | 'colour'> & {
  halo?: string | undefined;
};

/** One line of text with its baseline at a point. */
export function textShape(text: string, x: number, y: number, look: TextLook): TextShape {
  const { halo, ...rest } = look;
  return { kind: 'text', text, x, y, ...rest, ...(halo === undefined ? {} : { halo }) };
}

/** Lines under each other; `y` is the first baseline. */
export function textLines(
  lines: readonly string[],
  x: number,
  y: number,
  look: TextLook,
  leading = 1.3,
): TextShape[] {
  return lines.map((text, index) => textShape(text, x, y + index * look.size * leading, look));
}

/** Says which characters of a text no font at hand can write. */
export function complainOfMissing(
  name: string,
  text: string,
  font: Font,
  problems: string[],
): void {
  const missing = font.missing(text);
  if (missing.length === 0) return;
  const shown = missing.slice(0, 8).join(' ');
  const more = missing.length > 8 ? ` and ${missing.length - 8} more` : '';
  problems.push(`The bundled fonts cannot write these characters of the ${name}: ${shown}${more}`);
}
