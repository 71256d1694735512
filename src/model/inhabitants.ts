import table from '../../data/inhabitants.json' with { type: 'json' };

const others = Object.entries(table.others.inhabitants);

const inhabitants = new Map<string, number>([
  ...Object.entries(table.inhabitants),
  ...others.map(([country, other]) => [country, other.inhabitants] as const),
]);

const years = others.map(([, { year }]) => year);
const otherYears = `${Math.min(...years)} to ${Math.max(...years)}`;

/** Of which year and from where numbers of inhabitants are, in a few words. */
export const inhabitantsSource = `of ${table.year} (World Bank; where it has none, World Factbook ${otherYears})`;

/** Inhabitants of a country (ISO alpha-2); 0 where none are known of. */
export function inhabitantsOf(country: string): number {
  return inhabitants.get(country) ?? 0;
}
