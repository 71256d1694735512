import { countryName } from '../model/country-name.ts';
import { countWords, shareWords } from '../model/number-words.ts';
import type { Pile } from '../model/pile.ts';
import { pageLanguage } from './language.ts';

/** A position in degrees for people, no finer than databases have it. */
export function positionWords({
  latitude,
  longitude,
}: Pick<Pile, 'latitude' | 'longitude'>): string {
  const part = (value: number, positive: string, negative: string) =>
    `${Number(Math.abs(value).toFixed(4))}° ${value < 0 ? negative : positive}`;
  return `${part(latitude, 'N', 'S')}, ${part(longitude, 'E', 'W')}`;
}

/** What a pile is called: "default of Turkey", or its position and country. */
export function pileName(
  pile: Pick<Pile, 'country' | 'latitude' | 'longitude' | 'ground'>,
  language = pageLanguage(),
): string {
  const country = pile.country === '' ? 'no country' : countryName(pile.country, language);
  return pile.ground === 'default'
    ? `default of ${country}`
    : `pile at ${positionWords(pile)}, ${country}`;
}

/** Part of the country's addresses that the database has on the point: of IPv4, and of /48 where there are any. */
export function addressWords({ addresses }: Pick<Pile, 'addresses'>, language: string): string {
  const { four, six, countryFour, countrySix } = addresses;
  const shares = [
    { words: 'of IPv4', share: shareWords(four, countryFour, language) },
    { words: 'of IPv6 /48', share: shareWords(six, countrySix, language) },
  ];
  const known = shares.filter(({ share }) => share !== '');
  return known.map(({ words, share }) => `${share} ${words}`).join(', ');
}

/** Why a pile is named, in a sentence. */
export function pileReason({ ground, share, expected }: Pile, language: string): string {
  if (ground === 'default') {
    return 'The database knows these addresses to the country only, and puts all of them on this point.';
  }
  const times = countWords(share / expected, language);
  return `${times} times as many as the database's own addresses there explain: likely a provider's seat, or what is not known better.`;
}
