import { rgb } from 'd3';
import type PptxGenJS from 'pptxgenjs';
import { drawnRows, type MakeCanvas } from './draw-picture.ts';
import type { Fonts } from './font.ts';
import { dataAddress } from './png-image.ts';
import type { AreaShape, Box, PartRole, Scene, ScenePart, Shape, TextShape } from './scene.ts';
import { isRightToLeft } from './text-runs.ts';
import { writePng } from './write-png.ts';

const MM_IN_INCH = 25.4;
const POINTS_IN_INCH = 72;
/** No slide carries the bundled font: this one is everywhere, and a little narrower. */
export const SLIDE_FONT = 'Arial';
/** The placeholder of the slide master that makes a title a title. */
export const TITLE = 'title';

/** Parts that are the map's image together. */
const onMap: ReadonlySet<PartRole> = new Set(['map', 'servers', 'annotations', 'scale']);
/** Parts that are an image each; of all others the texts are text. */
const asImage: ReadonlySet<PartRole> = new Set(['timeline', 'logo']);

/** A colour as PowerPoint writes it. */
export function slideColour(colour: string): string {
  return rgb(colour).formatHex().slice(1).toUpperCase();
}

/** What slides are drawn from. */
export interface SlideInput {
  scene: Scene;
  fonts: Fonts;
  /** Where the map is in the scene. */
  map: Box;
  makeCanvas: MakeCanvas;
}

const isText = (shape: Shape): shape is TextShape => shape.kind === 'text';

/** The box about areas: the panel of a legend. */
function boxOf({ box, shapes }: ScenePart): Box | null {
  if (box) return box;
  const points = shapes.flatMap((shape) =>
    shape.kind === 'area' ? [...shape.rings.flatMap((ring) => [...ring])] : [],
  );
  if (points.length === 0) return null;
  const [xs, ys] = [points.filter((_, i) => i % 2 === 0), points.filter((_, i) => i % 2 === 1)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** Shapes within a box of the scene as a PNG. */
async function imageOf(input: SlideInput, shapes: Shape[], box: Box): Promise<string> {
  const { scene, fonts, makeCanvas } = input;
  const { width, height, pixelsPerUnit } = scene.page;
  const whole = { width, height };
  const drawn = drawnRows({ ...scene, shapes }, fonts, whole, pixelsPerUnit, makeCanvas);
  const [left, top] = [Math.round(box.x * pixelsPerUnit), Math.round(box.y * pixelsPerUnit)];
  const size = {
    width: Math.min(width - left, Math.round(box.width * pixelsPerUnit)),
    height: Math.min(height - top, Math.round(box.height * pixelsPerUnit)),
  };
  const rows = (from: number, count: number) => {
    const wide = drawn(top + from, count);
    const out = new Uint8ClampedArray(4 * size.width * count);
    for (let row = 0; row < count; row++) {
      const start = 4 * (row * width + left);
      out.set(wide.subarray(start, start + 4 * size.width), 4 * size.width * row);
    }
    return out;
  };
  const words = { title: scene.title, description: '', dpi: scene.page.dpi, session: '' };
  return dataAddress('image/png', await writePng({ ...size, rows }, words));
}

/** A rectangle of the scene as a shape of the slide; other areas stay in the images. */
function addArea(
  slide: PptxGenJS.Slide,
  shape: AreaShape,
  inches: (units: number) => number,
): void {
  const [ring] = shape.rings;
  if (!ring || ring.length !== 8 || shape.fill === undefined) return;
  const [x, y] = [ring[0]!, ring[1]!];
  slide.addShape('rect', {
    ...{ x: inches(x), y: inches(y), w: inches(ring[4]! - x), h: inches(ring[5]! - y) },
    fill: { color: slideColour(shape.fill), transparency: 100 * (1 - (shape.opacity ?? 1)) },
  });
}

/** A line of text in a box of its own, where the scene has it. */
function addLine(slide: PptxGenJS.Slide, shape: TextShape, { scene, fonts }: SlideInput): void {
  const { text, size, weight, align, colour } = shape;
  const inches = (units: number) => (units * scene.page.mmPerUnit) / MM_IN_INCH;
  const width = fonts[weight].measure(text, size) * 1.08 + size / 2;
  const left = { left: shape.x, middle: shape.x - width / 2, right: shape.x - width }[align];
  const isTitle = text === scene.title;
  slide.addText(text, {
    ...(isTitle ? { placeholder: TITLE } : {}),
    ...{ x: inches(left), y: inches(shape.y - size), w: inches(width), h: inches(size * 1.3) },
    fontSize: Math.round(inches(size) * POINTS_IN_INCH * 10) / 10,
    ...{ fontFace: SLIDE_FONT, bold: weight === 'semibold', color: slideColour(colour) },
    align: align === 'middle' ? 'center' : align,
    ...{ valign: 'middle', margin: 0, wrap: false, lang: scene.language },
    ...(isRightToLeft(text) ? { rtlMode: true } : {}),
  });
}

/** A ranking as a table of the slide's own. */
export function addTable(
  slide: PptxGenJS.Slide,
  rows: readonly (readonly string[])[],
  look: { ink: string; line: string; fontSize: number },
  at: { x: number; y: number; w: number },
): void {
  const { ink, line, fontSize } = look;
  const [, first = []] = rows;
  const isNumber = first.map((text) => /^[\d.,]/.test(text));
  // Names take the most room, then numbers below the name of their unit, shares, and ranks.
  const last = first.length - 1;
  const shares = first.map((text, column) => {
    if (column === 0 && /^\d$/.test(text)) return 0.5;
    if (!isNumber[column]) return 2.4;
    return column === last ? 1.1 : 1.6;
  });
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const cells = rows.map((row, n) =>
    row.map((text, column) => ({
      text,
      options: { bold: n === 0, align: isNumber[column] ? ('right' as const) : ('left' as const) },
    })),
  );
  slide.addTable(cells, {
    ...{ ...at, fontSize, fontFace: SLIDE_FONT, color: slideColour(ink), margin: 0.03 },
    colW: shares.map((share) => (at.w * share) / whole),
    border: { type: 'solid', pt: 0.5, color: slideColour(line) },
  });
}

/** Puts a scene on a slide: the map as an image, the legend's colours as another, all other words as text. */
export async function addScene(slide: PptxGenJS.Slide, input: SlideInput): Promise<void> {
  const { scene, map } = input;
  const inches = (units: number) => (units * scene.page.mmPerUnit) / MM_IN_INCH;
  const place = ({ x, y, width, height }: Box) => ({
    ...{ x: inches(x), y: inches(y), w: inches(width), h: inches(height) },
  });
  const seen = scene.parts.filter(({ role }) => onMap.has(role)).flatMap(({ shapes }) => shapes);
  const data = await imageOf(input, seen, map);
  slide.addImage({ data, ...place(map), altText: scene.description, objectName: 'Map' });
  for (const part of scene.parts) {
    if (onMap.has(part.role)) continue;
    if (asImage.has(part.role)) {
      const own = boxOf(part);
      const image = own && (await imageOf(input, part.shapes, own));
      if (image) slide.addImage({ data: image, ...place(own), altText: part.words || part.role });
      continue;
    }
    const box = part.role === 'legend' ? boxOf(part) : null;
    if (box) {
      const colours = part.shapes.filter((shape) => !isText(shape));
      const image = await imageOf(input, colours, box);
      slide.addImage({
        data: image,
        ...place(box),
        altText: part.words || 'Legend',
        objectName: 'Legend',
      });
    }
    const tableBox = part.table && boxOf(part);
    if (part.table && tableBox) {
      const [first] = part.shapes.filter(isText);
      const look = {
        ink: first?.colour ?? '#000',
        line: '#888',
        fontSize: inches(0.8 * (first?.size ?? 15)) * POINTS_IN_INCH,
      };
      const { x, y, w } = place(tableBox);
      const gap = w * 0.04;
      addTable(slide, part.table, look, { x: x + gap, y: y + gap, w: w - 2 * gap });
      continue;
    }
    for (const shape of part.shapes) {
      if (isText(shape)) addLine(slide, shape, input);
      else if (shape.kind === 'area' && !box) addArea(slide, shape, inches);
    }
  }
}
