import { readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createCanvas } from '@napi-rs/canvas';
import { makeEngine } from '../src/engine/atlas-engine.ts';
import { cellLevelOf } from '../src/density/cell-level.ts';
import { axisOf } from '../src/density/way-scale.ts';
import { FIT_LEVEL, fitCountries } from '../src/density/fit-scale.ts';
import { FIT_RESOLUTION, PLACE_LEVEL } from '../src/density/hexagon-grid.ts';
import { drawCanvas, type SceneCanvas } from '../src/export/draw-canvas.ts';
import { fittedDomain, fittedHexagons } from '../src/export/fit-domain.ts';
import { loadAssets } from '../src/export/load-assets.ts';
import { makeScene, mapBox, sceneSize, type Assets } from '../src/export/make-scene.ts';
import { makeMapFrame } from '../src/export/map-frame.ts';
import { methodWords } from '../src/export/method-words.ts';
import { tlpMarks, type Picture, type PictureView, type TlpMark } from '../src/export/picture.ts';
import { slideDpi } from '../src/export/picture-size.ts';
import { writePng } from '../src/export/write-png.ts';
import type { DimensionAggregate } from '../src/model/aggregate.ts';
import { measures, type Measure } from '../src/model/query.ts';
import { rateGroups } from '../src/model/rate.ts';
import type { Summary } from '../src/model/source.ts';
import { dataTitle, shownWords } from '../src/panels/heading-words.ts';
import { initialChoices } from '../src/state/choices.ts';
import { ways, waySpecs } from '../src/state/ways.ts';
import { quietServers } from '../src/model/arcs.ts';
import {
  callQuery,
  cellQuery,
  countriesQuery,
  everything,
  totalQuery,
} from '../src/state/queries.ts';
import { databaseOptions, databasesOf } from './database-options.ts';
import { importOptions } from './import-flags.ts';
import { makeRequest } from './input-files.ts';
import { showProgress } from './show-progress.ts';
import { UsageError } from './usage-error.ts';

type Engine = ReturnType<typeof makeEngine>;
type Flags = ReturnType<typeof readFlags>;

const LANGUAGE = 'en';
const MOST_PIXELS = 16_384;
const generated = resolve(import.meta.dirname, '../public/generated');

/** Long and short side of papers, inches. */
const papers: Readonly<Record<string, readonly [number, number]>> = {
  a3: [420 / 25.4, 297 / 25.4],
  a4: [297 / 25.4, 210 / 25.4],
  letter: [11, 8.5],
};

function readSize(text: string): Pick<Picture, 'width' | 'height' | 'dpi'> {
  const pixels = /^(\d{2,5})x(\d{2,5})$/.exec(text);
  const paper = /^(a3|a4|letter)@(\d{2,4})$/.exec(text);
  const sides = papers[paper?.[1] ?? ''];
  const dpi = sides ? Number(paper![2]) : slideDpi(Number(pixels?.[1] ?? 0));
  const width = sides ? Math.round(sides[0] * dpi) : Number(pixels?.[1] ?? 0);
  const height = sides ? Math.round(sides[1] * dpi) : Number(pixels?.[2] ?? 0);
  if (width < 320 || height < 240 || width > MOST_PIXELS || height > MOST_PIXELS) {
    throw new UsageError(
      `--size "${text}" is no size; expected WIDTHxHEIGHT from 320x240 to 16384x16384, or a3, a4 or letter and dots to an inch: a4@300.`,
    );
  }
  return { width, height, dpi };
}

function readView(text: string): PictureView {
  if (text === 'world') return { kind: 'world' };
  const [longitude, latitude, zoom] = text.split(',').map(Number);
  const sound =
    text.split(',').length === 3 &&
    Math.abs(longitude!) <= 180 &&
    Math.abs(latitude!) <= 85 &&
    zoom! >= 0 &&
    zoom! <= 14;
  if (!sound) {
    throw new UsageError(
      `--view "${text}" is no view; expected "world" or LONGITUDE,LATITUDE,ZOOM such as 5.6,52.3,5.`,
    );
  }
  return { kind: 'mercator', longitude: longitude!, latitude: latitude!, zoom: zoom! };
}

function oneOf<T extends string>(flag: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new UsageError(`--${flag} "${text}"; expected one of ${choices.join(', ')}.`);
}

function readFlags(args: string[]) {
  const text = { type: 'string' } as const;
  const { values, positionals, tokens } = parseArgs({
    tokens: true,
    args,
    allowPositionals: true,
    options: {
      ...importOptions,
      ...databaseOptions,
      ...{ out: text, size: text, view: text },
      ...{ theme: text, measure: text, way: text, title: text, subtitle: text, tlp: text },
    },
  });
  if (values.out === undefined || !/\.png$/i.test(values.out)) {
    throw new UsageError(
      `--out ${values.out ? `"${values.out}"` : 'is missing'}; expected a file name that ends in .png.`,
    );
  }
  return {
    files: positionals,
    mmdb: databasesOf(tokens),
    reading: values,
    out: values.out,
    size: readSize(values.size ?? '1920x1080'),
    view: readView(values.view ?? 'world'),
    theme: oneOf('theme', values.theme ?? 'dark', ['dark', 'light']),
    way: oneOf('way', values.way ?? 'density', ways),
    measure: values.measure === undefined ? null : oneOf('measure', values.measure, measures),
    tlp: values.tlp === undefined ? null : oneOf<TlpMark>('tlp', values.tlp, tlpMarks),
    title: values.title,
    subtitle: values.subtitle,
  };
}

/** The measure that was asked for where the data has it; without one, machines or else addresses. */
function chooseMeasure(summary: Summary, asked: Measure | null): Measure {
  if (asked !== null) return oneOf('measure', asked, summary.measures);
  return summary.measures.includes('machines') ? 'machines' : 'hosts';
}

/** Colours fitted to everything that is there, as on the page. */
async function fitColours(
  engine: Engine,
  { way }: Flags,
  measure: Measure,
  countries: DimensionAggregate,
): Promise<Picture['domain']> {
  const { smoothingKm, scaleKind } = initialChoices;
  if (waySpecs[way].colours === 'none') return null;
  if (way === 'countries') return fitCountries(countries, axisOf(scaleKind));
  if (waySpecs[way].colours === 'hexagons') {
    const places = await engine.aggregate(cellQuery({ ...everything, measure }, PLACE_LEVEL));
    return fittedHexagons(places, FIT_RESOLUTION, initialChoices.hexagonUnit, scaleKind);
  }
  const whole = await engine.aggregate(cellQuery({ ...everything, measure }, FIT_LEVEL));
  return fittedDomain(whole, smoothingKm, scaleKind);
}

async function makePicture(engine: Engine, summary: Summary, flags: Flags): Promise<Picture> {
  const measure = chooseMeasure(summary, flags.measure);
  const { smoothingKm, scaleKind } = initialChoices;
  const choices = { ...everything, measure };
  const { pixelsPerUnit } = sceneSize(flags.size);
  const frame = makeMapFrame(mapBox(flags.size), flags.view);
  const pixelZoom = frame.zoom + Math.log2(pixelsPerUnit);
  const level = cellLevelOf(waySpecs[flags.way].cells(frame.zoom), pixelZoom, smoothingKm);
  const countries = await engine.aggregate(countriesQuery(choices));
  return {
    ...flags.size,
    view: flags.view,
    theme: flags.theme,
    language: LANGUAGE,
    title: flags.title ?? dataTitle(summary),
    subtitle: flags.subtitle ?? shownWords(summary, measure, null, LANGUAGE),
    tlp: flags.tlp,
    way: flags.way,
    hexagonUnit: initialChoices.hexagonUnit,
    measure,
    total: (await engine.aggregate(totalQuery(choices))).value[measure],
    cells: await engine.aggregate(cellQuery(choices, level)),
    placing: 'uncertain',
    smoothingKm,
    scaleKind,
    colours: initialChoices.colours,
    spread: null,
    domain: await fitColours(engine, flags, measure, countries),
    countries,
    shaded: flags.way === 'countries' ? rateGroups(countries, initialChoices) : null,
    rating: initialChoices,
    selectedCountries: [],
    piles: [],
    without: [],
    calls:
      flags.way === 'arcs'
        ? await engine.aggregate(callQuery(choices, quietServers(summary.servers)))
        : null,
    servers: summary.servers,
    reconstruction: summary.reconstruction,
    dbIp: summary.databases.some(({ needsDbIpAttribution }) => needsDbIpAttribution),
    method: methodWords(summary, [], LANGUAGE),
  };
}

async function drawPng(picture: Picture, assets: Assets): Promise<Uint8Array> {
  const scene = makeScene(picture, assets);
  for (const problem of scene.problems) console.error(problem);
  const { width, height, dpi, title } = picture;
  const context = createCanvas(width, height).getContext('2d') as unknown as SceneCanvas;
  drawCanvas(context, scene, assets.fonts, picture, sceneSize(picture).pixelsPerUnit);
  const rows = (top: number, count: number) => context.getImageData(0, top, width, count).data;
  return writePng({ width, height, rows }, { title, description: scene.description, dpi });
}

/** `atlas snapshot`: a picture of the map as PNG, the same as the page's own for the same choices. */
export async function snapshot(args: string[]): Promise<void> {
  const flags = readFlags(args);
  const request = await makeRequest(flags.files, flags.mmdb, flags.reading);
  const engine = makeEngine();
  const summary = await engine.load(request, showProgress());
  const picture = await makePicture(engine, summary, flags);
  const assets = await loadAssets(async (path) => readFile(join(generated, path)));
  const png = await drawPng(picture, assets);
  const part = `${flags.out}.part`;
  await writeFile(part, png);
  await rename(part, flags.out);
  console.log(`${flags.out}: ${flags.size.width} x ${flags.size.height}, ${png.length} bytes`);
}
