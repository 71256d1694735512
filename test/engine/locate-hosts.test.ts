import { describe, expect, it } from 'vitest';
import { writeMmdb, type MmdbEntry } from '../../scripts/mmdb-writer.ts';
import { noHits } from '../../src/engine/group-hits.ts';
import { locateHosts } from '../../src/engine/locate-hosts.ts';
import { addressKinds } from '../../src/model/address-kind.ts';
import { countryCodeOf } from '../../src/model/country-code.ts';
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

describe('several databases of places', () => {
  const at = (latitude: number) => ({ latitude, longitude: 2 });
  const country = (code: string) => ({ country: { iso_code: code } });
  const citiesOf = ({ hosts, places }: ReturnType<typeof locateHosts>) =>
    Array.from(hosts.place, (place) => {
      if (place === 0) return null;
      return [places.countries[places.country[place - 1]!], places.latitude[place - 1]];
    });
  // The first knows a position of 8.0.0.0/24 and the country alone of 8.0.1.0/24 and 8.0.3.0/24.
  const first = database('First', 4, [
    { network: '8.0.0.0/24', record: { ...country('TR'), location: at(1) } },
    { network: '8.0.1.0/24', record: country('TR') },
    { network: '8.0.3.0/24', record: country('TR') },
  ]);
  const second = database('Second', 4, [
    { network: '8.0.0.0/24', record: { ...inCity('Bergen'), location: at(5) } },
    { network: '8.0.1.0/24', record: { ...country('NO'), location: at(5) } },
    { network: '8.0.2.0/24', record: { ...country('NO'), location: at(5) } },
    { network: '8.0.3.0/24', record: country('NO') },
  ]);
  const hosts = grouped([0x08000001, 0x08000101, 0x08000201, 0x08000301, 0x08000401], []);

  it('takes the first position, however fine a later one is, else the first country', () => {
    const located = locateHosts(hosts, [first, second]);
    expect(citiesOf(located)).toEqual([['TR', 1], ['NO', 5], ['NO', 5], ['TR', NaN], null]);
    expect(located.used).toEqual([
      { four: 2, six: 0 },
      { four: 2, six: 0 },
    ]);
  });

  it('follows the order', () => {
    const located = locateHosts(hosts, [second, first]);
    expect(citiesOf(located)).toEqual([['TR', 5], ['NO', 5], ['NO', 5], ['NO', NaN], null]);
    expect(located.used.map(({ four }) => four)).toEqual([4, 0]);
  });

  it('counts what each placed by address family', () => {
    const six = database('Six', 6, [
      { network: '2600::/16', record: inCity('Cusco') },
      { network: '8.0.2.0/24', record: inCity('Cusco') },
    ]);
    const mixed = grouped([0x08000001, 0x08000201], [0x26000000, 0, 0, 1]);
    expect(locateHosts(mixed, [first, six]).used).toEqual([
      { four: 1, six: 0 },
      { four: 1, six: 1 },
    ]);
  });
});

describe('kinds of addresses', () => {
  const anonymous = database('Anonymous-IP', 4, [
    { network: '8.0.0.0/24', record: { is_anonymous: true, is_tor_exit_node: true } },
    { network: '8.0.1.0/24', record: { is_anonymous: true, is_hosting_provider: true } },
  ]);
  const connections = database('Connection-Type', 4, [
    { network: '8.0.1.0/24', record: { connection_type: 'Cellular' } },
  ]);
  const hosts4 = [0x08000001, 0x08000101, 0x09000000];

  it('are a byte a host beside their connections', () => {
    const located = locateHosts(grouped(hosts4, []), [anonymous, connections]);
    const { kind, connection } = located.hosts;
    expect(Array.from(kind, (code) => addressKinds[code - 1])).toEqual([
      ...['tor-exit', 'hosting'],
      undefined,
    ]);
    expect(Array.from(connection, (code) => located.connections[code])).toEqual([
      ...['', 'Cellular', ''],
    ]);
    expect([kind.byteLength, connection.byteLength]).toEqual([3, 3]);
    expect(located.used.map(({ four }) => four)).toEqual([2, 1]);
  });

  it('take no room where no database tells any', () => {
    const { hosts } = locateHosts(grouped(hosts4, []), [connections]);
    expect([hosts.kind.length, hosts.connection.length]).toEqual([0, 3]);
  });
});

describe('countries of the file', () => {
  const city = database('City', 4, [
    { network: '8.0.0.0/16', record: inCity('Ankara') },
    { network: '8.1.0.0/16', record: { location: { latitude: 1, longitude: 2 } } },
  ]);
  const hosts4 = [0x08000001, 0x08000002, 0x08000003, 0x08010000, 0x09000000, 0x09000001];
  const country = Uint16Array.from(['TR', 'DE', '', 'FR', 'BR', ''], countryCodeOf);

  it('are held against the database, and place what it does not', () => {
    const { hosts, places, fileCountries } = locateHosts({ ...grouped(hosts4, []), country }, [
      city,
    ]);
    expect(fileCountries).toEqual({
      ...{ agree: 1, disagree: 1, onlyFile: 1 },
      pairs: [{ file: 'DE', database: 'TR', hosts: 1 }],
    });
    const named = Array.from(hosts.place, (at) => at && places.countries[places.country[at - 1]!]);
    expect(named).toEqual(['TR', 'TR', 'TR', '', 'BR', 0]);
    const at = hosts.place[4]! - 1;
    expect([places.precision[at], places.latitude[at]]).toEqual([2, NaN]);
  });
});
