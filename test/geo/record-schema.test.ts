import { describe, expect, it } from 'vitest';
import { recogniseSchema } from '../../src/geo/record-schema.ts';

function read(type: string, record: unknown) {
  const schema = recogniseSchema(type, [record], 'test.mmdb');
  return { role: schema.role, ...schema.read(record) };
}

describe('recogniseSchema', () => {
  it('reads a flat country', () => {
    const found = read('country', { country_code: 'de' });
    expect(found.role).toBe('country');
    expect(found.place).toMatchObject({ country: 'DE', precision: 'country', latitude: NaN });
  });

  it('calls a flat record with a region and no city a region', () => {
    const record = { city: '', country_code: 'US', latitude: 1, longitude: 2, state1: 'Ohio' };
    expect(read('city', record).place).toMatchObject({ region: 'Ohio', precision: 'region' });
  });

  it('takes a position written as text, and drops one outside the globe', () => {
    expect(read('c', { country: 'FR', latitude: '48.5', longitude: '2' }).place?.latitude).toBe(
      48.5,
    );
    expect(read('c', { country: 'FR', latitude: 95, longitude: 2 }).place?.latitude).toBeNaN();
  });

  it('knows no place where the country is ZZ', () => {
    expect(read('country', { country_code: 'ZZ' }).place).toBeNull();
  });

  it('lets the country of registration stand in for a missing country only', () => {
    const registered_country = { iso_code: 'NL' };
    expect(read('x', { registered_country }).place?.country).toBe('NL');
    expect(read('x', { registered_country, country: { iso_code: 'BE' } }).place?.country).toBe(
      'BE',
    );
  });

  it.each([64512, '64512', 'AS64512'])('reads the AS number %s', (value) => {
    const record = { autonomous_system_number: value, autonomous_system_organization: 'Example' };
    expect(read('asn', record)).toEqual({
      role: 'network',
      place: null,
      network: { asn: 64512, name: 'Example' },
      kind: null,
      connection: '',
    });
  });

  it('reads country and network of one flat record', () => {
    const found = read('lite', { country_code: 'SE', asn: 'AS1257', as_name: 'Example' });
    expect(found.place?.country).toBe('SE');
    expect(found.network).toEqual({ asn: 1257, name: 'Example' });
  });

  it.each([
    [{ is_anonymous: true, is_anonymous_vpn: true, is_hosting_provider: true }, 'vpn'],
    [{ is_anonymous: true, is_tor_exit_node: true, is_anonymous_vpn: true }, 'tor-exit'],
    [{ is_residential_proxy: true, is_public_proxy: true }, 'residential-proxy'],
    [{ is_public_proxy: true }, 'public-proxy'],
    [{ is_hosting_provider: true }, 'hosting'],
    [{ is_anonymous: true }, 'anonymous'],
    [{ is_anonymous: false }, null],
  ])('calls an address by the most telling of its flags: %j', (record, kind) => {
    expect(read('GeoIP2-Anonymous-IP', record)).toMatchObject({
      role: 'traits',
      place: null,
      kind,
    });
  });

  it('reads connections, and traits that a record keeps in a map of their own', () => {
    const cellular = { connection_type: 'Cellular' };
    expect(read('GeoIP2-Connection-Type', cellular)).toMatchObject({
      role: 'traits',
      connection: 'Cellular',
    });
    const record = {
      country: { iso_code: 'GB' },
      traits: { connection_type: 'Corporate', is_hosting_provider: true },
      anonymizer: { is_anonymous_vpn: true },
    };
    expect(read('GeoIP2-Enterprise-Shield', record)).toMatchObject({
      role: 'city',
      kind: 'vpn',
      connection: 'Corporate',
    });
  });

  it('refuses fields that say neither', () => {
    expect(() => read('Test', { ip: '1.1.1.1' })).toThrow(/type "Test" .* the fields ip\./);
  });
});
