import {
  MOST_CORNERS,
  MOST_RADIUS_KM,
  type Box,
  type Circle,
  type Polygon,
  type Region,
} from '../model/region.ts';
import { readPrefix } from '../model/prefix.ts';
import { readNumbers } from './link-numbers.ts';

const LONGEST_NAME = 80;

/** Writes a region under its key: `box W,S,E,N`, `circle LON,LAT,KM` with `around NAME`, or `lasso LON,LAT,LON,LAT,...`. */
export function writeRegion(link: URLSearchParams, region: Region | null): void {
  switch (region?.kind) {
    case 'box': {
      const { west, south, east, north } = region;
      link.set('box', [west, south, east, north].join(','));
      break;
    }
    case 'circle': {
      const { longitude, latitude, radiusKm, around } = region;
      link.set('circle', [longitude, latitude, radiusKm].join(','));
      if (around !== undefined) link.set('around', around);
      break;
    }
    case 'polygon':
      link.set('lasso', region.ring.flat().join(','));
      break;
    case undefined:
  }
}

const isLatitude = (degrees: number) => Math.abs(degrees) <= 90;
const isLongitude = (degrees: number) => Math.abs(degrees) <= 540;

function readBox(text: string | null): Box | null {
  const numbers = readNumbers(text, 4);
  if (!numbers) return null;
  const [west, south, east, north] = numbers as [number, number, number, number];
  const isSound = south < north && [west, east].every(isLongitude);
  return isSound ? { kind: 'box', west, south, east, north } : null;
}

function readCircle(text: string | null, around: string | null): Circle | null {
  const numbers = readNumbers(text, 3);
  if (!numbers) return null;
  const [longitude, latitude, radiusKm] = numbers as [number, number, number];
  const isSound = isLongitude(longitude) && isLatitude(latitude) && radiusKm > 0;
  if (!isSound || radiusKm > MOST_RADIUS_KM) return null;
  const name = around?.trim().slice(0, LONGEST_NAME);
  return { kind: 'circle', longitude, latitude, radiusKm, ...(name && { around: name }) };
}

function readLasso(text: string | null): Polygon | null {
  const count = text?.split(',').length ?? 0;
  const numbers = count % 2 === 0 ? readNumbers(text, count) : null;
  if (!numbers || count < 6 || count > 2 * MOST_CORNERS) return null;
  const ring = Array.from({ length: count / 2 }, (_, i) => {
    return [numbers[2 * i]!, numbers[2 * i + 1]!] as const;
  });
  const isSound = ring.every(([east, north]) => isLongitude(east) && isLatitude(north));
  return isSound ? { kind: 'polygon', ring } : null;
}

/** The region of a link; null where it names none, or wrongly. */
export function readRegion(link: URLSearchParams): Region | null {
  return (
    readBox(link.get('box')) ??
    readCircle(link.get('circle'), link.get('around')) ??
    readLasso(link.get('lasso'))
  );
}

/** Prefixes of a link in their usual spelling, each once; null where there are none. */
export function readPrefixes(link: URLSearchParams): string[] | null {
  const texts = link.getAll('address').flatMap((text) => readPrefix(text)?.text ?? []);
  return texts.length > 0 ? [...new Set(texts)] : null;
}
