import { useCallback, useState } from 'react';
import { mapSize } from './map-size.ts';
import { countryName } from './model/country-name.ts';
import { fitOf, folded, type Found } from './model/found.ts';
import { fetchOwn } from './own-files.ts';
import { source } from './page-source.ts';
import { pageLanguage } from './panels/language.ts';
import { cameraOfExtent } from './state/camera-of-extent.ts';
import { askAfterPaint } from './state/paint-first.ts';
import { useInTurn } from './state/use-after-paint.ts';
import { useChoices } from './state/store.ts';

const MOST_FOUND = 20;
/** Degrees about the label of a country that the data does not have. */
const ABOUT_COUNTRY = 6;

type Label = readonly [text: string, longitude: number, latitude: number, zoom: number];

let labels: Promise<{ countries: Label[]; cities: Label[] }> | null = null;

/** Names of the basemap: countries and larger cities, whether the data has them or not. */
function basemapLabels() {
  labels ??= Promise.all([
    fetchOwn('generated/basemap/countries.json'),
    fetchOwn('generated/basemap/cities.json'),
  ]).then(([countries, cities]) => ({
    countries: countries as Label[],
    cities: cities as Label[],
  }));
  labels.catch(() => (labels = null));
  return labels;
}

/** Countries and cities of the basemap that the data does not have. */
async function foundOnMap(text: string, language: string, known: readonly Found[]) {
  const needle = folded(text.trim());
  if (needle === '') return [];
  const { countries, cities } = await basemapLabels();
  const has = (kind: Found['kind'], name: string) =>
    known.some(
      (found) =>
        found.kind === kind &&
        folded(found.kind === 'country' ? found.key : found.name) === folded(name),
    );
  const candidates = [
    ...countries.map(([code, x, y]) => {
      return {
        kind: 'country',
        key: code,
        name: code,
        said: countryName(code, language),
        x,
        y,
        about: ABOUT_COUNTRY,
      } as const;
    }),
    ...cities.map(
      ([name, x, y]) => ({ kind: 'place', key: '', name, said: name, x, y, about: 0 }) as const,
    ),
  ];
  return candidates
    .map((each) => ({ ...each, fit: fitOf(folded(each.said), needle) }))
    .filter(({ kind, name, fit }) => fit < 4 && !has(kind === 'place' ? 'city' : kind, name))
    .sort((a, b) => a.fit - b.fit)
    .map(({ kind, key, name, x, y, about, fit }) => {
      const extent = { west: x - about, east: x + about, south: y - about, north: y + about };
      return { fit, found: { kind, key, name, country: '', hosts: 0, extent } satisfies Found };
    });
}

/** What the data has comes first; what only the basemap has, behind it, unless its name fits better. */
async function find(text: string, signal: AbortSignal): Promise<Found[]> {
  const language = pageLanguage();
  const known = await askAfterPaint(() => source.search(text, language, MOST_FOUND, signal));
  if (known[0]?.kind === 'address') return known;
  const onMap = await foundOnMap(text, language, known);
  const isWhole = ({ fit }: { fit: number }) => fit <= 1;
  return [...known, ...onMap.filter(isWhole), ...onMap.filter((each) => !isWhole(each))]
    .map((each) => ('found' in each ? each.found : each))
    .slice(0, MOST_FOUND);
}

/** What was found last, where the map goes to see it, and how it is put away. */
export function useSearch(onChosen: () => void) {
  const [found, setFound] = useState<Found | null>(null);
  const onFound = useCallback(
    (chosen: Found) => {
      const { choose } = useChoices.getState();
      if (chosen.extent) {
        choose({ camera: cameraOfExtent(chosen.extent, mapSize()), selectedServer: null });
      }
      setFound(chosen);
      onChosen();
    },
    [onChosen],
  );
  const putAway = useCallback(() => setFound(null), []);
  return { found: useInTurn(found, 'map'), find, onFound, putAway };
}
