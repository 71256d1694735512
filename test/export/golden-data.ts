import { dotted, makeRandom } from '../../scripts/telemetry-text.ts';
import { writeMmdb, type MmdbEntry } from '../../scripts/mmdb-writer.ts';
import type { InputFile, LoadRequest } from '../../src/model/source.ts';

/** Country, city, degrees, and how many of a thousand hosts are there. */
type MadeCity = readonly [string, string, number, number, number];

const cities: readonly MadeCity[] = [
  ['TR', 'Ankara', 39.93, 32.85, 120],
  ['TR', 'Istanbul', 41.01, 28.98, 90],
  ['IN', 'Mumbai', 19.08, 72.88, 110],
  ['IN', 'Delhi', 28.65, 77.23, 80],
  ['US', 'Chicago', 41.85, -87.65, 60],
  ['US', 'Houston', 29.76, -95.36, 45],
  ['US', 'Honolulu', 21.31, -157.86, 8],
  ['US', 'Anchorage', 61.22, -149.9, 6],
  ['BR', 'São Paulo', -23.55, -46.64, 70],
  ['MX', 'Mexico City', 19.43, -99.13, 50],
  ['NL', 'Utrecht', 52.09, 5.12, 30],
  ['DE', 'Berlin', 52.52, 13.41, 35],
  ['FR', 'Paris', 48.85, 2.35, 35],
  ['EG', 'Cairo', 30.06, 31.25, 40],
  ['SA', 'Riyadh', 24.69, 46.72, 30],
  ['NG', 'Lagos', 6.45, 3.39, 25],
  ['ZA', 'Johannesburg', -26.2, 28.04, 20],
  ['JP', 'Tokyo', 35.69, 139.69, 40],
  ['JP', 'Osaka', 34.69, 135.5, 25],
  ['ID', 'Jakarta', -6.21, 106.85, 35],
  ['AU', 'Sydney', -33.87, 151.21, 20],
  ['FJ', 'Suva', -18.14, 178.44, 6],
];
/** Hosts that are known to the country only. */
const countryOnly = ['BR', 'RU', 'TR'] as const;
const families = ['made-up', 'other'] as const;
const servers = ['192.0.2.10', '192.0.2.20', '198.51.100.7'] as const;
const HITS = 6000;
const firstDay = Date.UTC(2026, 2, 1);
const DAYS = 31;
const DAY = 86_400_000;

function database(): Uint8Array<ArrayBuffer> {
  const names = (name: string) => ({ names: { en: name } });
  const placed = cities.map(([country, city, latitude, longitude], i): MmdbEntry => {
    const record = {
      city: names(city),
      country: { iso_code: country },
      location: { latitude, longitude, accuracy_radius: 20 },
    };
    return { network: `2001:db8:${i.toString(16)}::/48`, record };
  });
  const vague = countryOnly.map((country, i): MmdbEntry => ({
    network: `2001:db8:${(0x100 + i).toString(16)}::/48`,
    record: { country: { iso_code: country } },
  }));
  const options = { type: 'Made-City', ipVersion: 6 as const, description: 'made up' };
  return Uint8Array.from(
    writeMmdb({ ...options, built: Date.UTC(2026, 0, 15) }, [...placed, ...vague]),
  );
}

/** A number of a network for a share of all, 0 to 1: by how many hosts its city has. */
function networkOf(share: number): number {
  const whole = cities.reduce((sum, [, , , , hosts]) => sum + hosts, 0) / 0.92;
  let left = share * whole;
  for (const [i, [, , , , hosts]] of cities.entries()) {
    left -= hosts;
    if (left < 0) return i;
  }
  return 0x100 + Math.floor((left / (whole * 0.08)) * countryOnly.length);
}

/** Check-ins of a March, more of them in its middle; a host may come again. */
function telemetry(): string {
  const random = makeRandom(2026);
  const share = () => random() / 2 ** 32;
  const rows = Array.from({ length: HITS }, () => {
    const day = (DAYS * (share() + share() + share())) / 3;
    const network = networkOf(share());
    const time = new Date(firstDay + Math.floor(day * 24) * (DAY / 24)).toISOString();
    const address = `2001:db8:${network.toString(16)}::${(random() % 900).toString(16)}`;
    const family = families[share() < 0.7 ? 0 : 1];
    return { time, line: `${time},${address},${family},${servers[network % servers.length]!}` };
  });
  rows.sort((a, b) => (a.line < b.line ? -1 : 1));
  return ['timestamp,ip,family,server', ...rows.map(({ line }) => line), ''].join('\n');
}

const serverList = [
  'address,port,name,family,status,first_seen,last_seen,country,city,source,mark',
  `${servers[0]},443,Controller one,made-up,seized,2026-02-01,2026-03-20,NL,,a test,`,
  `${servers[1]},443,Controller two,made-up,active,2026-02-01,2026-03-31,US,,a test,`,
  `${servers[2]},8080,Controller three,other,sinkholed,2026-02-01,2026-03-31,RU,,a test,`,
  `${dotted(0xcb007105)},80,Controller four,other,active,2026-02-01,2026-03-31,NL,,a test,`,
  '',
].join('\n');

const blob = (name: string, content: BlobPart): InputFile => ({ name, blob: new Blob([content]) });

/** A made-up botnet of some thousand hosts in twenty cities, with its servers: always the same. */
export function goldenRequest(): LoadRequest {
  const bytes = database();
  return {
    telemetry: [blob('made-up.csv', telemetry())],
    servers: [blob('servers.csv', serverList)],
    databases: [{ name: 'made-city.mmdb', read: () => Promise.resolve(bytes) }],
    mode: 'replace',
    reconstruction: false,
  };
}
