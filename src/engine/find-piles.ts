import type { AddressSpace } from '../geo/address-space.ts';
import type { PlaceColumns } from '../geo/place-table.ts';
import { pileKey, type Pile } from '../model/pile.ts';
import { precisions } from '../model/place.ts';
import type { Telemetry } from './telemetry-table.ts';

/** Fewer hosts on a coordinate than these are no pile, whatever their share: too few to tell from chance. */
const LEAST_HOSTS = 30;
/** A pile has at least this many times the share of hosts that its addresses explain ... */
const LEAST_RATIO = 3;
/** ... and at least this much more of its country's hosts. */
const LEAST_EXCESS = 0.05;
/** Chance that some coordinate of the whole data is named although all hosts were drawn evenly from the addresses. */
const ERROR = 0.001;
const COUNTRY_ONLY = precisions.indexOf('country');

interface Count {
  four: number;
  six: number;
}

/** A coordinate of a country, by how well its hosts are known. */
interface Spot {
  key: string;
  country: string;
  latitude: number;
  longitude: number;
  isDefault: boolean;
  hosts: Count;
  addresses: Count;
  /** Hosts by the name of their city or region. */
  names: Map<string, number>;
}

interface Country {
  hosts: Count;
  addresses: Count;
}

const makeCount = (): Count => ({ four: 0, six: 0 });
const both = ({ four, six }: Count) => four + six;

function add(to: Count, { four, six }: Count): void {
  to.four += four;
  to.six += six;
}

/** Hosts of each place by family. */
function hostsOfPlaces({ hosts, places }: Telemetry): Record<keyof Count, Uint32Array> {
  const four = new Uint32Array(places.length);
  const six = new Uint32Array(places.length);
  for (let host = 0; host < hosts.length; host++) {
    const place = hosts.place[host]!;
    if (place > 0) (host < hosts.length4 ? four : six)[place - 1]!++;
  }
  return { four, six };
}

/** Whether there can be a pile at all: without, nobody need walk the databases. */
export function mayPile(telemetry: Telemetry): boolean {
  const { four, six } = hostsOfPlaces(telemetry);
  const { precision, latitude } = telemetry.places;
  let located = 0;
  for (let place = 0; place < four.length; place++) {
    const hosts = four[place]! + six[place]!;
    if (Number.isNaN(latitude[place]!)) continue;
    if (hosts > 0 && precision[place] === COUNTRY_ONLY) return true;
    located += hosts;
  }
  return located >= LEAST_HOSTS;
}

/** Sums by country and by coordinate. */
class Spots {
  readonly countries = new Map<string, Country>();
  readonly spots = new Map<string, Spot>();

  /** @param makes whether a coordinate that is not known yet is of interest */
  addPlace(
    places: PlaceColumns,
    place: number,
    what: 'hosts' | 'addresses',
    count: Count,
    makes: boolean,
  ): void {
    const country = places.countries[places.country[place]!]!;
    let sums = this.countries.get(country);
    if (!sums) this.countries.set(country, (sums = { hosts: makeCount(), addresses: makeCount() }));
    add(sums[what], count);
    const spot = this.spotAt(places, place, country, makes);
    if (!spot) return;
    add(spot[what], count);
    if (what !== 'hosts' || spot.isDefault) return;
    const name = places.cities[places.city[place]!]! || places.regions[places.region[place]!]!;
    if (name !== '') spot.names.set(name, (spot.names.get(name) ?? 0) + both(count));
  }

  private spotAt(places: PlaceColumns, place: number, country: string, makes: boolean) {
    const [latitude, longitude] = [places.latitude[place]!, places.longitude[place]!];
    if (Number.isNaN(latitude)) return null;
    const precision = precisions[places.precision[place]!]!;
    const key = pileKey(country, latitude, longitude, precision);
    let spot = this.spots.get(key);
    if (!spot && makes) {
      const isDefault = places.precision[place] === COUNTRY_ONLY;
      const [hosts, addresses] = [makeCount(), makeCount()];
      const at = { key, country, latitude, longitude };
      spot = { ...at, isDefault, hosts, addresses, names: new Map() };
      this.spots.set(key, spot);
    }
    return spot ?? null;
  }
}

/** Share of a country's hosts that a coordinate's addresses explain, in the mix of families that the hosts have. */
function expectedShare(spot: Spot, { hosts, addresses }: Country): number {
  const part = (family: keyof Count) =>
    addresses[family] > 0 ? (hosts[family] * spot.addresses[family]) / addresses[family] : 0;
  const all = both(hosts);
  return all > 0 ? (part('four') + part('six')) / all : 0;
}

/** n times the divergence of a share from the one expected (Kullback and Leibler): half of the G statistic. */
function divergence(hosts: number, all: number, expected: number): number {
  const share = hosts / all;
  const rest = share < 1 ? (1 - share) * Math.log((1 - share) / (1 - expected)) : 0;
  return all * (share * Math.log(share / expected) + rest);
}

function isExcess(spot: Spot, country: Country, tests: number): boolean {
  const [hosts, all] = [both(spot.hosts), both(country.hosts)];
  const share = hosts / all;
  const expected = expectedShare(spot, country);
  if (hosts < LEAST_HOSTS || expected <= 0) return false;
  if (share < expected * LEAST_RATIO || share < expected + LEAST_EXCESS) return false;
  return divergence(hosts, all, expected) > Math.log(tests / ERROR);
}

function pileOf(spot: Spot, country: Country): Pile {
  const { key, latitude, longitude, isDefault, hosts, addresses, names } = spot;
  const ordered = [...names].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return {
    key,
    ground: isDefault ? 'default' : 'excess',
    country: spot.country,
    latitude,
    longitude,
    names: ordered.map(([name]) => name),
    hosts: both(hosts),
    share: both(hosts) / both(country.hosts),
    addresses: {
      ...addresses,
      countryFour: country.addresses.four,
      countrySix: country.addresses.six,
    },
    expected: expectedShare(spot, country),
  };
}

/**
 * Coordinates that hold an implausible share of their country's hosts, most hosts first. What is asked: could the hosts
 * be drawn evenly from the addresses that the database knows to be there?
 *
 * A record without city and region claims no address for its point: nothing explains a host there but that the database
 * puts on it what it knows to the country only. Such a coordinate is named by the database's own word (`default`),
 * however few its hosts: it needs no test. Hosts that are known better are tested (`excess`): of n hosts of a country, k
 * on one coordinate, where its share of the country's addresses (IPv4 and /48 of IPv6 each for the hosts of their family)
 * lets a share q be expected. The chance of k or more is at most exp(-n KL(k/n || q)), with KL the divergence of Kullback
 * and Leibler (Hoeffding, Probability inequalities for sums of bounded random variables, 1963, theorem 1, which also holds
 * for hosts of unlike chances); n KL is half of the G statistic of the likelihood-ratio test. It must be below ERROR,
 * divided by the number of coordinates that are tested (Bonferroni). With many hosts small differences are certain
 * without being of interest, and hosts of one network come together, so that k must also be LEAST_HOSTS or more, and its
 * share LEAST_RATIO times q and LEAST_EXCESS above it. The test is one of hosts: hits of one host are not independent.
 */
export function findPiles(telemetry: Telemetry, space: AddressSpace): Pile[] {
  const sums = new Spots();
  const hosts = hostsOfPlaces(telemetry);
  for (let place = 0; place < telemetry.places.length; place++) {
    const count = { four: hosts.four[place]!, six: hosts.six[place]! };
    if (both(count) > 0) sums.addPlace(telemetry.places, place, 'hosts', count, true);
  }
  for (let place = 0; place < space.places.length; place++) {
    const count = { four: space.four[place]!, six: space.six[place]! };
    sums.addPlace(space.places, place, 'addresses', count, false);
  }
  const spots = [...sums.spots.values()];
  const tests = spots.filter(({ isDefault }) => !isDefault).length;
  return spots
    .map((spot) => ({ spot, country: sums.countries.get(spot.country)! }))
    .filter(({ spot, country }) => spot.isDefault || isExcess(spot, country, tests))
    .map(({ spot, country }) => pileOf(spot, country))
    .sort((a, b) => b.hosts - a.hosts || (a.key < b.key ? -1 : 1));
}
