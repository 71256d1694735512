import { InputError } from './model/input-error.ts';
import type { InputFile, LoadRequest } from './model/source.ts';

interface GeoManifest {
  name: string;
  version: string;
  files: { name: string; family: 4 | 6; bytes: number }[];
}

/** Whole address of a file that is served beside the page: workers live elsewhere. */
function ownUrl(path: string): string {
  return new URL(`generated/${path}`, document.baseURI).href;
}

/** The bundled reconstruction: everything from the page's own origin. */
export function reconstructionRequest(): LoadRequest {
  const file = (name: string) => ({ name, url: ownUrl(`simda/${name}`) });
  return {
    telemetry: [file('telemetry.csv.gz')],
    servers: [file('c2.csv')],
    databases: [file('places.mmdb')],
    columns: file('telemetry.columns'),
    mode: 'replace',
    reconstruction: true,
  };
}

/** JSON of the page's own origin; InputError where it is missing. */
export async function fetchOwn(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new InputError(
      `The page's own file ${url} answers ${response.status}.`,
      'a complete build: run npm start again.',
    );
  }
  return response.json();
}

/** The DB-IP files that the page can fetch; none where the optional package was not installed. */
export async function defaultDatabases(): Promise<InputFile[]> {
  const manifest = (await fetchOwn('generated/geo/manifest.json')) as GeoManifest;
  return manifest.files.map(({ name, family }) => ({
    name,
    url: ownUrl(`geo/${name}?${manifest.version}`),
    family,
  }));
}
