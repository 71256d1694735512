import type { PlaceColumns } from '../geo/place-table.ts';
import { countryName } from '../model/country-name.ts';
import { naturalOrder, radixOrder } from './radix-order.ts';

/** In the order of a language, numbers inside by value: "AS9" before "AS10". */
function orderOf(names: ReadonlySet<string>, language: string): string[] {
  const byValue = new Intl.Collator(language, { numeric: true });
  // Without options engines compare plain letters many times faster; only two names with digits can differ by them.
  const byLetters = new Intl.Collator(language);
  const withDigits = new Set([...names].filter((name) => /\d/.test(name)));
  return [...names].sort((a, b) =>
    withDigits.has(a) && withDigits.has(b) ? byValue.compare(a, b) : byLetters.compare(a, b),
  );
}

/** The rank of each name in the order of a language; the same names have the same. */
export function rankOf(names: readonly string[], language: string): Uint32Array {
  const rank = new Map(orderOf(new Set(names), language).map((name, at) => [name, at]));
  return Uint32Array.from(names, (name) => rank.get(name)!);
}

/** The rank of each place by country, city and region; places of the same names have the same. */
export function rankOfPlaces(places: PlaceColumns, language: string): Uint32Array {
  const { length, country, city, region } = places;
  const countries = places.countries.map((code) => code && countryName(code, language));
  const ranked = [
    { rank: rankOf(places.regions, language), codes: region },
    { rank: rankOf(places.cities, language), codes: city },
    { rank: rankOf(countries, language), codes: country },
  ];
  const keys = ranked.map(({ rank, codes }) =>
    Uint32Array.from({ length }, (_, place) => rank[codes[place]!]!),
  );
  const order = keys.reduce((before, each) => radixOrder(each, before), naturalOrder(length));
  const ranks = new Uint32Array(length);
  let number = 0;
  for (let at = 1; at < length; at++) {
    const [place, before] = [order[at]!, order[at - 1]!];
    if (keys.some((each) => each[place] !== each[before])) number++;
    ranks[place] = number;
  }
  return ranks;
}
