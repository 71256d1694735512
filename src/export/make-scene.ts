import { makeScale } from '../density/way-scale.ts';
import { mapPalettes, type MapPalette } from '../model/map-palette.ts';
import { unitFor } from '../model/measure.ts';
import { countWords } from '../model/number-words.ts';
import type { LabelPoints } from '../model/server-marks.ts';
import { legendTitle } from '../state/legend-words.ts';
import { waySpecs } from '../state/ways.ts';
import type { Basemap } from './basemap.ts';
import type { Fonts } from './font.ts';
import { footerShapes, FOOTER_SPACE, headerShapes, HEADER_HEIGHT } from './furniture.ts';
import { legendShapes } from './legend-shapes.ts';
import { makeMapFrame, type MapFrame } from './map-frame.ts';
import { mapLabels, textBox } from './map-labels.ts';
import { lineShapes } from './map-shapes.ts';
import { viewWords, type Picture } from './picture.ts';
import { sceneWays } from './scene-way.ts';
import { pileShapes } from './pile-shapes.ts';
import { scaleBarShapes } from './scale-bar.ts';
import { boxShape, type Box, type Scene, type Shape } from './scene.ts';
import { serverMarkShapes } from './server-shapes.ts';

/** What pictures are drawn with; loaded once. */
export interface Assets {
  basemap: Basemap;
  fonts: Fonts;
}

/** Area of a slide in scene units: every size has letters as large against its area as a slide of 1920 by 1080 has. */
const SLIDE_AREA = 1920 * 1080;
const MARGIN = 36;

/** Colours of the furniture around the map. */
const papers = {
  dark: { background: '#0a0e14', panel: '#0f151e' },
  light: { background: '#f4f6f9', panel: '#ffffff' },
} as const;

/** Size of a picture's scene in its own units, and how many pixels one of them has. */
export function sceneSize({ width, height }: Pick<Picture, 'width' | 'height'>) {
  const pixelsPerUnit = Math.sqrt((width * height) / SLIDE_AREA);
  return { width: width / pixelsPerUnit, height: height / pixelsPerUnit, pixelsPerUnit };
}

/** The box of the map in a picture's scene. */
export function mapBox(picture: Pick<Picture, 'width' | 'height'>): Box {
  const { width, height } = sceneSize(picture);
  return { x: 0, y: HEADER_HEIGHT, width, height: height - HEADER_HEIGHT - FOOTER_SPACE };
}

/** What the colours show: the way's shapes, the scale that it was coloured with, and how it was made. */
function heat(
  picture: Picture,
  frame: MapFrame,
  palette: MapPalette,
  assets: Assets,
  ratio: number,
) {
  const { domain, theme, colours, spread, way } = picture;
  const { drawn } = waySpecs[way];
  const parts = { kind: picture.scaleKind, theme, drawn, colours, spread };
  const scale = domain && makeScale(domain, parts);
  const { pixelsPerUnit } = sceneSize(picture);
  const input = { picture, frame, palette, ...assets, scale, ratio, pixelsPerUnit };
  const { shapes, labels = () => [], made, isDrawn } = sceneWays[way](input);
  return { shapes, labels, made, scale: isDrawn ? scale : null };
}

function describe(picture: Picture): string {
  const { measure, way, language, total, servers } = picture;
  const count = `${countWords(total, language)} ${unitFor(measure, total)}`;
  return [
    `${picture.title}. ${picture.subtitle}.`,
    `${legendTitle(measure, way, language, picture.hexagonUnit, picture.rating.quantity)} on ${viewWords(picture.view)}: ${count}`,
    `and ${countWords(servers.length, language)} C2 servers.`,
    ...picture.method,
  ].join(' ');
}

/**
 * Lays out a picture: title and figure above, the map with its legend and scale bar, method and sources below.
 *
 * @param ratio pixels of the density for one unit of the scene; by default those of the picture itself. A preview asks
 * for fewer.
 */
export function makeScene(
  picture: Picture,
  assets: Assets,
  ratio = sceneSize(picture).pixelsPerUnit,
): Scene {
  const { width, height } = sceneSize(picture);
  const palette = mapPalettes[picture.theme];
  const paper = papers[picture.theme];
  const frame = makeMapFrame(mapBox(picture), picture.view);
  const points: LabelPoints = new Map(
    assets.basemap.countries.map(([code, longitude, latitude]) => [code, [longitude, latitude]]),
  );
  const problems: string[] = [];
  const colours = heat(picture, frame, palette, assets, ratio);
  const foot = frame.box.y + frame.box.height;
  const legend = legendShapes(
    {
      picture,
      palette,
      panel: paper.panel,
      scale: colours.scale,
      made: colours.made,
    },
    assets.fonts,
    { x: MARGIN, bottom: foot - 24 },
    ratio,
  );
  const right = width - MARGIN;
  const bar = scaleBarShapes(frame, assets.fonts, { right, bottom: foot - 24 }, palette);
  const servers = serverMarkShapes(picture.servers, points, frame, palette);
  const taken = [legend.box, bar.box, ...servers.boxes];
  const names = mapLabels(assets.basemap, frame, assets.fonts, {
    palette,
    language: picture.language,
    taken,
  });
  const shapes: Shape[] = [
    boxShape(frame.box, palette.sea),
    ...colours.shapes,
    ...lineShapes(assets.basemap, frame, palette, picture.selectedCountries),
    ...names,
    ...colours.labels([...taken, ...names.map((name) => textBox(name, assets.fonts))]),
    ...pileShapes(picture, frame, palette),
    ...servers.shapes,
    ...legend.shapes,
    ...bar.shapes,
    ...headerShapes(picture, assets.fonts, { width, ...paper, ...palette }, problems),
    ...footerShapes(picture, assets.fonts, { width, height, ...paper, ...palette }, problems),
  ];
  const { background } = paper;
  return { width, height, background, shapes, description: describe(picture), problems };
}
