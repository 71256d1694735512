import { expect, it } from 'vitest';
import { writeMmdb, type MmdbEntry } from '../../scripts/mmdb-writer.ts';
import { noHits } from '../../src/engine/group-hits.ts';
import { locateHosts } from '../../src/engine/locate-hosts.ts';
import { openDatabase } from '../../src/geo/open-database.ts';

function database(type: string, ipVersion: 4 | 6, entries: MmdbEntry[]) {
  const options = { type, ipVersion, built: 0, description: 'a test' };
  return openDatabase(writeMmdb(options, entries), `${type}.mmdb`);
}

const inCity = (name: string) => ({
  city: { names: { en: name } },
  country: { iso_code: 'TR' },
  location: { latitude: 1, longitude: 2 },
});

/** One hit each of hosts with these addresses, none of which names a network. */
function grouped(address4: number[], address6: number[]) {
  const length = address4.length + address6.length / 4;
  return {
    ...noHits(),
    length,
    length4: address4.length,
    address4: Uint32Array.from(address4),
    address6: Uint32Array.from(address6),
    start: new Uint32Array(length + 1),
  };
}

it('takes the place of the first database that has one, and the network of the first that has one', () => {
  const own = database('Own-City', 4, [{ network: '8.0.0.0/16', record: inCity('Ankara') }]);
  const asn = database('Own-ASN', 6, [
    { network: '8.0.0.0/8', record: { autonomous_system_number: 64_500 } },
    { network: '2001:db8::/32', record: { autonomous_system_number: 64_501 } },
  ]);
  const city = database('City', 6, [
    { network: '8.0.0.0/8', record: inCity('Bergen') },
    { network: '2600::/16', record: inCity('Cusco') },
  ]);
  const hosts4 = [0x08000001, 0x08010001, 0x09000000, 0x0a000001];
  const hosts6 = [0x20010db8, 0, 0, 1, 0x26000000, 0, 0, 1, 0xfe800000, 0, 0, 1];
  const located = locateHosts(grouped(hosts4, hosts6), [own, asn, city]);
  const { hosts, places } = located;
  const cities = Array.from(hosts.place, (at) => (at ? places.cities[places.city[at - 1]!] : null));
  expect(cities).toEqual(['Ankara', 'Bergen', null, null, null, 'Cusco', null]);
  const asns = Array.from(hosts.network, (at) => located.asns[at]);
  expect(asns).toEqual([64_500, 64_500, 0, 0, 64_501, 0, 0]);
  // 10.0.0.1 and fe80::1 are not public; 2001:db8:: is not either, but a database has a record of it.
  expect([...hosts.reserved]).toEqual([0, 0, 0, 1, 0, 0, 1]);
});

it('reads as many records as there are, each once', () => {
  const entries = Array.from({ length: 20_000 }, (_, i) => ({
    network: { start: 0x08000000 + i * 256, prefix: 24 },
    record: inCity(`City ${i % 15_000}`),
  }));
  const hosts4 = entries.flatMap(({ network: { start } }) => [start, start + 7]);
  const { hosts, places } = locateHosts(grouped(hosts4, []), [database('Big-City', 4, entries)]);
  expect(places.length).toBe(15_000);
  hosts.place.forEach((at, host) => {
    const expected = `City ${Math.floor(host / 2) % 15_000}`;
    expect(places.cities[places.city[at - 1]!]).toBe(expected);
  });
});
