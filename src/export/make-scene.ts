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
import { makeMapFrame, viewWords, type MapFrame } from './map-frame.ts';
import { mapLabels, textBox } from './map-labels.ts';
import { lineShapes } from './map-shapes.ts';
import { pageOf, unitsOf, type PageSize } from './page.ts';
import type { Picture, PictureTheme } from './picture.ts';
import { sceneWays } from './scene-way.ts';
import { pileShapes } from './pile-shapes.ts';
import { scaleBarShapes } from './scale-bar.ts';
import {
  boxShape,
  type Box,
  type PartRole,
  type Scene,
  type ScenePart,
  type Shape,
} from './scene.ts';
import { serverMarkShapes } from './server-shapes.ts';

/** What pictures are drawn with; loaded once. */
export interface Assets {
  basemap: Basemap;
  fonts: Fonts;
  /** The bytes of a file under `generated/`: for what only some formats need. */
  read: (path: string) => Promise<Uint8Array>;
}

const MARGIN = 36;

const baseOf = (theme: PictureTheme): 'dark' | 'light' =>
  theme === 'light' || theme === 'print' ? 'light' : 'dark';

/** Colours of the furniture around the map. */
const papers = {
  dark: { background: '#0a0e14', panel: '#0f151e' },
  light: { background: '#f4f6f9', panel: '#ffffff' },
} as const;

/** Size of a picture's scene in its own units, and how many pixels one of them has. */
export function sceneSize(size: PageSize) {
  const page = pageOf(size);
  return { ...unitsOf(page), pixelsPerUnit: page.pixelsPerUnit };
}

/** The box of the map in a picture's scene. */
export function mapBox(size: PageSize): Box {
  const { width, height } = sceneSize(size);
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
  const { domain, colours, spread, way } = picture;
  const theme = baseOf(picture.theme);
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

function part(role: PartRole, shapes: Shape[], words = ''): ScenePart {
  return { role, words, shapes };
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
  const palette = mapPalettes[baseOf(picture.theme)];
  const paper = papers[baseOf(picture.theme)];
  const frame = makeMapFrame(mapBox(picture), picture.view);
  const points: LabelPoints = new Map(
    assets.basemap.countries.map(([code, longitude, latitude]) => [code, [longitude, latitude]]),
  );
  const problems: string[] = [];
  const colours = heat(picture, frame, palette, assets, ratio);
  const foot = frame.box.y + frame.box.height;
  const legend = legendShapes(
    { picture, palette, ...paper, ...colours },
    assets.fonts,
    { x: MARGIN, bottom: foot - 24 },
    ratio,
  );
  const right = width - MARGIN;
  const bar = scaleBarShapes(frame, assets.fonts, { right, bottom: foot - 24 }, palette);
  const servers = serverMarkShapes(picture.servers, points, frame, palette);
  const taken = [legend.box, bar.box, ...servers.boxes];
  const words = { palette, language: picture.language, taken };
  const names = mapLabels(assets.basemap, frame, assets.fonts, words);
  const band = { width, height, ...paper, ...palette };
  const header = headerShapes(picture, assets.fonts, band, problems);
  const footer = footerShapes(picture, assets.fonts, band, problems);
  const map: Shape[] = [
    boxShape(frame.box, palette.sea),
    ...colours.shapes,
    ...lineShapes(assets.basemap, frame, palette, picture.selectedCountries),
    ...names,
    ...colours.labels([...taken, ...names.map((name) => textBox(name, assets.fonts))]),
    ...pileShapes(picture, frame, palette),
  ];
  const parts = [
    part('map', map, describe(picture)),
    part('servers', servers.shapes),
    part('legend', legend.shapes),
    part('scale', bar.shapes),
    part('title', header, picture.title),
    part('method', footer, picture.method.join(' ')),
  ];
  return {
    ...{ page: pageOf(picture), width, height, background: paper.background, parts, problems },
    shapes: parts.flatMap(({ shapes }) => shapes),
    description: describe(picture),
    title: picture.title,
    language: picture.language,
    session: picture.session,
  };
}
