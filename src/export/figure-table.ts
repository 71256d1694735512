import { countryName } from '../model/country-name.ts';
import { measureWords } from '../model/measure.ts';
import { countWords, shareWords } from '../model/number-words.ts';
import type { Picture } from './picture.ts';

/** Figures in words: a header and rows of as many cells. */
export interface FigureTable {
  caption: string;
  header: string[];
  rows: string[][];
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The countries of a picture, most first; at most so many. Null where nothing is counted by country. */
export function countryTable(picture: Picture, most = Infinity): FigureTable | null {
  const { countries, language, measure } = picture;
  if (!countries || countries.keys.length === 0) return null;
  const { keys, value, countryOnly, total } = countries;
  const number = (count: number) => countWords(count, language);
  const rows = keys
    .slice(0, most)
    .map((code, n) => [
      code === '' ? 'Unknown' : countryName(code, language),
      number(value[n]!),
      shareWords(value[n]!, total, language),
      number(countryOnly[n]!),
    ]);
  const { unit } = measureWords[measure];
  const shown = rows.length < keys.length ? `first ${rows.length} of ${keys.length} countries` : '';
  return {
    caption: [`${capital(unit)} by country`, shown].filter((text) => text !== '').join(', '),
    header: ['Country', capital(unit), 'Share', 'Known to the country only'],
    rows,
  };
}

/** The C2 servers of a picture; null where there are none. */
export function serverTable({ servers, language }: Picture): FigureTable | null {
  if (servers.length === 0) return null;
  return {
    caption: 'C2 servers',
    header: ['Server', 'Family', 'Status', 'Place'],
    rows: servers.map(({ address, name, family, status, city, country }) => [
      name || address,
      family,
      status,
      [city, country === '' ? '' : countryName(country, language)]
        .filter((word) => word !== '')
        .join(', '),
    ]),
  };
}
