import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createCanvas } from '@napi-rs/canvas';
import { makeEngine } from '../src/engine/atlas-engine.ts';
import {
  draftOf,
  usualLook,
  type Draft,
  type DraftView,
  type LayoutId,
  type Look,
} from '../src/export/draft.ts';
import { letterAssets } from '../src/export/letter-assets.ts';
import { loadAssets } from '../src/export/load-assets.ts';
import { LEAST_SIDE, MOST_PIXELS } from '../src/export/page.ts';
import {
  pictureThemes,
  tlpMarks,
  wholeWorld,
  worldProjections,
  type Picture,
  type TlpMark,
} from '../src/export/picture.ts';
import { makeFrames } from '../src/export/make-frames.ts';
import { regions } from '../src/export/regions.ts';
import type { Session } from '../src/export/session.ts';
import { sessionIn } from '../src/export/session-in.ts';
import { writerIds, writerOfName, writers, type WriterId } from '../src/export/writers.ts';
import { measures, type Measure } from '../src/model/query.ts';
import type { InputFile, Summary } from '../src/model/source.ts';
import { isoDate, type TimeRange } from '../src/model/time.ts';
import { dataTitle } from '../src/panels/heading-words.ts';
import { initialChoices, type Choices } from '../src/state/choices.ts';
import { rankingTable, usualSubtitle } from '../src/picture-parts.ts';
import { ways } from '../src/ways/ways.ts';
import { databaseOptions, databasesOf } from './database-options.ts';
import { filterOptions, readFilter, readRange, settleFilter } from './filter-flags.ts';
import { importOptions } from './import-flags.ts';
import { makeRequest } from './input-files.ts';
import { makePicture, type Making } from './make-picture.ts';
import { showProgress } from './show-progress.ts';
import { UsageError } from './usage-error.ts';

type Flags = ReturnType<typeof readFlags>;

const generated = resolve(import.meta.dirname, '../public/generated');

/** Largest side of a size by name, and the names of sizes with dots to an inch. */
function readSize(text: string): Partial<Look> {
  const pixels = /^(\d{2,5})x(\d{2,5})$/.exec(text);
  const paper = /^(a3|a4|letter)(p?)@(\d{2,4})$/.exec(text);
  if (paper) {
    const [, layout, tall, dpi] = paper;
    return { layout: layout as LayoutId, isPortrait: tall === 'p', dpi: Number(dpi) };
  }
  const [width, height] = [Number(pixels?.[1] ?? 0), Number(pixels?.[2] ?? 0)];
  if (width < 320 || height < LEAST_SIDE || width > MOST_PIXELS || height > MOST_PIXELS) {
    throw new UsageError(
      `--size "${text}" is no size; expected WIDTHxHEIGHT from 320x240 to 16384x16384, or a3, a4 or letter (upright: a4p) and dots to an inch: a4@300.`,
    );
  }
  return { layout: 'free', width, height };
}

/** The view of a draft and, where it is a place on the map, the camera that it means. */
function readView(text: string): { view: DraftView; camera: Choices['camera'] } {
  const projection = worldProjections.find((id) => id === text);
  if (text === 'world' || projection) {
    const view = { ...wholeWorld, ...(projection && { projection }) };
    return { view, camera: null };
  }
  if (/^[A-Z]{2}(,[A-Z]{2})*$/.test(text)) {
    return { view: { kind: 'countries', codes: text.split(',') }, camera: null };
  }
  const region = regions.find(({ id }) => id === text);
  if (region) return { view: { kind: 'region', id: region.id }, camera: null };
  const numbers = text.split(',').map(Number);
  const [longitude = NaN, latitude = NaN, zoom = NaN] = numbers;
  const isSound =
    numbers.length === 3 &&
    Math.abs(longitude) <= 180 &&
    Math.abs(latitude) <= 85 &&
    zoom >= 0 &&
    zoom <= 14;
  if (!isSound) {
    throw new UsageError(
      `--view "${text}" is no view; expected world, ${worldProjections.join(', ')}, countries such as NL,DE, a region (${regions.map(({ id }) => id).join(', ')}), or LONGITUDE,LATITUDE,ZOOM such as 5.6,52.3,5.`,
    );
  }
  return { view: { kind: 'current' }, camera: { longitude, latitude, zoom } };
}

function oneOf<T extends string>(flag: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new UsageError(`--${flag} "${text}"; expected one of ${choices.join(', ')}.`);
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

function readLanguage(tag: string): string {
  try {
    return new Intl.Locale(tag).toString();
  } catch {
    throw new UsageError(`--language "${tag}"; expected a tag such as en, en-GB or de.`);
  }
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
      ...filterOptions,
      out: { type: 'string', multiple: true },
      ...{ language: text, size: text, view: text, session: text, windows: text, countries: text },
      ...{ contours: { type: 'boolean' }, callouts: { type: 'boolean' } },
      ...{ theme: text, measure: text, way: text, title: text, subtitle: text, tlp: text },
    },
  });
  const tlp = values.tlp === undefined ? null : oneOf<TlpMark>('tlp', values.tlp, tlpMarks);
  return {
    files: positionals,
    mmdb: databasesOf(tokens),
    reading: values,
    filter: readFilter(values),
    targets: (values.out ?? [undefined]).map(readTarget),
    language: readLanguage(values.language ?? 'en'),
    choices: values.contours === true ? { heat: 'contours' } : {},
    session: values.session ?? null,
    windows: (values.windows?.split(',') ?? []).map((text) => readRange('windows', text)),
    countries: values.countries?.split(',') ?? [],
    size: values.size === undefined ? {} : readSize(values.size),
    view: values.view === undefined ? null : readView(values.view),
    theme: values.theme === undefined ? null : oneOf('theme', values.theme, pictureThemes),
    way: values.way === undefined ? null : oneOf('way', values.way, ways),
    measure: values.measure === undefined ? null : oneOf('measure', values.measure, measures),
    mark: tlp && ({ kind: 'tlp', mark: tlp } as const),
    callouts: values.callouts === true,
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

async function openSession(path: string | null): Promise<Session | null> {
  if (path === null) return null;
  const blob = await openAsBlob(path).catch(() => null);
  if (!blob) throw new UsageError(`there is no session "${path}".`);
  const session = await sessionIn(blob, path);
  if (session) return session;
  throw new UsageError(
    `"${path}" holds no session; expected one, or a picture that was saved with one.`,
  );
}

/** What differs from picture to picture of a batch. */
interface Turn {
  time?: TimeRange;
  country?: string;
}

function turnsOf({ windows, countries }: Flags): Turn[] {
  const times: Turn[] = windows.length > 0 ? windows.map((time) => ({ time })) : [{}];
  if (countries.length === 0) return times;
  return times.flatMap((turn) => countries.map((country) => ({ ...turn, country })));
}

/** The name of a picture of a batch: what is its own stands before the ending. */
function nameOf(out: string, { time, country }: Turn): string {
  const own = [
    ...(time ? [`${isoDate(time.start)}..${isoDate(time.end)}`] : []),
    ...(country ? [country] : []),
  ];
  return own.length === 0 ? out : out.replace(/(\.[^.]+)$/, `-${own.join('-')}$1`);
}

function choicesOf(flags: Flags, session: Session | null, summary: Summary, turn: Turn): Choices {
  const chosen = { ...initialChoices, ...session?.choices };
  const asked = flags.measure ?? session?.choices.measure ?? null;
  const { time, country } = turn;
  const { filter } = flags;
  return {
    ...chosen,
    measure: chooseMeasure(summary, asked),
    way: flags.way ?? chosen.way,
    camera: flags.view?.camera ?? chosen.camera,
    time: time ?? filter.time ?? chosen.time,
    prefixes: filter.prefixes ?? chosen.prefixes,
    where: { ...chosen.where, ...filter.where, ...(country && { country: [country] }) },
  };
}

function draftFor(
  flags: Flags,
  session: Session | null,
  summary: Summary,
  { choices, turn }: { choices: Choices; turn: Turn },
): Draft {
  const words = {
    title: dataTitle(summary),
    subtitle: usualSubtitle(summary, choices, flags.language),
  };
  const base = session?.picture ?? draftOf(usualLook, words);
  const subtitle = turn.time || turn.country ? words.subtitle : base.subtitle;
  return {
    ...base,
    ...flags.size,
    title: flags.title ?? base.title,
    subtitle: flags.subtitle ?? subtitle,
    view: turn.country
      ? { kind: 'countries', codes: [turn.country] }
      : (flags.view?.view ?? base.view),
    theme: flags.theme ?? base.theme,
    mark: flags.mark ?? base.mark,
    shown: { ...base.shown, callouts: flags.callouts || base.shown.callouts },
  };
}

/** Hashes of the files by name: what a picture's method line and session name the data by. */
async function hashFiles(files: readonly InputFile[]): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const file of files) {
    if (!('blob' in file)) continue;
    const hash = createHash('sha256');
    for await (const chunk of file.blob.stream()) hash.update(chunk);
    hashes.set(file.name, hash.digest('hex'));
  }
  return hashes;
}

/** The pictures of a playback, as the page's own. */
function framesFor({ engine, summary }: Making, choices: Choices, picture: Picture) {
  const { language } = picture;
  return makeFrames({
    ...{ picture, summary, choices },
    aggregate: async (query) => engine.aggregate(query),
    windowWords: (window) => usualSubtitle(summary, { ...choices, time: window }, language),
    tableOf: (ranking) => rankingTable(ranking, choices, language),
  });
}

/** Progress of a film on standard error, where that is a terminal; the rest is quick. */
function tellShare(out: string): (share: number) => void {
  if (!process.stderr.isTTY) return () => undefined;
  return (share) =>
    process.stderr.write(`\r\x1b[K${share < 1 ? `${out} ${Math.round(100 * share)} %` : ''}`);
}

/** Writes a picture in the formats that were asked for. */
async function writeTargets(
  making: Making,
  turn: Turn,
  choices: Choices,
  draft: Draft,
  flags: Flags,
) {
  const picture = await makePicture(making, choices, draft);
  const assets = await letterAssets(making.assets, picture);
  for (const { out: named, format } of flags.targets) {
    const out = nameOf(named, turn);
    const write = await writers[format].load();
    const { file, problems } = await write({
      ...{ picture, assets, choices: flags.choices },
      frames: writers[format].needs === 'frames' ? framesFor(making, choices, picture) : null,
      makeCanvas: (width, height) => createCanvas(width, height).getContext('2d'),
      progress: tellShare(out),
      signal: new AbortController().signal,
    });
    for (const problem of problems) console.error(problem);
    await writeWhole(out, file);
    console.log(`${out}: ${picture.width} x ${picture.height}, ${file.size} bytes`);
  }
}

/** `atlas snapshot`: pictures of the map as files, the same as the page's own for the same choices. */
export async function snapshot(args: string[]): Promise<void> {
  const asked = readFlags(args);
  const session = await openSession(asked.session);
  const request = await makeRequest(asked.files, asked.mmdb, asked.reading);
  const engine = makeEngine();
  const summary = await engine.load(request, showProgress());
  const flags = { ...asked, filter: await settleFilter(engine, asked.filter) };
  const hashes = await hashFiles(request.telemetry);
  const assets = await loadAssets(async (path) => readFile(join(generated, path)));
  const making = { engine, summary, assets, hashes, logo: null, language: flags.language };
  for (const turn of turnsOf(flags)) {
    const choices = choicesOf(flags, session, summary, turn);
    const draft = draftFor(flags, session, summary, { choices, turn });
    await writeTargets(making, turn, choices, draft, flags);
  }
}
