import { expect, it } from 'vitest';
import { rankOf, rankOfPlaces } from '../../src/engine/name-ranks.ts';
import { PlaceTable } from '../../src/geo/place-table.ts';

const names = [
  'Ål',
  'AS10',
  'Zürich',
  'as 9',
  'AS9',
  'zurich',
  '',
  'Ål',
  'Ärla',
  'Wien 10',
  'Wien 9',
];

it.each(['en', 'de', 'sv'])(
  'ranks names as people of a language do, numbers by value: %s',
  (language) => {
    const { compare } = new Intl.Collator(language, { numeric: true });
    const rank = rankOf(names, language);
    names.forEach((a, i) => {
      names.forEach((b, j) =>
        expect(Math.sign(rank[i]! - rank[j]!)).toBe(Math.sign(compare(a, b))),
      );
    });
  },
);

it('ranks places by country, city and region, and those of the same names alike', () => {
  const table = new PlaceTable();
  const place = { latitude: 1, longitude: 2, accuracyKm: 5, precision: 'city' } as const;
  table.add({ ...place, country: 'US', region: 'Texas', city: 'Paris' });
  table.add({ ...place, country: 'FR', region: 'Ile-de-France', city: 'Paris' });
  table.add({ ...place, country: 'FR', region: 'Ile-de-France', city: 'Paris', latitude: 3 });
  table.add({ ...place, country: 'FR', region: 'Burgundy', city: 'Paris' });
  table.add({ ...place, country: 'FR', region: 'Burgundy', city: '' });
  table.add({ ...place, country: 'DE', region: 'Hesse', city: 'Worms' });
  expect([...rankOfPlaces(table.columns, 'en')]).toEqual([4, 2, 2, 1, 0, 3]);
  // Allemagne, États-Unis, France.
  expect([...rankOfPlaces(table.columns, 'fr')]).toEqual([1, 4, 4, 3, 2, 0]);
});
