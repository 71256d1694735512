import { create, type Font as FontFile } from 'fontkit';
import type { FaceName } from './font-files.ts';
import { piecesOf } from './text-runs.ts';

/** Draws the outline of letters: the part of a canvas that glyphs need. */
export interface OutlinePen {
  moveTo: (x: number, y: number) => void;
  lineTo: (x: number, y: number) => void;
  quadraticCurveTo: (cx: number, cy: number, x: number, y: number) => void;
  bezierCurveTo: (ax: number, ay: number, bx: number, by: number, x: number, y: number) => void;
  closePath: () => void;
}

/** A part of a text in one typeface, from left to right. */
export interface TextRun {
  face: FaceName;
  /** As a shaper must be given it. */
  text: string;
  /** Where it begins, right of the text's beginning, for letters of size 1. */
  x: number;
}

/** One weight of the typefaces at hand: widths and outlines, the same in every browser and in Node. */
export interface Font {
  /** Width of a text at a size, in the size's unit. */
  measure(text: string, size: number): number;
  /** Draws a text's outlines with its baseline's start at (x, y). */
  outline: (text: string, size: number, x: number, y: number, pen: OutlinePen) => void;
  /** A text by typeface and direction. */
  runs(text: string): readonly TextRun[];
  /** Characters of a text that no typeface has a glyph for, each once. */
  missing(text: string): string[];
}

export type Fonts = Readonly<Record<'regular' | 'semibold', Font>>;

/** Whether a text is a number of its own: those have figures (and signs) of equal width, words their usual ones. */
export function isFigures(text: string): boolean {
  return !/\p{L}/u.test(text);
}

/** OpenType features that a text is written with. */
export function featuresOf(text: string): string[] {
  return isFigures(text) ? ['tnum', 'kern', 'liga'] : ['kern', 'liga'];
}
/** Texts that are remembered, at most: somebody who types a title makes a new one with every key. */
const MOST_KNOWN = 20_000;
/** What has no glyph and needs none. */
const UNSEEN = /[\p{C}\p{Z}\ufe00-\ufe0f]/u;

/** A typeface that was opened: its outlines, memorized by text. */
export interface OpenFace {
  name: FaceName;
  has: (letter: string) => boolean;
  width: (text: string, features: string[]) => number;
  outline: (
    text: string,
    features: string[],
    at: { size: number; x: number; y: number },
    pen: OutlinePen,
  ) => void;
}

/**
 * Opens a TrueType font.
 * @throws Error where the bytes are not a font
 */
export function openFace(name: FaceName, bytes: Uint8Array): OpenFace {
  const file: FontFile = create(bytes);
  const shaped = new Map<string, ReturnType<FontFile['layout']>>();
  const layout = (text: string, features: string[]) => {
    const key = `${features[0]} ${text}`;
    const known = shaped.get(key) ?? file.layout(text, features);
    if (shaped.size > MOST_KNOWN) shaped.clear();
    shaped.set(key, known);
    return known;
  };
  return {
    name,
    has: (letter) => file.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0),
    width: (text, features) => layout(text, features).advanceWidth / file.unitsPerEm,
    outline(text, features, { size, x, y }, pen) {
      const scale = size / file.unitsPerEm;
      const { glyphs, positions } = layout(text, features);
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
  };
}

/** One weight of some typefaces: a letter is written in the first that has it, and else in the first of all. */
export function makeFont(faces: readonly [OpenFace, ...OpenFace[]]): Font {
  const [first, ...others] = faces;
  const known = new Map<string, { runs: readonly TextRun[]; width: number }>();
  const faceOf = (letter: string, before: OpenFace | null) => {
    if (before?.has(letter)) return before;
    return faces.find((face) => face.has(letter)) ?? before ?? first;
  };
  const lay = (text: string) => {
    const found = known.get(text);
    if (found) return found;
    let x = 0;
    const features = featuresOf(text);
    const runs = piecesOf(text, others.length === 0 ? () => first : faceOf).map((piece) => {
      const run = { face: piece.face.name, text: piece.text, x };
      x += piece.face.width(piece.text, features);
      return run;
    });
    const laid = { runs, width: x };
    if (known.size > MOST_KNOWN) known.clear();
    known.set(text, laid);
    return laid;
  };
  const byName = new Map(faces.map((face) => [face.name, face]));
  return {
    measure: (text, size) => lay(text).width * size,
    runs: (text) => lay(text).runs,
    outline(text, size, x, y, pen) {
      for (const run of lay(text).runs) {
        const at = { size, x: x + run.x * size, y };
        byName.get(run.face)!.outline(run.text, featuresOf(text), at, pen);
      }
    },
    missing: (text) =>
      [...new Set(text)].filter(
        (letter) => !UNSEEN.test(letter) && !faces.some((face) => face.has(letter)),
      ),
  };
}
