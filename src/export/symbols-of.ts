import type { SymbolPicture } from '../ways/symbols.ts';
import { waySpecs } from '../ways/ways.ts';
import type { Basemap } from './basemap.ts';
import type { Picture } from './picture.ts';

type Drawn = Pick<
  Picture,
  'way' | 'measure' | 'language' | 'countries' | 'calls' | 'servers' | 'domain'
>;

/**
 * What a way of symbols draws in a picture; null with every other way.
 * @param nameOf name of a country
 */
export function symbolsOf(
  { way, measure, language, countries, calls, servers, domain }: Drawn,
  basemap: Basemap,
  nameOf: (code: string) => string,
): SymbolPicture | null {
  const { symbols, colours } = waySpecs[way];
  if (!symbols) return null;
  const points = new Map(
    basemap.countries.map(([code, longitude, latitude]) => [code, [longitude, latitude] as const]),
  );
  return symbols.draw({
    ...{ measure, language, countries, calls, servers, points, nameOf },
    most: colours === 'sizes' && domain ? domain[1] : null,
  });
}
