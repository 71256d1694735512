import type { DimensionAggregate } from './aggregate.ts';
import type { Dimension } from './query.ts';

/** What is shown of a group: its count, its share of everything, or its count per million IPv4 addresses. */
export const quantities = ['count', 'share', 'million'] as const;
export type Quantity = (typeof quantities)[number];

/** What is shown of groups, and what becomes of those with few. */
export interface Rating {
  quantity: Quantity;
  /** Groups that count less have few: their shares and rates say little. */
  fewBelow: number;
  /** Whether groups with few show no figure. */
  hidesFew: boolean;
}

/** Dimensions whose groups the databases give addresses. */
export type AddressDimension = Extract<Dimension, 'country' | 'city' | 'network'>;

/** Whether a rate can be had by a dimension: only where databases place addresses into its groups. */
export function isOfAddresses(dimension: Dimension): dimension is AddressDimension {
  return dimension === 'country' || dimension === 'city' || dimension === 'network';
}

/** Groups by what is shown of them: `value` is the share (per cent) or the rate, 0 where it is not told; largest first. */
export interface RatedGroups extends DimensionAggregate {
  quantity: Quantity;
  /** The measure itself, in the same order. */
  count: Float64Array;
  /** IPv4 addresses that the databases place in each group; empty where nobody asked. */
  addresses: Float64Array;
  /** 1 where the count is small. */
  few: Uint8Array;
  /** 1 where a figure is told: not of few that are hidden, and no rate where the databases have no address. */
  told: Uint8Array;
}

function figureOf(quantity: Quantity, count: number, total: number, addresses: number): number {
  if (quantity === 'count') return count;
  if (quantity === 'share') return total > 0 ? (100 * count) / total : 0;
  return addresses > 0 ? (1e6 * count) / addresses : NaN;
}

/**
 * Groups by what is to be shown of them.
 * @param addressesOf IPv4 addresses of a group by its key; needed for a rate alone
 */
export function rateGroups(
  groups: DimensionAggregate,
  { quantity, fewBelow, hidesFew }: Rating,
  addressesOf: (key: string) => number = () => 0,
): RatedGroups {
  const { keys, labels, value, countryOnly, total } = groups;
  const rows = keys.map((key, index) => {
    const count = value[index]!;
    const addresses = quantity === 'million' ? addressesOf(key) : 0;
    const figure = figureOf(quantity, count, total, addresses);
    const few = count < fewBelow;
    const isTold = Number.isFinite(figure) && !(few && hidesFew);
    return { index, count, addresses, few, isTold, figure: isTold ? figure : 0 };
  });
  rows.sort(
    (a, b) => Number(b.isTold) - Number(a.isTold) || b.figure - a.figure || a.index - b.index,
  );
  const column = (of: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, of);
  return {
    ...groups,
    quantity,
    keys: rows.map(({ index }) => keys[index]!),
    labels: rows.map(({ index }) => labels[index]!),
    value: column(({ figure }) => figure),
    count: column(({ count }) => count),
    countryOnly: column(({ index }) => countryOnly[index]!),
    addresses: quantity === 'million' ? column(({ addresses }) => addresses) : new Float64Array(0),
    few: Uint8Array.from(rows, ({ few }) => (few ? 1 : 0)),
    told: Uint8Array.from(rows, ({ isTold }) => (isTold ? 1 : 0)),
  };
}
