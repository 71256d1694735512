import type { PlaceTable } from '../geo/place-table.ts';
import { COUNTRY_CODES, countryCodeOf, countryOfCode } from '../model/country-code.ts';
import type { FileCountries } from '../model/source.ts';

/**
 * Holds the countries that files name against those of the databases, and places by the file the hosts that no database
 * places: at the precision of a country, without a position.
 * @param countries code of the country that the rows name, one a host; empty where no row names one
 * @param place place index + 1, one a host; written where it is 0
 * @returns null where no row names a country
 */
export function takeFileCountries(
  countries: Uint16Array,
  place: Uint32Array,
  places: PlaceTable,
): FileCountries | null {
  if (countries.length === 0) return null;
  const { columns } = places;
  const known = Uint16Array.from(columns.countries, countryCodeOf);
  const own = new Uint32Array(COUNTRY_CODES);
  /** Hosts by pair: of the file's country and the database's. */
  const pairs = new Map<number, number>();
  const told: FileCountries = { agree: 0, disagree: 0, onlyFile: 0, pairs: [] };
  for (let host = 0; host < countries.length; host++) {
    const code = countries[host]!;
    if (code === 0) continue;
    const at = place[host]!;
    if (at === 0) {
      told.onlyFile++;
      place[host] = own[code] ||= places.add(countryPlace(countryOfCode(code))) + 1;
      continue;
    }
    const other = known[columns.country[at - 1]!]!;
    if (other === 0) continue;
    if (other === code) told.agree++;
    else {
      told.disagree++;
      const pair = code * COUNTRY_CODES + other;
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
  }
  told.pairs = [...pairs]
    .map(([pair, hosts]) => ({
      file: countryOfCode(Math.floor(pair / COUNTRY_CODES)),
      database: countryOfCode(pair % COUNTRY_CODES),
      hosts,
    }))
    .sort((a, b) => b.hosts - a.hosts || (a.file + a.database < b.file + b.database ? -1 : 1));
  return told;
}

function countryPlace(country: string) {
  return {
    ...{ latitude: NaN, longitude: NaN, country, region: '', city: '', accuracyKm: null },
    precision: 'country' as const,
  };
}
