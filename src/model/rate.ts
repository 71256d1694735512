import type { DimensionAggregate } from './aggregate.ts';
import type { Dimension } from './query.ts';

/** What is shown of a group: its count, its share of everything, or one of the rates. */
export const quantities = ['count', 'share', 'million', 'inhabitants'] as const;
export type Quantity = (typeof quantities)[number];

/** Rates: per million IPv4 addresses that the databases place there, per 100,000 inhabitants. */
export type Rate = Exclude<Quantity, 'count' | 'share'>;

/** What everybody knows of a rate. */
export interface RateSpec {
  /** The rate is of so many. */
  per: number;
  /** After a number: "machines per 100,000 inhabitants". */
  words: string;
  /** Where there is little room. */
  brief: string;
  /** Dimensions whose groups have the base. */
  dimensions: readonly Dimension[];
  /** Why the others have none. */
  reason: string;
  /** Whether it is of hosts with an IPv4 address alone. */
  isOfIPv4: boolean;
}

/** The rates: one entry each. */
export const rateSpecs: Readonly<Record<Rate, RateSpec>> = {
  million: {
    per: 1e6,
    words: 'per million IPv4 addresses',
    brief: 'per million IPv4',
    dimensions: ['country', 'city', 'network'],
    reason: 'databases place addresses into countries, cities and networks alone',
    isOfIPv4: true,
  },
  inhabitants: {
    per: 1e5,
    words: 'per 100,000 inhabitants',
    brief: 'per 100,000 inhabitants',
    dimensions: ['country'],
    reason: 'inhabitants are known by country alone; networks have none, cities no agreed border',
    isOfIPv4: false,
  },
};

/** Whether what is shown is a rate. */
export function isRate(quantity: Quantity): quantity is Rate {
  return quantity !== 'count' && quantity !== 'share';
}

/** Whether a quantity can be had of the groups of a dimension. */
export function isOffered(quantity: Quantity, dimension: Dimension): boolean {
  return !isRate(quantity) || rateSpecs[quantity].dimensions.includes(dimension);
}

/** What is shown of the groups of a dimension: what was chosen, or counts where that cannot be had. */
export function quantityOf(chosen: Quantity, dimension: Dimension): Quantity {
  return isOffered(chosen, dimension) ? chosen : 'count';
}

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

/** Whether the databases place addresses into the groups of a dimension. */
export function isOfAddresses(dimension: Dimension): dimension is AddressDimension {
  return rateSpecs.million.dimensions.includes(dimension);
}

/** Groups by what is shown of them: `value` is the share (per cent) or the rate, 0 where it is not told; largest first. */
export interface RatedGroups extends DimensionAggregate {
  quantity: Quantity;
  /** The measure itself, in the same order. */
  count: Float64Array;
  /** What the rate of each group is of: IPv4 addresses or inhabitants; empty where it is no rate. */
  base: Float64Array;
  /** 1 where the count is small. */
  few: Uint8Array;
  /** 1 where a figure is told: not of few that are hidden, and no rate where there is nothing that it could be of. */
  told: Uint8Array;
}

function figureOf(quantity: Quantity, count: number, total: number, base: number): number {
  if (quantity === 'count') return count;
  if (quantity === 'share') return total > 0 ? (100 * count) / total : 0;
  return base > 0 ? (rateSpecs[quantity].per * count) / base : NaN;
}

/**
 * Groups by what is to be shown of them.
 * @param baseOf what the rate of a group is of, by its key; needed for a rate alone
 */
export function rateGroups(
  groups: DimensionAggregate,
  { quantity, fewBelow, hidesFew }: Rating,
  baseOf: (key: string) => number = () => 0,
): RatedGroups {
  const { keys, labels, value, countryOnly, total } = groups;
  const hasBase = isRate(quantity);
  const rows = keys.map((key, index) => {
    const count = value[index]!;
    const base = hasBase ? baseOf(key) : 0;
    const figure = figureOf(quantity, count, total, base);
    const few = count < fewBelow;
    const isTold = Number.isFinite(figure) && !(few && hidesFew);
    return { index, count, base, few, isTold, figure: isTold ? figure : 0 };
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
    base: hasBase ? column(({ base }) => base) : new Float64Array(0),
    few: Uint8Array.from(rows, ({ few }) => (few ? 1 : 0)),
    told: Uint8Array.from(rows, ({ isTold }) => (isTold ? 1 : 0)),
  };
}
