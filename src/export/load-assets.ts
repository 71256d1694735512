import { turnRings, type Areas, type Lines, type PlaceLabel } from './basemap.ts';
import { openFont } from './font.ts';
import { fontFiles } from './font-files.ts';
import type { Assets } from './make-scene.ts';

/**
 * Reads what pictures are drawn with.
 * @param read gives the bytes of a file under `generated/`; rejects where it is missing
 */
export async function loadAssets(read: (path: string) => Promise<Uint8Array>): Promise<Assets> {
  const json = async <T>(name: string) =>
    JSON.parse(new TextDecoder().decode(await read(`basemap/${name}.json`))) as T;
  const font = async (path: string) => openFont(await read(path));
  const [areas, lines, countries, cities, regular, semibold] = await Promise.all([
    json<Areas>('areas-50m'),
    json<Lines>('lines-50m'),
    json<PlaceLabel[]>('countries'),
    json<PlaceLabel[]>('cities'),
    font(fontFiles.regular),
    font(fontFiles.semibold),
  ]);
  return {
    basemap: { areas: turnRings(areas), lines, countries, cities },
    fonts: { regular, semibold },
    read,
  };
}
