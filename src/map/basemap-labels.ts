import { basemapUrl } from './basemap-style.ts';

/** A label of the basemap files: country code or city name, degrees, and the zoom from which it is shown. */
export type Label = [text: string, longitude: number, latitude: number, zoom: number];

/** Points with `name`, `zoom` (from which to show) and `rank` (smaller first) for a label source. */
export function labelPoints(
  labels: readonly Label[],
  nameOf: (text: string) => string,
): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: labels.map(([text, longitude, latitude, zoom], rank) => ({
      type: 'Feature',
      properties: { name: nameOf(text), zoom, rank },
      geometry: { type: 'Point', coordinates: [longitude, latitude] },
    })),
  };
}

/** Fetches a label list. Throws where the file is missing. */
export async function fetchLabels(
  name: 'countries' | 'cities',
  signal: AbortSignal,
): Promise<Label[]> {
  const response = await fetch(basemapUrl(name), { signal });
  if (!response.ok) throw new Error(`The basemap file "${name}.json" answered ${response.status}.`);
  return (await response.json()) as Label[];
}
