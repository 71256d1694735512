import { rgb } from 'd3';
import { zlibSync } from 'fflate';
import type PDFDocument from '../../node_modules/pdfkit/js/pdfkit.browser.mjs';
import type { PdfImage } from '../../node_modules/pdfkit/js/pdfkit.browser.mjs';
import { featuresOf, type Fonts } from './font.ts';
import { faceKey } from './font-files.ts';
import type { ImageShape, Points, Shape, Stroke, TextShape } from './scene.ts';

type PdfDocument = InstanceType<typeof PDFDocument>;

/** A colour as PDFKit takes it, and how much of it lets through. */
function colourOf(colour: string, opacity = 1) {
  const { r, g, b, opacity: own } = rgb(colour);
  return { channels: [r, g, b] as const, opacity: own * opacity };
}

function trace(document: PdfDocument, lines: readonly Points[], closed: boolean): void {
  for (const points of lines) {
    for (let i = 0; i < points.length; i += 2) {
      if (i === 0) document.moveTo(points[0]!, points[1]!);
      else document.lineTo(points[i]!, points[i + 1]!);
    }
    if (closed) document.closePath();
  }
}

function stroke(document: PdfDocument, { colour, width, opacity, dash = [] }: Stroke): void {
  const { channels, opacity: share } = colourOf(colour, opacity);
  document.lineWidth(width).strokeOpacity(share);
  if (dash.length > 0) document.dash(dash);
  document.stroke(channels);
  if (dash.length > 0) document.undash();
}

/** Fills and strokes what `outline` draws; a path is gone once it is painted. */
function paint(
  document: PdfDocument,
  look: { fill?: string; opacity?: number; stroke?: Stroke },
  outline: () => void,
): void {
  if (look.fill !== undefined) {
    const { channels, opacity } = colourOf(look.fill, look.opacity);
    outline();
    document.fillOpacity(opacity).fill(channels, 'even-odd');
  }
  if (look.stroke) {
    outline();
    stroke(document, look.stroke);
  }
}

/** The letters as text in their font; a halo is drawn below as their outline, so that each is there once to be read. */
function drawText(document: PdfDocument, shape: TextShape, fonts: Fonts): void {
  const { text, size, weight, align, y } = shape;
  if (text === '') return;
  const width = align === 'left' ? 0 : fonts[weight].measure(text, size);
  const x = shape.x - (align === 'middle' ? width / 2 : width);
  if (shape.halo !== undefined) {
    fonts[weight].outline(text, size, x, y, document);
    stroke(document, { colour: shape.halo, width: size / 4 });
  }
  const { channels, opacity } = colourOf(shape.colour);
  const options = { lineBreak: false, baseline: 'alphabetic', features: featuresOf(text) };
  for (const run of fonts[weight].runs(text)) {
    document.font(faceKey(run.face, weight)).fontSize(size);
    document.fillColor(channels).fillOpacity(opacity);
    document.text(run.text, x + run.x * size, y, options);
  }
}

/** An image as PDF has it: colours, and beside them how much they cover. */
function imageOf({ columns, rows, read }: ImageShape, label: string): PdfImage {
  const pixels = read(0, rows);
  const colours = new Uint8Array(columns * rows * 3);
  const cover = new Uint8Array(columns * rows);
  for (let i = 0; i < cover.length; i++) {
    colours.set(pixels.subarray(i * 4, i * 4 + 3), i * 3);
    cover[i] = pixels[i * 4 + 3]!;
  }
  const dictionary = {
    ...{ Type: 'XObject', Subtype: 'Image', Width: columns, Height: rows },
    ...{ BitsPerComponent: 8, Filter: 'FlateDecode' },
  };
  return {
    label,
    width: columns,
    height: rows,
    embed(document) {
      const mask = document.ref({ ...dictionary, ColorSpace: 'DeviceGray' });
      mask.end(zlibSync(cover, { level: 6 }));
      this.obj = document.ref({ ...dictionary, ColorSpace: 'DeviceRGB', SMask: mask });
      this.obj.end(zlibSync(colours, { level: 6 }));
    },
  };
}

/** Draws shapes of a scene on a page of a PDF whose unit is that of the scene. */
export function makePdfPainter(document: PdfDocument, fonts: Fonts): (shape: Shape) => void {
  let images = 0;
  return (shape) => {
    switch (shape.kind) {
      case 'area':
        return paint(document, shape, () => trace(document, shape.rings, true));
      case 'lines':
        return paint(document, shape, () => trace(document, shape.lines, false));
      case 'circle':
        return paint(document, shape, () => document.circle(shape.x, shape.y, shape.radius));
      case 'text':
        return drawText(document, shape, fonts);
      case 'image': {
        const { x, y, width, height } = shape;
        images++;
        document.image(imageOf(shape, `Image${images}`), x, y, { width, height });
      }
    }
  };
}
