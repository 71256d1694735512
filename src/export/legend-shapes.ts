import { rgb } from 'd3';
import {
  colourOf,
  composite,
  kindOf,
  spacedTicks,
  type ColourScale,
} from '../density/colour-scale.ts';
import { hatchBreaks } from '../density/hatching.ts';
import { countWords, shareWords, tickSpace, tickWords } from '../model/number-words.ts';
import { statusWords } from '../model/server-shapes.ts';
import {
  countedWords,
  countryOnlyTotal,
  legendMethod,
  legendTitle,
  ratingMethod,
  statusCounts,
  withoutWords,
} from '../state/legend-words.ts';
import { symbolOpacity, type SymbolPicture } from '../ways/symbols.ts';
import type { MadeHow } from '../ways/way-spec.ts';
import { waySpecs } from '../ways/ways.ts';
import { dotRadius } from '../density/place-points.ts';
import type { Font, Fonts } from './font.ts';
import { hatchShape } from './map-shapes.ts';
import { ringShapes } from './pile-shapes.ts';
import type { Picture } from './picture.ts';
import { boxShape, imageShape, lineShape, type Box, type ImageShape, type Shape } from './scene.ts';
import { MARK_SCALE, statusShape } from './server-shapes.ts';
import { SYMBOL_SCALE } from './symbol-shapes.ts';
import { wrapText } from './text-fit.ts';
import type { Theme } from './themes.ts';

const kindWords = { log: 'logarithmic', linear: 'linear', quantile: 'quantile' } as const;
/** Width of a legend on the map, units. */
export const LEGEND_WIDTH = 440;
const PADDING = 22;
const ROW = 27;
const BAR_HEIGHT = 15;
const SWATCH_WIDTH = 26;
const SWATCHES_APART = 14;
/** Dots on a slide are as much larger than on screen as its letters are. */
export const DOT_SCALE = 1.25;

/** Length of a line in the key, and from sample to sample; units. */
const SAMPLE_WIDTH = 34;
const SAMPLES_APART = 20;

/** What a legend says beside the picture itself. */
export interface LegendInput {
  picture: Picture;
  scale: ColourScale | null;
  made: Partial<MadeHow>;
  palette: Theme;
  /** Units: of the column that the legend stands in. Without it, the legend is a card on the map or below it. */
  columnWidth?: number;
}

/** Width that is left for words and colours. */
const innerWidth = ({ columnWidth = LEGEND_WIDTH }: LegendInput) => columnWidth - 2 * PADDING;

/** The colours of a scale over the land, as the map shows them: one column a pixel. */
function barImage(scale: ColourScale, land: string, box: Box, pixelsPerUnit: number): ImageShape {
  const columns = Math.round(box.width * pixelsPerUnit);
  const { r, g, b } = rgb(land);
  const [low, high] = scale.domain;
  const pixels = new Uint8ClampedArray(columns * 4);
  for (let column = 0; column < columns; column++) {
    const at = columns > 1 ? column / (columns - 1) : 0;
    const value = scale.kind === 'log' ? low * (high / low) ** at : low + (high - low) * at;
    const colour = composite(colourOf(scale, value), [r, g, b]);
    pixels.set([...colour, 255], column * 4);
  }
  return imageShape(box, { columns, rows: 1, pixels });
}

type Line = (x: number, y: number) => Shape[];

interface Block {
  height: number;
  draw: Line;
}

/** A line of text in a block. */
function textBlock(
  text: string,
  size: number,
  colour: string,
  weight: 'regular' | 'semibold' = 'regular',
): Block {
  return {
    height: size * 1.45,
    draw: (x, y) => [{ kind: 'text', text, x, y: y + size, size, weight, align: 'left', colour }],
  };
}

/** Text in as many lines as it takes. */
function wrapped(
  input: LegendInput,
  font: Font,
  text: string,
  ...how: [size: number, colour: string, weight?: 'regular' | 'semibold']
): Block[] {
  return wrapText(font, text, how[0], innerWidth(input)).map((line) => textBlock(line, ...how));
}

function barBlock(input: LegendInput, scale: ColourScale, pixelsPerUnit: number): Block {
  const { picture, palette } = input;
  const width = innerWidth(input);
  const last = scale.domain[1];
  // Letters do not shrink with the bar.
  const apart = LEGEND_WIDTH / (width + 2 * PADDING);
  const space = tickSpace(scale.domain, picture.language) * apart;
  return {
    height: BAR_HEIGHT + 38,
    draw(x, y) {
      const box = { x, y: y + 6, width, height: BAR_HEIGHT };
      const shapes: Shape[] = [barImage(scale, palette.land, box, pixelsPerUnit)];
      for (const { value, at } of spacedTicks(scale, space)) {
        const left = x + at * width;
        const align = at < 0.04 ? 'left' : at > 0.96 ? 'right' : 'middle';
        const foot = box.y + BAR_HEIGHT;
        shapes.push(
          lineShape([left, foot, left, foot + 5], { colour: palette.secondary, width: 1 }),
          {
            kind: 'text',
            text: tickWords(value, last, picture.language),
            x: left,
            y: foot + 21,
            size: 15,
            weight: 'regular',
            align,
            colour: palette.ink,
          },
        );
      }
      return shapes;
    },
  };
}

/** How large the dots of places are. */
function dotBlock({ picture, palette }: LegendInput, font: Font): Block {
  return {
    height: 46,
    draw(x, y) {
      const shapes: Shape[] = [];
      let left = x;
      for (const number of [1, 10, 100, 1000]) {
        const radius = dotRadius(number) * DOT_SCALE;
        const text = countWords(number, picture.language);
        shapes.push(
          { kind: 'circle', x: left + radius, y: y + 22, radius, fill: palette.place },
          {
            ...{ kind: 'text', text, x: left + 2 * radius + 7, y: y + 27, size: 15 },
            ...{ weight: 'regular', align: 'left', colour: palette.ink },
          },
        );
        left += 2 * radius + 7 + font.measure(text, 15) + 20;
      }
      return shapes;
    },
  };
}

/** Places samples with their texts side by side, in as many lines as they take. */
function inLines<T>(items: readonly (T & { width: number })[], room: number, apart: number) {
  let [left, line] = [0, 0];
  const placed = items.map((item) => {
    if (left > 0 && left + item.width > room) [left, line] = [0, line + 1];
    const at = { ...item, left, line };
    left += item.width + apart;
    return at;
  });
  return { placed, lines: line + 1 };
}

/** How large symbols of some numbers are. */
function symbolBlock(input: LegendInput, { kind, key }: SymbolPicture, font: Font): Block {
  const { picture, palette } = input;
  const { place: colour, halo } = palette;
  const strength = picture.colours.opacity;
  const opacity = symbolOpacity[kind] * strength;
  const samples = key.map(({ value, size: pixels }) => {
    const size = pixels * SYMBOL_SCALE;
    const text = countWords(value, picture.language);
    const sample = kind === 'circle' ? 2 * size : SAMPLE_WIDTH;
    return { size, text, sample, width: sample + 7 + font.measure(text, 15) };
  });
  const { placed, lines } = inLines(samples, innerWidth(input), SAMPLES_APART);
  const sizes = samples.map(({ size }) => (kind === 'circle' ? 2 * size : size));
  const row = Math.max(30, Math.max(...sizes) + 14);
  return {
    height: samples.length === 0 ? 0 : lines * row + 8,
    draw: (x, y) =>
      placed.flatMap(({ size, text, sample, left, line }): Shape[] => {
        const middle = y + (line + 0.5) * row;
        const [from, to] = [x + left, x + left + sample];
        return [
          kind === 'circle'
            ? {
                ...{ kind: 'circle', x: (from + to) / 2, y: middle, radius: size, fill: colour },
                ...{ opacity, stroke: { colour: halo, width: 1, opacity: strength } },
              }
            : lineShape([from, middle, to, middle], { colour, width: size, opacity }),
          {
            ...{ kind: 'text', text, x: to + 7, y: middle + 5, size: 15 },
            ...{ weight: 'regular', align: 'left', colour: palette.ink },
          },
        ];
      }),
  };
}

function serverBlocks({ picture, palette }: LegendInput): Block[] {
  return statusCounts(picture.servers).map(({ status, count }) => ({
    height: ROW,
    draw: (x, y) => [
      ...statusShape(status, x + 10, y + ROW / 2, { ...palette, halo: palette.sea }),
      {
        kind: 'text',
        text: `C2 server, ${statusWords[status]} · ${countWords(count, picture.language)}`,
        x: x + 14 + 10 * MARK_SCALE,
        y: y + ROW / 2 + 6,
        size: 16,
        weight: 'regular',
        align: 'left',
        colour: palette.ink,
      },
    ],
  }));
}

/** What rings mean, and how many coordinates are left out. */
function pileBlocks(input: LegendInput, font: Font): Block[] {
  const { picture, palette } = input;
  const { piles, without, language } = picture;
  const left = withoutWords(without, language);
  const ringed = piles.filter((pile) => !without.includes(pile.key)).length;
  const key: Block = {
    height: ROW,
    draw: (x, y) => [
      ...ringShapes(x + 10, y + ROW / 2, palette),
      {
        kind: 'text',
        text: `Likely default coordinate · ${countWords(ringed, language)}`,
        x: x + 14 + 10 * MARK_SCALE,
        y: y + ROW / 2 + 6,
        size: 16,
        weight: 'regular',
        align: 'left',
        colour: palette.ink,
      },
    ],
  };
  return [
    ...(ringed > 0 ? [key] : []),
    ...(left === '' ? [] : wrapped(input, font, left, 16, palette.ink)),
  ];
}

/** Four swatches of hatching with the least number of each, in as many lines as they take. */
function hatchBlocks(input: LegendInput, font: Font): Block[] {
  const { picture, palette } = input;
  const { countries, language } = picture;
  const total = countryOnlyTotal(countries);
  if (!countries || total <= 0 || !waySpecs[picture.way].hatched) return [];
  const breaks = hatchBreaks(countries.countryOnly.reduce((a, b) => Math.max(a, b), 0));
  const share = shareWords(total, countries.total, language);
  const words = `Country only, ${countWords(total, language)}${share === '' ? '' : ` (${share})`}`;
  const bound = (step: number) => tickWords(breaks[step] ?? 0, breaks.at(-1) ?? 0, language);
  const swatches = breaks.map((_, step) => {
    const text = step === 0 ? `<${bound(1)}` : `≥${bound(step)}`;
    return { text, step, width: SWATCH_WIDTH + 5 + font.measure(text, 15) };
  });
  const { placed, lines } = inLines(swatches, innerWidth(input), SWATCHES_APART);
  const block: Block = {
    height: ROW + 2 + (lines - 1) * (ROW - 3),
    draw: (x, y) =>
      placed.flatMap(({ text, step, left: at, line }): Shape[] => {
        const top = line * (ROW - 3);
        const box = { x: x + at, y: y + top + 5, width: SWATCH_WIDTH, height: 16 };
        const frame = boxShape(box, palette.land);
        return [
          frame,
          hatchShape(frame.rings, step, palette),
          {
            kind: 'text',
            text,
            x: x + at + SWATCH_WIDTH + 5,
            y: y + top + 18,
            size: 15,
            weight: 'regular',
            align: 'left',
            colour: palette.ink,
          },
        ];
      }),
  };
  return [...wrapped(input, font, words, 16, palette.ink), block];
}

/** What the colours count and how, in words. */
function legendWords({ picture, scale, made }: LegendInput): { title: string; method: string } {
  const { measure, way, language, placing, rating, hexagonUnit, namesServers } = picture;
  const kind = scale ? kindWords[kindOf(scale)] : '';
  const { showsPlaces = false, symbols = null } = made;
  const how = [
    legendMethod(way, { ...made, measure, placing, namesServers }, language),
    way === 'countries' ? ratingMethod(rating, language) : '',
    showsPlaces || symbols || !scale ? '' : `${kind} scale`,
  ];
  const method = how.filter((part) => part !== '').join('; ');
  const title = showsPlaces
    ? `${countedWords(measure)} by place`
    : legendTitle(measure, way, language, hexagonUnit, rating.quantity);
  return { title, method };
}

/**
 * The legend as shapes, standing on a bottom edge: what the colours count, in true numbers, what hatching and marks mean.
 * As a card where it lies on the map; on the ground of its column where it has one.
 */
export function legendShapes(
  input: LegendInput,
  fonts: Fonts,
  corner: { x: number; bottom: number },
  pixelsPerUnit: number,
): { shapes: Shape[]; box: Box; words: string } {
  const { picture, scale, palette, columnWidth } = input;
  const width = columnWidth ?? LEGEND_WIDTH;
  const { showsPlaces = false, symbols = null } = input.made;
  const { title, method } = legendWords(input);
  const blocks: Block[] = [
    ...wrapped(input, fonts.semibold, title, 20, palette.ink, 'semibold'),
    ...wrapped(input, fonts.regular, method, 15, palette.secondary),
    ...(showsPlaces ? [dotBlock(input, fonts.regular)] : []),
    ...(symbols ? [symbolBlock(input, symbols, fonts.regular)] : []),
    ...(scale && !showsPlaces && !symbols ? [barBlock(input, scale, pixelsPerUnit)] : []),
    ...serverBlocks(input),
    ...pileBlocks(input, fonts.regular),
    ...hatchBlocks(input, fonts.regular),
    ...(picture.reconstruction
      ? wrapped(
          input,
          fonts.regular,
          'Reconstruction: every place is assumed.',
          15,
          palette.secondary,
        )
      : []),
  ];
  const height = blocks.reduce((sum, block) => sum + block.height, 0) + 2 * PADDING - 8;
  const box = { x: corner.x, y: corner.bottom - height, width, height };
  const { line, panel } = palette;
  const edge = { colour: line, width: 1 };
  const shapes: Shape[] = columnWidth
    ? [
        boxShape(box, panel),
        lineShape([box.x, corner.bottom, box.x, box.y, box.x + width, box.y], edge),
      ]
    : [boxShape(box, panel, 0.92), { ...boxShape(box, panel, 0), stroke: edge }];
  let y = box.y + PADDING - 4;
  for (const block of blocks) {
    shapes.push(...block.draw(box.x + PADDING, y));
    y += block.height;
  }
  return { shapes, box, words: `${title}: ${method}` };
}
