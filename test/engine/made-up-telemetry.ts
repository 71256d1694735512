import { makeRandom } from '../../scripts/telemetry-text.ts';
import { writeMmdb, type MmdbEntry, type MmdbValue } from '../../scripts/mmdb-writer.ts';
import type { InputFile } from '../../src/model/source.ts';
import type { Precision } from '../../src/model/place.ts';

/** A place in plain values; `latitude` is null where it has no position. */
export interface MadePlace {
  country: string;
  region: string;
  city: string;
  latitude: number | null;
  longitude: number;
  accuracyKm: number;
  precision: Precision;
}

/** A host in plain values. `network` is '' where neither a database nor a row names one. */
export interface MadeHost {
  address: string;
  prefix: string;
  place: MadePlace | null;
  network: string;
  /** Kind of address and connection by the database of traits; '' where it tells none. */
  kind: string;
  connection: string;
  /** Country that its rows name; it places the host where no database does. */
  rowCountry: string;
  /** What its rows name; a database's network overrides it. */
  rowNetwork: string;
}

/** A row in plain values; '' and null where it names nothing. */
export interface MadeHit {
  host: MadeHost;
  /** Milliseconds since 1970, whole seconds. */
  time: number | null;
  machine: string;
  family: string;
  server: string;
  port: string;
  /** Events that it stands for. */
  weight: number;
}

/** Hits and the files that hold them. */
export interface MadeTelemetry {
  hits: MadeHit[];
  telemetry: InputFile[];
  databases: InputFile[];
}

type Row = [string, string, string, number | null, number, number, Precision];

const rows: Row[] = [
  ['GB', 'England', 'London', 51.5085, -0.1257, 10, 'city'],
  ['GB', 'England', 'London', 51.5085, -0.1257, 50, 'city'],
  ['FR', 'Ile-de-France', 'Paris', 48.8534, 2.3488, 20, 'city'],
  ['US', 'Texas', 'Paris', 33.6609, -95.5555, 20, 'city'],
  ['NZ', 'Auckland', 'Auckland', -36.8485, 174.7635, 5, 'city'],
  ['FJ', 'Central', 'Suva', -18.1416, 178.4415, 100, 'city'],
  ['WS', 'Tuamasaga', 'Apia', -13.8333, -171.7667, 20, 'city'],
  ['AR', 'Tierra del Fuego', 'Ushuaia', -54.8, -68.3, 200, 'city'],
  ['NO', 'Svalbard', 'Longyearbyen', 78.2232, 15.6267, 1, 'city'],
  ['DE', 'Berlin', 'Nowhere', null, 0, 20, 'city'],
  ['US', 'Texas', '', 31.25, -99.25, 200, 'region'],
  ['GB', 'England', '', 52.16, -0.7, 200, 'region'],
  ['US', '', '', 37.751, -97.822, 1000, 'country'],
  ['GB', '', '', 54, -2, 500, 'country'],
  ['BR', '', '', -10, -55, 1000, 'country'],
  ['', '', '', 1.5, 2.5, 1000, 'country'],
];

/** The places; index i has the networks 11.i.0.0/16 and 2400:i::/32. */
export const madePlaces: readonly MadePlace[] = rows.map(
  ([country, region, city, latitude, longitude, accuracyKm, precision]) => ({
    country,
    region,
    city,
    latitude,
    longitude,
    accuracyKm,
    precision,
  }),
);

function recordOf(place: MadePlace): MmdbValue {
  const { country, region, city, latitude, longitude, accuracyKm } = place;
  return {
    ...(country && { country: { iso_code: country } }),
    ...(region && { subdivisions: [{ names: { en: region } }] }),
    ...(city && { city: { names: { en: city } } }),
    ...(latitude !== null && {
      location: { latitude, longitude, accuracy_radius: accuracyKm },
    }),
  };
}

const hex = (value: number) => value.toString(16);
const built = Date.UTC(2026, 0, 1);

/** The upper half of 11.1.0.0/24 is in Paris, so that a prefix has two places. */
const splitNetwork = '11.1.0.128/25';
const splitPlace = 2;

function placesDatabase(): Uint8Array {
  const entries: MmdbEntry[] = madePlaces.flatMap((place, i) => [
    { network: `11.${i}.0.0/16`, record: recordOf(place) },
    { network: `2400:${hex(i)}::/32`, record: recordOf(place) },
  ]);
  entries.push({ network: splitNetwork, record: recordOf(madePlaces[splitPlace]!) });
  return writeMmdb({ type: 'Made-City', ipVersion: 6, built, description: 'made up' }, entries);
}

/** Of each place's IPv4 networks only the lower half is known. */
function networksDatabase(): Uint8Array {
  const entries = madePlaces.map((_, i) => ({
    network: `11.${i}.0.0/17`,
    record: { autonomous_system_number: 64_496 + (i % 5), autonomous_system_organization: 'Made' },
  }));
  return writeMmdb({ type: 'Made-ASN', ipVersion: 6, built, description: 'made up' }, entries);
}

const kinds = ['', 'vpn', 'tor-exit', 'hosting'];
const connections = ['', 'Cable/DSL', 'Cellular'];

/** What the database of traits tells of a place's IPv4 networks; an IPv6 host has none. */
const madeTraits = (place: number) => ({
  kind: kinds[place % 4]!,
  connection: connections[place % 3]!,
});

function traitsDatabase(): Uint8Array {
  const entries: MmdbEntry[] = madePlaces.map((_, i) => {
    const { kind, connection } = madeTraits(i);
    return {
      network: `11.${i}.0.0/16`,
      record: {
        is_anonymous: kind !== '',
        is_anonymous_vpn: kind === 'vpn',
        is_tor_exit_node: kind === 'tor-exit',
        is_hosting_provider: kind === 'hosting' || kind === 'vpn',
        ...(connection && { connection_type: connection }),
      },
    };
  });
  return writeMmdb({ type: 'Made-Traits', ipVersion: 4, built, description: 'made up' }, entries);
}

/** What the rows of some hosts name, in whatever case; `EU` is no country. */
const rowCountries = ['GB', '', 'jp', '', 'EU'];

function byFile(country: string): MadePlace | null {
  if (country !== 'jp' && country !== 'GB') return null;
  return {
    ...{ country: country.toUpperCase(), region: '', city: '', latitude: null, longitude: 0 },
    ...{ accuracyKm: 1000, precision: 'country' },
  };
}

function makeHost(random: () => number, names: boolean): MadeHost {
  const at = random() % (madePlaces.length + 2);
  const known = at < madePlaces.length;
  const rowNetwork = random() % 3 === 0 ? String(64_510 + (random() % 4)) : '';
  const rowCountry = names ? rowCountries[at % rowCountries.length]! : '';
  if (random() % 4 === 0) {
    const prefix = `2400:${hex(known ? at : 500 + at)}:${hex(random() % 3)}`;
    return {
      address: `${prefix}:${hex(random() % 2)}::${hex(1 + (random() % 20))}`,
      prefix,
      place: known ? madePlaces[at]! : byFile(rowCountry),
      rowCountry,
      network: rowNetwork && `AS${rowNetwork}`,
      kind: '',
      connection: '',
      rowNetwork,
    };
  }
  const third = (random() % 2) * 128 + (random() % 2);
  const last = 100 + (random() % 56);
  const split = at === 1 && third === 0 && last >= 128;
  const first = known ? 11 : at === madePlaces.length ? 10 : 12;
  const prefix = `${first}.${at}.${third}`;
  const inDatabase = known && third < 128;
  return {
    address: `${prefix}.${last}`,
    prefix,
    place: known ? madePlaces[split ? splitPlace : at]! : byFile(rowCountry),
    rowCountry,
    network: inDatabase ? `AS${64_496 + (at % 5)}` : rowNetwork && `AS${rowNetwork}`,
    ...(known ? madeTraits(at) : { kind: '', connection: '' }),
    rowNetwork,
  };
}

/** First moment of the made-up time: not on a bin's edge. */
export const madeStart = Date.UTC(2026, 2, 3, 5, 17, 9);
const madeDays = 23;

/**
 * Random hits of random hosts; the same seed gives the same. Odd ones have rows that stand for several events and name
 * countries.
 */
export function makeHits(seed: number, count: number): MadeHit[] {
  const random = makeRandom(seed);
  const hosts = new Map<string, MadeHost>();
  for (let i = 0; i < count / 3; i++) {
    const host = makeHost(random, seed % 2 === 1);
    if (!hosts.has(host.address)) hosts.set(host.address, host);
  }
  const list = [...hosts.values()];
  const pick = (texts: readonly string[]) => texts[random() % texts.length]!;
  return Array.from({ length: count }, (_, i) => {
    const index = random() % list.length;
    const machine = (index * 5 + (random() % 3)) % Math.ceil(count / 4);
    return {
      host: list[index]!,
      time: random() % 10 === 0 ? null : madeStart + (random() % (madeDays * 86_400)) * 1000,
      machine: random() % 8 === 0 ? '' : `machine-${machine}`,
      family: pick(['', 'mirai', 'necurs', 'Ünïcode, quoted', 'simda']),
      server: pick(['', '198.51.100.1', '198.51.100.2', 'c2.example.org']),
      port: pick(['', '80', '443', '65535', '1']),
      weight: seed % 2 === 1 ? 1 + ((i * 7) % 300) : 1,
    };
  });
}

function csvOf(hits: readonly MadeHit[], dated: boolean): string {
  const quote = (text: string) => (text.includes(',') ? `"${text}"` : text);
  const counts = hits.some(({ weight }) => weight !== 1);
  const places = hits.some(({ host }) => host.rowCountry !== '');
  const lines = hits.map(({ host, time, machine, family, server, port, weight }) =>
    [
      ...(dated ? [new Date(time!).toISOString()] : []),
      ...[host.address, machine, quote(family), server, port, host.rowNetwork],
      ...(counts ? [weight] : []),
      ...(places ? [host.rowCountry] : []),
    ].join(','),
  );
  const extra = `${counts ? ',count' : ''}${places ? ',src_country' : ''}`;
  const names = `src_ip,machine_id,family,server_ip,dst_port,asn${extra}`;
  return [dated ? `timestamp,${names}` : names, ...lines, ''].join('\n');
}

/** Hits as files: undated ones are a list without a time column. */
export function filesOf(hits: readonly MadeHit[]): InputFile[] {
  const dated = hits.filter(({ time }) => time !== null);
  const undated = hits.filter(({ time }) => time === null);
  return [
    { name: 'dated.csv', blob: new Blob([csvOf(dated, true)]) },
    { name: 'undated.csv', blob: new Blob([csvOf(undated, false)]) },
  ];
}

/** The databases that place the made-up hosts. */
export function madeDatabases(): InputFile[] {
  const blob = (bytes: Uint8Array) => new Blob([bytes as Uint8Array<ArrayBuffer>]);
  return [
    { name: 'places.mmdb', blob: blob(placesDatabase()) },
    { name: 'networks.mmdb', blob: blob(networksDatabase()) },
    { name: 'traits.mmdb', blob: blob(traitsDatabase()) },
  ];
}
