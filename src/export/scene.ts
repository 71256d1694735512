/** Points of a line or ring, x and y in turn, in the scene's units. */
export type Points = Float64Array;

/** How a line is drawn. Lengths in the scene's units. */
export interface Stroke {
  colour: string;
  width: number;
  opacity?: number;
  dash?: readonly number[];
}

/** Rings filled by the even-odd rule, and their edges. */
export interface AreaShape {
  kind: 'area';
  rings: readonly Points[];
  fill?: string;
  opacity?: number;
  stroke?: Stroke;
}

/** Open lines. */
export interface LineShape {
  kind: 'lines';
  lines: readonly Points[];
  stroke: Stroke;
}

/** A circle about (x, y). */
export interface CircleShape {
  kind: 'circle';
  x: number;
  y: number;
  radius: number;
  fill?: string;
  opacity?: number;
  stroke?: Stroke;
}

/** One line of text; `y` is its baseline. */
export interface TextShape {
  kind: 'text';
  text: string;
  x: number;
  y: number;
  size: number;
  weight: 'regular' | 'semibold';
  align: 'left' | 'middle' | 'right';
  colour: string;
  /** Drawn round the letters where they lie on the map. */
  halo?: string;
}

/** Colours of their own pixels, laid over what is below: `columns * rows`. */
export interface ImageShape {
  kind: 'image';
  x: number;
  y: number;
  width: number;
  height: number;
  columns: number;
  rows: number;
  /** The colours of some rows from the top: RGBA, not premultiplied. Large images are made row by row, as they are asked for. */
  read: (top: number, count: number) => Uint8ClampedArray;
}

export type Shape = AreaShape | LineShape | CircleShape | TextShape | ImageShape;

/** The paper or screen that a scene is laid out for. */
export interface Page {
  /** Pixels. */
  width: number;
  height: number;
  /** Pixels to an inch. */
  dpi: number;
  /** Physical size: pixels over dpi. A slide is 13.33 inches wide. */
  widthMm: number;
  heightMm: number;
  /** One unit of the scene in pixels, and on paper. */
  pixelsPerUnit: number;
  mmPerUnit: number;
}

/** What a part of a picture is: its place in the order of reading and its tag in formats that have such. */
export type PartRole =
  | 'map'
  | 'title'
  | 'figure'
  | 'mark'
  | 'logo'
  | 'servers'
  | 'annotations'
  | 'legend'
  | 'scale'
  | 'table'
  | 'timeline'
  | 'method';

/** Shapes that belong together, with what they say. */
export interface ScenePart {
  role: PartRole;
  /** The part in words, whole: a text that was wrapped or cut in the picture stands here as it was given. */
  words: string;
  shapes: Shape[];
  /** A ranking's cells as text, the header first: for formats with tables of their own. */
  table?: readonly (readonly string[])[];
  /** Where the part stands, where it has a box of its own. */
  box?: Box;
}

/**
 * A picture as plain shapes. Its units are those of a slide of about 1920 by 1080, so that letters are legible on every
 * page: see `page.ts`.
 */
export interface Scene {
  page: Page;
  /** Size in the scene's units. */
  width: number;
  height: number;
  background: string;
  /** All shapes, bottom first: those of the parts, one after another. */
  shapes: Shape[];
  /** The same by part, bottom first. Parts of one role may come twice: the mark stands above and below. */
  parts: ScenePart[];
  title: string;
  /** BCP 47 tag of the words. */
  language: string;
  /** The picture in words, for those who do not see it. */
  description: string;
  /** What restores the view and the picture, as text for a file's metadata; '' where there is none. */
  session: string;
  /** What did not fit or could not be lettered, in words for the person who makes the picture. */
  problems: string[];
}

/** A rectangle in the scene's units. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A filled rectangle. */
export function boxShape({ x, y, width, height }: Box, fill: string, opacity = 1): AreaShape {
  const ring = Float64Array.of(x, y, x + width, y, x + width, y + height, x, y + height);
  return { kind: 'area', rings: [ring], fill, opacity };
}

/** A straight line. */
export function lineShape(points: readonly number[], stroke: Stroke): LineShape {
  return { kind: 'lines', lines: [Float64Array.from(points)], stroke };
}

/** An image whose pixels are all there. */
export function imageShape(
  box: Box,
  { columns, rows, pixels }: { columns: number; rows: number; pixels: Uint8ClampedArray },
): ImageShape {
  const read = (top: number, count: number) =>
    pixels.subarray(4 * columns * top, 4 * columns * (top + count));
  return { kind: 'image', ...box, columns, rows, read };
}
