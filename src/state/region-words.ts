import { degreesEast, wrapLongitude } from '../model/earth.ts';
import { numberFormat } from '../model/formatters.ts';
import type { Region } from '../model/region.ts';

/** Decimals that tell the ends of an extent apart, degrees. */
function decimalsFor(extent: number): number {
  return Math.max(0, Math.min(4, Math.ceil(1.5 - Math.log10(Math.max(extent, 1e-6)))));
}

type Signs = readonly [positive: string, negative: string];
const eastWest: Signs = ['E', 'W'];
const northSouth: Signs = ['N', 'S'];

interface Part {
  number: string;
  sign: string;
}

function part(degrees: number, [positive, negative]: Signs, decimals: number, language: string) {
  const rounded = Number(degrees.toFixed(decimals));
  const number = numberFormat(language, { maximumFractionDigits: decimals });
  const isEnd = rounded === 0 || Math.abs(rounded) === 180;
  const sign =
    isEnd && positive === 'E' ? '' : rounded < 0 ? negative : rounded > 0 ? positive : '';
  return { number: number.format(Math.abs(rounded)), sign };
}

const whole = ({ number, sign }: Part) => `${number}°${sign && `\u202f${sign}`}`;

function between(low: Part, high: Part): string {
  if (low.sign === high.sign) return `${low.number}–${whole(high)}`;
  return `${whole(low)} – ${whole(high)}`;
}

/** A position for people: "52.52° N, 13.41° E". */
export function placeWords(
  longitude: number,
  latitude: number,
  language: string,
  decimals = 2,
): string {
  const north = part(latitude, northSouth, decimals, language);
  const east = part(wrapLongitude(longitude), eastWest, decimals, language);
  return `${whole(north)}, ${whole(east)}`;
}

function extentWords(
  { west, south, east, north }: Record<'west' | 'south' | 'east' | 'north', number>,
  language: string,
): string {
  const width = degreesEast({ west, east });
  const [wide, high] = [decimalsFor(width), decimalsFor(north - south)];
  const ends = [west, east].map((end) => part(wrapLongitude(end), eastWest, wide, language));
  const sides = [south, north].map((end) => part(end, northSouth, high, language));
  const longitudes = width >= 360 ? 'all longitudes' : between(ends[0]!, ends[1]!);
  return `${longitudes}, ${between(sides[0]!, sides[1]!)}`;
}

/** A distance for people: "300 km". */
export function kilometreWords(km: number, language: string): string {
  const digits = km < 10 ? 1 : 0;
  return `${numberFormat(language, { maximumFractionDigits: digits }).format(km)}\u202fkm`;
}

/** A region for people: "within 300 km of Berlin", "box 4.2–9.8° E, 50–54° N", "lasso 4–9° E, 50–54° N". */
export function regionWords(region: Region, language: string): string {
  switch (region.kind) {
    case 'box':
      return `box ${extentWords(region, language)}`;
    case 'circle': {
      const { longitude, latitude, radiusKm, around } = region;
      const decimals = decimalsFor(radiusKm / 111);
      const centre = around ?? placeWords(longitude, latitude, language, decimals);
      return `within ${kilometreWords(radiusKm, language)} of ${centre}`;
    }
    case 'polygon': {
      const xs = region.ring.map(([longitude]) => longitude);
      const ys = region.ring.map(([, latitude]) => latitude);
      const [west, east] = [Math.min(...xs), Math.max(...xs)];
      const extent = { west, east, south: Math.min(...ys), north: Math.max(...ys) };
      return `lasso ${extentWords(extent, language)}`;
    }
  }
}
