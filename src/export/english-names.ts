import names from 'i18n-iso-countries/langs/en.json';

const known: Readonly<Record<string, string | string[]>> = names.countries;

/**
 * The English name of a country, for files of data: those of the runtime change from browser to browser. The code itself
 * where there is none.
 */
export function englishName(code: string): string {
  const name = known[code] ?? code;
  return typeof name === 'string' ? name : (name[0] ?? code);
}
