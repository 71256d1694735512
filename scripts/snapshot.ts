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
import { makeFrames } from '../src/export/make-frames.ts';
import { mapBox, sceneSize } from '../src/export/make-scene.ts';
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
import type { PageSize } from '../src/export/page.ts';
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

function readLanguage(tag: string): string {
  try {
    return new Intl.Locale(tag).toString();
  } catch {
    throw new UsageError(`--language "${tag}"; expected a tag such as en, en-GB or de.`);
  }
}

/** A file to write, and the format that its name asks for. */
interface Target {
  out: string;
  format: WriterId;
}

function readTarget(out: string | undefined): Target {
  const format = out === undefined ? null : writerOfName(out);
  if (out === undefined || format === null) {
    const here = writerIds.filter((id) => writers[id].needsBrowserFor === undefined);
    const endings = here.map((id) => `.${writers[id].ending}`).join(', ');
    throw new UsageError(
      `--out ${out ? `"${out}"` : 'is missing'}; expected a file name that ends in one of ${endings}.`,
    );
  }
  const { name, needsBrowserFor } = writers[format];
  if (needsBrowserFor !== undefined) {
    throw new UsageError(
      `--out "${out}": ${name} needs a browser, for ${needsBrowserFor}; save it from the page. Expected another format here, such as .gif for the playback.`,
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
      out: { type: 'string', multiple: true },
      ...{ size: text, view: text, language: text },
      contours: { type: 'boolean' },
      ...{ theme: text, measure: text, way: text, title: text, subtitle: text, tlp: text },
    },
  });
  return {
    files: positionals,
    mmdb: databasesOf(tokens),
    reading: values,
    targets: (values.out ?? [undefined]).map(readTarget),
    choices: values.contours === true ? { heat: 'contours' } : {},
    size: readSize(values.size ?? '1920x1080'),
    view: readView(values.view ?? 'world'),
    theme: oneOf('theme', values.theme ?? 'dark', ['dark', 'light']),
    way: oneOf('way', values.way ?? 'density', ways),
    measure: values.measure === undefined ? null : oneOf('measure', values.measure, measures),
    tlp: values.tlp === undefined ? null : oneOf<TlpMark>('tlp', values.tlp, tlpMarks),
    language: readLanguage(values.language ?? 'en'),
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
  const { language } = flags;
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
    language,
    title: flags.title ?? dataTitle(summary),
    subtitle: flags.subtitle ?? shownWords(summary, measure, null, language),
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
    method: methodWords(summary, [], language),
  };
}

/** The pictures of a playback, as the page's own. */
function framesFor(engine: Engine, summary: Summary, picture: Picture) {
  const { measure, language } = picture;
  return makeFrames({
    ...{ picture, summary, choices: { ...initialChoices, measure } },
    aggregate: async (query) => engine.aggregate(query),
    windowWords: (window) => shownWords(summary, measure, window, language),
  });
}

/** Progress of a film on standard error, where that is a terminal; the rest is quick. */
function tellShare(out: string): (share: number) => void {
  if (!process.stderr.isTTY) return () => undefined;
  return (share) =>
    process.stderr.write(`\r\x1b[K${share < 1 ? `${out} ${Math.round(100 * share)} %` : ''}`);
}

/** `atlas snapshot`: a picture of the map as files, the same as the page's own for the same choices. */
export async function snapshot(args: string[]): Promise<void> {
  const flags = readFlags(args);
  const request = await makeRequest(flags.files, flags.mmdb, flags.reading);
  const engine = makeEngine();
  const summary = await engine.load(request, showProgress());
  const picture = await makePicture(engine, summary, flags);
  const assets = await loadAssets(async (path) => readFile(join(generated, path)));
  for (const { out, format } of flags.targets) {
    const write = await writers[format].load();
    const { file, problems } = await write({
      ...{ picture, assets, choices: flags.choices },
      frames: writers[format].needs === 'frames' ? framesFor(engine, summary, picture) : null,
      makeCanvas: (width, height) => createCanvas(width, height).getContext('2d'),
      progress: tellShare(out),
      signal: new AbortController().signal,
    });
    for (const problem of problems) console.error(problem);
    await writeWhole(out, file);
    console.log(`${out}: ${picture.width} x ${picture.height}, ${file.size} bytes`);
  }
}
