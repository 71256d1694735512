import { InputError } from '../model/input-error.ts';
import type { AddressKind } from '../model/address-kind.ts';
import type { Place, Precision } from '../model/place.ts';
import type { DatabaseInfo } from '../model/source.ts';

/** What a database says of one network. */
export interface GeoRecord {
  place: Place | null;
  /** Autonomous system; asn is a positive number. */
  network: { asn: number; name: string } | null;
  kind: AddressKind | null;
  /** How its hosts are connected, as the database words it (Cable/DSL, Cellular); '' where it does not say. */
  connection: string;
}

/** How the records of a database are read, found once per database. */
export interface RecordSchema {
  role: DatabaseInfo['role'];
  /** Whether records are one level of fields that say a place and nothing else. */
  isFlatPlace: boolean;
  read(record: unknown): GeoRecord;
}

/** Fields of a record that schemas read; there is no need to decode others. */
export const readFields: ReadonlySet<string> = new Set([
  ...['country', 'registered_country', 'subdivisions', 'location', 'city', 'traits'],
  ...['country_code', 'state1', 'region', 'latitude', 'longitude'],
  ...['autonomous_system_number', 'autonomous_system_organization'],
  ...['asn', 'as_name', 'as_organization', 'anonymizer', 'connection_type', 'is_anonymous'],
  ...['is_anonymous_vpn', 'is_hosting_provider', 'is_public_proxy', 'is_residential_proxy'],
  ...['is_tor_exit_node'],
]);

type Fields = Readonly<Record<string, unknown>>;

const none: Fields = {};
const nothing: GeoRecord = { place: null, network: null, kind: null, connection: '' };

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : none;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
}

/** English name of a city or subdivision, else its first one. */
function nameOf(value: unknown): string {
  const names = fieldsOf(fieldsOf(value)['names']);
  return textOf(names['en']) || textOf(Object.values(names)[0]);
}

/** Capital ISO code; '' for what is none, and for ZZ, which stands for "no country". */
export function countryOf(value: unknown): string {
  const code = textOf(value).toUpperCase();
  return /^[A-Z]{2}$/.test(code) && code !== 'ZZ' ? code : '';
}

function precisionOf(city: string, region: string): Precision {
  if (city) return 'city';
  return region ? 'region' : 'country';
}

/** A place of texts and a position; null where nothing is known. */
function placeOf(
  names: { country: string; region: string; city: string },
  position: Fields,
  accuracyKm: number | null,
): Place | null {
  const latitude = numberOf(position['latitude']);
  const longitude = numberOf(position['longitude']);
  const known = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  const { country, region, city } = names;
  if (!country && !region && !city && !known) return null;
  return {
    latitude: known ? latitude : NaN,
    longitude: known ? longitude : NaN,
    country,
    region,
    city,
    accuracyKm,
    precision: precisionOf(city, region),
  };
}

/** GeoIP2, GeoLite2 and what follows their shape. The country of registration stands in only for a missing country. */
function nestedPlace(record: Fields): Place | null {
  const list = record['subdivisions'];
  const subdivision: unknown = Array.isArray(list) ? list[0] : undefined;
  const location = fieldsOf(record['location']);
  const radius = numberOf(location['accuracy_radius']);
  const names = {
    country:
      countryOf(fieldsOf(record['country'])['iso_code']) ||
      countryOf(fieldsOf(record['registered_country'])['iso_code']),
    region: nameOf(subdivision) || textOf(fieldsOf(subdivision)['iso_code']),
    city: nameOf(record['city']),
  };
  return placeOf(names, location, radius > 0 ? radius : null);
}

/** One level of fields: DB-IP Lite as ip-location-db packs it, and others of that kind. */
function flatPlace(record: Fields): Place | null {
  const names = {
    country: countryOf(record['country_code']) || countryOf(record['country']),
    region: textOf(record['state1']) || textOf(record['region']),
    city: textOf(record['city']),
  };
  return placeOf(names, record, null);
}

/** Number of an AS written 64512, "64512" or "AS64512". */
function asnOf(value: unknown): number {
  const number = typeof value === 'string' ? Number(value.replace(/^AS/i, '')) : numberOf(value);
  return Number.isInteger(number) && number > 0 && number <= 0xffffffff ? number : 0;
}

function asnIn(fields: Fields): number {
  return asnOf(fields['autonomous_system_number']) || asnOf(fields['asn']);
}

function asNameIn(fields: Fields): string {
  return (
    textOf(fields['autonomous_system_organization']) ||
    textOf(fields['as_name']) ||
    textOf(fields['as_organization'])
  );
}

/** The AS of a record, or of its traits as GeoIP2 Enterprise has it. */
function networkOf(record: Fields): GeoRecord['network'] {
  const traits = fieldsOf(record['traits']);
  const asn = asnIn(record) || asnIn(traits);
  return asn ? { asn, name: asNameIn(record) || asNameIn(traits) } : null;
}

/** What a flag says of an address, in the order of `addressKinds`. */
const kindFlags: readonly (readonly [string, AddressKind])[] = [
  ['is_tor_exit_node', 'tor-exit'],
  ['is_anonymous_vpn', 'vpn'],
  ['is_residential_proxy', 'residential-proxy'],
  ['is_public_proxy', 'public-proxy'],
  ['is_hosting_provider', 'hosting'],
  ['is_anonymous', 'anonymous'],
];

/** The record itself and the maps in which GeoIP2 Enterprise and its Shield keep traits. */
function traitsOf(record: Fields): Fields[] {
  return [record, fieldsOf(record['traits']), fieldsOf(record['anonymizer'])];
}

function kindOf(traits: readonly Fields[]): AddressKind | null {
  const flag = kindFlags.find(([name]) => traits.some((fields) => fields[name] === true));
  return flag ? flag[1] : null;
}

function connectionOf(traits: readonly Fields[]): string {
  for (const fields of traits) {
    const text = textOf(fields['connection_type']);
    if (text !== '') return text;
  }
  return '';
}

function hasTraits(record: Fields): boolean {
  const traits = traitsOf(record);
  const isFlagged = kindFlags.some(([name]) => traits.some((fields) => name in fields));
  return isFlagged || connectionOf(traits) !== '';
}

const nestedFields = ['country', 'registered_country', 'location', 'city', 'subdivisions'];
const cityFields = ['location', 'city', 'subdivisions', 'latitude', 'state1'];
const networkFields = ['autonomous_system_number', 'asn'];

const isNested = (record: Fields) =>
  nestedFields.some((field) => typeof record[field] === 'object' && record[field] !== null);
const isFlat = (record: Fields) =>
  ['country_code', 'country', 'latitude'].some(
    (field) => typeof record[field] !== 'object' && field in record,
  );

function roleOf(type: string, fields: ReadonlySet<string>): RecordSchema['role'] {
  if (cityFields.some((field) => fields.has(field))) return 'city';
  return /city|enterprise/i.test(type) ? 'city' : 'country';
}

/**
 * The schema of a database, by its type and a sample of its records.
 * @throws InputError naming the fields where they hold no place, AS number, kind of address or connection
 */
export function recogniseSchema(
  type: string,
  samples: readonly unknown[],
  name: string,
): RecordSchema {
  const records = samples.map(fieldsOf);
  const fields = new Set(records.flatMap((record) => Object.keys(record)));
  const place = records.some(isNested) ? nestedPlace : records.some(isFlat) ? flatPlace : null;
  const hasNetwork = networkFields.some((field) => fields.has(field));
  const withTraits = records.some(hasTraits);
  if (!place && !hasNetwork && !withTraits) {
    const found = fields.size > 0 ? `the fields ${[...fields].join(', ')}` : 'no fields';
    throw new InputError(
      `${name} is a database of type "${type}" whose records have ${found}.`,
      'a database of places (country, city, location or country_code, latitude), of networks (autonomous_system_number), of anonymous addresses (is_anonymous) or of connections (connection_type).',
    );
  }
  return {
    role: place ? roleOf(type, fields) : hasNetwork ? 'network' : 'traits',
    isFlatPlace: place === flatPlace && !hasNetwork && !withTraits,
    read(record) {
      if (record === null || typeof record !== 'object') return nothing;
      const own = fieldsOf(record);
      const traits = withTraits ? traitsOf(own) : null;
      return {
        place: place ? place(own) : null,
        network: networkOf(own),
        kind: traits && kindOf(traits),
        connection: traits ? connectionOf(traits) : '',
      };
    },
  };
}
