import type { Fonts } from './font.ts';
import { dataAddress, pngImage } from './png-image.ts';
import type { Points, Scene, Shape, Stroke, TextShape } from './scene.ts';
import { xmlText } from './xml-text.ts';

/** Namespace of the session in a document's metadata. */
export const SESSION_NAMESPACE = 'urn:infection-atlas:session';

/** TrueType fonts with the letters of a scene. */
export type SceneFonts = Readonly<Record<keyof Fonts, Uint8Array>>;

const weights = { regular: 400, semibold: 600 } as const;
const anchors = { left: 'start', middle: 'middle', right: 'end' } as const;

/** A number with two decimals at most: a hundredth of a unit is less than a pixel of any print. */
function short(value: number): string {
  const text = value.toFixed(2).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}

function path(lines: readonly Points[], closed: boolean): string {
  const parts: string[] = [];
  for (const points of lines) {
    for (let i = 0; i < points.length; i += 2) {
      parts.push(`${i === 0 ? 'M' : ' '}${short(points[i]!)} ${short(points[i + 1]!)}`);
    }
    if (closed) parts.push('Z');
  }
  return parts.join('');
}

const opacity = (name: string, value = 1) => (value === 1 ? '' : ` ${name}="${short(value)}"`);

function strokeOf(stroke: Stroke | undefined): string {
  if (!stroke) return '';
  const dash = stroke.dash?.length ? ` stroke-dasharray="${stroke.dash.map(short).join(' ')}"` : '';
  const look = `stroke="${xmlText(stroke.colour)}" stroke-width="${short(stroke.width)}"`;
  return ` ${look}${dash}${opacity('stroke-opacity', stroke.opacity)}`;
}

function fillOf({ fill, opacity: share }: { fill?: string; opacity?: number }): string {
  return fill === undefined
    ? ' fill="none"'
    : ` fill="${xmlText(fill)}"${opacity('fill-opacity', share)}`;
}

/** Text as text. Its length is written beside it, so that it keeps its place in another typeface. */
function textElement(shape: TextShape, fonts: Fonts): string {
  const { text, size, weight, align, colour, halo } = shape;
  if (text === '') return '';
  const length = fonts[weight].measure(text, size);
  const around =
    halo === undefined
      ? ''
      : ` paint-order="stroke"${strokeOf({ colour: halo, width: size / 4 })} stroke-linejoin="round"`;
  return (
    `<text x="${short(shape.x)}" y="${short(shape.y)}" font-size="${short(size)}"` +
    ` font-weight="${weights[weight]}" text-anchor="${anchors[align]}"` +
    ` textLength="${short(length)}" lengthAdjust="spacingAndGlyphs" fill="${xmlText(colour)}"${around}>${xmlText(text)}</text>`
  );
}

function element(shape: Shape, fonts: Fonts): string {
  switch (shape.kind) {
    case 'area':
      return `<path fill-rule="evenodd" d="${path(shape.rings, true)}"${fillOf(shape)}${strokeOf(shape.stroke)}/>`;
    case 'lines':
      return `<path d="${path(shape.lines, false)}" fill="none"${strokeOf(shape.stroke)}/>`;
    case 'circle':
      return `<circle cx="${short(shape.x)}" cy="${short(shape.y)}" r="${short(shape.radius)}"${fillOf(shape)}${strokeOf(shape.stroke)}/>`;
    case 'text':
      return textElement(shape, fonts);
    case 'image': {
      const place = `x="${short(shape.x)}" y="${short(shape.y)}" width="${short(shape.width)}" height="${short(shape.height)}"`;
      return `<image ${place} preserveAspectRatio="none" href="${dataAddress('image/png', pngImage(shape))}"/>`;
    }
  }
}

function styleOf(fonts: SceneFonts): string {
  const faces = (['regular', 'semibold'] as const).map(
    (weight) =>
      `@font-face{font-family:Inter;font-weight:${weights[weight]};src:url(${dataAddress('font/ttf', fonts[weight])})}`,
  );
  const text =
    "text{font-family:Inter,'Helvetica Neue',Arial,sans-serif;font-feature-settings:'tnum';white-space:pre}";
  return `<style>${faces.join('')}${text}</style>`;
}

/** The texts of a scene in one weight: what a font must have letters for. */
export function textsOf({ shapes }: Scene, weight: keyof Fonts): string[] {
  return shapes.flatMap((shape) =>
    shape.kind === 'text' && shape.weight === weight ? [shape.text] : [],
  );
}

/** A scene as SVG: shapes as shapes, text as text, images inside; nothing is fetched when it is shown. */
export function writeSvg(scene: Scene, fonts: Fonts, embedded: SceneFonts): string {
  const { width, height, page } = scene;
  const size = `width="${short(page.widthMm)}mm" height="${short(page.heightMm)}mm"`;
  const session =
    scene.session === ''
      ? ''
      : `<metadata><session xmlns="${SESSION_NAMESPACE}">${xmlText(scene.session)}</session></metadata>\n`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${short(width)} ${short(height)}"` +
    ` xml:lang="${xmlText(scene.language)}" role="img" aria-labelledby="atlas-title atlas-description">\n` +
    `<title id="atlas-title">${xmlText(scene.title)}</title>\n` +
    `<desc id="atlas-description">${xmlText(scene.description)}</desc>\n` +
    session +
    `${styleOf(embedded)}\n` +
    `<g stroke-linejoin="round">\n` +
    `<path d="M0 0H${short(width)}V${short(height)}H0Z" fill="${xmlText(scene.background)}"/>\n` +
    scene.shapes
      .map((shape) => element(shape, fonts))
      .filter((text) => text !== '')
      .join('\n') +
    '\n</g>\n</svg>\n'
  );
}
