import { create, type Font as FontFile } from 'fontkit';

/** Draws the outline of letters: the part of a canvas that glyphs need. */
export interface OutlinePen {
  moveTo: (x: number, y: number) => void;
  lineTo: (x: number, y: number) => void;
  quadraticCurveTo: (cx: number, cy: number, x: number, y: number) => void;
  bezierCurveTo: (ax: number, ay: number, bx: number, by: number, x: number, y: number) => void;
  closePath: () => void;
}

/** One weight of a typeface: widths and outlines, the same in every browser and in Node. */
export interface Font {
  /** Width of a text at a size, in the size's unit. */
  measure(text: string, size: number): number;
  /** Draws a text's outlines with its baseline's start at (x, y). */
  outline: (text: string, size: number, x: number, y: number, pen: OutlinePen) => void;
  /** Characters of a text that the font has no glyph for, each once. */
  missing(text: string): string[];
}

export type Fonts = Readonly<Record<'regular' | 'semibold', Font>>;

/** Figures of equal width; letters as they are. */
const FEATURES = ['tnum', 'kern', 'liga'];

/**
 * Opens a TrueType font.
 * @throws Error where the bytes are not a font
 */
export function openFont(bytes: Uint8Array): Font {
  const file: FontFile = create(bytes);
  const runs = new Map<string, ReturnType<FontFile['layout']>>();
  const layout = (text: string) => {
    const known = runs.get(text) ?? file.layout(text, FEATURES);
    runs.set(text, known);
    return known;
  };
  return {
    measure(text, size) {
      return (layout(text).advanceWidth * size) / file.unitsPerEm;
    },
    outline(text, size, x, y, pen) {
      const scale = size / file.unitsPerEm;
      const { glyphs, positions } = layout(text);
      let at = x;
      glyphs.forEach((glyph, index) => {
        const { xAdvance, xOffset, yOffset } = positions[index]!;
        const [left, base] = [at + xOffset * scale, y - yOffset * scale];
        for (const { command, args } of glyph.path.commands) {
          const placed = args.map((value, i) =>
            i % 2 === 0 ? left + value * scale : base - value * scale,
          );
          Reflect.apply(pen[command], pen, placed);
        }
        at += xAdvance * scale;
      });
    },
    missing(text) {
      return [...new Set(text)].filter(
        (character) => !file.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
      );
    },
  };
}
