import { countryName } from '../model/country-name.ts';
import { makeFont, openFace, type Fonts, type OpenFace } from './font.ts';
import { faceNames, faceSpecs, type FaceName } from './font-files.ts';
import type { Assets } from './make-scene.ts';
import type { Picture } from './picture.ts';

type Opened = Readonly<Record<keyof Fonts, OpenFace>>;
type Faces = Map<FaceName, Promise<Opened>>;

/** Typefaces that were fetched, by what reads them: each once. */
const fetched = new WeakMap<Assets['read'], Faces>();

async function openWeights(name: FaceName, read: Assets['read']): Promise<Opened> {
  const { files } = faceSpecs[name];
  const [regular, semibold] = await Promise.all([read(files.regular), read(files.semibold)]);
  return { regular: openFace(name, regular), semibold: openFace(name, semibold) };
}

/** The fonts of some typefaces, the first of them first. */
export async function openFonts(names: readonly FaceName[], read: Assets['read']): Promise<Fonts> {
  const known: Faces = fetched.get(read) ?? new Map<FaceName, Promise<Opened>>();
  fetched.set(read, known);
  const open = (name: FaceName) => {
    const found = known.get(name) ?? openWeights(name, read);
    known.set(name, found);
    // A file that was missing is asked for again.
    found.catch(() => known.delete(name));
    return found;
  };
  const opened = await Promise.all(names.map(open));
  const weight = (of: keyof Fonts) => {
    const [first, ...others] = opened.map((face) => face[of]);
    return makeFont([first!, ...others]);
  };
  return { regular: weight('regular'), semibold: weight('semibold') };
}

/** Everything that a picture says in words that are not the page's own. */
function wordsOf(picture: Picture, { basemap }: Assets): string {
  const { title, subtitle, mark, annotations, ranking, servers, filters, method } = picture;
  return [
    ...[title, subtitle, mark?.kind === 'text' ? mark.text : ''],
    ...annotations.map(({ text }) => text),
    ...(ranking?.rows.map(({ name }) => name) ?? []),
    ...servers.map(({ name, family }) => name + family),
    ...[...filters, ...method],
    ...basemap.countries.map(([code]) => countryName(code, picture.language)),
  ].join(' ');
}

/** What a picture is drawn with, and the typefaces of the scripts that it is written in: they are fetched only for it. */
export async function letterAssets(assets: Assets, picture: Picture): Promise<Assets> {
  const missing = assets.fonts.regular.missing(wordsOf(picture, assets));
  if (missing.length === 0) return assets;
  const wanted = faceNames.filter((name) => {
    const { letters } = faceSpecs[name];
    return letters === null || missing.some((letter) => letters.test(letter));
  });
  if (wanted.length === 1) return assets;
  return { ...assets, fonts: await openFonts(wanted, assets.read) };
}
