import type { Fonts, OutlinePen } from './font.ts';
import type { ImageShape, Points, Scene, Shape, Stroke, TextShape } from './scene.ts';
import { pointsIn, reaches, type Reach } from './shape-reach.ts';

/**
 * The part of a 2D canvas that a scene needs: browsers' and that of Node. It must be made with `willReadFrequently`, so
 * that it is drawn on the CPU and gives the same pixels everywhere.
 */
export interface SceneCanvas extends OutlinePen {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  lineJoin: string;
  lineCap: string;
  globalAlpha: number;
  beginPath(): void;
  arc(x: number, y: number, radius: number, from: number, to: number): void;
  fill(rule?: 'evenodd' | 'nonzero'): void;
  stroke(): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  setLineDash(segments: number[]): void;
  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
  putImageData(image: { data: Uint8ClampedArray }, x: number, y: number): void;
}

/** Pixels of an image that are blended in one piece: every piece has the canvas finish what was drawn so far. */
const BLENDED = 4_000_000;

/** The rows of a picture that a canvas holds, pixels. */
export interface Band {
  top: number;
  height: number;
}

function trace(canvas: SceneCanvas, lines: readonly Points[], closed: boolean): void {
  canvas.beginPath();
  for (const points of lines) {
    for (let i = 0; i < points.length; i += 2) {
      if (i === 0) canvas.moveTo(points[0]!, points[1]!);
      else canvas.lineTo(points[i]!, points[i + 1]!);
    }
    if (closed) canvas.closePath();
  }
}

function stroke(canvas: SceneCanvas, { colour, width, opacity = 1, dash = [] }: Stroke): void {
  canvas.strokeStyle = colour;
  canvas.lineWidth = width;
  canvas.globalAlpha = opacity;
  canvas.setLineDash([...dash]);
  canvas.stroke();
  canvas.globalAlpha = 1;
}

function fill(canvas: SceneCanvas, colour: string, opacity = 1): void {
  canvas.fillStyle = colour;
  canvas.globalAlpha = opacity;
  canvas.fill('evenodd');
  canvas.globalAlpha = 1;
}

function drawText(canvas: SceneCanvas, shape: TextShape, fonts: Fonts): void {
  const font = fonts[shape.weight];
  const width = shape.align === 'left' ? 0 : font.measure(shape.text, shape.size);
  const x = shape.x - (shape.align === 'middle' ? width / 2 : width);
  canvas.beginPath();
  font.outline(shape.text, shape.size, x, shape.y, canvas);
  if (shape.halo !== undefined) stroke(canvas, { colour: shape.halo, width: shape.size / 4 });
  canvas.fillStyle = shape.colour;
  canvas.fill('nonzero');
}

/** Lays colours over as many opaque ones. */
function blendPixels(over: Uint8ClampedArray, under: Uint8ClampedArray): void {
  for (let at = 0; at < under.length; at += 4) {
    const alpha = over[at + 3]!;
    if (alpha === 0) continue;
    const share = alpha / 255;
    const [red, green, blue] = [under[at]!, under[at + 1]!, under[at + 2]!];
    under[at] = red + (over[at]! - red) * share;
    under[at + 1] = green + (over[at + 1]! - green) * share;
    under[at + 2] = blue + (over[at + 2]! - blue) * share;
  }
}

/** Lays an image's pixels over the opaque ones below, in whole pixels of the canvas; one row is stretched down. */
function blend(canvas: SceneCanvas, shape: ImageShape, ratio: number, band: Band): void {
  const { columns, rows, read } = shape;
  const [left, top] = [Math.round(shape.x * ratio), Math.round(shape.y * ratio)];
  const height = rows === 1 ? Math.max(1, Math.round(shape.height * ratio)) : rows;
  const bytes = columns * 4;
  const end = Math.min(height, band.top + band.height - top);
  const most = Math.max(1, Math.floor(BLENDED / columns));
  for (let from = Math.max(0, band.top - top); from < end; from += most) {
    const count = Math.min(most, end - from);
    const over = rows === 1 ? read(0, 1) : read(from, count);
    const y = top + from - band.top;
    const image = canvas.getImageData(left, y, columns, count);
    if (rows > 1) blendPixels(over, image.data);
    else {
      for (let at = 0; at < count * bytes; at += bytes) {
        blendPixels(over, image.data.subarray(at, at + bytes));
      }
    }
    canvas.putImageData(image, left, y);
  }
}

function drawShape(
  canvas: SceneCanvas,
  shape: Shape,
  fonts: Fonts,
  { ratio, band, reach }: { ratio: number; band: Band; reach: Reach },
): void {
  switch (shape.kind) {
    case 'area':
      trace(canvas, pointsIn(shape.rings, reach, shape.stroke), true);
      if (shape.fill !== undefined) fill(canvas, shape.fill, shape.opacity);
      if (shape.stroke) stroke(canvas, shape.stroke);
      return;
    case 'lines':
      trace(canvas, pointsIn(shape.lines, reach, shape.stroke), false);
      stroke(canvas, shape.stroke);
      return;
    case 'circle':
      canvas.beginPath();
      canvas.arc(shape.x, shape.y, shape.radius, 0, 2 * Math.PI);
      if (shape.fill !== undefined) fill(canvas, shape.fill, shape.opacity);
      if (shape.stroke) stroke(canvas, shape.stroke);
      return;
    case 'text':
      drawText(canvas, shape, fonts);
      return;
    case 'image':
      blend(canvas, shape, ratio, band);
      return;
  }
}

/** Draws shapes, bottom first, on a canvas that was started for a band of the picture. */
export function drawShapes(
  canvas: SceneCanvas,
  shapes: readonly Shape[],
  fonts: Fonts,
  ratio: number,
  band: Band,
): void {
  const reach = { top: band.top / ratio, bottom: (band.top + band.height) / ratio };
  const where = { ratio, band, reach };
  for (const shape of shapes) if (reaches(shape, reach)) drawShape(canvas, shape, fonts, where);
}

/** Makes a canvas ready for the shapes of a band: its whole ground in one colour. */
export function startCanvas(
  canvas: SceneCanvas,
  background: string,
  width: number,
  ratio: number,
  { top, height }: Band,
): void {
  canvas.setTransform(1, 0, 0, 1, 0, 0);
  canvas.fillStyle = background;
  canvas.fillRect(0, 0, width, height);
  canvas.setTransform(ratio, 0, 0, ratio, 0, -top);
  canvas.lineJoin = 'round';
  canvas.lineCap = 'butt';
}

/**
 * Draws a band of a scene.
 * @param ratio pixels of the canvas to one unit of the scene: those that the scene's images were made for
 */
export function drawCanvas(
  canvas: SceneCanvas,
  scene: Scene,
  fonts: Fonts,
  { width, ratio, ...band }: Band & { width: number; ratio: number },
): void {
  startCanvas(canvas, scene.background, width, ratio, band);
  drawShapes(canvas, scene.shapes, fonts, ratio, band);
}
