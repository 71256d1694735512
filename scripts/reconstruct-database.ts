import { figures } from './reconstruct-figures.ts';
import { MmdbNumber, writeMmdb, type MmdbEntry, type MmdbValue } from './mmdb-writer.ts';
import type { Block, CountryPlan } from './reconstruct-plan.ts';

/** Networks that make up a range of whole /24, the largest first that fit. */
function* networksOf(start: number, size: number): Generator<{ start: number; prefix: number }> {
  let at = start;
  const end = start + size;
  while (at < end) {
    let prefix = 24;
    while (prefix > 4) {
      const wider = 2 ** (32 - prefix + 1);
      if (at % wider !== 0 || at + wider > end) break;
      prefix--;
    }
    yield { start: at, prefix };
    at += 2 ** (32 - prefix);
  }
}

function countryPart({ country }: CountryPlan): Record<string, MmdbValue> {
  const place = { iso_code: country.code, names: { en: country.name } };
  return { country: place, registered_country: place };
}

/** The default coordinate of a country: where its country-only records sit. */
export function defaultPosition({ country }: CountryPlan): [number, number] {
  return figures.defaults[country.code] ?? [country.capital.latitude, country.capital.longitude];
}

function recordOf(plan: CountryPlan, { city, accuracyKm }: Block): MmdbValue {
  const [latitude, longitude] = city ? [city.latitude, city.longitude] : defaultPosition(plan);
  const location = {
    accuracy_radius: accuracyKm,
    latitude: new MmdbNumber('double', latitude),
    longitude: new MmdbNumber('double', longitude),
  };
  return {
    ...(city ? { city: { names: { en: city.name } } } : {}),
    ...countryPart(plan),
    location,
  };
}

/** The database that maps the made-up addresses to places, in GeoIP2-City form. */
export function reconstructionDatabase(plans: readonly CountryPlan[]): Uint8Array {
  const entries: MmdbEntry[] = plans.flatMap((plan) => {
    const blocks = [
      ...plan.blocks,
      { city: null, start: plan.serverBlock, size: 256, machines: 0, accuracyKm: 1000 },
    ];
    return blocks.flatMap((block) => {
      const record = recordOf(plan, block);
      return [...networksOf(block.start, block.size)].map((network) => ({ network, record }));
    });
  });
  return writeMmdb(
    {
      type: 'GeoIP2-City',
      ipVersion: 4,
      built: Date.UTC(2015, 3, 1),
      description: 'Made-up places of 240.0.0.0/4 for the reconstruction of the Simda heat map',
    },
    entries,
  );
}
