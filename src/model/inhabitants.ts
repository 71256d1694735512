import table from '../../data/inhabitants.json' with { type: 'json' };

/** The year that numbers of inhabitants are of. */
export const INHABITANTS_YEAR = table.year;

const inhabitants = new Map<string, number>(Object.entries(table.inhabitants));

/** Inhabitants of a country (ISO alpha-2); 0 where none are known of. */
export function inhabitantsOf(country: string): number {
  return inhabitants.get(country) ?? 0;
}
