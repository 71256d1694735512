import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createCanvas } from '@napi-rs/canvas';
import { makeEngine } from '../src/engine/atlas-engine.ts';
import { cellLevelOf } from '../src/density/cell-level.ts';
import { axisOf } from '../src/density/way-scale.ts';
import { FIT_LEVEL, fitCountries } from '../src/density/fit-scale.ts';
import { FIT_RESOLUTION, PLACE_LEVEL } from '../src/density/hexagon-grid.ts';
import { fittedDomain, fittedHexagons } from '../src/export/fit-domain.ts';
import { loadAssets } from '../src/export/load-assets.ts';
import { makeMapFrame } from '../src/export/map-frame.ts';
import { methodWords } from '../src/export/method-words.ts';
import {
  allExtras,
  wholeWorld,
  tlpMarks,
  type Picture,
  type PictureView,
  type TlpMark,
} from '../src/export/picture.ts';
import { usualMapBox } from '../src/export/layout.ts';
import { pageOf, type PageSize } from '../src/export/page.ts';
import { slideDpi } from '../src/export/picture-size.ts';
import { writerIds, writerOfName, writers, type WriterId } from '../src/export/writers.ts';
import type { DimensionAggregate } from '../src/model/aggregate.ts';
import { measures, type Measure } from '../src/model/query.ts';
import { rateGroups } from '../src/model/rate.ts';
import type { Summary } from '../src/model/source.ts';
import { dataTitle, shownWindow, shownWords } from '../src/panels/heading-words.ts';
import { initialChoices } from '../src/state/choices.ts';
import { ways, waySpecs } from '../src/state/ways.ts';
import { cellQuery, countriesQuery, everything, totalQuery } from '../src/state/queries.ts';
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

function readSize(text: string): PageSize {
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
  return { width, height, dpi, textScale: 1 };
}

function readView(text: string): PictureView {
  if (text === 'world') return wholeWorld;
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

/** The format that a file name asks for. */
function readFormat(out: string | undefined): { out: string; format: WriterId } {
  const format = out === undefined ? null : writerOfName(out);
  if (out === undefined || format === null) {
    const endings = writerIds.map((id) => `.${writers[id].ending}`).join(', ');
    throw new UsageError(
      `--out ${out ? `"${out}"` : 'is missing'}; expected a file name that ends in one of ${endings}.`,
    );
  }
  const { name, needsBrowserFor } = writers[format];
  if (needsBrowserFor !== undefined) {
    throw new UsageError(
      `--out "${out}": ${name} needs a browser, for ${needsBrowserFor}. Save it from the page, or expect a .gif here.`,
    );
  }
  return { out, format };
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
      contours: { type: 'boolean' },
      ...{ theme: text, measure: text, way: text, title: text, subtitle: text, tlp: text },
    },
  });
  const format = readFormat(values.out);
  return {
    files: positionals,
    mmdb: databasesOf(tokens),
    reading: values,
    ...format,
    choices: values.contours === true ? { heat: 'contours' } : {},
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

/** Writes a file whole or not at all. */
async function writeWhole(path: string, file: Blob): Promise<void> {
  const part = `${path}.part`;
  try {
    await writeFile(part, file.stream());
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
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
  const { pixelsPerUnit } = pageOf(flags.size);
  const frame = makeMapFrame(usualMapBox(flags.size, flags.view, allExtras), flags.view);
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
    mark: flags.tlp && { kind: 'tlp', mark: flags.tlp },
    shown: allExtras,
    annotations: [],
    logo: null,
    ranking: null,
    timeline: null,
    window: shownWindow(summary, null),
    session: '',
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
    servers: summary.servers,
    reconstruction: summary.reconstruction,
    dbIp: summary.databases.some(({ needsDbIpAttribution }) => needsDbIpAttribution),
    filters: [],
    method: methodWords(summary, [], LANGUAGE),
  };
}

/** `atlas snapshot`: a picture of the map as a file, the same as the page's own for the same choices. */
export async function snapshot(args: string[]): Promise<void> {
  const flags = readFlags(args);
  const request = await makeRequest(flags.files, flags.mmdb, flags.reading);
  const engine = makeEngine();
  const tell = showProgress();
  const summary = await engine.load(request, tell);
  const picture = await makePicture(engine, summary, flags);
  const write = await writers[flags.format].load();
  const { file, problems } = await write({
    picture,
    assets: await loadAssets(async (path) => readFile(join(generated, path))),
    choices: flags.choices,
    frames: null,
    makeCanvas: (width, height) => createCanvas(width, height).getContext('2d'),
    progress: () => undefined,
    signal: new AbortController().signal,
  });
  for (const problem of problems) console.error(problem);
  await writeWhole(flags.out, file);
  console.log(`${flags.out}: ${flags.size.width} x ${flags.size.height}, ${file.size} bytes`);
}
