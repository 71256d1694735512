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

/** Colours of their own pixels, laid over what is below: `columns * rows` RGBA, not premultiplied. */
export interface ImageShape {
  kind: 'image';
  x: number;
  y: number;
  width: number;
  height: number;
  columns: number;
  rows: number;
  pixels: Uint8ClampedArray;
}

export type Shape = AreaShape | LineShape | CircleShape | TextShape | ImageShape;

/** A picture as plain shapes, bottom first. Its units are those of a slide of about 1920 by 1080. */
export interface Scene {
  width: number;
  height: number;
  background: string;
  shapes: Shape[];
  /** The picture in words, for those who do not see it. */
  description: string;
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
