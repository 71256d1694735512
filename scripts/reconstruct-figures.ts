import countries from '../data/simda-countries.json' with { type: 'json' };

/** Parameters of the reconstruction: what is documented, deduced or assumed is marked in the manifest. */
export const figures = {
  seed: 20150409,
  machines: 770_000,
  windowStart: Date.UTC(2014, 9, 1),
  windowEnd: Date.UTC(2015, 3, 1),
  takedown: Date.UTC(2015, 3, 9),
  /** New machines by month, October to March. */
  worldByMonth: [50_000, 60_000, 75_000, 190_000, 219_091, 175_909],
  usByMonth: [11_000, 13_200, 16_500, 41_800, 48_200, 38_700],
  monthStarts: [0, 1, 2, 3, 4, 5, 6].map((month) => Date.UTC(2014, 9 + month, 1)),
  top: countries.top as Record<string, number>,
  /** Share of a country's addresses that the database knows to the country only. */
  countryOnly: countries.countryOnly as Record<string, number>,
  /** Share of drawn addresses; small blocks of cities repeat fewer, which leaves 46 % of the distinct ones. */
  worldCountryOnly: 0.4698,
  /** Country-only coordinates that are not the capital: latitude, longitude. */
  defaults: countries.defaults as unknown as Record<string, [number, number]>,
  medianAccuracyKm: 20,
} as const;

/**
 * Whole numbers that add up to `total`, as near to the weights' shares as can be (largest remainder; ties by index),
 * none below `least` or above `most`.
 */
export function shareOut(
  total: number,
  weights: readonly number[],
  least = 0,
  most = Infinity,
): number[] {
  const open = new Set(weights.keys());
  const held = new Map<number, number>();
  for (;;) {
    const rest = total - [...held.values()].reduce((sum, value) => sum + value, 0);
    const sum = [...open].reduce((all, index) => all + weights[index]!, 0);
    const ideal = (index: number) => (rest * weights[index]!) / sum;
    const bound = [...open].filter((index) => ideal(index) > most || ideal(index) < least);
    if (bound.length === 0) return rounded(weights.length, open, held, ideal, rest);
    const over = bound.filter((index) => ideal(index) > most);
    for (const index of over.length > 0 ? over : bound) {
      held.set(index, over.length > 0 ? most : least);
      open.delete(index);
    }
  }
}

function rounded(
  length: number,
  open: ReadonlySet<number>,
  held: ReadonlyMap<number, number>,
  ideal: (index: number) => number,
  rest: number,
): number[] {
  const result = Array.from({ length }, (_, index) => held.get(index) ?? Math.floor(ideal(index)));
  const given = [...open].reduce((sum, index) => sum + result[index]!, 0);
  const order = [...open].sort((a, b) => (ideal(b) % 1) - (ideal(a) % 1) || a - b);
  for (const index of order.slice(0, rest - given)) result[index]!++;
  return result;
}

/**
 * A table of whole numbers with given row and column sums, near to independent shares: each column is shared out over
 * what the rows have left; the last column takes the rest.
 */
export function shareTable(rows: readonly number[], columns: readonly number[]): number[][] {
  const left = [...rows];
  const table = rows.map(() => [] as number[]);
  columns.forEach((total, column) => {
    const last = column === columns.length - 1;
    const cells = last ? [...left] : shareOut(total, left);
    cells.forEach((cell, row) => {
      table[row]!.push(cell);
      left[row]! -= cell;
    });
  });
  return table;
}
