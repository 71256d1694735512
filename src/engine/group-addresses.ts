import type { AddressCount, AddressSpace } from '../geo/address-space.ts';
import type { AddressDimension } from '../model/rate.ts';
import { cityKey, networkKey } from './dimension-keys.ts';

type Counts = ReadonlyMap<string, AddressCount>;

/** Sums by space and dimension: made when they are first asked for. */
const known = new WeakMap<AddressSpace, Map<AddressDimension, Counts>>();

function countsOf(space: AddressSpace, dimension: AddressDimension): Counts {
  const { places, four, six, networks } = space;
  if (dimension === 'network') {
    return new Map([...networks].map(([asn, count]) => [networkKey(asn), count]));
  }
  const counts = new Map<string, AddressCount>();
  for (let place = 0; place < places.length; place++) {
    const country = places.countries[places.country[place]!]!;
    const key = dimension === 'country' ? country : cityKey(places, place);
    const count = counts.get(key);
    if (!count) counts.set(key, { four: four[place]!, six: six[place]! });
    else {
      count.four += four[place]!;
      count.six += six[place]!;
    }
  }
  return counts;
}

/** IPv4 addresses, and /48 of IPv6, that databases place in groups of a dimension, in the order of their keys. */
export function groupAddresses(
  space: AddressSpace,
  dimension: AddressDimension,
  keys: readonly string[],
): { four: Float64Array; six: Float64Array } {
  let dimensions = known.get(space);
  if (!dimensions) known.set(space, (dimensions = new Map<AddressDimension, Counts>()));
  let counts = dimensions.get(dimension);
  if (!counts) dimensions.set(dimension, (counts = countsOf(space, dimension)));
  const column = (family: keyof AddressCount) =>
    Float64Array.from(keys, (key) => counts.get(key)?.[family] ?? 0);
  return { four: column('four'), six: column('six') };
}
