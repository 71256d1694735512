import { figures, shareOut, shareTable } from './reconstruct-figures.ts';
import { readCountries, type City, type Country } from './reconstruct-places.ts';
import { makeRandom } from './reconstruct-random.ts';

/** Where machines of a country live: a city's block of addresses, or the block known to the country only. */
export interface Block {
  /** null: known to the country only. */
  city: City | null;
  /** First address; `size` is a whole number of /24. */
  start: number;
  size: number;
  machines: number;
  accuracyKm: number;
}

/** A country with its machines, by month and by block. */
export interface CountryPlan {
  country: Country;
  machines: number;
  byMonth: number[];
  /** Share of machines in the country-only block. */
  countryOnly: number;
  /** Mean of further addresses a machine. */
  churn: number;
  blocks: Block[];
  /** Last /24 of the country: addresses of its C2 servers. */
  serverBlock: number;
}

const RANGE = 0xf0000000;
const SLOT = 2 ** 18;
const LARGE = 0xfb000000;
const LARGE_SLOT = 2 ** 20;
const MOST_CITIES = 420;
const MACHINES_A_CITY = 60;
const SPREAD = 3;
const RADII = [1, 5, 10, 20, 50, 100, 200, 500];

/** First address of a country: a slot of its own by its code, so that no country moves another. */
function slotOf(code: string): { start: number; size: number } {
  const large = Object.keys(figures.top).indexOf(code);
  if (large >= 0) return { start: LARGE + large * LARGE_SLOT, size: LARGE_SLOT };
  const index = (code.charCodeAt(0) - 65) * 26 + code.charCodeAt(1) - 65;
  return { start: RANGE + index * SLOT, size: SLOT };
}

/** Machines by country: the top ten as set, the others by the inhabitants of their cities, below rank ten. */
export function machinesByCountry(countries: readonly Country[]): Map<string, number> {
  const rest = countries.filter(({ code }) => !(code in figures.top));
  const top = Object.values(figures.top);
  const total = figures.machines - top.reduce((sum, count) => sum + count, 0);
  const weights = rest.map(({ inhabitants }) => inhabitants ** 0.75);
  const shares = shareOut(total, weights, 1, Math.min(...top) - 1);
  return new Map([
    ...Object.entries(figures.top),
    ...rest.map(({ code }, index) => [code, shares[index]!] as const),
  ]);
}

/** Radius of a block: lognormal, rounded to the nearest of the steps that MaxMind publishes. */
function radiusOf(random: ReturnType<typeof makeRandom>): number {
  const drawn = figures.medianAccuracyKm * Math.exp(0.8 * random.normal());
  const distance = (radius: number) => Math.abs(Math.log(radius / drawn));
  return RADII.reduce((best, radius) => (distance(radius) < distance(best) ? radius : best));
}

function blocksOf(country: Country, machines: number, share: number, churn: number): Block[] {
  const random = makeRandom(figures.seed, `places ${country.code}`);
  const located = Math.round(machines * (1 - share));
  const count = Math.min(MOST_CITIES, country.cities.length, Math.ceil(machines / MACHINES_A_CITY));
  const cities = country.cities.slice(0, Math.max(1, count));
  const perCity = shareOut(
    located,
    cities.map((city) => city.population ** 0.9),
  );
  const slot = slotOf(country.code);
  let next = slot.start;
  const block = (city: City | null, inside: number): Block => {
    const wanted = Math.ceil((inside * (1 + churn) * SPREAD) / 256) * 256;
    const size = Math.max(256, wanted);
    const made = {
      city,
      start: next,
      size,
      machines: inside,
      accuracyKm: city ? radiusOf(random) : 1000,
    };
    next += size;
    return made;
  };
  const blocks = [
    ...cities.flatMap((city, index) => (perCity[index]! > 0 ? [block(city, perCity[index]!)] : [])),
    block(null, machines - located),
  ];
  if (next > slot.start + slot.size - 256) throw new Error(`${country.code} outgrows its range.`);
  return blocks;
}

/** Churn differs by provider and so by country: a further 0.45 to 0.95 addresses a machine. */
function churnOf(code: string): number {
  return 0.45 + 0.5 * makeRandom(figures.seed, `churn ${code}`).share();
}

/** Country-only share of the countries that nothing is known of, so that the world's is as documented. */
function otherShare(
  counts: ReadonlyMap<string, number>,
  addresses: (code: string) => number,
): number {
  let all = 0;
  let known = 0;
  let others = 0;
  for (const code of counts.keys()) {
    const share = figures.countryOnly[code];
    all += addresses(code);
    if (share === undefined) others += addresses(code);
    else known += share * addresses(code);
  }
  return (figures.worldCountryOnly * all - known) / others;
}

/** Everything that is decided before a single row is drawn. */
export function planReconstruction(): CountryPlan[] {
  const counts = machinesByCountry(readCountries());
  const churn = new Map([...counts.keys()].map((code) => [code, churnOf(code)]));
  const share = otherShare(counts, (code) => counts.get(code)! * (1 + 0.75 * churn.get(code)!));
  const countries = readCountries();
  const others = countries.filter(({ code }) => code !== 'US');
  const restByMonth = figures.worldByMonth.map((world, month) => world - figures.usByMonth[month]!);
  const table = shareTable(
    others.map(({ code }) => counts.get(code)!),
    restByMonth,
  );
  return countries.map((country) => {
    const { code } = country;
    const machines = counts.get(code)!;
    const countryOnly = figures.countryOnly[code] ?? share;
    const row = others.findIndex((other) => other.code === code);
    const slot = slotOf(code);
    return {
      country,
      machines,
      byMonth: row < 0 ? [...figures.usByMonth] : table[row]!,
      countryOnly,
      churn: churn.get(code)!,
      blocks: blocksOf(country, machines, countryOnly, churn.get(code)!),
      serverBlock: slot.start + slot.size - 256,
    };
  });
}
