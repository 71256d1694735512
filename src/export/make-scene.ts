import { makeScale } from '../density/way-scale.ts';
import { countryName } from '../model/country-name.ts';
import { measureWords, unitFor } from '../model/measure.ts';
import { countWords } from '../model/number-words.ts';
import type { LabelPoints } from '../model/server-marks.ts';
import { legendTitle } from '../state/legend-words.ts';
import { waySpecs } from '../ways/ways.ts';
import { annotationShapes } from './annotation-shapes.ts';
import type { Basemap } from './basemap.ts';
import { calloutShapes } from './callout-shapes.ts';
import type { Fonts } from './font.ts';
import { footerParts } from './footer-shapes.ts';
import { headerParts } from './header-shapes.ts';
import { keptFrame } from './kept-frame.ts';
import { COLUMN_WIDTH, layOut, type Layout } from './layout.ts';
import { LEGEND_WIDTH, legendShapes, type LegendInput } from './legend-shapes.ts';
import type { MapFrame } from './map-frame.ts';
import { mapLabels, textBox } from './map-labels.ts';
import { lineShapes } from './map-shapes.ts';
import { pageOf, smallPoints, unitsOf } from './page.ts';
import type { Picture } from './picture.ts';
import { pileShapes } from './pile-shapes.ts';
import { scaleBarShapes } from './scale-bar.ts';
import { boxShape, lineShape, type Box, type Scene, type ScenePart, type Shape } from './scene.ts';
import type { SceneParts } from './scene-parts.ts';
import { sceneWayOf } from './scene-way.ts';
import { serverMarkShapes } from './server-shapes.ts';
import { symbolsOf } from './symbols-of.ts';
import { tablePart } from './table-shapes.ts';
import { themes } from './themes.ts';
import { timelinePart } from './timeline-shapes.ts';

/** What pictures are drawn with; loaded once. */
export interface Assets {
  basemap: Basemap;
  fonts: Fonts;
  /** The bytes of a file under `generated/`: for what only some formats need. */
  read: (path: string) => Promise<Uint8Array>;
}

const MARGIN = 36;
const INSET = 24;

/** What the colours show: the way's shapes, the scale that it was coloured with, and how it was made. */
function heat(parts: SceneParts, frame: MapFrame) {
  const { picture, theme, fonts, basemap, symbols, page, ratio } = parts;
  const { domain, spread, way, scaleKind: kind } = picture;
  const { drawn } = waySpecs[way];
  const colours = theme.colours(picture.colours);
  const scale = domain && makeScale(domain, { kind, theme: theme.base, drawn, colours, spread });
  const { pixelsPerUnit } = page;
  const input = {
    ...{ picture, frame, palette: theme, basemap, fonts, symbols },
    ...{ scale, ratio, pixelsPerUnit },
  };
  const { shapes, labels = () => [], taken = [], made, isDrawn } = sceneWayOf(way)(input);
  return { shapes, labels, taken, made, scale: isDrawn ? scale : null };
}

function describe(picture: Picture, frame: MapFrame): string {
  const { measure, way, language, total, servers, annotations } = picture;
  const count = `${countWords(total, language)} ${unitFor(measure, total)}`;
  const notes = annotations.map(({ text }) => text.trim()).filter((text) => text !== '');
  return [
    `${picture.title}. ${picture.subtitle}.`,
    `${legendTitle(measure, way, language, picture.hexagonUnit, picture.rating.quantity)} on ${frame.words}: ${count}`,
    `and ${countWords(servers.length, language)} C2 servers.`,
    ...(notes.length > 0 ? [`Notes: ${notes.join('; ')}.`] : []),
    ...picture.method,
  ].join(' ');
}

function part(role: ScenePart['role'], shapes: Shape[], words: string, box?: Box): ScenePart {
  return { role, words, shapes, ...(box && { box }) };
}

type Heat = ReturnType<typeof heat>;

/** The ground with everything that lies under the words. */
function groundShapes(
  { picture, basemap, theme }: SceneParts,
  frame: MapFrame,
  colours: Heat,
): Shape[] {
  const { outline, box } = frame;
  const { selectedCountries, region } = picture;
  const sea: Shape[] = outline
    ? [boxShape(box, theme.background), { kind: 'area', rings: outline, fill: theme.sea }]
    : [boxShape(box, theme.sea)];
  const edge: Shape[] = outline
    ? [{ kind: 'area', rings: outline, stroke: { colour: theme.coast, width: 1 } }]
    : [];
  return [
    ...sea,
    ...colours.shapes,
    ...lineShapes(basemap, frame, theme, { countries: selectedCountries, region }),
    ...edge,
  ];
}

/** The map's own parts: ground, servers, call-outs, notes, names; and what legend and scale bar have taken. */
function mapParts(parts: SceneParts, frame: MapFrame, colours: Heat, taken: Box[]): ScenePart[] {
  const { picture, basemap, fonts, theme } = parts;
  const { shown, language } = picture;
  const points: LabelPoints = new Map(
    basemap.countries.map(([code, longitude, latitude]) => [code, [longitude, latitude]]),
  );
  const marks = serverMarkShapes(shown.servers ? picture.servers : [], points, frame, theme);
  taken.push(...marks.boxes);
  const notes = annotationShapes(picture.annotations, frame, parts, taken);
  const callouts = shown.callouts ? calloutShapes(marks.drawn, frame, parts, taken) : [];
  const words = { palette: theme, language, taken: [...taken, ...colours.taken] };
  const names = shown.labels ? mapLabels(basemap, frame, fonts, words) : [];
  const ground = [
    ...groundShapes(parts, frame, colours),
    ...names,
    ...colours.labels([...taken, ...names.map((name) => textBox(name, fonts))]),
    ...pileShapes(picture, frame, theme),
  ];
  const list = [part('map', ground, describe(picture, frame), frame.box)];
  const servers = [...marks.shapes, ...callouts];
  const count = picture.servers.length;
  if (servers.length > 0) {
    list.push(part('servers', servers, `${countWords(count, language)} C2 servers`));
  }
  if (notes.length > 0) {
    const text = picture.annotations.map((note) => note.text.trim()).filter((note) => note !== '');
    list.push(part('annotations', notes, text.join('. ')));
  }
  return list;
}

/** The legend in the column beside the map, on the map, or in the band below it. */
function legendPart(parts: SceneParts, colours: Heat, layout: Layout) {
  const { map, band, column } = layout;
  const { picture, theme, fonts, ratio } = parts;
  if (!layout.legend) return null;
  const input = { picture, palette: theme, scale: colours.scale, made: colours.made };
  if (column) {
    const corner = { x: column.x, bottom: column.y + column.height };
    return legendShapes({ ...input, columnWidth: column.width }, fonts, corner, ratio);
  }
  const bottom = map.y + map.height - INSET;
  const onMap = legendShapes(input, fonts, { x: MARGIN, bottom }, ratio);
  if (!band) return onMap;
  const below = band.y + INSET + onMap.box.height;
  return legendShapes(input, fonts, { x: MARGIN, bottom: below }, ratio);
}

function complainOfRoom({ picture, problems }: SceneParts, layout: Layout): void {
  const { shown, ranking, timeline } = picture;
  const left = [
    ...(shown.table && ranking && ranking.rows.length > 0 && !layout.table ? ['the table'] : []),
    ...(shown.timeline && timeline && layout.timeline === null ? ['the timeline'] : []),
    ...(shown.legend && !layout.legend ? ['the legend'] : []),
  ];
  const points = smallPoints(picture);
  if (points !== null) {
    problems.push(
      `Letters are as small as ${points.toFixed(1)} points, for the page is small: take a larger page, or fewer dots to an inch.`,
    );
  }
  if (left.length === 0) return;
  const words = [left.slice(0, -1).join(', '), left.at(-1)].filter(Boolean).join(' and ');
  problems.push(`There is no room for ${words}: take a larger page or smaller letters.`);
}

/** Heights of the legend before the map is laid out, on it and in the column beside it: they depend on the words alone. */
function legendHeights(parts: SceneParts) {
  const { picture, theme, fonts, symbols } = parts;
  const made = { smoothingKm: picture.smoothingKm, symbols };
  const { drawn } = waySpecs[picture.way];
  const scale =
    picture.domain &&
    makeScale(picture.domain, {
      ...{ kind: picture.scaleKind, theme: theme.base, drawn },
      ...{ colours: picture.colours, spread: picture.spread },
    });
  const input = { picture, palette: theme, scale, made };
  const heightOf = (own: LegendInput) =>
    legendShapes(own, fonts, { x: 0, bottom: 0 }, 1).box.height;
  const columnLegendHeight = heightOf({ ...input, columnWidth: COLUMN_WIDTH });
  return { legendHeight: heightOf(input), columnLegendHeight };
}

function partsOf(picture: Picture, assets: Assets, ratio: number | undefined): SceneParts {
  const page = pageOf(picture);
  return {
    ...{ picture, page, ...unitsOf(page), margin: MARGIN, problems: [] },
    ...{ fonts: assets.fonts, basemap: assets.basemap, theme: themes[picture.theme] },
    symbols: symbolsOf(picture, assets.basemap, (code) => countryName(code, picture.language)),
    ratio: ratio ?? page.pixelsPerUnit,
  };
}

/** What stands above and below the map, where everything stands, and the map's projection. */
function laidOut(parts: SceneParts) {
  const { picture, basemap, height } = parts;
  const { shown, ranking, view } = picture;
  const header = headerParts(parts);
  const footer = footerParts(parts, height);
  const layout = layOut(parts, {
    ...{ header: header.height, footer: footer.height, view },
    table: shown.table && (ranking?.rows.length ?? 0) > 0,
    rows: ranking?.rows.length ?? 0,
    timeline: shown.timeline && picture.timeline !== null,
    legend: shown.legend,
    ...(shown.legend ? legendHeights(parts) : { legendHeight: 0, columnLegendHeight: 0 }),
  });
  const covered = layout.legend && !layout.band && !layout.column ? MARGIN + LEGEND_WIDTH : 0;
  const frame = keptFrame(layout.map, view, basemap.areas, covered);
  return { header, footer, layout, frame };
}

/** The projection of a picture's map, in the units of its scene, and the size of that. */
export function sceneFrame(picture: Picture, assets: Assets) {
  const parts = partsOf(picture, assets, undefined);
  return { frame: laidOut(parts).frame, width: parts.width, height: parts.height };
}

/**
 * Lays out a picture: title and figure above, the map with its legend and scale bar, ranking, timeline, method and
 * sources below.
 *
 * @param ratio pixels of the density for one unit of the scene; by default those of the picture itself. A preview asks
 * for fewer.
 */
export function makeScene(picture: Picture, assets: Assets, ratio?: number): Scene {
  const parts = partsOf(picture, assets, ratio);
  const { page, width, height, theme, fonts, problems } = parts;
  const { shown, ranking, measure } = picture;
  const { header, footer, layout, frame } = laidOut(parts);
  complainOfRoom(parts, layout);
  const { map, band } = layout;
  const colours = heat(parts, frame);
  const legend = legendPart(parts, colours, layout);
  const corner = { right: map.x + map.width - INSET, bottom: map.y + map.height - INSET };
  const bar = shown.scale ? scaleBarShapes(frame, fonts, corner, theme) : null;
  const taken = [...(legend ? [legend.box] : []), ...(bar ? [bar.box] : [])];
  const list = mapParts(parts, frame, colours, taken);
  if (band) {
    const ground = [
      boxShape(band, theme.background),
      lineShape([0, band.y, width, band.y], { colour: theme.line, width: 1 }),
    ];
    list.push(part('legend', ground, ''));
  }
  if (legend) list.push(part('legend', legend.shapes, legend.words, legend.box));
  if (bar) list.push(part('scale', bar.shapes, bar.words, bar.box));
  if (layout.table && ranking) {
    const { column, table } = layout;
    // What is known only once the map is drawn may have given the legend a line more.
    const height = column && legend ? legend.box.y - table.y : table.height;
    list.push(tablePart(parts, ranking, measureWords[measure].unit, { ...table, height }));
  }
  const strip = layout.timeline === null ? null : timelinePart(parts, layout.timeline);
  if (strip) list.push(strip);
  list.push(...header.parts, ...footer.parts);
  return {
    ...{ page, width, height, background: theme.background, parts: list, problems },
    shapes: list.flatMap(({ shapes }) => shapes),
    description: describe(picture, frame),
    title: picture.title,
    language: picture.language,
    session: picture.session,
  };
}
