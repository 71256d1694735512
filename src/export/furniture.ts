import { measureWords } from '../model/measure.ts';
import { countWords } from '../model/number-words.ts';
import type { Font, Fonts } from './font.ts';
import type { Picture, TlpMark } from './picture.ts';
import { boxShape, lineShape, type Shape, type TextShape } from './scene.ts';
import { fitText, wrapText } from './text-fit.ts';

/** Height of the band above the map, scene units. */
export const HEADER_HEIGHT = 108;
/** Height of the band below it. */
export const FOOTER_SPACE = 74;

const MARGIN = 36;
const METHOD_SIZE = 15;
const METHOD_LINES = 2;

/** Letter colours of the TLP 2.0 standard; all stand on black. */
const tlpColours: Readonly<Record<TlpMark, string>> = {
  CLEAR: '#ffffff',
  GREEN: '#33ff00',
  AMBER: '#ffc000',
  'AMBER+STRICT': '#ffc000',
  RED: '#ff2b2b',
};

/** Colours and width of the bands. */
interface Band {
  width: number;
  background: string;
  ink: string;
  secondary: string;
  line: string;
}

function line(
  text: string,
  at: { x: number; y: number },
  look: Pick<TextShape, 'size' | 'weight' | 'align' | 'colour'>,
): TextShape {
  return { kind: 'text', text, ...at, ...look };
}

/** The handling mark, its right edge at x, centred on y; gives where it begins. */
function tlpShapes(mark: TlpMark | null, x: number, y: number, font: Font) {
  if (mark === null) return { shapes: [], left: x };
  const text = `TLP:${mark}`;
  const width = font.measure(text, 20) + 20;
  const box = { x: x - width, y: y - 17, width, height: 34 };
  const look = { size: 20, weight: 'semibold', align: 'middle', colour: tlpColours[mark] } as const;
  const shapes: Shape[] = [
    boxShape(box, '#000000'),
    line(text, { x: x - width / 2, y: y + 7 }, look),
  ];
  return { shapes, left: box.x - 24 };
}

function complainOfMissing(name: string, text: string, font: Font, problems: string[]): void {
  const missing = font.missing(text);
  if (missing.length === 0) return;
  const shown = missing.slice(0, 8).join(' ');
  problems.push(`The bundled font cannot write these characters of the ${name}: ${shown}`);
}

/** Title and subtitle left, the one figure with its unit and the handling mark right. */
export function headerShapes(
  picture: Picture,
  fonts: Fonts,
  band: Band,
  problems: string[],
): Shape[] {
  const { title, subtitle, total, measure, language } = picture;
  const tlp = tlpShapes(picture.tlp, band.width - MARGIN, HEADER_HEIGHT / 2, fonts.semibold);
  const figure = countWords(total, language);
  const { unit } = measureWords[measure];
  const figureWidth = Math.max(fonts.semibold.measure(figure, 46), fonts.regular.measure(unit, 18));
  const room = tlp.left - figureWidth - 48 - MARGIN;
  const heading = fitText(fonts.semibold, title, 36, room);
  const under = fitText(fonts.regular, subtitle, 20, room);
  if (heading.cut) problems.push('The title is too long and is cut: make it shorter.');
  if (under.cut) problems.push('The subtitle is too long and is cut: make it shorter.');
  complainOfMissing('title', title, fonts.semibold, problems);
  complainOfMissing('subtitle', subtitle, fonts.regular, problems);
  const { ink, secondary } = band;
  const left = { align: 'left', weight: 'semibold', colour: ink } as const;
  const right = { align: 'right', weight: 'semibold', colour: ink } as const;
  return [
    boxShape({ x: 0, y: 0, width: band.width, height: HEADER_HEIGHT }, band.background),
    lineShape([0, HEADER_HEIGHT, band.width, HEADER_HEIGHT], { colour: band.line, width: 1 }),
    line(heading.text, { x: MARGIN, y: 52 }, { ...left, size: heading.size }),
    line(
      under.text,
      { x: MARGIN, y: 84 },
      { ...left, size: under.size, weight: 'regular', colour: secondary },
    ),
    line(figure, { x: tlp.left, y: 58 }, { ...right, size: 46 }),
    line(
      unit,
      { x: tlp.left, y: 85 },
      { ...right, size: 18, weight: 'regular', colour: secondary },
    ),
    ...tlp.shapes,
  ];
}

/** Who the map's data comes from. */
export function attributionWords({ dbIp }: Pick<Picture, 'dbIp'>): string {
  const own = 'Map: Natural Earth. Place names: GeoNames.';
  return dbIp ? `${own} IP Geolocation by DB-IP (https://db-ip.com).` : own;
}

/** How the picture came about and who its data comes from, with the handling mark again. */
export function footerShapes(
  picture: Picture,
  fonts: Fonts,
  band: Band & { height: number },
  problems: string[],
): Shape[] {
  const top = band.height - FOOTER_SPACE;
  const middle = top + FOOTER_SPACE / 2;
  const tlp = tlpShapes(picture.tlp, band.width - MARGIN, middle, fonts.semibold);
  const text = [...picture.method, attributionWords(picture)].join(' ');
  let size = METHOD_SIZE;
  const room = tlp.left - MARGIN;
  while (size > 11 && wrapText(fonts.regular, text, size, room).length > METHOD_LINES) size -= 0.5;
  const lines = wrapText(fonts.regular, text, size, room);
  const most = Math.floor((FOOTER_SPACE - 8) / (size * 1.4));
  if (lines.length > most) problems.push('The method line is too long for the picture and is cut.');
  const shown = lines.slice(0, most);
  const first = middle - ((shown.length - 1) * size * 1.4) / 2 + size * 0.36;
  const look = { size, weight: 'regular', align: 'left', colour: band.secondary } as const;
  return [
    boxShape({ x: 0, y: top, width: band.width, height: FOOTER_SPACE }, band.background),
    lineShape([0, top, band.width, top], { colour: band.line, width: 1 }),
    ...shown.map((words, index) => line(words, { x: MARGIN, y: first + index * size * 1.4 }, look)),
    ...tlp.shapes,
  ];
}
