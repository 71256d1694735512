import { inhabitantsOf } from '../model/inhabitants.ts';
import { isOfAddresses, type Quantity } from '../model/rate.ts';
import type { Dimension } from '../model/query.ts';
import { useAddresses } from './use-addresses.ts';

/**
 * What the rates of groups are of, by key: IPv4 addresses, inhabitants, or nothing where no rate is shown. Null until all
 * that is asked for is known.
 * @param keys the groups; null where they are not known yet
 */
export function useRateBase(
  quantity: Quantity,
  dimension: Dimension,
  keys: readonly string[] | null,
): ((key: string) => number) | null {
  const isAsked = quantity === 'million' && isOfAddresses(dimension);
  const addressesOf = useAddresses(isAsked ? dimension : 'country', isAsked ? keys : null);
  if (isAsked) return addressesOf;
  return quantity === 'inhabitants' && dimension === 'country' ? inhabitantsOf : noBase;
}

const noBase = () => 0;
